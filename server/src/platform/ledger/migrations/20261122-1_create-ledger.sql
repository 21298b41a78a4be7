-- The ledger: streams of entries chained by digest, positions given by one sequencer, the tree over them.
create schema ledger;
grant usage on schema ledger to yiwang_app, yiwang_reader, yiwang_sequencer, yiwang_worker;

create sequence ledger.entry_ids;
grant usage on sequence ledger.entry_ids to yiwang_app, yiwang_worker;

-- The head of each chain. Locking it serializes the stream and guards the uniqueness of (stream, seq).
create table ledger.streams (
  jurisdiction text not null,
  stream text not null,
  head_seq bigint not null,
  head_digest bytea not null check (octet_length(head_digest) = 32),
  primary key (jurisdiction, stream)
);
grant select, insert on ledger.streams to yiwang_app, yiwang_worker;
grant update (head_seq, head_digest) on ledger.streams to yiwang_app, yiwang_worker;
grant select on ledger.streams to yiwang_reader;

-- `canonical` (RFC 8785) is the entry; the columns beside it repeat what must be found by index and are verified against it.
create table ledger.entries (
  id bigint not null,
  recorded_at timestamptz not null,
  jurisdiction text not null,
  stream text not null,
  seq bigint not null check (seq >= 1),
  kind text not null,
  canonical text not null check (octet_length(canonical) <= 32768),
  salt bytea not null check (octet_length(salt) = 16),
  digest bytea not null check (octet_length(digest) = 32),
  primary key (id, recorded_at)
) partition by range (recorded_at);
create index entries_by_stream on ledger.entries (jurisdiction, stream, seq);
grant select, insert on ledger.entries to yiwang_app, yiwang_worker;
grant select on ledger.entries to yiwang_reader, yiwang_sequencer;

create table ledger.entries_other partition of ledger.entries default;

-- Months are cut ahead of time; what falls outside goes to the default partition and loses nothing.
create function ledger.ensure_months(from_month date, months integer) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  first date;
  part text;
begin
  for i in 0 .. months - 1 loop
    first := (date_trunc('month', from_month) + make_interval(months => i))::date;
    part := 'entries_' || to_char(first, 'YYYYMM');
    if to_regclass('ledger.' || part) is null then
      execute format('create table ledger.%I partition of ledger.entries for values from (%L) to (%L)', part,
        first::timestamp at time zone 'UTC', (first + interval '1 month')::timestamp at time zone 'UTC');
    end if;
  end loop;
end $$;
revoke execute on function ledger.ensure_months(date, integer) from public;
grant execute on function ledger.ensure_months(date, integer) to yiwang_sequencer;
select ledger.ensure_months(date '2026-11-01', 14);

-- Personal data lies beside the chain, sealed and erasable; the entry holds a digest under a salt that is erased with it.
create table ledger.personal (
  jurisdiction text not null,
  entry_id bigint not null,
  field text not null,
  sealed bytea,
  salt bytea,
  erased_at timestamptz,
  erased_because text,
  primary key (jurisdiction, entry_id, field),
  check ((sealed is null) = (erased_at is not null) and (salt is null) = (erased_at is not null))
);
grant select, insert on ledger.personal to yiwang_app, yiwang_worker;
grant update (sealed, salt, erased_at, erased_because) on ledger.personal to yiwang_app;
grant select on ledger.personal to yiwang_reader;

-- Entries that have no position yet.
create table ledger.pending (
  entry_id bigint primary key,
  recorded_at timestamptz not null,
  kind text not null
);
grant insert on ledger.pending to yiwang_app, yiwang_worker;
grant select, delete on ledger.pending to yiwang_sequencer;
grant select on ledger.pending to yiwang_reader;

create table ledger.positions (
  position bigint primary key check (position >= 0),
  entry_id bigint not null unique,
  recorded_at timestamptz not null,
  -- Repeats what the entry says, so that an entry that is gone can still be named.
  stream text not null,
  leaf_hash bytea not null check (octet_length(leaf_hash) = 32)
);
grant select on ledger.positions to yiwang_app, yiwang_reader, yiwang_worker;
grant select, insert on ledger.positions to yiwang_sequencer;

-- One row: the size of the tree and the roots of its complete subtrees, largest first (RFC 6962, 2.1).
create table ledger.tree (
  single boolean primary key default true check (single),
  size bigint not null,
  frontier bytea[] not null
);
insert into ledger.tree (size, frontier) values (0, '{}');
grant select on ledger.tree to yiwang_app, yiwang_reader, yiwang_worker;
grant select, update on ledger.tree to yiwang_sequencer;

-- What each subscriber has done: at-least-once delivery becomes once.
create table ledger.handled (
  subscriber text not null,
  entry_id bigint not null,
  handled_at timestamptz not null default now(),
  primary key (subscriber, entry_id)
);
grant select, insert on ledger.handled to yiwang_worker;
grant select on ledger.handled to yiwang_reader;

-- Appends entries to their chains in one round trip: locks the heads in order, then gives each entry its id and its time.
-- The caller supplies the canonical text in pieces, because id, prev, recordedAt and seq are known here only.
create function ledger.append(
  jurisdictions text[], stream_names text[], kinds text[], befores text[], middles text[], occurred text[], personals text[],
  salts bytea[], clock_offset_ms bigint
) returns table (entry_id bigint, entry_recorded_at timestamptz)
language plpgsql as $$
declare
  head record;
  at timestamptz;
  at_text text;
  text_before text;
  new_digest bytea;
begin
  insert into ledger.streams (jurisdiction, stream, head_seq, head_digest)
    select distinct j, s, 0, decode(repeat('00', 32), 'hex') from unnest(jurisdictions, stream_names) as wanted(j, s)
    order by j, s
    on conflict do nothing;
  perform 1 from ledger.streams
    where (jurisdiction, stream) in (select j, s from unnest(jurisdictions, stream_names) as wanted(j, s))
    order by jurisdiction, stream for update;
  for i in 1 .. cardinality(kinds) loop
    select head_seq + 1 as seq, head_digest into head from ledger.streams
      where jurisdiction = jurisdictions[i] and stream = stream_names[i];
    entry_id := nextval('ledger.entry_ids');
    at := date_trunc('milliseconds', clock_timestamp() + make_interval(secs => clock_offset_ms / 1000.0));
    at_text := to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"');
    text_before := befores[i] || ',"id":' || entry_id || middles[i] || ',"occurredAt":"' || coalesce(occurred[i], at_text) || '"'
      || personals[i] || ',"prev":"' || encode(head.head_digest, 'hex') || '","recordedAt":"' || at_text || '","seq":' || head.seq
      || ',"stream":' || to_json(stream_names[i])::text || ',"v":1}';
    new_digest := sha256(salts[i] || convert_to(text_before, 'UTF8'));
    insert into ledger.entries (id, recorded_at, jurisdiction, stream, seq, kind, canonical, salt, digest)
      values (entry_id, at, jurisdictions[i], stream_names[i], head.seq, kinds[i], text_before, salts[i], new_digest);
    insert into ledger.pending (entry_id, recorded_at, kind) values (entry_id, at, kinds[i]);
    update ledger.streams set head_seq = head.seq, head_digest = new_digest
      where jurisdiction = jurisdictions[i] and stream = stream_names[i];
    entry_recorded_at := at;
    return next;
  end loop;
end $$;
revoke execute on function ledger.append from public;
grant execute on function ledger.append to yiwang_app, yiwang_worker;
