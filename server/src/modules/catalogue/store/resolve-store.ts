import { sql } from 'kysely'
import type { RawBuilder } from 'kysely'
import { joinPublicId, splitPublicId } from '../../../kernel/index.ts'
import { tablesOf } from '../../../platform/db/index.ts'
import type { Tx } from '../../../platform/db/index.ts'
import type { DraftContent } from '../contract/draft-content.ts'
import type { DraftState } from '../contract/draft.ts'
import type { ItemContent } from '../contract/item.ts'
import type { ItemState } from '../contract/item-words.ts'
import type { CatalogueTables } from './tables.ts'

/** An item that a row of a workbook may mean, in its latest version. */
export interface LibraryCandidate {
  readonly itemId: string
  readonly sourceSystem: string
  readonly sourceKey: string
  readonly division: string
  readonly organizationId: string
  readonly state: ItemState
  readonly version: number
  readonly effectiveOn: string
  readonly content: ItemContent
  readonly digest: string
}

interface Row {
  jurisdiction: string
  id: string
  source_system: string
  source_key: string
  division: string
  organization_id: string
  state: ItemState
  version: number
  effective_on: string
  content: ItemContent
  digest: string
}

export async function findByIds(tx: Tx, itemIds: readonly string[]): Promise<LibraryCandidate[]> {
  if (itemIds.length === 0) return []
  const keys = itemIds.map(splitPublicId)
  return await latest(
    tx,
    sql`join unnest(${keys.map((key) => key.jurisdiction)}::text[], ${keys.map((key) => key.id)}::uuid[]) as k(jurisdiction, id)
      using (jurisdiction, id)`,
  )
}

/** Real codes stand over several items: whoever asks tells them apart. */
export async function findByCodes(
  tx: Tx,
  asked: { jurisdictions: readonly string[]; codes: readonly string[] },
): Promise<LibraryCandidate[]> {
  if (asked.codes.length === 0) return []
  return await latest(
    tx,
    sql`join (select distinct jurisdiction, item_id from catalogue.item_versions
      where jurisdiction = any(${[...asked.jurisdictions]}::text[]) and code = any(${[...asked.codes]}::text[])) k
      on k.jurisdiction = i.jurisdiction and k.item_id = i.id`,
  )
}

async function latest(tx: Tx, narrowed: RawBuilder<unknown>): Promise<LibraryCandidate[]> {
  const answer = await sql<Row>`
    select i.jurisdiction, i.id, i.source_system, i.source_key, i.division, i.organization_id, i.state,
      v.version, v.effective_on, v.content, v.digest
    from catalogue.items i ${narrowed}
    join lateral (
      select w.version, w.effective_on, w.content, encode(w.content_digest, 'hex') as digest
      from catalogue.item_versions w where w.jurisdiction = i.jurisdiction and w.item_id = i.id
      order by w.version desc limit 1) v on true`.execute(tablesOf<CatalogueTables>(tx))
  return answer.rows.map((row) => ({
    itemId: joinPublicId(row.jurisdiction, row.id),
    sourceSystem: row.source_system,
    sourceKey: row.source_key,
    division: row.division,
    organizationId: row.organization_id,
    state: row.state,
    version: row.version,
    effectiveOn: row.effective_on,
    content: row.content,
    digest: row.digest,
  }))
}

/** A draft that is not finished, with all that is typed in it. */
export interface OpenDraft {
  readonly draftId: string
  readonly itemId: string
  readonly isNew: boolean
  readonly organizationId: string
  readonly code: string
  readonly name: string
  readonly state: DraftState
  readonly content: DraftContent
}

/** Open drafts of these items, and those of new items with one of these codes. */
export async function findOpenDrafts(
  tx: Tx,
  asked: { itemIds: readonly string[]; codes: readonly string[] },
): Promise<OpenDraft[]> {
  const ids = asked.itemIds.map((itemId) => splitPublicId(itemId).id)
  const answer = await sql<{
    jurisdiction: string
    id: string
    item_id: string
    base_version: number | null
    organization_id: string
    code: string
    name: string
    state: DraftState
    sections: DraftContent[]
  }>`
    select d.jurisdiction, d.id, d.item_id, d.base_version, d.organization_id, d.code, d.name, d.state,
      (select jsonb_agg(s.content) from catalogue.draft_sections s
        where s.jurisdiction = d.jurisdiction and s.draft_id = d.id) as sections
    from catalogue.item_drafts d
    where d.state in ('drafting', 'in-review', 'in-approval')
      and (d.item_id = any(${ids}::uuid[]) or (d.base_version is null and d.code = any(${[...asked.codes]}::text[])))`.execute(
    tablesOf<CatalogueTables>(tx),
  )
  return answer.rows.map((row) => ({
    draftId: joinPublicId(row.jurisdiction, row.id),
    itemId: joinPublicId(row.jurisdiction, row.item_id),
    isNew: row.base_version === null,
    organizationId: row.organization_id,
    code: row.code,
    name: row.name,
    state: row.state,
    content: Object.assign({}, ...row.sections) as DraftContent,
  }))
}
