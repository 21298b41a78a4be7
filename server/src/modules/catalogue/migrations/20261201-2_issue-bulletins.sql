-- 覆盖指标通报: what was counted on a day and what was missing, as it was issued; nobody changes it afterwards.
create table catalogue.coverage_bulletins (
  jurisdiction text collate "C" not null,
  id uuid not null,
  division text collate "C" not null,
  title text not null,
  words text not null,
  counted_on date not null,
  total jsonb not null,
  -- Figures and missing items, as one text: its digest stands in the record.
  account text not null,
  digest text collate "C" not null,
  issued_by text collate "C" not null,
  issued_at timestamptz not null,
  primary key (jurisdiction, id),
  constraint coverage_bulletins_are_as_issued check (digest = encode(sha256(convert_to(account, 'UTF8')), 'hex'))
);
create index coverage_bulletins_latest on catalogue.coverage_bulletins (jurisdiction, issued_at desc, id);
grant select, insert on catalogue.coverage_bulletins to yiwang_app;
grant select on catalogue.coverage_bulletins to yiwang_reader, yiwang_worker;
-- A bulletin is read in all departments of the place; it is issued within reach.
select platform.wall('catalogue.coverage_bulletins', division => 'division', everybody_reads => true);
