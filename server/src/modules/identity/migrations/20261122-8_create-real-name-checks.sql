-- Real names: what each source has confirmed of whom and until when, questions that wait for an answer, companies by their legal representative.
create table identity.real_name_checks (
  jurisdiction text collate "C" not null,
  account_id uuid not null,
  kind text not null,
  provider text not null,
  source text not null,
  passed_at timestamptz not null,
  valid_until timestamptz,
  primary key (jurisdiction, account_id, kind),
  foreign key (jurisdiction, account_id) references identity.accounts (jurisdiction, id),
  constraint real_name_checks_kind_is_known check (kind in ('phone', 'population', 'face', 'bank-card', 'certificate')),
  constraint real_name_checks_end_after_they_begin check (valid_until is null or valid_until > passed_at)
);
insert into identity.real_name_checks (jurisdiction, account_id, kind, provider, source, passed_at)
  select jurisdiction, id, 'population', 'former', real_name_source, created_at
  from identity.accounts where kind = 'person' and real_name_level >= 2;

-- A question that a person began and has to finish: a code was sent, or the source's own page is open. What the source calls it is sealed.
create table identity.real_name_attempts (
  jurisdiction text collate "C" not null,
  id uuid not null,
  account_id uuid not null,
  provider text not null,
  reference bytea not null,
  begun_at timestamptz not null,
  expires_at timestamptz not null,
  ended_at timestamptz,
  primary key (jurisdiction, id),
  foreign key (jurisdiction, account_id) references identity.accounts (jurisdiction, id)
);
create index real_name_attempts_by_account on identity.real_name_attempts (jurisdiction, account_id);
create index real_name_attempts_by_expiry on identity.real_name_attempts (expires_at);

-- Until when the level holds, and what is left of it then: read with the account, so that no job has to be in time.
alter table identity.accounts
  add column real_name_until timestamptz,
  add column real_name_then smallint,
  add constraint accounts_levels_that_end_say_what_is_left check (
    (real_name_until is null) = (real_name_then is null) and (real_name_then is null or real_name_then between 0 and real_name_level)
  );
create index accounts_by_end_of_level on identity.accounts (real_name_until) where real_name_until is not null;

-- 法人: what a register confirmed of a company, and who its legal representative is. Without one a clerk saw a letter: level 1.
alter table identity.companies
  add column level smallint not null default 1,
  add column legal_representative text collate "C",
  add column source text,
  add column verified_at timestamptz,
  add column valid_until date,
  add constraint companies_level_is_known check (level between 1 and 3),
  add constraint companies_above_one_are_confirmed check (
    (level = 1) = (legal_representative is null)
    and (legal_representative is null) = (source is null) and (source is null) = (verified_at is null) and (verified_at is null) = (valid_until is null)
  );
create index companies_by_legal_representative on identity.companies (legal_representative) where legal_representative is not null;

-- The demo's population base stands outside the program now, as a real one does.
drop table identity.demo_population;

grant select, insert, update, delete on identity.real_name_checks, identity.real_name_attempts to yiwang_app;
grant select on identity.real_name_checks, identity.real_name_attempts to yiwang_worker;
grant delete on identity.real_name_attempts to yiwang_worker;
-- Sealed values are sealed anew under another key.
grant update (reference) on identity.real_name_attempts to yiwang_worker;
