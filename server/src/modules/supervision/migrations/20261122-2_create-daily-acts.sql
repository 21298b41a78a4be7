-- 办件量: how many acts of each kind a day, counted by the reader supervision/daily-acts; computed again from the record at will.
create table supervision.daily_acts (
  jurisdiction text collate "C" not null,
  division text collate "C" not null,
  organization_id text collate "C" not null,
  day date not null,
  act text not null,
  acts bigint not null check (acts > 0),
  primary key (jurisdiction, division, organization_id, day, act)
);
create index daily_acts_by_day on supervision.daily_acts (day, division);
grant select, insert, delete on supervision.daily_acts to yiwang_worker;
grant update (acts) on supervision.daily_acts to yiwang_worker;
grant select on supervision.daily_acts to yiwang_app, yiwang_reader;
