-- 集中日志: how far each central log system has been told, and who tells it now. The queue is the ledger itself.
create table audit.forwards (
  jurisdiction text collate "C" not null,
  target text collate "C" not null,
  next_position bigint not null default 0,
  leased_until timestamptz,
  sent_at timestamptz,
  failed_at timestamptz,
  failure text,
  primary key (jurisdiction, target)
);
grant select, insert, update on audit.forwards to yiwang_worker;
grant select on audit.forwards to yiwang_app, yiwang_reader;
-- The wall under the permits: whom the record is told to is the installation's, and seen by officials whose permits say so.
select platform.wall('audit.forwards', county => 'jurisdiction');
create policy of_the_installation on audit.forwards for select to yiwang_app
  using (jurisdiction = '000000' and current_setting('yiwang.hi', true) <> '');
