-- Data keys, wrapped under a master key that is never here; which of them seals new values; how far old values are sealed anew.
create schema vault;
grant usage on schema vault to yiwang_app, yiwang_worker, yiwang_sequencer, yiwang_reader;

-- A key is known to all processes before one of them uses it, and retired only when nothing is left under it.
create table vault.data_keys (
  id integer primary key check (id > 0),
  purpose text not null check (purpose in ('seal', 'blind', 'secret')),
  algorithm text not null,
  state text not null check (state in ('known', 'taken', 'former', 'retired')),
  -- Names the master key that it is wrapped under.
  master text not null,
  wrapped bytea,
  made_at timestamptz not null,
  taken_at timestamptz,
  former_at timestamptz,
  retired_at timestamptz,
  check ((wrapped is null) = (state = 'retired') and (retired_at is null) = (state <> 'retired'))
);
create unique index data_keys_taken on vault.data_keys (purpose) where state = 'taken';
grant select on vault.data_keys to yiwang_app, yiwang_worker, yiwang_sequencer, yiwang_reader;

-- One row: every transaction asks for it in its first round trip, and so uses the keys of its own moment. Written by the owner alone.
create table vault.ring (
  single boolean primary key default true check (single),
  generation bigint not null
);
insert into vault.ring (generation) values (0);
grant select on vault.ring to yiwang_app, yiwang_worker, yiwang_sequencer, yiwang_reader;

-- How far the job is that seals old values anew, table by table in the order of their keys.
create table vault.reseals (
  key_id integer not null references vault.data_keys (id),
  table_name text not null,
  -- The primary key of the last row that was looked at, as text; null before the first.
  reached text[],
  looked_at bigint not null default 0,
  sealed bigint not null default 0,
  finished_at timestamptz,
  primary key (key_id, table_name)
);
grant select, insert, update on vault.reseals to yiwang_worker;
grant select on vault.reseals to yiwang_app, yiwang_reader;

-- Under which data key a value is sealed (platform/vault/vault.ts writes it so).
create function vault.key_of(sealed bytea) returns integer
language sql immutable strict parallel safe set search_path = pg_catalog, pg_temp as $$
  select case get_byte(sealed, 0) when 1 then 1
    when 2 then (get_byte(sealed, 1) << 24) | (get_byte(sealed, 2) << 16) | (get_byte(sealed, 3) << 8) | get_byte(sealed, 4) end
$$;

-- The job is the worker's: of the platform's own tables it writes the sealed columns.
grant update (sealed) on ledger.personal to yiwang_worker;
grant update (answer) on http.idempotency to yiwang_worker;
