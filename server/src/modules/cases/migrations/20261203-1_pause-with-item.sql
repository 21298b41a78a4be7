-- A case stands with its item while the item is suspended and its running cases are held: since when.
alter table cases.cases add column paused_on date;
create index cases_paused on cases.cases (item_id) where paused_on is not null;
