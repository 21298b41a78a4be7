-- Years that were taken out of the tables of entries, and where they are to be read now. Positions, subtrees and heads stay.
create table ledger.archives (
  year integer primary key check (year between 2000 and 2999),
  first_position bigint not null check (first_position >= 0),
  last_position bigint not null,
  first_entry bigint not null,
  last_entry bigint not null,
  -- Below the data directory.
  folder text not null check (folder ~ '^[A-Za-z0-9_/-]+$'),
  -- Of the list of the archive's files with their digests.
  digest bytea not null check (octet_length(digest) = 32),
  -- The signed note that the archive was verified against when it was detached.
  checkpoint text not null,
  detached_at timestamptz not null,
  check (first_position <= last_position and first_entry <= last_entry)
);
grant select on ledger.archives to yiwang_app, yiwang_reader, yiwang_sequencer, yiwang_worker;

-- As before, and the months of a year that was detached are not opened again: what a clock that was set back records there lies in the default one.
create or replace function ledger.ensure_months(from_month date, months integer) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  first date;
  part text;
begin
  for i in 0 .. months - 1 loop
    first := (date_trunc('month', from_month) + make_interval(months => i))::date;
    part := 'entries_' || to_char(first, 'YYYYMM');
    if to_regclass('ledger.' || part) is null
      and not exists (select from ledger.archives a where a.year >= extract(year from first)) then
      execute format('create table ledger.%I partition of ledger.entries for values from (%L) to (%L)', part,
        first::timestamp at time zone 'UTC', (first + interval '1 month')::timestamp at time zone 'UTC');
    end if;
  end loop;
end $$;
