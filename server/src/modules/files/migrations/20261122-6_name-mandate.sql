-- What was handed in by a mandate, or issued on it, is read by whoever acts by it.
alter table files.links add column mandate_id text collate "C";

-- The wall: the act that has just stored a file for somebody else links it; who acts by the mandate reads it.
create policy named_by_mandate_id on files.links to yiwang_app using (mandate_id = any (string_to_array(current_setting('yiwang.keys', true), ' ')));
create policy of_principal on files.links to yiwang_app using (owner_account_id = nullif(current_setting('yiwang.principal', true), ''));
create policy of_principal on files.files for select to yiwang_app using (owner_account_id = nullif(current_setting('yiwang.principal', true), ''));
create policy named on files.files for select to yiwang_app using (id = any (nullif(current_setting('yiwang.ids', true), '')::uuid[]));
