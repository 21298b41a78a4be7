-- Second factors: passkeys (WebAuthn) and one-time codes (RFC 6238), with recovery codes for the day they are lost.
create table identity.factors (
  jurisdiction text collate "C" not null,
  id uuid not null,
  account_id uuid not null,
  kind text not null,
  label text not null,
  -- Of a passkey: what its authenticator calls it, its public key, and how often it says that it has signed.
  credential_id bytea,
  public_key bytea,
  counter bigint,
  transports text[],
  is_synced boolean,
  -- Of one-time codes: the shared secret, sealed, and the last step of thirty seconds whose code was used.
  secret bytea,
  used_step bigint,
  created_at timestamptz not null,
  used_at timestamptz,
  -- A passkey whose counter went back is taken for copied and signs nothing any more.
  blocked_at timestamptz,
  version integer not null default 1,
  primary key (jurisdiction, id),
  unique (jurisdiction, credential_id),
  foreign key (jurisdiction, account_id) references identity.accounts (jurisdiction, id),
  constraint factors_kind_is_known check (kind in ('passkey', 'totp')),
  constraint factors_passkeys_have_a_key check (
    (kind = 'passkey') = (credential_id is not null and public_key is not null and counter is not null)
  ),
  constraint factors_codes_have_a_secret check ((kind = 'totp') = (secret is not null))
);
create index factors_by_account on identity.factors (jurisdiction, account_id);
create unique index factors_one_source_of_codes on identity.factors (jurisdiction, account_id) where kind = 'totp';

-- A code is kept as a keyed digest, and the row goes when it is used.
create table identity.recovery_codes (
  jurisdiction text collate "C" not null,
  account_id uuid not null,
  digest bytea not null,
  primary key (jurisdiction, account_id, digest),
  foreign key (jurisdiction, account_id) references identity.accounts (jurisdiction, id)
);

-- Challenges that were answered: each counts once.
create table identity.used_challenges (
  jurisdiction text collate "C" not null default '000000',
  digest bytea not null,
  expires_at timestamptz not null,
  primary key (jurisdiction, digest),
  constraint used_challenges_belong_to_the_installation check (jurisdiction = '000000')
);
create index used_challenges_by_expiry on identity.used_challenges (expires_at);

grant select, insert, update, delete on identity.factors, identity.recovery_codes to yiwang_app;
grant select, insert on identity.used_challenges to yiwang_app;
grant select on identity.factors, identity.recovery_codes, identity.used_challenges to yiwang_worker;
grant delete on identity.used_challenges to yiwang_worker;
