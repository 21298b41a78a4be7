import { sql } from 'kysely'
import type { ArchivedPlace, ArchivedYears } from '../archive/archived-years.ts'
import type { Tx } from '../db/index.ts'
import { tablesOf } from '../db/index.ts'
import type { LedgerEntry } from './entry.ts'

/** The channel on which the sequencer says that positions were given: once a batch. */
export const POSITIONS_GIVEN = 'yiwang_positions'

/** An entry at its place in the one order of the whole record. */
export interface PlacedEntry {
  readonly position: number
  readonly entry: LedgerEntry
}

export interface ReadBatch {
  /** Those of the wanted kinds, in order of position. */
  readonly entries: readonly PlacedEntry[]
  /** Where to go on. */
  readonly next: number
  /** Whether nothing stood behind this batch when it was read. */
  readonly isLast: boolean
}

/**
 * The record from a position on. A visible position is never preceded by one that appears later, so whoever goes on at `next`
 * misses nothing and sees nothing twice. What was archived is read from its archive. @throws ledger/archive-away, ledger/archive-altered
 */
export async function readFrom(
  tx: Tx,
  from: { position: number; kinds: readonly string[]; limit: number; archives: ArchivedYears },
): Promise<ReadBatch> {
  const { position, kinds, limit, archives } = from
  const found = await sql<ArchivedPlace & { canonical: string | null; is_here: boolean }>`
    select p.position, p.leaf_hash, e.id is not null as is_here,
      case when e.kind = any(${kinds}::text[]) then e.canonical end as canonical
    from ledger.positions p left join ledger.entries e on e.id = p.entry_id and e.recorded_at = p.recorded_at
    where p.position >= ${position} order by p.position limit ${limit}`.execute(tablesOf<unknown>(tx))
  const archived = await archives.read(
    tx,
    found.rows.filter((row) => !row.is_here),
  )
  const entries = found.rows.flatMap((row): PlacedEntry[] => {
    const text = row.canonical ?? archived.get(row.position)?.canonical
    if (text === undefined) return []
    const entry = JSON.parse(text) as LedgerEntry
    return kinds.includes(entry.kind) ? [{ position: row.position, entry }] : []
  })
  const last = found.rows.at(-1)
  return { entries, next: last ? last.position + 1 : position, isLast: found.rows.length < limit }
}
