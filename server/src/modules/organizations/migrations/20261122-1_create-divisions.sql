-- Divisions of five levels: GB/T 2260 down to the county, statistics-bureau codes for towns and villages.
create schema organizations;
grant usage on schema organizations to yiwang_app, yiwang_reader, yiwang_worker;

create table organizations.divisions (
  jurisdiction text collate "C" not null,
  code text collate "C" not null,
  name text not null,
  level smallint not null,
  parent text collate "C",
  kind text not null,
  primary key (jurisdiction, code),
  constraint divisions_code_is_digits check (code ~ '^[0-9]{6}([0-9]{3}([0-9]{3})?)?$'),
  constraint divisions_jurisdiction_is_in_code check (jurisdiction = left(code, 6)),
  constraint divisions_level_is_known check (level between 1 and 5),
  constraint divisions_only_provinces_have_no_parent check ((parent is null) = (level = 1)),
  constraint divisions_kind_is_known check (kind in ('gb2260', 'heading', 'statistical-zone', 'statistics'))
);
-- Children of one division, and the provinces.
create index divisions_by_parent on organizations.divisions (parent, code);
-- A subtree is a range of codes that may span jurisdictions (a city, a province).
create index divisions_by_code on organizations.divisions (code);

grant select, insert, update on organizations.divisions to yiwang_app;
grant select on organizations.divisions to yiwang_reader;
