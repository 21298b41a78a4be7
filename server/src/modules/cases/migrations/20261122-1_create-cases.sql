-- 办件: cases with the applicant's personal data sealed by field, and the files of their materials.
create schema cases;
grant usage on schema cases to yiwang_app, yiwang_worker, yiwang_reader;

create table cases.cases (
  jurisdiction text not null check (jurisdiction ~ '^[0-9]{6}$'),
  id uuid not null,
  version integer not null default 1 check (version >= 1),
  state text not null check (state in ('draft', 'submitted', 'preReview', 'preReturned', 'received', 'correction', 'notAccepted',
    'noLicenceNeeded', 'accepted', 'granted', 'denied', 'licenceMade', 'delivered', 'closed', 'archived', 'withdrawn', 'terminated')),
  item_id text not null,
  item_version integer not null check (item_version >= 1),
  item_code text not null,
  item_name text not null,
  organization_id text not null,
  organization_name text not null,
  division text collate "C" not null,
  owner_id text,
  channel text not null check (channel in ('web', 'mobile', 'window')),
  case_no text,
  query_code text,
  query_password_blind bytea,
  applicant_kind text not null check (applicant_kind in ('person', 'organization')),
  applicant_name bytea not null,
  applicant_name_blind bytea not null,
  applicant_code bytea not null,
  applicant_code_blind bytea not null,
  applicant_phone bytea not null,
  applicant_phone_blind bytea not null,
  agent_name bytea,
  answers bytea not null,
  -- Gaps, refusal and decision in words: sealed, because such words name people.
  correction bytea,
  correction_requested_at timestamptz,
  outcome_words bytea,
  paper_material_ids text[] not null default '{}',
  suspension jsonb,
  submitted_at timestamptz,
  received_at timestamptz,
  received_on date,
  notify_due_on date,
  accepted_at timestamptz,
  accepted_on date,
  decided_at timestamptz,
  delivered_at timestamptz,
  closed_at timestamptz,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (jurisdiction, id),
  unique (jurisdiction, case_no),
  unique (jurisdiction, query_code),
  check ((case_no is null) = (query_code is null)),
  check (state = 'draft' or state = 'withdrawn' or case_no is not null),
  check (state not in ('accepted', 'granted', 'denied', 'licenceMade', 'delivered', 'closed', 'archived') or accepted_on is not null),
  check (suspension is null or state = 'accepted')
);
create index cases_of_owner on cases.cases (owner_id, updated_at desc, id desc) where owner_id is not null;
create index cases_by_division on cases.cases (division, updated_at desc, id desc) where state <> 'draft';
create index cases_by_organization on cases.cases (organization_id, updated_at desc, id desc) where state <> 'draft';
create index cases_by_applicant_name on cases.cases (applicant_name_blind);
create index cases_by_applicant_code on cases.cases (applicant_code_blind);
create index cases_by_applicant_phone on cases.cases (applicant_phone_blind);
create index cases_awaiting_acceptance on cases.cases (notify_due_on) where state = 'received';
grant select, insert, update on cases.cases to yiwang_app, yiwang_worker;
grant select on cases.cases to yiwang_reader;

create table cases.material_files (
  jurisdiction text not null,
  case_id uuid not null,
  material_id text not null,
  file_id text not null,
  file_name bytea not null,
  media_type text not null,
  bytes bigint not null check (bytes >= 0),
  sha256 text not null,
  attached_at timestamptz not null,
  primary key (jurisdiction, case_id, material_id, file_id),
  foreign key (jurisdiction, case_id) references cases.cases (jurisdiction, id)
);
grant select, insert, delete on cases.material_files to yiwang_app;
grant select on cases.material_files to yiwang_worker, yiwang_reader;
