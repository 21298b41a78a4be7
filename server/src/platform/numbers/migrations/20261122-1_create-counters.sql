-- Gap-free numbers: one row a series, locked as the last thing before commit (architecture 6).
create schema numbers;
grant usage on schema numbers to yiwang_app, yiwang_worker, yiwang_reader;
create table numbers.counters (
  jurisdiction text not null,
  series text not null,
  last bigint not null check (last >= 1),
  primary key (jurisdiction, series)
);
grant select, insert, update on numbers.counters to yiwang_app, yiwang_worker;
grant select on numbers.counters to yiwang_reader;
