import { sql } from 'kysely'
import type { RawBuilder } from 'kysely'
import { divisionRange, splitPublicId } from '../../../kernel/index.ts'
import type { CalendarDate, Reach } from '../../../kernel/index.ts'
import { tablesOf } from '../../../platform/db/index.ts'
import type { Tx } from '../../../platform/db/index.ts'
import { withinReach } from '../../../platform/permits/index.ts'
import type { LimitKind } from '../contract/limit.ts'
import type { RunningLevel } from '../contract/list-running-limits.ts'
import { fromRow, selectLimits } from './limit-store.ts'
import type { StoredLimit } from './limit-store.ts'
import type { LimitsTables } from './tables.ts'

/** What a list of running limits is narrowed to; the reach is never left out. */
export interface RunningFilter {
  readonly reach: Reach
  readonly today: CalendarDate
  readonly kind?: LimitKind | undefined
  readonly division?: string | undefined
  readonly organizationId?: string | undefined
}

/** Where a page begins: behind this row. */
export interface PageStart {
  readonly dueOn: CalendarDate | undefined
  readonly id: string
}

export async function listRunning(
  tx: Tx,
  filter: RunningFilter,
  page: { level?: RunningLevel | undefined; after?: PageStart | undefined; size: number },
): Promise<StoredLimit[]> {
  let query = selectLimits(tx).where(matching(filter))
  if (page.level) query = query.where(sql<boolean>`${levelOn(filter.today)} = ${page.level}`)
  if (page.after) query = query.where(behind(page.after))
  const rows = await query
    .orderBy('due_on', (order) => order.asc().nullsLast())
    .orderBy('jurisdiction')
    .orderBy('id')
    .limit(page.size)
    .execute()
  return rows.map(fromRow)
}

export async function countByLevel(tx: Tx, filter: RunningFilter): Promise<ReadonlyMap<RunningLevel, number>> {
  const rows = await tablesOf<LimitsTables>(tx)
    .selectFrom('limits.limits')
    .select([levelOn(filter.today).as('level'), sql<number>`count(*)::int`.as('count')])
    .where(matching(filter))
    .groupBy('level')
    .execute()
  return new Map(rows.map((row) => [row.level, row.count]))
}

/** How many they are, at most `most`. */
export async function countRunning(
  tx: Tx,
  filter: RunningFilter,
  { level, most }: { level?: RunningLevel | undefined; most: number },
): Promise<number> {
  const ofLevel = level ? sql`${levelOn(filter.today)} = ${level}` : sql`true`
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from (select from limits.limits
    where ${matching(filter)} and ${ofLevel} limit ${most}) as found`.execute(tablesOf<LimitsTables>(tx))
  return rows[0]?.n ?? 0
}

/** How many due dates wait for a notice. */
export async function countProvisional(tx: Tx): Promise<number> {
  const row = await tablesOf<LimitsTables>(tx)
    .selectFrom('limits.limits')
    .select(sql<number>`count(*)::int`.as('count'))
    .where('provisional', '=', true)
    .where('state', '=', 'running')
    .executeTakeFirstOrThrow()
  return row.count
}

function matching({ reach, kind, division, organizationId }: RunningFilter): RawBuilder<boolean> {
  const parts = [
    sql<boolean>`state <> 'closed'`,
    withinReach(reach, { division: 'division', organization: 'organization_id' }),
  ]
  if (kind) parts.push(sql<boolean>`kind = ${kind}`)
  if (division) {
    const { lo, hi } = divisionRange(division)
    parts.push(sql<boolean>`(division >= ${lo} and division < ${hi})`)
  }
  if (organizationId) parts.push(sql<boolean>`organization_id = ${organizationId}`)
  return sql<boolean>`(${sql.join(parts, sql` and `)})`
}

/** The level on a day from the stored dates: exact on every day, without waiting for a scan. */
function levelOn(today: CalendarDate): RawBuilder<RunningLevel> {
  return sql<RunningLevel>`case
    when state = 'stopped' then 'stopped'
    when red_on <= ${today}::date then 'red'
    when due_on < ${today}::date then 'yellow'
    when due_on = ${today}::date then 'today'
    when soon_on <= ${today}::date then 'soon'
    else 'normal' end`
}

function behind({ dueOn, id: publicId }: PageStart): RawBuilder<boolean> {
  const { jurisdiction, id } = splitPublicId(publicId)
  const key = sql<boolean>`(jurisdiction, id) > (${jurisdiction}, ${id}::uuid)`
  if (!dueOn) return sql<boolean>`(due_on is null and ${key})`
  return sql<boolean>`(due_on > ${dueOn}::date or (due_on = ${dueOn}::date and ${key}) or due_on is null)`
}
