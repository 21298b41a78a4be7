-- Accounts, sign-in names, sessions, throttles, companies and mandates. Personal fields are sealed.
create schema identity;
grant usage on schema identity to yiwang_app, yiwang_reader, yiwang_worker;

create table identity.accounts (
  jurisdiction text collate "C" not null,
  id uuid not null,
  kind text not null,
  state text not null default 'active',
  -- Where a person lives or a member of staff works, if it is known.
  division text collate "C",
  name bytea not null,
  phone bytea,
  citizen_id bytea,
  citizen_id_blind bytea,
  real_name_level smallint not null default 0,
  real_name_source text,
  staff_id text collate "C",
  organization_id text collate "C",
  -- What the posts were when they last changed: permits are decided from it without asking organizations.
  posts jsonb not null default '[]',
  password_hash text not null,
  must_change_password boolean not null default false,
  is_demo boolean not null default false,
  created_at timestamptz not null,
  closed_at timestamptz,
  version integer not null default 1,
  primary key (jurisdiction, id),
  constraint accounts_kind_is_known check (kind in ('person', 'staff')),
  constraint accounts_state_is_known check (state in ('active', 'closed')),
  constraint accounts_closed_have_a_time check ((state = 'closed') = (closed_at is not null)),
  constraint accounts_real_name_level_is_known check (real_name_level between 0 and 3),
  constraint accounts_levels_above_one_name_their_source check (real_name_level < 2 or real_name_source is not null),
  constraint accounts_staff_are_somebody check ((kind = 'staff') = (staff_id is not null and organization_id is not null)),
  constraint accounts_people_have_id_and_phone check (
    kind = 'staff' or (citizen_id is not null and citizen_id_blind is not null and phone is not null)
  )
);
create unique index accounts_by_staff on identity.accounts (jurisdiction, staff_id) where staff_id is not null and state = 'active';
create index accounts_by_citizen_id on identity.accounts (citizen_id_blind) where citizen_id_blind is not null;

-- Login, phone and citizen id by their blind index: any of them signs in. They belong to the installation as a whole.
create table identity.sign_in_names (
  jurisdiction text collate "C" not null default '000000',
  name_blind bytea not null,
  account_id text collate "C" not null,
  kind text not null,
  primary key (jurisdiction, name_blind),
  constraint sign_in_names_belong_to_the_installation check (jurisdiction = '000000'),
  constraint sign_in_names_kind_is_known check (kind in ('login', 'phone', 'citizen-id'))
);
create index sign_in_names_by_account on identity.sign_in_names (account_id);

-- A session is known by the digest of its token; the token itself is only in the browser's cookie.
create table identity.sessions (
  token_hash bytea primary key,
  id uuid not null unique,
  account_jurisdiction text collate "C" not null,
  account_id uuid not null,
  created_at timestamptz not null,
  seen_at timestamptz not null,
  idle_expires_at timestamptz not null,
  expires_at timestamptz not null,
  ended_at timestamptz,
  foreign key (account_jurisdiction, account_id) references identity.accounts (jurisdiction, id)
);
create index sessions_by_account on identity.sessions (account_jurisdiction, account_id) where ended_at is null;
create index sessions_by_expiry on identity.sessions (expires_at);

-- Failed sign-ins by what they have in common; the key is a blind index.
create table identity.throttles (
  jurisdiction text collate "C" not null default '000000',
  key bytea not null,
  failures integer not null,
  since timestamptz not null,
  blocked_until timestamptz,
  primary key (jurisdiction, key),
  constraint throttles_belong_to_the_installation check (jurisdiction = '000000')
);
create index throttles_by_age on identity.throttles (since);

create table identity.companies (
  jurisdiction text collate "C" not null,
  id uuid not null,
  credit_code text collate "C" not null,
  name text not null,
  is_demo boolean not null default false,
  primary key (jurisdiction, id),
  unique (jurisdiction, credit_code)
);

-- 委托: a company lets a person act for it, on the strength of a letter seen at a window.
create table identity.mandates (
  jurisdiction text collate "C" not null,
  id uuid not null,
  company_id uuid not null,
  agent_account_id text collate "C" not null,
  division text collate "C" not null,
  letter_no text not null,
  valid_from date not null,
  valid_to date not null,
  revoked_on date,
  revoke_reason text,
  version integer not null default 1,
  primary key (jurisdiction, id),
  foreign key (jurisdiction, company_id) references identity.companies (jurisdiction, id),
  constraint mandates_end_after_they_start check (valid_to >= valid_from),
  constraint mandates_are_revoked_with_a_reason check ((revoked_on is null) = (revoke_reason is null))
);
create unique index mandates_given_once on identity.mandates (jurisdiction, company_id, agent_account_id) where revoked_on is null;
create index mandates_by_agent on identity.mandates (agent_account_id);

-- The demo county's stand-in for the population base: invented people, by blind index alone.
create table identity.demo_population (
  jurisdiction text collate "C" not null,
  citizen_id_blind bytea not null,
  name_blind bytea not null,
  primary key (jurisdiction, citizen_id_blind)
);
create index demo_population_by_citizen_id on identity.demo_population (citizen_id_blind);

grant select, insert, update on all tables in schema identity to yiwang_app;
grant delete on identity.sign_in_names to yiwang_app;
grant select on identity.accounts to yiwang_reader;
grant select on all tables in schema identity to yiwang_worker;
grant update on identity.accounts, identity.sessions to yiwang_worker;
grant delete on identity.sessions, identity.throttles to yiwang_worker;
