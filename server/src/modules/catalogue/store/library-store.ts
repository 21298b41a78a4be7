import { sql } from 'kysely'
import type { RawBuilder } from 'kysely'
import { joinPublicId } from '../../../kernel/index.ts'
import type { CalendarDate, Reach } from '../../../kernel/index.ts'
import { tablesOf } from '../../../platform/db/index.ts'
import type { Tx } from '../../../platform/db/index.ts'
import { withinReach } from '../../../platform/permits/index.ts'
import type { DraftState } from '../contract/draft.ts'
import type { ItemContent } from '../contract/item.ts'
import type { ItemLayer } from '../contract/item-layer.ts'
import type { ItemState, PowerType } from '../contract/item-words.ts'
import type { FiledItem } from '../domain/filed-item.ts'
import type { CatalogueTables } from './tables.ts'

export interface LibraryFilter {
  readonly reach: Reach
  readonly today: CalendarDate
  readonly q?: string | undefined
  readonly state?: ItemState | undefined
  readonly organizationId?: string | undefined
  readonly powerType?: PowerType | undefined
  readonly hasDraft?: boolean | undefined
  readonly page: number
  readonly pageSize: number
}

export interface LibraryRow {
  readonly itemId: string
  readonly name: string
  readonly code: string
  readonly powerType: PowerType
  readonly layer: ItemLayer
  readonly state: ItemState
  readonly organizationId: string
  readonly organizationName: string
  readonly version: number
  readonly effectiveOn: string
  readonly draft?: { readonly draftId: string; readonly state: DraftState }
}

interface Row {
  jurisdiction: string
  id: string
  name: string
  code: string
  power_type: PowerType
  layer: ItemLayer
  state: ItemState
  organization_id: string
  organization_name: string
  version: number
  effective_on: string
  draft_id: string | null
  draft_state: DraftState | null
}

const OPEN = sql`d.state in ('drafting', 'in-review', 'in-approval')`

/** Items of all states in the version of the day, or the first one that is announced; by name. */
export async function listLibrary(tx: Tx, filter: LibraryFilter): Promise<{ items: LibraryRow[]; total: number }> {
  const db = tablesOf<CatalogueTables>(tx)
  const from = sourceOf(filter)
  const rows = await sql<Row>`
    select i.jurisdiction, i.id, v.name, v.code, v.content->>'powerType' as power_type, i.layer, ${stateOn(filter.today)} as state,
      i.organization_id, v.content->>'organizationName' as organization_name, v.version, v.effective_on,
      d.id as draft_id, d.state as draft_state
    ${from} order by v.name, i.id limit ${filter.pageSize} offset ${(filter.page - 1) * filter.pageSize}`.execute(db)
  const counted = await sql<{ total: string }>`select count(*) as total ${from}`.execute(db)
  return { items: rows.rows.map(itemFromRow), total: Number(counted.rows[0]?.total ?? 0) }
}

function sourceOf({ reach, today, q, state, organizationId, powerType, hasDraft }: LibraryFilter): RawBuilder<unknown> {
  const conditions = [withinReach(reach, { division: 'i.division', organization: 'i.organization_id' })]
  if (state !== undefined) conditions.push(sql<boolean>`${stateOn(today)} = ${state}`)
  if (organizationId !== undefined) conditions.push(sql<boolean>`i.organization_id = ${organizationId}`)
  if (powerType !== undefined) conditions.push(sql<boolean>`v.content->>'powerType' = ${powerType}`)
  if (hasDraft === true) conditions.push(sql<boolean>`d.id is not null`)
  if (hasDraft === false) conditions.push(sql<boolean>`d.id is null`)
  if (q !== undefined) {
    const text = q.trim().replaceAll(/[\\%_]/g, String.raw`\$&`)
    conditions.push(sql<boolean>`(v.name ilike ${`%${text}%`} or v.code ilike ${`${text}%`})`)
  }
  return sql`from catalogue.items i
    join lateral (
      select w.version, w.effective_on, w.name, w.code, w.content from catalogue.item_versions w
      where w.jurisdiction = i.jurisdiction and w.item_id = i.id
      order by w.effective_on <= ${today}::date desc, case when w.effective_on <= ${today}::date then -w.version else w.version end
      limit 1) v on true
    left join catalogue.item_drafts d on d.jurisdiction = i.jurisdiction and d.item_id = i.id and ${OPEN}
    where ${sql.join(conditions, sql` and `)}`
}

