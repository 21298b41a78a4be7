import { sql } from 'kysely'
import { joinPublicId, splitPublicId } from '../../../kernel/index.ts'
import type { CalendarDate } from '../../../kernel/index.ts'
import { tablesOf } from '../../../platform/db/index.ts'
import type { Tx } from '../../../platform/db/index.ts'
import type { ItemContent } from '../contract/item.ts'
import { layerOf } from '../domain/layers.ts'
import { occasionOf } from '../domain/occasions.ts'
import type { KnownItem, SourceKey } from '../domain/plan-import.ts'
import { searchDocument } from './search-document.ts'
import { plain } from './segment-words.ts'
import { loadSounds } from './sounds.ts'
import type { CatalogueTables } from './tables.ts'

/** Rows of one statement: enough to be fast, few enough to stay well below the protocol's limits. */
const BATCH = 500

export interface NewItem {
  readonly itemId: string
  readonly sourceSystem: string
  readonly sourceKey: string
  readonly division: string
  readonly organizationId: string
  readonly effectiveOn: CalendarDate
}

export interface NewVersion {
  readonly itemId: string
  readonly version: number
  readonly effectiveOn: CalendarDate
  readonly organizationId: string
  readonly content: ItemContent
  readonly themeTitles: readonly string[]
  readonly digest: Buffer
}

