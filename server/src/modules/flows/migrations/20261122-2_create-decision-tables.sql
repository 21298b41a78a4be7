-- Decision tables (DMN files, immutable once published) and what they said of a subject.
create table flows.decision_tables (
  jurisdiction text collate "C" not null,
  id text collate "C" not null,
  version integer not null check (version >= 1),
  name text not null,
  xml text not null check (octet_length(xml) <= 524288),
  digest text collate "C" not null check (digest ~ '^[0-9a-f]{64}$'),
  published_at timestamptz not null,
  published_by text,
  primary key (jurisdiction, id, version)
);
grant select, insert on flows.decision_tables to yiwang_app;
grant select on flows.decision_tables to yiwang_reader, yiwang_worker;

-- Which rules matched is in the ledger; what was asked and answered may hold answers of a form, so it is sealed.
create table flows.applied_tables (
  jurisdiction text collate "C" not null,
  id uuid not null,
  subject text collate "C" not null,
  element_id text collate "C",
  table_jurisdiction text collate "C" not null,
  table_id text collate "C" not null,
  table_version integer not null,
  explained bytea not null,
  applied_at timestamptz not null,
  primary key (jurisdiction, id)
);
create index applied_tables_by_subject on flows.applied_tables (jurisdiction, subject, applied_at, id);
grant select, insert on flows.applied_tables to yiwang_app, yiwang_worker;
grant select on flows.applied_tables to yiwang_reader;
