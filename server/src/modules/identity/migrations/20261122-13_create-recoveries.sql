-- Forgotten passwords: who is showing who they are, what they have shown so far, and what waits before it counts. No new password is kept here.
create table identity.recoveries (
  jurisdiction text collate "C" not null,
  id uuid not null,
  account_id uuid not null,
  -- By what it was begun: a code to the phone, a passkey, a start given at a window, a reset by two administrators.
  way text not null,
  state text not null default 'open',
  passed text[] not null default '{}',
  begun_at timestamptz not null,
  expires_at timestamptz not null,
  -- One weak proof: from when on it counts.
  ready_at timestamptz,
  ended_at timestamptz,
  -- The official who gave the start, and the keyed digest of it until it is used.
  started_by text collate "C",
  start_digest bytea,
  primary key (jurisdiction, id),
  foreign key (jurisdiction, account_id) references identity.accounts (jurisdiction, id),
  constraint recoveries_way_is_known check (way in ('phone', 'passkey', 'window', 'reset')),
  constraint recoveries_state_is_known check (state in ('started', 'open', 'waiting', 'done', 'stopped')),
  constraint recoveries_wait_until_a_time check ((state = 'waiting') <= (ready_at is not null)),
  constraint recoveries_end_once check ((state in ('done', 'stopped')) = (ended_at is not null)),
  constraint recoveries_start_with_a_digest check ((state = 'started') <= (start_digest is not null and started_by is not null))
);
create index recoveries_by_account on identity.recoveries (jurisdiction, account_id, begun_at desc);
create index recoveries_by_expiry on identity.recoveries (expires_at);

-- A question of a source that belongs to a recovery is none of the questions of whoever is signed in.
alter table identity.real_name_attempts add column recovery_id uuid;

grant select, insert, update, delete on identity.recoveries to yiwang_app;
grant select, delete on identity.recoveries to yiwang_worker;
-- The code is sent by a job, so that nothing of it shows in the answer to whoever asked; messages are counted there.
grant insert on identity.real_name_attempts to yiwang_worker;
grant select, insert, update on identity.throttles to yiwang_worker;

select platform.wall('identity.recoveries', id => 'account_id');
