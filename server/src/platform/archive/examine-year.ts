import { sql } from 'kysely'
import { problem } from '../../kernel/index.ts'
import { tablesOf } from '../db/index.ts'
import type { Tx } from '../db/index.ts'
import type { ArchiveNote } from './archive-note.ts'
import { archiveProblems } from './archive-problems.ts'

/**
 * Which positions a year is: from the end of the year before to the first entry that was recorded in the next. Positions and years part at one
 * place, though clocks are not that tidy: what lies between belongs to the year, whatever time it bears.
 * @throws archive/nothing-recorded, archive/not-signed-yet
 */
export async function examineYear(tx: Tx, year: number, size: number): Promise<ArchiveNote> {
  const db = tablesOf<unknown>(tx)
  const found = await sql<{ entries: number; unplaced: number; last: number | null }>`
    select count(*) as entries, count(*) filter (where p.position is null) as unplaced, max(p.position) as last
    from ledger.entries e left join ledger.positions p on p.entry_id = e.id and p.recorded_at = e.recorded_at
    where e.recorded_at >= ${beginOf(year)} and e.recorded_at < ${beginOf(year + 1)}`.execute(db)
  const { entries, unplaced, last } = found.rows[0]!
  if (entries === 0) throw problem(archiveProblems['nothing-recorded'], { year: String(year) })
  const from = await beginsAt(tx, year)
  const next = (await firstRecorded(tx, { year: year + 1, from })) ?? (last ?? -1) + 1
  const unsigned = unplaced + Math.max(0, next - size)
  if (unsigned > 0) throw problem(archiveProblems['not-signed-yet'], { year: String(year), count: String(unsigned) })
  if (next <= from) throw problem(archiveProblems['nothing-recorded'], { year: String(year) })
  return { format: 2, year, entries: next - from, from, to: next - 1 }
}

/** Where the years before end: at the end of the last one detached, or where the first entry of this year is. */
async function beginsAt(tx: Tx, year: number): Promise<number> {
  const db = tablesOf<unknown>(tx)
  const detached = await sql<{ year: number | null; next: number }>`select max(year) as year,
    coalesce(max(last_position) + 1, 0) as next from ledger.archives where year < ${year}`.execute(db)
  const { year: before, next } = detached.rows[0]!
  const between = await sql`select from ledger.entries
    where recorded_at >= ${beginOf((before ?? 0) + 1)} and recorded_at < ${beginOf(year)} limit 1`.execute(db)
  return between.rows.length > 0 ? ((await firstRecorded(tx, { year, from: next })) ?? next) : next
}

async function firstRecorded(tx: Tx, { year, from }: { year: number; from: number }): Promise<number | undefined> {
  const found = await sql<{ position: number | null }>`select min(position) as position from ledger.positions
    where position >= ${from} and recorded_at >= ${beginOf(year)} and recorded_at < ${beginOf(year + 1)}`.execute(
    tablesOf<unknown>(tx),
  )
  return found.rows[0]?.position ?? undefined
}

export function beginOf(year: number): Date {
  return new Date(`${String(year).padStart(4, '0')}-01-01T00:00:00Z`)
}
