import { sql } from 'kysely'
import type { Context } from '../act/context.ts'
import { tablesOf } from '../db/index.ts'

/** Entries of a month that has no partition lie in the default one and cannot be cut out again while it is written: months are opened a year ahead. */
const MONTHS_AHEAD = 14
/** The same of positions: a range is 33 million, and the busiest day gives some four million. */
const RANGES_AHEAD = 2

export async function openMonths(ctx: Context): Promise<void> {
  await sql`select ledger.ensure_months(${`${ctx.today.slice(0, 7)}-01`}::date, ${MONTHS_AHEAD})`.execute(
    tablesOf<unknown>(ctx.tx),
  )
  await sql`select ledger.ensure_ranges(${RANGES_AHEAD})`.execute(tablesOf<unknown>(ctx.tx))
}
