-- 电子监察: the results of verifying the record. A reader's own tables; everything in them can be computed again.
create schema supervision;
grant usage on schema supervision to yiwang_app, yiwang_worker, yiwang_reader;

create table supervision.verifications (
  jurisdiction text not null,
  id uuid not null,
  verified_at timestamptz not null,
  entries bigint not null check (entries >= 0),
  positions bigint not null check (positions >= 0),
  root bytea not null check (octet_length(root) = 32),
  findings jsonb not null,
  against_size bigint,
  primary key (jurisdiction, id)
);
create index verifications_newest on supervision.verifications (jurisdiction, verified_at desc);
grant select, insert on supervision.verifications to yiwang_app, yiwang_worker;
grant select on supervision.verifications to yiwang_reader;
