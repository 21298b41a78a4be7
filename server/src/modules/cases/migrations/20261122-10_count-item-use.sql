-- How often each item is applied for, and how long it really takes, counted by the reader cases/item-use: numbers of cases, nothing of anybody. Made again from the record at will.
create table cases.item_acceptances (
  jurisdiction text collate "C" not null,
  division text collate "C" not null,
  item_id text collate "C" not null,
  day date not null,
  cases integer not null check (cases > 0),
  primary key (jurisdiction, division, item_id, day)
);
create index item_acceptances_by_day on cases.item_acceptances (division, day) include (item_id, cases);

-- Workdays from the day of acceptance to that of the decision, stops included: what an applicant waits.
create table cases.item_durations (
  jurisdiction text collate "C" not null,
  division text collate "C" not null,
  item_id text collate "C" not null,
  day date not null,
  workdays integer not null check (workdays >= 0),
  cases integer not null check (cases > 0),
  primary key (jurisdiction, item_id, day, division, workdays)
);

grant select on cases.item_acceptances, cases.item_durations to yiwang_app, yiwang_reader;
grant select, insert, delete, update (cases) on cases.item_acceptances, cases.item_durations to yiwang_worker;
select platform.wall('cases.item_acceptances', division => 'division', everybody_reads => true);
select platform.wall('cases.item_durations', division => 'division', everybody_reads => true);
