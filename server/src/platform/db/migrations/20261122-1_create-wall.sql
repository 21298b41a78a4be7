-- 行级安全: the wall under the permits. A migration says of its table by which columns a row is reached; docs/security.md says how.
--
-- What an act may touch is told by the variables of its transaction, set in its first round trip (platform/permits/wall.ts):
--   yiwang.lo, yiwang.hi    the half-open range of divisions over all that the actor's posts reach; empty: none
--   yiwang.county           where the range begins for columns that hold six digits
--   yiwang.actor            the account
--   yiwang.keys, yiwang.ids what the act named: a code that somebody holds, a thing that was reached by a row of its own
create function platform.wall(
  guarded regclass,
  -- Rows within the reach, by a division of up to twelve digits, or by the six of the jurisdiction alone.
  division name default null, county name default null,
  -- Rows of an account.
  owner name default null,
  -- Rows under a key that the act named: text columns; or a uuid column.
  keys name[] default '{}', id name default null,
  -- Rows whose parent, in the same schema, is not behind its own wall: `parent_key` names the parent's id here.
  parent regclass default null, parent_key name default null,
  -- What is known to everybody, or given by everybody, and only changed within reach.
  everybody_reads boolean default false, everybody_adds boolean default false,
  -- The role that verifies the record may read it.
  reader_reads boolean default false
) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  column_name name;
begin
  execute format('alter table %s enable row level security', guarded);
  if division is not null then
    execute format($policy$create policy within_reach on %s to yiwang_app
      using (%I >= current_setting('yiwang.lo', true) and %I < current_setting('yiwang.hi', true))$policy$, guarded, division, division);
  end if;
  if county is not null then
    execute format($policy$create policy within_county on %s to yiwang_app
      using (%I collate "C" >= current_setting('yiwang.county', true) and %I collate "C" < current_setting('yiwang.hi', true))$policy$,
      guarded, county, county);
  end if;
  if owner is not null then
    execute format($policy$create policy own on %s to yiwang_app using (%I = current_setting('yiwang.actor', true))$policy$, guarded, owner);
  end if;
  foreach column_name in array keys loop
    execute format($policy$create policy %I on %s to yiwang_app
      using (%I = any (string_to_array(current_setting('yiwang.keys', true), ' ')))$policy$, 'named_by_' || column_name, guarded, column_name);
  end loop;
  if id is not null then
    execute format($policy$create policy named on %s to yiwang_app
      using (%I = any (nullif(current_setting('yiwang.ids', true), '')::uuid[]))$policy$, guarded, id);
  end if;
  if parent is not null then
    execute format($policy$create policy of_parent on %s to yiwang_app
      using (exists (select from %s as parent where parent.jurisdiction = %s.jurisdiction and parent.id = %s.%I))$policy$,
      guarded, parent, guarded, guarded, parent_key);
  end if;
  if everybody_reads then
    execute format('create policy known_to_everybody on %s for select to yiwang_app using (true)', guarded);
  end if;
  if everybody_adds then
    execute format('create policy given_by_everybody on %s for insert to yiwang_app with check (true)', guarded);
  end if;
  -- Jobs, timers and readers of the ledger act for the whole installation; they take no input from outside but entries.
  execute format('create policy worker on %s to yiwang_worker using (true) with check (true)', guarded);
  if reader_reads then
    execute format('create policy reader on %s for select to yiwang_reader using (true)', guarded);
  end if;
end $$;
revoke execute on function platform.wall from public;
