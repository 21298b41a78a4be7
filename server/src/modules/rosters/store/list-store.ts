import { sql } from 'kysely'
import type { RawBuilder } from 'kysely'
import { divisionRange, joinPublicId } from '../../../kernel/index.ts'
import type { CalendarDate } from '../../../kernel/index.ts'
import { tablesOf } from '../../../platform/db/index.ts'
import type { Tx } from '../../../platform/db/index.ts'
import type { Cells } from '../domain/cells.ts'
import { matches } from './record-store.ts'
import type { RostersTables } from './tables.ts'

export interface ListScope {
  readonly kind: string
  readonly division: string
  readonly organizationId?: string | undefined
  readonly place?: string | undefined
}

export interface ListedRecord {
  readonly recordId: string
  readonly version: number
  readonly organizationName: string
  readonly effectiveOn: string
  readonly cells: Cells
}

/** Versions that hold on a day. */
function heldOn(day: CalendarDate, alias: 'v' | 'b' | 'a'): RawBuilder<boolean> {
  const version = sql.ref(alias)
  return sql<boolean>`${version}.effective_on <= ${day}::date and ${version}.act <> 'remove'
    and (${version}.superseded_on is null or ${version}.superseded_on > ${day}::date)`
}

function within({ kind, division, organizationId, place }: ListScope): RawBuilder<boolean> {
  const { lo, hi } = divisionRange(division)
  const parts = [sql<boolean>`v.kind = ${kind} and v.division >= ${lo} and v.division < ${hi}`]
  if (organizationId !== undefined) parts.push(sql<boolean>`v.organization_id = ${organizationId}`)
  if (place !== undefined) {
    const range = divisionRange(place)
    parts.push(sql<boolean>`v.place >= ${range.lo} and v.place < ${range.hi}`)
  }
  return sql<boolean>`${sql.join(parts, sql` and `)}`
}

export interface AskedList extends ListScope {
  readonly day: CalendarDate
  readonly q?: string | undefined
  /** In which columns. */
  readonly columns: readonly string[]
  readonly limit: number
  readonly offset: number
}

/** By department and name. */
export async function listOn(tx: Tx, asked: AskedList): Promise<{ records: ListedRecord[]; total: number }> {
  const named = asked.q === undefined ? sql<boolean>`true` : matches(sql.ref('v.cells'), asked.q, asked.columns)
  const from = sql`from rosters.record_versions v where ${within(asked)} and ${heldOn(asked.day, 'v')} and ${named}`
  const db = tablesOf<RostersTables>(tx)
  const rows = await sql<{
    jurisdiction: string
    record_id: string
    version: number
    organization_name: string
    effective_on: string
    cells: Cells
  }>`
    select v.jurisdiction, v.record_id, v.version, v.organization_name, v.effective_on, v.cells ${from}
    order by v.organization_name, v.name, v.record_id limit ${asked.limit} offset ${asked.offset}`.execute(db)
  const counted = await sql<{ total: string }>`select count(*) as total ${from}`.execute(db)
  const records = rows.rows.map((row) => ({
    recordId: joinPublicId(row.jurisdiction, row.record_id),
    version: row.version,
    organizationName: row.organization_name,
    effectiveOn: row.effective_on,
    cells: row.cells,
  }))
  return { records, total: Number(counted.rows[0]?.total ?? 0) }
}

/** Who has how many records on the list of a day, by name. */
export async function organizationsOn(
  tx: Tx,
  { kind, division, day }: ListScope & { day: CalendarDate },
): Promise<{ organizationId: string; name: string; items: number }[]> {
  const answer = await sql<{ organization_id: string; name: string; items: number }>`
    select v.organization_id, max(v.organization_name) as name, count(*)::int as items
    from rosters.record_versions v where ${within({ kind, division })} and ${heldOn(day, 'v')}
    group by v.organization_id order by 2, 1 limit 500`.execute(tablesOf<RostersTables>(tx))
  return answer.rows.map(({ organization_id: organizationId, name, items }) => ({ organizationId, name, items }))
}

/** Which towns (or, above a county, which counties) have how many records on the list of a day. */
export async function placesOn(
  tx: Tx,
  { kind, division, day }: ListScope & { day: CalendarDate },
): Promise<{ division: string; items: number }[]> {
  const answer = await sql<{ division: string; items: number }>`
    select left(v.place, ${division.length >= 6 && !division.endsWith('00') ? 9 : 6}) as division, count(*)::int as items
    from rosters.record_versions v where ${within({ kind, division })} and ${heldOn(day, 'v')}
    group by 1 order by 1 limit 500`.execute(tablesOf<RostersTables>(tx))
  return answer.rows
}

/** Days up to `day` on which a version began, the last first. */
export async function changeDays(tx: Tx, scope: ListScope & { day: CalendarDate }, most: number): Promise<string[]> {
  const answer = await sql<{ day: string }>`
    select distinct v.effective_on as day from rosters.record_versions v
    where ${within(scope)} and v.effective_on <= ${scope.day}::date
    order by 1 desc limit ${most}`.execute(tablesOf<RostersTables>(tx))
  return answer.rows.map(({ day }) => day)
}

export interface RecordOnTwoDays {
  readonly recordId: string
  readonly organizationName: string
  readonly before: Cells | undefined
  readonly after: Cells | undefined
}

/** Records that were not in the same version on both days. */
export async function changedBetween(
  tx: Tx,
  asked: ListScope & { from: CalendarDate; to: CalendarDate; limit: number },
): Promise<RecordOnTwoDays[]> {
  const answer = await sql<{
    jurisdiction: string
    record_id: string
    organization_name: string
    before: Cells | null
    after: Cells | null
  }>`
    select v.jurisdiction, v.record_id, v.organization_name, b.cells as before, a.cells as after
    from rosters.record_versions v
    left join rosters.record_versions b on b.jurisdiction = v.jurisdiction and b.record_id = v.record_id and ${heldOn(asked.from, 'b')}
    left join rosters.record_versions a on a.jurisdiction = v.jurisdiction and a.record_id = v.record_id and ${heldOn(asked.to, 'a')}
    where ${within(asked)} and v.superseded_on is null and a.version is distinct from b.version
    order by v.organization_name, coalesce(a.name, b.name), v.record_id limit ${asked.limit}`.execute(
    tablesOf<RostersTables>(tx),
  )
  return answer.rows.map(({ jurisdiction, record_id: id, organization_name: organizationName, before, after }) => ({
    recordId: joinPublicId(jurisdiction, id),
    organizationName,
    before: before ?? undefined,
    after: after ?? undefined,
  }))
}
