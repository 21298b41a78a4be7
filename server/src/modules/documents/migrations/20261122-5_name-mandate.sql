-- A paper about a case that was begun by a mandate is read by whoever acts by it.
alter table documents.documents add column recipient_mandate_id text collate "C";

create policy named_by_recipient_mandate_id on documents.documents to yiwang_app using (recipient_mandate_id = any (string_to_array(current_setting('yiwang.keys', true), ' ')));
create policy of_principal on documents.documents for select to yiwang_app using (recipient_account_id = nullif(current_setting('yiwang.principal', true), ''));
