import type { Selectable } from 'kysely'
import { sql } from 'kysely'
import { joinPublicId, splitPublicId } from '../../../kernel/index.ts'
import type { CalendarDate } from '../../../kernel/index.ts'
import { tablesOf } from '../../../platform/db/index.ts'
import type { Tx } from '../../../platform/db/index.ts'
import type { ItemContent } from '../contract/item.ts'
import type { ItemLayer } from '../contract/item-layer.ts'
import type { DataRight, ItemState } from '../contract/item-words.ts'
import type { ItemLife } from '../domain/item.ts'
import type { CatalogueTables, Items } from './tables.ts'

/** An item apart from its versions. */
export interface StoredItem extends ItemLife {
  readonly itemId: string
  readonly jurisdiction: string
  readonly division: string
  readonly organizationId: string
  readonly layer: ItemLayer
  readonly parentId?: string
  readonly parentVersion?: number
  readonly stateBasis?: string
  readonly stateDocumentNo?: string
  readonly stateRunningCases?: string
  readonly revision: number
  /** The division whose installation publishes it: here it is only read. */
  readonly upstream?: string
}

export interface StoredVersion {
  readonly version: number
  readonly effectiveOn: CalendarDate
  readonly supersededOn?: CalendarDate
  readonly content: ItemContent
}

export async function findItem(tx: Tx, itemId: string): Promise<StoredItem | undefined> {
  const { jurisdiction, id } = splitPublicId(itemId)
  const row = await tablesOf<CatalogueTables>(tx)
    .selectFrom('catalogue.items')
    .selectAll()
    .where('jurisdiction', '=', jurisdiction)
    .where('id', '=', id)
    .executeTakeFirst()
  return row && itemFromRow(row)
}

export async function lockItem(tx: Tx, itemId: string): Promise<StoredItem | undefined> {
  const { jurisdiction, id } = splitPublicId(itemId)
  const row = await tablesOf<CatalogueTables>(tx)
    .selectFrom('catalogue.items')
    .selectAll()
    .where('jurisdiction', '=', jurisdiction)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  return row && itemFromRow(row)
}

/**
 * Whoever judges an application by an item's state holds it as it is until the act has ended. Many hold it together;
 * a change of state waits for them ({@link takeState}), and who comes after it reads what it changed.
 */
export async function holdState(tx: Tx, itemId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock_shared(hashtextextended(${stateTurn(itemId)}, 0))`.execute(
    tablesOf<CatalogueTables>(tx),
  )
}

export async function takeState(tx: Tx, itemId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${stateTurn(itemId)}, 0))`.execute(
    tablesOf<CatalogueTables>(tx),
  )
}

/** Items whose running cases are held on a day. */
export async function listHeld(tx: Tx, day: CalendarDate): Promise<string[]> {
  const rows = await tablesOf<CatalogueTables>(tx)
    .selectFrom('catalogue.items')
    .select(['jurisdiction', 'id'])
    .where(sql<boolean>`'hold' in (running_rule, previous_rule)`)
    .where(sql<boolean>`case when state_effective_on <= ${day}::date then running_rule else previous_rule end = 'hold'`)
    .execute()
  return rows.map(({ jurisdiction, id }) => joinPublicId(jurisdiction, id))
}

function stateTurn(itemId: string): string {
  return `catalogue.state ${itemId}`
}

/** An item and one of its versions: by its number, or the one that holds on a day (the highest of those whose day has come). */
export async function findInVersion(
  tx: Tx,
  itemId: string,
  which: number | CalendarDate,
): Promise<{ item: StoredItem; version?: StoredVersion } | undefined> {
  const { jurisdiction, id } = splitPublicId(itemId)
  const choice = typeof which === 'number' ? sql`w.version = ${which}` : sql`w.effective_on <= ${which}::date`
  const answer = await sql<Selectable<Items> & Omit<VersionRow, 'content'> & { digest: string | null }>`
    select i.*, v.version, v.effective_on, v.superseded_on, v.digest
    from catalogue.items i left join lateral (
      select w.version, w.effective_on, w.superseded_on, encode(w.content_digest, 'hex') as digest
      from catalogue.item_versions w where w.jurisdiction = i.jurisdiction and w.item_id = i.id and ${choice}
      order by w.version desc limit 1) v on true
    where i.jurisdiction = ${jurisdiction} and i.id = ${id}::uuid`.execute(tablesOf<CatalogueTables>(tx))
  const row = answer.rows[0]
  if (!row) return undefined
  const item = itemFromRow(row)
  if (row.digest === null) return { item }
  const content = await contentOf(tx, { jurisdiction, id, version: row.version, digest: row.digest })
  return { item, version: versionFromRow({ ...row, content }) }
}

