import { sql } from 'kysely'
import type { RawBuilder } from 'kysely'
import { joinPublicId } from '../../../kernel/index.ts'
import type { CalendarDate, Reach } from '../../../kernel/index.ts'
import { tablesOf } from '../../../platform/db/index.ts'
import type { Tx } from '../../../platform/db/index.ts'
import { withinReach } from '../../../platform/permits/index.ts'
import type { Simplified, SimplifiedItem } from '../contract/simplification.ts'
import type { CatalogueTables } from './tables.ts'

export interface AccountScope {
  readonly reach: Reach
  readonly from: CalendarDate
  readonly to: CalendarDate
  readonly organizationId?: string
}

/** Each item that was there on either day, in the version that held on it; an abolished one is no longer there. */
function onBothDays({ reach, from, to, organizationId }: AccountScope): RawBuilder<unknown> {
  const conditions = [
    withinReach(reach, { division: 'i.division', organization: 'i.organization_id' }),
    sql<boolean>`i.layer <> 'base'`,
  ]
  if (organizationId !== undefined) conditions.push(sql<boolean>`i.organization_id = ${organizationId}`)
  return sql`both_days as (
    select i.jurisdiction, i.id, i.organization_id, i.state, i.state_effective_on, i.state_basis, i.state_document_no,
      coalesce(a.name, b.name) as name, coalesce(a.organization_name, b.organization_name) as organization_name,
      b.version as version_before, b.step_count as steps_before, b.material_count as materials_before,
      b.promised_workdays as workdays_before,
      a.version as version_after, a.step_count as steps_after, a.material_count as materials_after,
      a.promised_workdays as workdays_after, a.statutory_workdays as statutory
    from catalogue.items i ${versionOn('b', from)} ${versionOn('a', to)}
    where ${sql.join(conditions, sql` and `)} and (b.version is not null or a.version is not null))`
}

function versionOn(alias: 'a' | 'b', day: CalendarDate): RawBuilder<unknown> {
  const name = sql.ref(alias)
  return sql`left join catalogue.item_versions ${name} on ${name}.jurisdiction = i.jurisdiction and ${name}.item_id = i.id
    and ${name}.effective_on <= ${day}::date and (${name}.superseded_on is null or ${name}.superseded_on > ${day}::date)
    and not (i.state = 'abolished' and i.state_effective_on <= ${day}::date)`
}

const KEPT = sql`filter (where version_before is not null and version_after is not null)`
/** Limits are compared where there is one on either day. */
const TIMED = sql`filter (where workdays_before is not null and workdays_after is not null)`
const STATUTORY = sql`filter (where statutory is not null and workdays_after is not null)`

interface SumRow {
  organization_id: string
  name: string
  items_before: number
  items_after: number
  abolished: number
  added: number
  steps_before: number
  steps_after: number
  materials_before: number
  materials_after: number
  workdays_before: number
  workdays_after: number
  statutory: number
  promised: number
}

/** One line a department, by name. */
export async function sumByOrganization(
  tx: Tx,
  scope: AccountScope,
): Promise<{ organizationId: string; name: string; simplified: Simplified }[]> {
  const answer = await sql<SumRow>`with ${onBothDays(scope)}
    select organization_id, max(organization_name) as name,
      count(version_before)::int as items_before, count(version_after)::int as items_after,
      (count(*) filter (where version_after is null))::int as abolished,
      (count(*) filter (where version_before is null))::int as added,
      coalesce(sum(steps_before) ${KEPT}, 0)::int as steps_before, coalesce(sum(steps_after) ${KEPT}, 0)::int as steps_after,
      coalesce(sum(materials_before) ${KEPT}, 0)::int as materials_before,
      coalesce(sum(materials_after) ${KEPT}, 0)::int as materials_after,
      coalesce(sum(workdays_before) ${TIMED}, 0)::int as workdays_before,
      coalesce(sum(workdays_after) ${TIMED}, 0)::int as workdays_after,
      coalesce(sum(statutory) ${STATUTORY}, 0)::int as statutory,
      coalesce(sum(workdays_after) ${STATUTORY}, 0)::int as promised
    from both_days group by organization_id order by name, organization_id`.execute(tablesOf<CatalogueTables>(tx))
  return answer.rows.map((row) => ({
    organizationId: row.organization_id,
    name: row.name,
    simplified: {
      items: { before: row.items_before, after: row.items_after },
      abolished: row.abolished,
      added: row.added,
      steps: { before: row.steps_before, after: row.steps_after },
      materials: { before: row.materials_before, after: row.materials_after },
      workdays: { before: row.workdays_before, after: row.workdays_after },
      againstStatute: { statutory: row.statutory, promised: row.promised },
    },
  }))
}

