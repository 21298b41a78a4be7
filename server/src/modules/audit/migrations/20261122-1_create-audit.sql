-- 安全审计: an index over the ledger by person, thing, time and kind. A reader's own tables: they hold nothing that is not in the record, and no body of an entry.
create schema audit;
grant usage on schema audit to yiwang_app, yiwang_worker, yiwang_reader;

create table audit.entries (
  jurisdiction text collate "C" not null,
  position bigint not null,
  recorded_at timestamptz not null,
  kind text collate "C" not null,
  category text collate "C" not null,
  division text collate "C" not null,
  -- Who acted: a member of staff, an account; neither for the system and for nobody known.
  staff_id text collate "C",
  account_id text collate "C",
  -- What it was about: the case, the account, the file …
  subject text collate "C",
  primary key (jurisdiction, position)
);
create index entries_newest on audit.entries (jurisdiction, recorded_at desc, position desc);
create index entries_by_category on audit.entries (jurisdiction, category, recorded_at desc, position desc);
create index entries_by_staff on audit.entries (staff_id, recorded_at desc, position desc) where staff_id is not null;
create index entries_by_account on audit.entries (account_id, recorded_at desc, position desc) where account_id is not null;
create index entries_by_subject on audit.entries (subject, recorded_at desc, position desc) where subject is not null;
grant select, insert, delete on audit.entries to yiwang_worker;
grant select on audit.entries to yiwang_app, yiwang_reader;

-- Which number a case has, and who an account belongs to: so that both can be searched for by the words that people use.
create table audit.cases (
  jurisdiction text collate "C" not null,
  case_id text collate "C" not null,
  case_no text collate "C" not null,
  query_code text collate "C" not null,
  primary key (jurisdiction, case_id)
);
create index cases_by_no on audit.cases (case_no);
create index cases_by_query_code on audit.cases (query_code);
create table audit.staff_accounts (
  jurisdiction text collate "C" not null,
  account_id text collate "C" not null,
  staff_id text collate "C" not null,
  primary key (jurisdiction, account_id)
);
grant select, insert, delete on audit.cases, audit.staff_accounts to yiwang_worker;
grant select on audit.cases, audit.staff_accounts to yiwang_app, yiwang_reader;
