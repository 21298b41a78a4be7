-- An entry that is recorded while the machine's clock stands behind what was recorded before says so itself. Then an entry that
-- lies behind its neighbours and does not say so was put there by hand.
create sequence ledger.latest_ms minvalue 0 start 0;
select setval('ledger.latest_ms', coalesce((select (extract(epoch from max(recorded_at)) * 1000)::bigint from ledger.entries), 0));

create or replace function ledger.append(
  jurisdictions text[], stream_names text[], kinds text[], befores text[], middles text[], occurred text[], personals text[],
  salts bytea[], clock_offset_ms bigint
) returns table (entry_id bigint, entry_recorded_at timestamptz)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  wanted record;
  seq bigint;
  prev bytea;
  at timestamptz;
  at_text text;
  entry text;
  at_ms bigint;
  set_back text;
  genesis constant bytea := decode(repeat('00', 32), 'hex');
begin
  -- A sequence and not a row: nobody waits for it. Two that append at once differ by milliseconds; two seconds are a clock set back.
  at_ms := floor(extract(epoch from clock_timestamp()) * 1000)::bigint + clock_offset_ms;
  set_back := case when at_ms < (select l.last_value from ledger.latest_ms l) - 2000 then ',"clockSetBack":true' else '' end;
  perform setval('ledger.latest_ms', greatest(at_ms, 0));
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
    select s.head_seq + 1, s.head_digest into seq, prev from ledger.streams s
      where s.jurisdiction = jurisdictions[i] and s.stream = stream_names[i] for update;
    if not found then
      insert into ledger.streams values (jurisdictions[i], stream_names[i], 0, genesis)
        on conflict do nothing;
      select s.head_seq + 1, s.head_digest into seq, prev from ledger.streams s
        where s.jurisdiction = jurisdictions[i] and s.stream = stream_names[i] for update;
    end if;
    entry_id := nextval('ledger.entry_ids');
    at := date_trunc('milliseconds', clock_timestamp() + clock_offset_ms * interval '1 millisecond');
    at_text := to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"');
    entry := befores[i] || set_back || ',"id":' || entry_id || middles[i] || ',"occurredAt":"' || coalesce(occurred[i], at_text) || '"'
      || personals[i] || ',"prev":"' || encode(prev, 'hex') || '","recordedAt":"' || at_text || '","seq":' || seq
      || ',"stream":' || to_json(stream_names[i])::text || ',"v":1}';
    prev := sha256(salts[i] || convert_to(entry, 'UTF8'));
    insert into ledger.entries (id, recorded_at, jurisdiction, stream, seq, kind, canonical, salt, digest)
      values (entry_id, at, jurisdictions[i], stream_names[i], seq, kinds[i], entry, salts[i], prev);
    insert into ledger.pending (entry_id, recorded_at, kind) values (entry_id, at, kinds[i]);
    update ledger.streams s set head_seq = seq, head_digest = prev
      where s.jurisdiction = jurisdictions[i] and s.stream = stream_names[i];
    entry_recorded_at := at;
    return next;
  end loop;
end $$;
