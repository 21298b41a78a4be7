import { sql } from 'kysely'
import type { Tx } from '../db/index.ts'
import { tablesOf } from '../db/index.ts'

/** How far a reader has come. */
export interface ReaderStanding {
  /** Entries before this position are in its tables. */
  readonly next: number
  /** How many positions the record has. */
  readonly size: number
}

/** How up to date the tables of a reader are: what is shown from them says so when they are behind. */
export async function readerStanding(tx: Tx, reader: string): Promise<ReaderStanding> {
  const found = await sql<ReaderStanding>`select tree.size,
      coalesce((select next_position from ledger.readers where reader = ${reader}), 0) as next from ledger.tree`.execute(
    tablesOf<unknown>(tx),
  )
  return found.rows[0] ?? { next: 0, size: 0 }
}
