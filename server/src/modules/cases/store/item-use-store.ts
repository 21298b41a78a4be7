import { sql } from 'kysely'
import { divisionRange, splitPublicId } from '../../../kernel/index.ts'
import type { CalendarDate } from '../../../kernel/index.ts'
import { tablesOf } from '../../../platform/db/index.ts'
import type { Tx } from '../../../platform/db/index.ts'
import type { CasesTables } from './tables.ts'

/** One acceptance or decision of an item on a day. */
export interface ItemDay {
  readonly jurisdiction: string
  readonly division: string
  readonly itemId: string
  readonly day: CalendarDate
}

export async function addAcceptances(tx: Tx, days: readonly ItemDay[]): Promise<void> {
  if (days.length === 0) return
  const column = (of: (day: ItemDay) => string) => days.map(of)
  await sql`insert into cases.item_acceptances as known (jurisdiction, division, item_id, day, cases)
    select jurisdiction, division, item_id, day, count(*)
    from unnest(${column((one) => one.jurisdiction)}::text[], ${column((one) => one.division)}::text[],
      ${column((one) => one.itemId)}::text[], ${column((one) => one.day)}::date[]) as came(jurisdiction, division, item_id, day)
    group by 1, 2, 3, 4
    on conflict (jurisdiction, division, item_id, day) do update set cases = known.cases + excluded.cases`.execute(
    tablesOf<CasesTables>(tx),
  )
}

export async function addDurations(tx: Tx, days: readonly (ItemDay & { workdays: number })[]): Promise<void> {
  if (days.length === 0) return
  const column = (of: (day: ItemDay) => string) => days.map(of)
  await sql`insert into cases.item_durations as known (jurisdiction, division, item_id, day, workdays, cases)
    select jurisdiction, division, item_id, day, workdays, count(*)
    from unnest(${column((one) => one.jurisdiction)}::text[], ${column((one) => one.division)}::text[],
      ${column((one) => one.itemId)}::text[], ${column((one) => one.day)}::date[],
      ${days.map((one) => one.workdays)}::int[]) as came(jurisdiction, division, item_id, day, workdays)
    group by 1, 2, 3, 4, 5
    on conflict (jurisdiction, item_id, day, division, workdays) do update set cases = known.cases + excluded.cases`.execute(
    tablesOf<CasesTables>(tx),
  )
}

export async function forgetItemUse(tx: Tx): Promise<void> {
  await tablesOf<CasesTables>(tx).deleteFrom('cases.item_acceptances').execute()
  await tablesOf<CasesTables>(tx).deleteFrom('cases.item_durations').execute()
}

/** When cases were accepted; one that never was is absent. */
export async function acceptanceDays(tx: Tx, caseIds: readonly string[]): Promise<Map<string, CalendarDate>> {
  const asked = caseIds.map((caseId) => ({ caseId, ...splitPublicId(caseId) }))
  const answer = await sql<{ case_id: string; accepted_on: CalendarDate }>`
    select k.case_id, c.accepted_on
    from unnest(${asked.map((one) => one.caseId)}::text[], ${asked.map((one) => one.jurisdiction)}::text[],
      ${asked.map((one) => one.id)}::uuid[]) as k(case_id, jurisdiction, id)
    join cases.cases c on c.jurisdiction = k.jurisdiction and c.id = k.id
    where c.accepted_on is not null`.execute(tablesOf<CasesTables>(tx))
  return new Map(answer.rows.map((row) => [row.case_id, row.accepted_on]))
}

/** How many cases took how many workdays, the quickest first. */
export async function durationsOf(
  tx: Tx,
  itemId: string,
  since: CalendarDate,
): Promise<{ workdays: number; cases: number }[]> {
  return tablesOf<CasesTables>(tx)
    .selectFrom('cases.item_durations')
    .select(['workdays', ({ fn }) => fn.sum<number>('cases').as('cases')])
    .where('jurisdiction', '=', splitPublicId(itemId).jurisdiction)
    .where('item_id', '=', itemId)
    .where('day', '>=', since)
    .groupBy('workdays')
    .orderBy('workdays')
    .execute()
}

export async function mostUsed(
  tx: Tx,
  scope: { division: string; since: CalendarDate; fewest: number; limit: number },
): Promise<{ itemId: string; cases: number }[]> {
  const { lo, hi } = divisionRange(scope.division)
  const answer = await sql<{ item_id: string; cases: number }>`
    select item_id, sum(cases)::int as cases from cases.item_acceptances
    where division >= ${lo} and division < ${hi} and day >= ${scope.since}::date
    group by item_id having sum(cases) >= ${scope.fewest}
    order by cases desc, item_id limit ${scope.limit}`.execute(tablesOf<CasesTables>(tx))
  return answer.rows.map((row) => ({ itemId: row.item_id, cases: row.cases }))
}