/** Contents by digest: what was published never changes, so that a case's every step need not read its item's text again. */
const contents = new Map<string, ItemContent>()
const MOST_CONTENTS = 500

async function contentOf(
  tx: Tx,
  key: { jurisdiction: string; id: string; version: number; digest: string },
): Promise<ItemContent> {
  const kept = contents.get(key.digest)
  if (kept) return kept
  const row = await tablesOf<CatalogueTables>(tx)
    .selectFrom('catalogue.item_versions')
    .select('content')
    .where('jurisdiction', '=', key.jurisdiction)
    .where('item_id', '=', key.id)
    .where('version', '=', key.version)
    .executeTakeFirstOrThrow()
  if (contents.size >= MOST_CONTENTS) contents.clear()
  const content = deepFrozen(row.content as ItemContent)
  contents.set(key.digest, content)
  return content
}

/** Shared between requests: nobody may write into it. */
function deepFrozen<T>(value: T): T {
  if (typeof value !== 'object' || value === null) return value
  for (const part of Object.values(value)) deepFrozen(part)
  return Object.freeze(value)
}

export async function listVersions(tx: Tx, itemId: string): Promise<Omit<StoredVersion, 'content'>[]> {
  const { jurisdiction, id } = splitPublicId(itemId)
  const rows = await tablesOf<CatalogueTables>(tx)
    .selectFrom('catalogue.item_versions')
    .select(['version', 'effective_on', 'superseded_on'])
    .where('jurisdiction', '=', jurisdiction)
    .where('item_id', '=', id)
    .orderBy('version', 'desc')
    .limit(200)
    .execute()
  return rows.map((row) => ({
    version: row.version,
    effectiveOn: row.effective_on as CalendarDate,
    ...(row.superseded_on !== null && { supersededOn: row.superseded_on as CalendarDate }),
  }))
}

/** Items in these versions, in the order asked for; what is not there is left out. */
export async function readItems(
  tx: Tx,
  keys: readonly { itemId: string; version: number }[],
): Promise<{ item: StoredItem; version: StoredVersion }[]> {
  const asked = keys.map((key) => ({ ...splitPublicId(key.itemId), version: key.version }))
  const answer = await sql<Selectable<Items> & VersionRow>`
    select i.*, v.version, v.effective_on, v.superseded_on, v.content
    from unnest(${asked.map((one) => one.jurisdiction)}::text[], ${asked.map((one) => one.id)}::uuid[],
      ${asked.map((one) => one.version)}::integer[]) with ordinality as k(jurisdiction, id, version, place)
    join catalogue.items i on i.jurisdiction = k.jurisdiction and i.id = k.id
    join catalogue.item_versions v on v.jurisdiction = k.jurisdiction and v.item_id = k.id and v.version = k.version
    order by k.place`.execute(tablesOf<CatalogueTables>(tx))
  return answer.rows.map((row) => ({ item: itemFromRow(row), version: versionFromRow(row) }))
}

/** What people call the items of these that can be applied for on a day. */
export async function publishedNames(
  tx: Tx,
  itemIds: readonly string[],
  today: CalendarDate,
): Promise<ReadonlyMap<string, string>> {
  const asked = itemIds.map(splitPublicId)
  const answer = await sql<{ jurisdiction: string; id: string; name: string }>`
    select i.jurisdiction, i.id, coalesce(v.content->>'plainName', v.name) as name
    from unnest(${asked.map((one) => one.jurisdiction)}::text[], ${asked.map((one) => one.id)}::uuid[]) as k(jurisdiction, id)
    join catalogue.items i on i.jurisdiction = k.jurisdiction and i.id = k.id
    join catalogue.item_versions v on v.jurisdiction = i.jurisdiction and v.item_id = i.id
      and v.effective_on <= ${today}::date and (v.superseded_on is null or v.superseded_on > ${today}::date)
    where case when i.state_effective_on <= ${today}::date then i.state else i.previous_state end = 'published'`.execute(
    tablesOf<CatalogueTables>(tx),
  )
  return new Map(answer.rows.map((row) => [joinPublicId(row.jurisdiction, row.id), row.name]))
}

