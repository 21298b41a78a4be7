import { sql } from 'kysely'
import type { CalendarDate, Reach } from '../../../kernel/index.ts'
import { tablesOf } from '../../../platform/db/index.ts'
import type { Tx } from '../../../platform/db/index.ts'
import { withinReach } from '../../../platform/permits/index.ts'
import type { SupervisionTables } from './tables.ts'

/** So many acts of a kind, of one organization on one day. */
export interface ActCount {
  readonly jurisdiction: string
  readonly division: string
  readonly organizationId: string
  readonly day: CalendarDate
  readonly act: string
  readonly acts: number
}

/** Each place, day and act at most once in `counts`. */
export async function addActs(tx: Tx, counts: readonly ActCount[]): Promise<void> {
  await tablesOf<SupervisionTables>(tx)
    .insertInto('supervision.daily_acts')
    .values(counts.map(({ organizationId, ...count }) => ({ ...count, organization_id: organizationId })))
    .onConflict((conflict) =>
      conflict
        .columns(['jurisdiction', 'division', 'organization_id', 'day', 'act'])
        .doUpdateSet({ acts: sql<number>`daily_acts.acts + excluded.acts` }),
    )
    .execute()
}

export async function forgetActs(tx: Tx): Promise<void> {
  await tablesOf<SupervisionTables>(tx).deleteFrom('supervision.daily_acts').execute()
}

export async function actsByDay(
  tx: Tx,
  reach: Reach,
  days: number,
): Promise<{ day: string; act: string; acts: number }[]> {
  const inReach = withinReach(reach, { division: 'division', organization: 'organization_id' })
  const found = await sql<{ day: string; act: string; acts: number }>`
    select day, act, sum(acts)::bigint as acts from supervision.daily_acts
    where ${inReach} and day in (select distinct day from supervision.daily_acts where ${inReach} order by day desc limit ${days})
    group by day, act order by day desc`.execute(tablesOf<SupervisionTables>(tx))
  return found.rows
}
