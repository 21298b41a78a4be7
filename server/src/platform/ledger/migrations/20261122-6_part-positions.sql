-- Positions by range: a table of one piece would be hundreds of gigabytes in a province. What is there moves over.
alter table ledger.positions rename to positions_whole;
alter index ledger.positions_pkey rename to positions_whole_pkey;

create table ledger.positions (
  position bigint not null check (position >= 0),
  entry_id bigint not null,
  recorded_at timestamptz not null,
  -- Repeats what the entry says, so that an entry that is gone can still be named.
  stream text not null,
  leaf_hash bytea not null check (octet_length(leaf_hash) = 32),
  primary key (position)
) partition by range (position);
-- An entry is taken off the waiting list in the transaction that gives its one position.
create index positions_by_entry on ledger.positions (entry_id);
create table ledger.positions_other partition of ledger.positions default;

-- Ranges are cut ahead of the tree, each as many leaves as a subtree has; what falls outside goes to the default one and loses nothing.
create function ledger.ensure_ranges(ahead integer) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  width constant bigint := 33554432;
  current bigint := (select size / width from ledger.tree);
  part text;
begin
  for n in current .. current + ahead loop
    part := 'positions_' || lpad(n::text, 5, '0');
    if to_regclass('ledger.' || part) is null then
      execute format('create table ledger.%I partition of ledger.positions for values from (%s) to (%s)', part, n * width, (n + 1) * width);
    end if;
  end loop;
end $$;
revoke execute on function ledger.ensure_ranges(integer) from public;
grant execute on function ledger.ensure_ranges(integer) to yiwang_worker;

do $$ begin
  for n in 0 .. coalesce((select max(position) / 33554432 from ledger.positions_whole), 0) loop
    execute format('create table ledger.%I partition of ledger.positions for values from (%s) to (%s)',
      'positions_' || lpad(n::text, 5, '0'), n * 33554432::bigint, (n + 1) * 33554432::bigint);
  end loop;
end $$;
select ledger.ensure_ranges(2);
insert into ledger.positions (position, entry_id, recorded_at, stream, leaf_hash)
  select position, entry_id, recorded_at, stream, leaf_hash from ledger.positions_whole;
drop table ledger.positions_whole;

grant select on ledger.positions to yiwang_app, yiwang_reader, yiwang_worker;
grant select, insert on ledger.positions to yiwang_sequencer;