/** Items through which a right to one's data is asked for, that can be applied for on a day. */
export async function listOfRights(
  tx: Tx,
  today: CalendarDate,
): Promise<{ right: DataRight; itemId: string; name: string }[]> {
  const answer = await sql<{ right: DataRight; jurisdiction: string; id: string; name: string }>`
    select v.content->'result'->>'right' as right, i.jurisdiction, i.id, v.name
    from catalogue.item_versions v
    join catalogue.items i on i.jurisdiction = v.jurisdiction and i.id = v.item_id
    where v.content->'result' ? 'right'
      and v.effective_on <= ${today}::date and (v.superseded_on is null or v.superseded_on > ${today}::date)
      and case when i.state_effective_on <= ${today}::date then i.state else i.previous_state end = 'published'
    order by i.jurisdiction, i.id`.execute(tablesOf<CatalogueTables>(tx))
  return answer.rows.map(({ right, jurisdiction, id, name }) => ({
    right,
    itemId: joinPublicId(jurisdiction, id),
    name,
  }))
}

/** Writes a change of state that {@link lockItem} found possible; an abolished item leaves the search on its day. */
export async function saveState(tx: Tx, item: StoredItem): Promise<void> {
  const { jurisdiction, id } = splitPublicId(item.itemId)
  const db = tablesOf<CatalogueTables>(tx)
  await db
    .updateTable('catalogue.items')
    .set({
      state: item.state,
      // Nothing follows abolition.
      previous_state: item.previousState as Exclude<ItemState, 'abolished'>,
      state_effective_on: item.stateEffectiveOn,
      state_basis: item.stateBasis ?? null,
      state_document_no: item.stateDocumentNo ?? null,
      state_running_cases: item.stateRunningCases ?? null,
      running_rule: item.runningRule ?? null,
      previous_rule: item.previousRule ?? null,
      revision: sql`revision + 1`,
    })
    .where('jurisdiction', '=', jurisdiction)
    .where('id', '=', id)
    .execute()
  if (item.state !== 'abolished') return
  await db
    .updateTable('catalogue.search_entries')
    .set({ until_on: sql`least(until_on, ${item.stateEffectiveOn}::date)` })
    .where('jurisdiction', '=', jurisdiction)
    .where('item_id', '=', id)
    .execute()
}

function itemFromRow(row: Selectable<Items>): StoredItem {
  return {
    itemId: joinPublicId(row.jurisdiction, row.id),
    jurisdiction: row.jurisdiction,
    division: row.division,
    organizationId: row.organization_id,
    layer: row.layer,
    ...(row.parent_id !== null && { parentId: row.parent_id }),
    ...(row.parent_version !== null && { parentVersion: row.parent_version }),
    state: row.state,
    previousState: row.previous_state,
    stateEffectiveOn: row.state_effective_on as CalendarDate,
    revision: row.revision,
    ...(row.upstream !== null && { upstream: row.upstream }),
    ...(row.state_basis !== null && { stateBasis: row.state_basis }),
    ...(row.state_document_no !== null && { stateDocumentNo: row.state_document_no }),
    ...(row.state_running_cases !== null && { stateRunningCases: row.state_running_cases }),
    ...(row.running_rule !== null && { runningRule: row.running_rule }),
    ...(row.previous_rule !== null && { previousRule: row.previous_rule }),
  }
}

interface VersionRow {
  version: number
  effective_on: string
  superseded_on: string | null
  content: unknown
}

function versionFromRow(row: VersionRow): StoredVersion {
  return {
    version: row.version,
    effectiveOn: row.effective_on as CalendarDate,
    ...(row.superseded_on !== null && { supersededOn: row.superseded_on as CalendarDate }),
    // Written by the import alone, which checked it against the contract; immutable since.
    content: row.content as ItemContent,
  }
}