/** Imports take turns until their transactions end: two at once would number the same versions. */
export async function takeTurn(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('catalogue.import'))`.execute(tablesOf<CatalogueTables>(tx))
}

/** Items that we have under these keys, with the digests of their versions. */
export async function findKnown(tx: Tx, keys: readonly SourceKey[]): Promise<KnownItem[]> {
  const known: KnownItem[] = []
  for (const batch of batches(keys)) {
    const answer = await sql<{
      jurisdiction: string
      source_system: string
      source_key: string
      id: string
      versions: Record<string, string>
    }>`
      select i.jurisdiction, i.source_system, i.source_key, i.id,
        (select jsonb_object_agg(v.version, encode(v.content_digest, 'hex')) from catalogue.item_versions v
          where v.jurisdiction = i.jurisdiction and v.item_id = i.id) as versions
      from catalogue.items i
      join unnest(${batch.map((key) => key.jurisdiction)}::text[], ${batch.map((key) => key.sourceSystem)}::text[],
        ${batch.map((key) => key.sourceKey)}::text[]) as k(jurisdiction, source_system, source_key)
        using (jurisdiction, source_system, source_key)`.execute(tablesOf<CatalogueTables>(tx))
    for (const row of answer.rows) {
      known.push({
        itemId: joinPublicId(row.jurisdiction, row.id),
        jurisdiction: row.jurisdiction,
        sourceSystem: row.source_system,
        sourceKey: row.source_key,
        digests: new Map(Object.entries(row.versions).map(([version, digest]) => [Number(version), digest])),
      })
    }
  }
  return known
}

export async function insertItems(tx: Tx, items: readonly NewItem[], now: Date): Promise<void> {
  for (const batch of batches(items)) {
    await tablesOf<CatalogueTables>(tx)
      .insertInto('catalogue.items')
      .values(
        batch.map((item) => ({
          ...splitPublicId(item.itemId),
          source_system: item.sourceSystem,
          source_key: item.sourceKey,
          division: item.division,
          organization_id: item.organizationId,
          state_effective_on: item.effectiveOn,
          created_at: now,
        })),
      )
      .execute()
  }
}

export async function insertVersions(
  tx: Tx,
  versions: readonly NewVersion[],
  act: { importId?: string; draftId?: string; now: Date; today: CalendarDate },
): Promise<void> {
  for (const batch of batches(versions)) {
    await tablesOf<CatalogueTables>(tx)
      .insertInto('catalogue.item_versions')
      .values(
        batch.map((one) => ({
          jurisdiction: splitPublicId(one.itemId).jurisdiction,
          item_id: splitPublicId(one.itemId).id,
          version: one.version,
          effective_on: one.effectiveOn,
          name: one.content.name,
          code: one.content.code,
          content: JSON.stringify(one.content),
          content_digest: one.digest,
          import_id: act.importId ?? null,
          draft_id: act.draftId === undefined ? null : splitPublicId(act.draftId).id,
          published_at: act.now,
        })),
      )
      .execute()
    await insertSearchEntries(
      tx,
      batch.filter(({ content }) => layerOf(content) !== 'base'),
    )
    await placeInLayers(tx, batch)
  }
  await endSuperseded(tx, [...new Set(versions.map((one) => one.itemId))], act.today)
}

/** Where an item stands is said by its last version: whom it adopts, and in which version. */
async function placeInLayers(tx: Tx, versions: readonly NewVersion[]): Promise<void> {
  const placed = versions.filter(({ content }) => content.layer !== undefined || content.parentId !== undefined)
  if (placed.length === 0) return
  const column = <T>(of: (one: NewVersion) => T): T[] => placed.map(of)
  await sql`update catalogue.items i set layer = n.layer, parent_id = n.parent_id, parent_version = n.parent_version
    from unnest(${column(({ itemId }) => splitPublicId(itemId).jurisdiction)}::text[], ${column(({ itemId }) => splitPublicId(itemId).id)}::uuid[],
      ${column(({ version }) => version)}::int[], ${column(({ content }) => layerOf(content))}::text[],
      ${column(({ content }) => content.parentId ?? null)}::text[], ${column(({ content }) => content.parentVersion ?? null)}::int[])
      as n(jurisdiction, id, version, layer, parent_id, parent_version)
    where i.jurisdiction = n.jurisdiction and i.id = n.id and not exists (
      select from catalogue.item_versions v
      where v.jurisdiction = n.jurisdiction and v.item_id = n.id and v.version > n.version)`.execute(
    tablesOf<CatalogueTables>(tx),
  )
}

// Nobody applies for a base item, so nobody finds it by looking for something to apply for.
async function insertSearchEntries(tx: Tx, versions: readonly NewVersion[]): Promise<void> {
  if (versions.length === 0) return
  const sounds = await loadSounds()
  await tablesOf<CatalogueTables>(tx)
    .insertInto('catalogue.search_entries')
    .values(
      versions.map(({ itemId, version, effectiveOn, organizationId, content, themeTitles }) => ({
        jurisdiction: splitPublicId(itemId).jurisdiction,
        item_id: splitPublicId(itemId).id,
        version,
        from_on: effectiveOn,
        division: content.division,
        organization_id: organizationId,
        organization_name: content.organizationName,
        power_type: content.powerType,
        audience: content.audience,
        themes: content.themes,
        is_common: content.common,
        accepts_online: content.acceptsOnline,
        name: plain(content.name),
        sounds: sounds.indexOf(content.name),
        occasion: occasionOf(content.name),
        words: sql<string>`${searchDocument(content, themeTitles)}::tsvector`,
      })),
    )
    .execute()
}

/** A version ends on the day on which a higher one begins; versions that have ended are found no more. */
async function endSuperseded(tx: Tx, itemIds: readonly string[], today: CalendarDate): Promise<void> {
  const db = tablesOf<CatalogueTables>(tx)
  for (const batch of batches(itemIds.map(splitPublicId))) {
    const touched = sql`unnest(${batch.map((one) => one.jurisdiction)}::text[], ${batch.map((one) => one.id)}::uuid[]) as t(jurisdiction, item_id)`
    await sql`update catalogue.item_versions v set superseded_on = n.begins_on
      from ${touched}, lateral (
        select o.version, min(h.effective_on) as begins_on
        from catalogue.item_versions o join catalogue.item_versions h using (jurisdiction, item_id)
        where o.jurisdiction = t.jurisdiction and o.item_id = t.item_id and h.version > o.version
        group by o.version) n
      where v.jurisdiction = t.jurisdiction and v.item_id = t.item_id and v.version = n.version
        and v.superseded_on is distinct from n.begins_on`.execute(db)
    await sql`update catalogue.search_entries e set until_on = least(e.until_on, v.superseded_on)
      from ${touched} join catalogue.item_versions v on v.jurisdiction = t.jurisdiction and v.item_id = t.item_id
      where e.jurisdiction = v.jurisdiction and e.item_id = v.item_id and e.version = v.version
        and v.superseded_on is not null`.execute(db)
    await sql`delete from catalogue.search_entries e using ${touched}
      where e.jurisdiction = t.jurisdiction and e.item_id = t.item_id and e.until_on <= ${today}::date`.execute(db)
  }
}

/** Entries of an earlier version of the program, which knew no sounds: fills in some, and says how many. */
export async function fillSounds(tx: Tx, most: number): Promise<number> {
  const db = tablesOf<CatalogueTables>(tx)
  const rows = await sql<{ jurisdiction: string; item_id: string; version: number; name: string }>`
    select jurisdiction, item_id, version, name from catalogue.search_entries where sounds is null
    order by jurisdiction, item_id, version limit ${most} for update skip locked`.execute(db)
  if (rows.rows.length === 0) return 0
  const sounds = await loadSounds()
  const column = <T>(of: (row: (typeof rows.rows)[number]) => T): T[] => rows.rows.map(of)
  await sql`update catalogue.search_entries e set sounds = n.sounds, occasion = n.occasion
    from unnest(${column((row) => row.jurisdiction)}::text[], ${column((row) => row.item_id)}::uuid[], ${column((row) => row.version)}::int[],
      ${column((row) => sounds.indexOf(row.name))}::text[], ${column((row) => occasionOf(row.name))}::text[])
      as n(jurisdiction, item_id, version, sounds, occasion)
    where e.jurisdiction = n.jurisdiction and e.item_id = n.item_id and e.version = n.version`.execute(db)
  return rows.rows.length
}

function* batches<T>(all: readonly T[]): Generator<readonly T[]> {
  for (let start = 0; start < all.length; start += BATCH) yield all.slice(start, start + BATCH)
}
