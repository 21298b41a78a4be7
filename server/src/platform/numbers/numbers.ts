import { sql } from 'kysely'
import { tablesOf } from '../db/index.ts'
import type { Tx } from '../db/index.ts'

/**
 * The next number of a series, from 1, without gaps. The counter's row stays locked until the transaction ends,
 * so this is called among the last statements before commit ({@link Context.beforeCommit}); a rollback gives the number back.
 */
export async function nextNumber(tx: Tx, jurisdiction: string, series: string): Promise<number> {
  const answer = await sql<{ last: number }>`insert into numbers.counters as counter (jurisdiction, series, last)
    values (${jurisdiction}, ${series}, 1)
    on conflict (jurisdiction, series) do update set last = counter.last + 1
    returning last`.execute(tablesOf<unknown>(tx))
  return answer.rows[0]!.last
}
