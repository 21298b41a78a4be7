import { sql } from 'kysely'
import type { RawBuilder } from 'kysely'
import { joinPublicId } from '../../../kernel/index.ts'
import type { CalendarDate, Reach } from '../../../kernel/index.ts'
import { tablesOf } from '../../../platform/db/index.ts'
import type { Tx } from '../../../platform/db/index.ts'
import { withinReach } from '../../../platform/permits/index.ts'
import type { Coverage, CoverageLack } from '../contract/coverage.ts'
import type { CatalogueTables } from './tables.ts'

export interface CoverageScope {
  readonly reach: Reach
  readonly today: CalendarDate
  /** By which organization, and for which items; absent: for all of its own. */
  readonly letters: readonly { readonly organizationId: string; readonly itemIds?: readonly string[] | undefined }[]
}

/** Items that can be applied for today, each with what it has. */
function covered({ reach, today, letters }: CoverageScope): RawBuilder<unknown> {
  const pairs = letters.flatMap(({ organizationId, itemIds }) =>
    (itemIds ?? [null]).map((itemId) => [organizationId, itemId] as const),
  )
  const [organizations, items] = [pairs.map(([one]) => one), pairs.map(([, one]) => one)]
  return sql`letters as (
    select * from unnest(${organizations}::text[], ${items}::text[]) as l(organization_id, item_id)
  ), covered as (
    select i.jurisdiction, i.id, i.division, i.organization_id, v.organization_name, v.power_type, v.name, v.online_depth, v.absent_elements,
      v.window_count > 0 as entered,
      exists (select 1 from letters l where l.organization_id = i.organization_id
        and (l.item_id is null or l.item_id = i.jurisdiction || '-' || i.id::text)) as authorized,
      v.accepts_online as applied,
      coalesce(v.online_depth in ('accepting', 'whole'), false) as handled,
      coalesce(v.online_depth = 'whole', false) as whole,
      cardinality(v.absent_elements) = 0 as complete
    from catalogue.items i
    join catalogue.item_versions v on v.jurisdiction = i.jurisdiction and v.item_id = i.id
      and v.effective_on <= ${today}::date and (v.superseded_on is null or v.superseded_on > ${today}::date)
    where ${withinReach(reach, { division: 'i.division', organization: 'i.organization_id' })}
      and not (i.state = 'abolished' and i.state_effective_on <= ${today}::date))`
}

interface PlaceRow {
  organization_id: string
  organization_name: string
  division: string
  power_type: string
  items: number
  entered: number
  authorized: number
  applied: number
  handled: number
  whole: number
  complete: number
}

export interface CountedPlace {
  readonly organizationId: string
  readonly organizationName: string
  readonly division: string
  readonly powerType: string
  readonly coverage: Coverage
}

/** A row for each department in each division and each type of its items, by name. */
export async function countByPlace(tx: Tx, scope: CoverageScope): Promise<CountedPlace[]> {
  const answer = await sql<PlaceRow>`with ${covered(scope)}
    select organization_id, max(organization_name) as organization_name, division, power_type,
      count(*)::int as items,
      (count(*) filter (where entered))::int as entered, (count(*) filter (where authorized))::int as authorized,
      (count(*) filter (where applied))::int as applied, (count(*) filter (where handled))::int as handled,
      (count(*) filter (where whole))::int as whole, (count(*) filter (where complete))::int as complete
    from covered group by organization_id, division, power_type
    order by organization_name, organization_id, division, power_type`.execute(tablesOf<CatalogueTables>(tx))
  return answer.rows.map(({ organization_id, organization_name, division, power_type, ...coverage }) => ({
    organizationId: organization_id,
    organizationName: organization_name,
    division,
    powerType: power_type,
    coverage,
  }))
}

interface GapRow {
  jurisdiction: string
  id: string
  name: string
  organization_name: string
  power_type: string
  online_depth: string | null
  absent_elements: string[]
  lacks: CoverageLack[]
  total: string
}

export interface Gap {
  readonly itemId: string
  readonly name: string
  readonly organizationName: string
  readonly powerType: string
  readonly onlineDepth?: string
  readonly absent: string[]
  /** All that it is without. */
  readonly lacks: CoverageLack[]
}

export interface AskedGaps extends CoverageScope {
  /** Absent: whatever it is without. */
  readonly lack?: CoverageLack
  readonly organizationId?: string
  readonly division?: string
  readonly powerType?: string
  readonly limit: number
  readonly offset: number
}

/** Items that are without it, by department and name. */
export async function listGaps(tx: Tx, asked: AskedGaps): Promise<{ items: Gap[]; total: number }> {
  const { lack, organizationId, division, powerType, limit, offset } = asked
  const conditions = [lack === undefined ? sql<boolean>`cardinality(lacks) > 0` : sql<boolean>`not ${sql.ref(lack)}`]
  if (organizationId !== undefined) conditions.push(sql<boolean>`organization_id = ${organizationId}`)
  if (division !== undefined) conditions.push(sql<boolean>`division = ${division}`)
  if (powerType !== undefined) conditions.push(sql<boolean>`power_type = ${powerType}`)
  const answer = await sql<GapRow>`with ${covered(asked)}
    select jurisdiction, id, name, organization_name, power_type, online_depth, absent_elements, lacks,
      count(*) over () as total
    from covered cross join lateral (select array_remove(array[
      case when not entered then 'entered' end, case when not authorized then 'authorized' end,
      case when not applied then 'applied' end, case when not handled then 'handled' end,
      case when not whole then 'whole' end, case when not complete then 'complete' end], null) as lacks) l
    where ${sql.join(conditions, sql` and `)}
    order by organization_name, name, id limit ${limit} offset ${offset}`.execute(tablesOf<CatalogueTables>(tx))
  return { items: answer.rows.map(gapOf), total: Number(answer.rows[0]?.total ?? 0) }
}

function gapOf(row: GapRow): Gap {
  return {
    itemId: joinPublicId(row.jurisdiction, row.id),
    name: row.name,
    organizationName: row.organization_name,
    powerType: row.power_type,
    ...(row.online_depth !== null && { onlineDepth: row.online_depth }),
    absent: row.absent_elements,
    lacks: row.lacks,
  }
}