interface ItemRow {
  jurisdiction: string
  id: string
  name: string
  organization_name: string
  state_effective_on: string
  state_basis: string | null
  state_document_no: string | null
  version_before: number | null
  steps_before: number
  materials_before: number
  workdays_before: number | null
  version_after: number | null
  steps_after: number
  materials_after: number
  workdays_after: number | null
  total: string
}

const CHANGES = {
  abolished: sql<boolean>`version_after is null`,
  added: sql<boolean>`version_before is null`,
  changed: sql<boolean>`version_before <> version_after`,
} as const

/** Items that are not as they were, by department and name. */
export async function listChanged(
  tx: Tx,
  scope: AccountScope & { change?: keyof typeof CHANGES; limit: number; offset: number },
): Promise<{ items: SimplifiedItem[]; total: number }> {
  const wanted = scope.change ? CHANGES[scope.change] : sql<boolean>`version_after is distinct from version_before`
  const answer = await sql<ItemRow>`with ${onBothDays(scope)}
    select *, count(*) over () as total from both_days where ${wanted}
    order by organization_name, name, id limit ${scope.limit} offset ${scope.offset}`.execute(
    tablesOf<CatalogueTables>(tx),
  )
  const reasons = await reasonsOf(tx, answer.rows, scope)
  return { items: answer.rows.map((row) => itemOf(row, reasons)), total: Number(answer.rows[0]?.total ?? 0) }
}

type Reasons = ReadonlyMap<string, SimplifiedItem['reasons']>

/** Of the versions that began after the first day and not after the second, oldest first. */
async function reasonsOf(tx: Tx, rows: readonly ItemRow[], { from, to }: AccountScope): Promise<Reasons> {
  const answer = await sql<{
    jurisdiction: string
    item_id: string
    version: number
    effective_on: string
    reason: string | null
  }>`
    select v.jurisdiction, v.item_id, v.version, v.effective_on, d.reason
    from unnest(${rows.map((row) => row.jurisdiction)}::text[], ${rows.map((row) => row.id)}::uuid[]) as k(jurisdiction, item_id)
    join catalogue.item_versions v using (jurisdiction, item_id)
    left join catalogue.item_drafts d on d.jurisdiction = v.jurisdiction and d.id = v.draft_id
    where v.effective_on > ${from}::date and v.effective_on <= ${to}::date
    order by v.version`.execute(tablesOf<CatalogueTables>(tx))
  const reasons = new Map<string, SimplifiedItem['reasons']>()
  for (const { jurisdiction, item_id, version, effective_on: on, reason } of answer.rows) {
    const itemId = joinPublicId(jurisdiction, item_id)
    const told = { version, on, ...(reason !== null && { reason }) }
    reasons.set(itemId, [...(reasons.get(itemId) ?? []), told])
  }
  return reasons
}

function itemOf(row: ItemRow, reasons: Reasons): SimplifiedItem {
  const itemId = joinPublicId(row.jurisdiction, row.id)
  const before = row.version_before !== null && {
    version: row.version_before,
    steps: row.steps_before,
    materials: row.materials_before,
    ...(row.workdays_before !== null && { workdays: row.workdays_before }),
  }
  const after = row.version_after !== null && {
    version: row.version_after,
    steps: row.steps_after,
    materials: row.materials_after,
    ...(row.workdays_after !== null && { workdays: row.workdays_after }),
  }
  return {
    itemId,
    name: row.name,
    organizationName: row.organization_name,
    change: !after ? 'abolished' : !before ? 'added' : 'changed',
    ...(before && { before }),
    ...(after && { after }),
    reasons: [...(reasons.get(itemId) ?? []), ...(after ? [] : [abolition(row)])],
  }
}

function abolition(row: ItemRow): SimplifiedItem['reasons'][number] {
  return {
    on: row.state_effective_on,
    ...(row.state_basis !== null && { reason: row.state_basis }),
    ...(row.state_document_no !== null && { documentNo: row.state_document_no }),
  }
}
