import { sql } from 'kysely'
import type { CalendarDate } from '../../../kernel/index.ts'
import { tablesOf } from '../../../platform/db/index.ts'
import type { Tx } from '../../../platform/db/index.ts'
import type { ExportsTables } from './tables.ts'

/** One more of a day; several at once wait for each other. @returns whether it was within `most` */
export async function take(
  tx: Tx,
  of: { jurisdiction: string; accountId: string; day: CalendarDate; most: number },
): Promise<boolean> {
  const { rows } = await sql`insert into exports.reveal_days (jurisdiction, account_id, day, taken)
    values (${of.jurisdiction}, ${of.accountId}, ${of.day}::date, 1)
    on conflict (jurisdiction, account_id, day) do update set taken = reveal_days.taken + 1
    where reveal_days.taken < ${of.most} returning taken`.execute(tablesOf<ExportsTables>(tx))
  return rows.length > 0
}

/** What was counted before a day is of no use any more: each look stands in the record. */
export async function forgetBefore(tx: Tx, day: CalendarDate): Promise<void> {
  await tablesOf<ExportsTables>(tx).deleteFrom('exports.reveal_days').where('day', '<', day).execute()
}
