-- By which mandate a case was begun: whoever acts for another sees what was begun by it, and the case says so.
alter table cases.cases add column mandate_id text collate "C";
create index cases_by_mandate on cases.cases (mandate_id, updated_at desc, id desc) where mandate_id is not null;

-- The wall: whoever acts by a mandate reaches what was begun by it; a guardian in everything all of the ward's.
create policy named_by_mandate_id on cases.cases to yiwang_app using (mandate_id = any (string_to_array(current_setting('yiwang.keys', true), ' ')));
create policy of_principal on cases.cases to yiwang_app using (owner_id = nullif(current_setting('yiwang.principal', true), ''));
