-- 保管人: who keeps an application after the official who asked for it has left.
alter table sign_on.clients add column kept_by text collate "C";
update sign_on.clients set kept_by = requested_by;
alter table sign_on.clients alter column kept_by set not null;
create index clients_by_keeper on sign_on.clients (kept_by);
-- Handing on follows from the entry that somebody left.
grant update on sign_on.clients to yiwang_worker;
