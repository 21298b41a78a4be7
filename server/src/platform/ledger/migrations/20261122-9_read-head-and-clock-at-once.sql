-- One look for head, id, time and the clock's mark, and the mark moves every half second and not with every entry:
-- a tenth of what an append cost (measured; a query of its own for the mark and a record of it in the write-ahead log).
create or replace function ledger.append(
  jurisdictions text[], stream_names text[], kinds text[], befores text[], middles text[], occurred text[], personals text[],
  salts bytea[], clock_offset_ms bigint
) returns table (entry_id bigint, entry_recorded_at timestamptz)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  wanted record;
  seq bigint;
  prev bytea;
  at_ms bigint;
  at_text text;
  entry text;
  latest_ms bigint;
  set_back text := '';
  genesis constant bytea := decode(repeat('00', 32), 'hex');
begin
  if cardinality(kinds) > 1 then
    -- The heads of several streams are locked in one order, whoever asks: two acts cannot wait for each other.
    for wanted in select distinct j, s from unnest(jurisdictions, stream_names) as listed(j, s) order by j, s loop
      perform 1 from ledger.streams where jurisdiction = wanted.j and stream = wanted.s for update;
      if not found then
        insert into ledger.streams values (wanted.j, wanted.s, 0, genesis)
          on conflict do nothing;
        perform 1 from ledger.streams where jurisdiction = wanted.j and stream = wanted.s for update;
      end if;
    end loop;
  end if;
  for i in 1 .. cardinality(kinds) loop
    loop
      -- The head is locked below, before the id and the time are taken above it: along a stream, ids grow.
      select head.head_seq + 1, head.head_digest, nextval('ledger.entry_ids'),
          date_trunc('milliseconds', clock_timestamp() + clock_offset_ms * interval '1 millisecond'),
          coalesce(pg_sequence_last_value('ledger.latest_ms'), 0)
        into seq, prev, entry_id, entry_recorded_at, latest_ms
        from (
          select s.head_seq, s.head_digest from ledger.streams s
          where s.jurisdiction = jurisdictions[i] and s.stream = stream_names[i] for update
        ) as head;
      exit when found;
      insert into ledger.streams values (jurisdictions[i], stream_names[i], 0, genesis)
        on conflict do nothing;
    end loop;
    -- The mark is a sequence and not a row: nobody waits for it. It may stand half a second behind what was recorded last; an entry
    -- that lies two seconds behind that always says so.
    at_ms := extract(epoch from entry_recorded_at) * 1000;
    if abs(at_ms - latest_ms) > 500 then
      if at_ms < latest_ms - 1500 then
        set_back := ',"clockSetBack":true';
      end if;
      perform setval('ledger.latest_ms', greatest(at_ms, 0));
    end if;
    at_text := to_char(entry_recorded_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"');
    entry := befores[i] || set_back || ',"id":' || entry_id || middles[i] || ',"occurredAt":"' || coalesce(occurred[i], at_text) || '"'
      || personals[i] || ',"prev":"' || encode(prev, 'hex') || '","recordedAt":"' || at_text || '","seq":' || seq
      || ',"stream":' || to_json(stream_names[i])::text || ',"v":1}';
    prev := sha256(salts[i] || convert_to(entry, 'UTF8'));
    insert into ledger.entries (id, recorded_at, jurisdiction, stream, seq, kind, canonical, salt, digest)
      values (entry_id, entry_recorded_at, jurisdictions[i], stream_names[i], seq, kinds[i], entry, salts[i], prev);
    insert into ledger.pending (entry_id, recorded_at, kind) values (entry_id, entry_recorded_at, kinds[i]);
    update ledger.streams s set head_seq = seq, head_digest = prev
      where s.jurisdiction = jurisdictions[i] and s.stream = stream_names[i];
    return next;
  end loop;
end $$;