/** Whole items in the version of the day, as a file holds them; at most so many. */
export async function listFiled(
  tx: Tx,
  filter: { reach: Reach; today: CalendarDate; organizationId?: string },
  most: number,
): Promise<FiledItem[]> {
  const answer = await sql<{
    jurisdiction: string
    id: string
    source_system: string
    source_key: string
    version: number
    effective_on: string
    content: ItemContent
  }>`select i.jurisdiction, i.id, i.source_system, i.source_key, v.version, v.effective_on, v.content
    ${sourceOf({ ...filter, page: 1, pageSize: most })} and i.state <> 'draft' and ${stateOn(filter.today)} <> 'abolished'
    order by v.name, i.id limit ${most}`.execute(tablesOf<CatalogueTables>(tx))
  return answer.rows.map((row) => ({
    itemId: joinPublicId(row.jurisdiction, row.id),
    version: row.version,
    effectiveOn: row.effective_on,
    sourceSystem: row.source_system,
    sourceKey: row.source_key,
    content: row.content,
  }))
}

function stateOn(today: CalendarDate): RawBuilder<ItemState> {
  return sql`case when i.state_effective_on <= ${today}::date then i.state else i.previous_state end`
}

/** Departments that have items within the reach, by name. */
export async function listDepartments(tx: Tx, reach: Reach): Promise<{ organizationId: string; name: string }[]> {
  const answer = await sql<{ organization_id: string; name: string }>`
    select i.organization_id, max(v.content->>'organizationName') as name from catalogue.items i
    join catalogue.item_versions v on v.jurisdiction = i.jurisdiction and v.item_id = i.id
    where ${withinReach(reach, { division: 'i.division', organization: 'i.organization_id' })}
    group by i.organization_id order by 2 limit 500`.execute(tablesOf<CatalogueTables>(tx))
  return answer.rows.map((row) => ({ organizationId: row.organization_id, name: row.name }))
}

/** Items in force that ask something: whose form another item may take over. */
export async function listForms(
  tx: Tx,
  of: { jurisdiction: string; today: CalendarDate },
): Promise<{ itemId: string; name: string; questions: number }[]> {
  const answer = await sql<{ jurisdiction: string; item_id: string; name: string; questions: number }>`
    select v.jurisdiction, v.item_id, v.name, (select count(*)::int from jsonb_object_keys(v.content->'form'->'schema'->'properties')) as questions
    from catalogue.item_versions v
    where v.jurisdiction = ${of.jurisdiction} and v.effective_on <= ${of.today}::date
      and (v.superseded_on is null or v.superseded_on > ${of.today}::date)
      and v.content->'form'->'schema'->'properties' <> '{}'::jsonb
    order by v.name limit 300`.execute(tablesOf<CatalogueTables>(tx))
  return answer.rows.map((row) => ({
    itemId: joinPublicId(row.jurisdiction, row.item_id),
    name: row.name,
    questions: row.questions,
  }))
}

function itemFromRow(row: Row): LibraryRow {
  return {
    itemId: joinPublicId(row.jurisdiction, row.id),
    name: row.name,
    code: row.code,
    powerType: row.power_type,
    layer: row.layer,
    state: row.state,
    organizationId: row.organization_id,
    organizationName: row.organization_name,
    version: row.version,
    effectiveOn: row.effective_on,
    ...(row.draft_id !== null &&
      row.draft_state !== null && {
        draft: { draftId: joinPublicId(row.jurisdiction, row.draft_id), state: row.draft_state },
      }),
  }
}
