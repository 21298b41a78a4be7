-- Applications that join the one sign-in, what they were allowed, what was issued to them, and the keys that sign it.
create schema sign_on;
grant usage on schema sign_on to yiwang_app, yiwang_reader, yiwang_worker;

-- 接入应用: asked for by one official, approved by another.
create table sign_on.clients (
  jurisdiction text collate "C" not null,
  id uuid not null,
  division text collate "C" not null,
  organization_id text collate "C" not null,
  name text not null,
  purpose text not null,
  kind text not null,
  auth_method text not null,
  redirect_uris text[] not null default '{}',
  post_logout_redirect_uris text[] not null default '{}',
  backchannel_logout_uri text,
  requires_pushed_requests boolean not null default true,
  scopes text[] not null,
  -- Public keys alone; whose private halves only the application has.
  jwks jsonb,
  -- SHA-256 of 256 random bits; the one before stays good for a day, so that an application can change over.
  secret_digest bytea,
  former_secret_digest bytea,
  former_secret_until timestamptz,
  state text not null default 'requested',
  requested_by text collate "C" not null,
  requested_at timestamptz not null,
  decided_by text collate "C",
  decided_at timestamptz,
  version integer not null default 1,
  primary key (jurisdiction, id),
  constraint clients_kind_is_known check (kind in ('web', 'native', 'device', 'system')),
  constraint clients_auth_method_is_known check (auth_method in ('client_secret_basic', 'private_key_jwt', 'none')),
  constraint clients_state_is_known check (state in ('requested', 'approved', 'refused', 'suspended')),
  constraint clients_are_decided_by_another check (decided_by is null or state = 'suspended' or decided_by <> requested_by),
  constraint clients_decided_have_a_time check ((decided_by is null) = (decided_at is null) and (state = 'requested') = (decided_by is null)),
  constraint clients_with_keys_sign check ((auth_method = 'private_key_jwt') = (jwks is not null)),
  constraint clients_former_secrets_end check ((former_secret_digest is null) = (former_secret_until is null)),
  constraint clients_are_sent_somewhere check ((kind in ('web', 'native')) = (cardinality(redirect_uris) > 0))
);
-- The list, newest first: ids are time-ordered.
create index clients_by_division on sign_on.clients (division, id desc);

-- 授权: what a person lets an application know, until it is withdrawn. One that stands, for each person and application.
create table sign_on.consents (
  jurisdiction text collate "C" not null,
  id uuid not null,
  account_id text collate "C" not null,
  client_id text collate "C" not null,
  scopes text[] not null,
  given_at timestamptz not null,
  used_at timestamptz not null,
  withdrawn_at timestamptz,
  version integer not null default 1,
  primary key (jurisdiction, id),
  constraint consents_name_something check (cardinality(scopes) > 0)
);
create unique index consents_stand_once on sign_on.consents (jurisdiction, account_id, client_id) where withdrawn_at is null;

-- What was issued or is under way: codes, tokens, sessions, requests. Known by digests; contents are sealed.
create table sign_on.artifacts (
  jurisdiction text collate "C" not null default '000000',
  kind text not null,
  digest bytea not null,
  payload bytea not null,
  grant_digest bytea,
  uid_digest bytea,
  user_code_blind bytea,
  account_id text collate "C",
  client_id text collate "C",
  -- The sign-in on which a session of the provider stands.
  session_id uuid,
  expires_at timestamptz not null,
  consumed_at timestamptz,
  primary key (jurisdiction, kind, digest),
  constraint artifacts_belong_to_the_installation check (jurisdiction = '000000')
);
create index artifacts_by_grant on sign_on.artifacts (grant_digest) where grant_digest is not null;
create index artifacts_by_uid on sign_on.artifacts (uid_digest) where uid_digest is not null;
create index artifacts_by_user_code on sign_on.artifacts (user_code_blind) where user_code_blind is not null;
create index artifacts_by_account on sign_on.artifacts (account_id, client_id) where account_id is not null;
create index artifacts_by_client on sign_on.artifacts (client_id) where client_id is not null;
create index artifacts_sessions on sign_on.artifacts (session_id) where session_id is not null;
create index artifacts_by_expiry on sign_on.artifacts (expires_at);

-- Keys that sign what is issued: the next one is published before it signs, a former one until what it signed has expired.
create table sign_on.signing_keys (
  jurisdiction text collate "C" not null default '000000',
  key_id text collate "C" not null,
  algorithm text not null,
  state text not null,
  private_key bytea not null,
  made_at timestamptz not null,
  published_until timestamptz,
  primary key (jurisdiction, key_id),
  constraint signing_keys_belong_to_the_installation check (jurisdiction = '000000'),
  constraint signing_keys_algorithm_is_known check (algorithm in ('ES256', 'RS256')),
  constraint signing_keys_state_is_known check (state in ('next', 'signing', 'former')),
  constraint signing_keys_former_end check ((state = 'former') = (published_until is not null))
);
create unique index signing_keys_one_each on sign_on.signing_keys (jurisdiction, algorithm, state) where state <> 'former';

grant select, insert, update on sign_on.clients, sign_on.consents to yiwang_app;
grant select, insert, update, delete on sign_on.artifacts, sign_on.signing_keys to yiwang_app;
grant select on sign_on.clients, sign_on.consents, sign_on.signing_keys to yiwang_worker;
grant select, insert, update, delete on sign_on.artifacts to yiwang_worker;
grant delete on sign_on.signing_keys to yiwang_worker;
grant select on sign_on.clients to yiwang_reader;
