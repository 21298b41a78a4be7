import { sql } from 'kysely'
import type { RawBuilder } from 'kysely'
import { joinPublicId, splitPublicId } from '../../../kernel/index.ts'
import type { CalendarDate, Reach } from '../../../kernel/index.ts'
import { tablesOf } from '../../../platform/db/index.ts'
import type { Tx } from '../../../platform/db/index.ts'
import { withinReach } from '../../../platform/permits/index.ts'
import type { Standing } from '../contract/adoption.ts'
import type { ItemState, PowerType } from '../contract/item-words.ts'
import type { CatalogueTables } from './tables.ts'

interface Adoption {
  readonly baseId: string
  readonly organizationId: string
}

/** Two drafters of one department who adopt the same base item at once take turns. */
export async function takeAdoptionTurn(tx: Tx, { baseId, organizationId }: Adoption): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`catalogue.adoption ${baseId} ${organizationId}`}, 0))`.execute(
    tablesOf<CatalogueTables>(tx),
  )
}

/** Whether a department has an item that stands on this base item, or is drafting one. */
export async function isAdopted(tx: Tx, { baseId, organizationId }: Adoption): Promise<boolean> {
  const answer = await sql<{ is_adopted: boolean }>`
    select exists (select from catalogue.items i
        where i.parent_id = ${baseId} and i.organization_id = ${organizationId} and i.state <> 'abolished')
      or exists (select from catalogue.item_drafts d
        where d.parent_id = ${baseId} and d.organization_id = ${organizationId} and ${OPEN_DRAFT})
      as is_adopted`.execute(tablesOf<CatalogueTables>(tx))
  return answer.rows[0]?.is_adopted === true
}

const OPEN_DRAFT = sql`d.state in ('drafting', 'in-review', 'in-approval')`

/** Codes of the items below an implementation, and of those that are being drafted. */
export async function codesBelow(tx: Tx, parentId: string): Promise<string[]> {
  const answer = await sql<{ code: string }>`
    select v.code from catalogue.items i
    join catalogue.item_versions v on v.jurisdiction = i.jurisdiction and v.item_id = i.id where i.parent_id = ${parentId}
    union select d.code from catalogue.item_drafts d where d.parent_id = ${parentId} and d.state <> 'discarded'`.execute(
    tablesOf<CatalogueTables>(tx),
  )
  return answer.rows.map((row) => row.code)
}

/** Implementations that stand on an earlier version of a base item. */
export async function listBehind(tx: Tx, of: { baseId: string; version: number }): Promise<string[]> {
  const answer = await sql<{ jurisdiction: string; id: string }>`
    select i.jurisdiction, i.id from catalogue.items i
    where i.parent_id = ${of.baseId} and i.layer = 'implementation' and i.state <> 'abolished' and i.parent_version < ${of.version}
    order by i.division, i.id`.execute(tablesOf<CatalogueTables>(tx))
  return answer.rows.map((row) => joinPublicId(row.jurisdiction, row.id))
}

/** Whose items stand on a base item, in whatever version; an abolished one stands on nothing any more. */
export async function listAdopting(
  tx: Tx,
  baseId: string,
): Promise<{ itemId: string; division: string; organizationId: string; name: string }[]> {
  const answer = await sql<{
    jurisdiction: string
    id: string
    division: string
    organization_id: string
    name: string
  }>`
    select i.jurisdiction, i.id, i.division, i.organization_id, v.name from catalogue.items i
    join lateral (select w.name from catalogue.item_versions w
      where w.jurisdiction = i.jurisdiction and w.item_id = i.id order by w.version desc limit 1) v on true
    where i.parent_id = ${baseId} and i.layer = 'implementation' and i.state <> 'abolished'
    order by i.division, i.id`.execute(tablesOf<CatalogueTables>(tx))
  return answer.rows.map(({ jurisdiction, id, division, organization_id: organizationId, name }) => ({
    itemId: joinPublicId(jurisdiction, id),
    division,
    organizationId,
    name,
  }))
}

/** Why an item does not take up a version of its base item, if it was said. */
export async function declinedReason(tx: Tx, of: { itemId: string; version: number }): Promise<string | undefined> {
  const { jurisdiction, id } = splitPublicId(of.itemId)
  const row = await tablesOf<CatalogueTables>(tx)
    .selectFrom('catalogue.declined_updates')
    .select('reason')
    .where('jurisdiction', '=', jurisdiction)
    .where('item_id', '=', id)
    .where('parent_version', '=', of.version)
    .executeTakeFirst()
  return row?.reason
}

export async function insertDeclined(
  tx: Tx,
  declined: { itemId: string; division: string; version: number; reason: string; declinedBy: string; at: Date },
): Promise<void> {
  const { jurisdiction, id } = splitPublicId(declined.itemId)
  await tablesOf<CatalogueTables>(tx)
    .insertInto('catalogue.declined_updates')
    .values({
      jurisdiction,
      item_id: id,
      parent_version: declined.version,
      division: declined.division,
      reason: declined.reason,
      declined_by: declined.declinedBy,
      declined_at: declined.at,
    })
    .execute()
}

export interface LinkedItem {
  readonly itemId: string
  readonly name: string
  readonly code: string
  readonly organizationName: string
  readonly state: ItemState
}

/** Handling items of an implementation that are not abolished, by code; those that hold only later too. */
export async function listHandlingItems(tx: Tx, parentId: string, today: CalendarDate): Promise<LinkedItem[]> {
  const answer = await sql<LinkRow>`
    select i.jurisdiction, i.id, v.name, v.code, v.content->>'organizationName' as organization_name, ${stateOn(today)} as state
    from catalogue.items i ${versionOf(today)}
    where i.parent_id = ${parentId} and i.layer = 'handling' and ${stateOn(today)} <> 'abolished'
    order by v.code, i.id limit 100`.execute(tablesOf<CatalogueTables>(tx))
  return answer.rows.map((row) => ({
    itemId: joinPublicId(row.jurisdiction, row.id),
    name: row.name,
    code: row.code,
    organizationName: row.organization_name,
    state: row.state,
  }))
}

/** Whether people apply for a part of this item instead: applications go to what has nothing below it. */
export async function hasHandlingItems(tx: Tx, itemId: string, today: CalendarDate): Promise<boolean> {
  const answer = await sql<{ is_divided: boolean }>`
    select exists (select from catalogue.items i
      join catalogue.item_versions v on v.jurisdiction = i.jurisdiction and v.item_id = i.id and v.effective_on <= ${today}::date
      where i.parent_id = ${itemId} and i.layer = 'handling' and ${stateOn(today)} = 'published') as is_divided`.execute(
    tablesOf<CatalogueTables>(tx),
  )
  return answer.rows[0]?.is_divided === true
}

interface LinkRow {
  jurisdiction: string
  id: string
  name: string
  code: string
  organization_name: string
  state: ItemState
}

export interface BaseFilter {
  readonly divisions: readonly string[]
  readonly reach: Reach
  readonly today: CalendarDate
  readonly q?: string | undefined
  readonly adopted?: boolean | undefined
  readonly page: number
  readonly pageSize: number
}

export interface BaseRow {
  readonly itemId: string
  readonly name: string
  readonly code: string
  readonly powerType: PowerType
  readonly division: string
  readonly organizationName: string
  readonly version: number
  readonly effectiveOn: string
  readonly adoptions: number
}

/** Base items of these divisions that are in force or announced, with how many within the reach adopt them; by code. */
export async function listBaseItems(tx: Tx, filter: BaseFilter): Promise<{ items: BaseRow[]; total: number }> {
  const db = tablesOf<CatalogueTables>(tx)
  const from = baseSource(filter)
  const rows = await sql<Omit<BaseRow, 'itemId'> & { jurisdiction: string; id: string }>`
    select i.jurisdiction, i.id, v.name, v.code, v.content->>'powerType' as "powerType", i.division,
      v.content->>'organizationName' as "organizationName", v.version, v.effective_on as "effectiveOn", a.adoptions
    ${from} order by v.code, i.id limit ${filter.pageSize} offset ${(filter.page - 1) * filter.pageSize}`.execute(db)
  const counted = await sql<{ total: string }>`select count(*) as total ${from}`.execute(db)
  const items = rows.rows.map(({ jurisdiction, id, ...row }) => ({ ...row, itemId: joinPublicId(jurisdiction, id) }))
  return { items, total: Number(counted.rows[0]?.total ?? 0) }
}

function baseSource({ divisions, reach, today, q, adopted }: BaseFilter): RawBuilder<unknown> {
  const conditions = [sql<boolean>`i.layer = 'base' and i.division = any (${[...divisions]}::text[])`]
  conditions.push(sql<boolean>`${stateOn(today)} = 'published'`)
  if (adopted !== undefined) conditions.push(adopted ? sql<boolean>`a.adoptions > 0` : sql<boolean>`a.adoptions = 0`)
  if (q !== undefined) {
    const text = q.trim().replaceAll(/[\\%_]/g, String.raw`\$&`)
    conditions.push(sql<boolean>`(v.name ilike ${`%${text}%`} or v.code ilike ${`${text}%`})`)
  }
  const within = withinReach(reach, { division: 'o.division', organization: 'o.organization_id' })
  return sql`from catalogue.items i ${versionOf(today)}
    join lateral (select count(*)::int as adoptions from catalogue.items o
      where o.parent_id = i.jurisdiction || '-' || i.id and o.state <> 'abolished' and ${within}) a on true
    where ${sql.join(conditions, sql` and `)}`
}

export interface AdopterFilter {
  readonly baseId: string
  readonly latest: number
  readonly standing?: Standing | undefined
  readonly page: number
  readonly pageSize: number
}

export interface AdopterRow {
  readonly itemId: string
  readonly name: string
  readonly code: string
  readonly division: string
  readonly organizationId: string
  readonly version?: number
  readonly standing: Standing
  readonly reason?: string
  readonly draftId?: string
}

interface AdopterRecord {
  jurisdiction: string
  id: string
  name: string
  code: string
  division: string
  organization_id: string
  parent_version: number | null
  standing: Standing
  reason: string | null
  draft_id: string | null
}

/** Who stands on a base item or is about to, by place and department. */
export async function listAdopters(tx: Tx, filter: AdopterFilter): Promise<{ adopters: AdopterRow[]; total: number }> {
  const db = tablesOf<CatalogueTables>(tx)
  const { baseId, latest, standing, page, pageSize } = filter
  const all = sql`from (
    select i.jurisdiction, i.id, v.name, v.code, i.division, i.organization_id, i.parent_version, d.id as draft_id,
      x.reason, case when i.parent_version >= ${latest} then 'current' when x.reason is not null then 'declined' else 'waiting' end as standing
    from catalogue.items i
    join lateral (select w.name, w.code from catalogue.item_versions w
      where w.jurisdiction = i.jurisdiction and w.item_id = i.id order by w.version desc limit 1) v on true
    left join catalogue.item_drafts d on d.jurisdiction = i.jurisdiction and d.item_id = i.id and ${OPEN_DRAFT}
    left join catalogue.declined_updates x on x.jurisdiction = i.jurisdiction and x.item_id = i.id and x.parent_version = ${latest}
    where i.parent_id = ${baseId} and i.layer = 'implementation' and i.state <> 'abolished'
    union all
    select d.jurisdiction, d.item_id, d.name, d.code, d.division, d.organization_id, null, d.id, null, 'drafting'
    from catalogue.item_drafts d where d.parent_id = ${baseId} and ${OPEN_DRAFT} and not exists (
      select from catalogue.items o where o.jurisdiction = d.jurisdiction and o.id = d.item_id and o.parent_id = d.parent_id)
  ) as adopters ${standing === undefined ? sql`` : sql`where standing = ${standing}`}`
  const rows = await sql<AdopterRecord>`select * ${all} order by division, name, id
    limit ${pageSize} offset ${(page - 1) * pageSize}`.execute(db)
  const counted = await sql<{ total: string }>`select count(*) as total ${all}`.execute(db)
  return { adopters: rows.rows.map(adopterFromRow), total: Number(counted.rows[0]?.total ?? 0) }
}

function adopterFromRow(row: AdopterRecord): AdopterRow {
  return {
    itemId: joinPublicId(row.jurisdiction, row.id),
    name: row.name,
    code: row.code,
    division: row.division,
    organizationId: row.organization_id,
    standing: row.standing,
    ...(row.reason !== null && { reason: row.reason }),
    ...(row.parent_version !== null && { version: row.parent_version }),
    ...(row.draft_id !== null && { draftId: joinPublicId(row.jurisdiction, row.draft_id) }),
  }
}

/** The version of the day, or the first one that is announced. */
function versionOf(today: CalendarDate): RawBuilder<unknown> {
  return sql`join lateral (
    select w.version, w.effective_on, w.name, w.code, w.content from catalogue.item_versions w
    where w.jurisdiction = i.jurisdiction and w.item_id = i.id
    order by w.effective_on <= ${today}::date desc, case when w.effective_on <= ${today}::date then -w.version else w.version end
    limit 1) v on true`
}

function stateOn(today: CalendarDate): RawBuilder<ItemState> {
  return sql`case when i.state_effective_on <= ${today}::date then i.state else i.previous_state end`
}
