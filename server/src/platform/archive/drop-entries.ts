import { sql } from 'kysely'
import type { RawBuilder } from 'kysely'
import { problem } from '../../kernel/index.ts'
import { tablesOf } from '../db/index.ts'
import type { Tx } from '../db/index.ts'
import type { ArchiveNote } from './archive-note.ts'
import { archiveProblems } from './archive-problems.ts'
import { beginOf } from './examine-year.ts'

const PATIENCE_MS = 10_000
const LOCK_NOT_AVAILABLE = '55P03'

/**
 * Drops the months of a year, as the owner. Clocks and positions part at slightly different places: what bears the year's time and stands behind
 * its last position stays, in the default partition; what stands before it goes, whatever time it bears.
 * @throws archive/entries-in-use when somebody reads for longer than writers should wait
 */
export async function dropEntries(tx: Tx, note: ArchiveNote): Promise<void> {
  const run = (statement: RawBuilder<unknown>) => statement.execute(tablesOf<unknown>(tx)).catch(refuseInUse)
  const months = await monthsOf(tx, note.year)
  await run(sql`set local lock_timeout = ${sql.lit(PATIENCE_MS)}`)
  // Nobody writes into a year that is over; from here on nobody can. Readers go on until the last moment.
  for (const month of months) await run(sql`lock table ${month} in share row exclusive mode`)
  await run(sql`create temporary table kept (like ledger.entries) on commit drop`)
  for (const month of months)
    await run(sql`insert into kept select e.* from ${month} e
      left join ledger.positions p on p.entry_id = e.id and p.recorded_at = e.recorded_at
      where p.position is null or p.position > ${note.to}`)
  await run(sql`create temporary table strays (id bigint, recorded_at timestamptz) on commit drop`)
  await run(sql`insert into strays
    select p.entry_id, p.recorded_at from ledger.positions p
      where p.position >= ${note.from} and p.position <= ${note.to}
        and (p.recorded_at < ${beginOf(note.year)} or p.recorded_at >= ${beginOf(note.year + 1)})
    union select e.id, e.recorded_at from ledger.entries_other e
      join ledger.positions p on p.entry_id = e.id and p.recorded_at = e.recorded_at
      where p.position >= ${note.from} and p.position <= ${note.to}`)
  await run(sql`lock table ledger.entries in access exclusive mode`)
  for (const month of months) {
    await run(sql`alter table ledger.entries detach partition ${month}`)
    await run(sql`drop table ${month}`)
  }
  await run(sql`delete from ledger.entries e using strays s where e.id = s.id and e.recorded_at = s.recorded_at`)
  await run(sql`insert into ledger.entries select * from kept`)
}

async function monthsOf(tx: Tx, year: number): Promise<RawBuilder<unknown>[]> {
  const found = await sql<{ name: string }>`select c.relname as name
    from pg_inherits i join pg_class c on c.oid = i.inhrelid
    where i.inhparent = 'ledger.entries'::regclass and c.relname ~ ${`^entries_${year}[0-9]{2}$`} order by 1`.execute(
    tablesOf<unknown>(tx),
  )
  return found.rows.map(({ name }) => sql.id('ledger', name))
}

function refuseInUse(error: unknown): never {
  if ((error as { code?: string }).code === LOCK_NOT_AVAILABLE) throw problem(archiveProblems['entries-in-use'])
  throw error
}
