import { sql } from 'kysely'
import type { StreamName } from '../../kernel/index.ts'
import type { ArchivedPlace, ArchivedYears } from '../archive/archived-years.ts'
import { tablesOf } from '../db/index.ts'
import type { Tx } from '../db/index.ts'
import type { LedgerEntry } from './entry.ts'

/** An entry that lies in an archive, found by the position that stayed behind. */
export interface FoundEntry {
  readonly id: number
  readonly position: number
  readonly canonical: string
  readonly salt: Buffer
  readonly entry: LedgerEntry
}

/** Which of a stream's archived entries: the newest so many, or one by its number. */
export type Wanted = { readonly newest: number } | { readonly seq: number }

/**
 * A stream's entries that were archived: its first ones, because years are detached from the oldest on and positions follow each stream's order.
 * Files know no wall: who does not get the stream's head past its own gets nothing of the archive either.
 * @returns oldest first
 * @throws ledger/archive-away, ledger/archive-altered
 */
export async function archivedOfStream(
  tx: Tx,
  archives: ArchivedYears,
  { stream, wanted }: { stream: StreamName; wanted: Wanted },
): Promise<FoundEntry[]> {
  const part =
    'seq' in wanted
      ? sql`order by position limit 1 offset ${wanted.seq - 1}`
      : sql`order by position desc limit ${wanted.newest}`
  const { rows } = await sql<
    ArchivedPlace & { entry_id: number }
  >`select position, entry_id, leaf_hash from ledger.positions
    where stream = ${stream.name} and position <= (select max(last_position) from ledger.archives)
      and exists (select from ledger.streams s where s.jurisdiction = ${stream.jurisdiction} and s.stream = ${stream.name})
    ${part}`.execute(tablesOf<unknown>(tx))
  const read = await archives.read(tx, rows)
  return rows
    .map(({ position, entry_id: id }): FoundEntry => {
      const { canonical, salt } = read.get(position)!
      return { id, position, canonical, salt, entry: JSON.parse(canonical) as LedgerEntry }
    })
    .filter(({ entry }) => entry.jurisdiction === stream.jurisdiction && entry.stream === stream.name)
    .toSorted((one, other) => one.position - other.position)
}
