import { sql } from 'kysely'
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
 * misses nothing and sees nothing twice.
 */
export async function readFrom(
  tx: Tx,
  from: { position: number; kinds: readonly string[]; limit: number },
): Promise<ReadBatch> {
  const { position, kinds, limit } = from
  const found = await sql<{ position: number; canonical: string | null }>`
    select p.position, case when e.kind = any(${kinds}::text[]) then e.canonical end as canonical
    from ledger.positions p left join ledger.entries e on e.id = p.entry_id and e.recorded_at = p.recorded_at
    where p.position >= ${position} order by p.position limit ${limit}`.execute(tablesOf<unknown>(tx))
  const entries = found.rows.flatMap((row) =>
    row.canonical === null ? [] : [{ position: row.position, entry: JSON.parse(row.canonical) as LedgerEntry }],
  )
  const last = found.rows.at(-1)
  return { entries, next: last ? last.position + 1 : position, isLast: found.rows.length < limit }
}
