-- Licences: issued from decisions, identified under GB/T 36904, verified by anybody who holds the identifier.
create schema licences;
grant usage on schema licences to yiwang_app, yiwang_reader, yiwang_worker;

create table licences.licences (
  jurisdiction text collate "C" not null,
  id uuid not null,
  -- Empty, with number and page, only between the act and its commit.
  identifier text collate "C",
  licence_no text collate "C",
  serial text collate "C",
  edition integer not null,
  type_code text collate "C" not null,
  name text not null,
  holder_sealed bytea not null,
  holder_blind bytea not null,
  holder_code_sealed bytea not null,
  holder_code_blind bytea not null,
  holder_code_type text not null,
  fields_sealed bytea not null,
  owner_account_id text collate "C",
  organization_id text collate "C" not null,
  organization_name text not null,
  issuer_code text collate "C" not null,
  division text collate "C" not null,
  case_id text collate "C",
  item_id text collate "C",
  issued_on date not null,
  valid_from date not null,
  valid_to date,
  state text not null,
  state_on date,
  state_reason text,
  state_basis text,
  supersedes text collate "C",
  document_id text collate "C",
  version integer not null default 1,
  primary key (jurisdiction, id),
  unique (jurisdiction, identifier),
  constraint licences_state_is_known check (state in ('issued', 'suspended', 'revoked', 'cancelled', 'superseded')),
  constraint licences_change_with_reason check
    (state in ('issued', 'superseded') or num_nulls(state_on, state_reason, state_basis) = 0),
  constraint licences_end_after_they_begin check (valid_to is null or valid_to >= valid_from),
  constraint licences_are_numbered_whole check (num_nulls(identifier, licence_no, serial, document_id) in (0, 4)),
  constraint licences_edition_is_positive check (edition > 0)
);
create unique index licences_by_identifier on licences.licences (identifier);
create index licences_by_case on licences.licences (case_id) where case_id is not null;
create index licences_by_owner on licences.licences (owner_account_id, id desc) where owner_account_id is not null;
create index licences_by_holder_code on licences.licences (holder_code_blind);
create index licences_by_division on licences.licences (division, id desc);

grant select, insert, update on licences.licences to yiwang_app, yiwang_worker;
grant select on licences.licences to yiwang_reader;
