import { sql } from 'kysely'
import type { Selectable } from 'kysely'
import { joinPublicId, splitPublicId } from '../../../kernel/index.ts'
import type { CalendarDate, Reach } from '../../../kernel/index.ts'
import { tablesOf } from '../../../platform/db/index.ts'
import type { Tx } from '../../../platform/db/index.ts'
import { withinReach } from '../../../platform/permits/index.ts'
import type { DraftContent, DraftSection } from '../contract/draft-content.ts'
import type { DraftState } from '../contract/draft.ts'
import type { Draft } from '../domain/draft.ts'
import type { CatalogueTables, DraftSections, ItemDrafts } from './tables.ts'

const REACH = { division: 'division', organization: 'organization_id' } as const
const OPEN: readonly DraftState[] = ['drafting', 'in-review', 'in-approval']

export interface StoredSection {
  readonly section: DraftSection
  readonly content: DraftContent
  readonly version: number
  readonly editedBy?: string
  readonly editedAt?: Date
}

export async function findDraft(tx: Tx, draftId: string): Promise<Draft | undefined> {
  const row = await byKey(tx, draftId).executeTakeFirst()
  return row && draftFromRow(row)
}

export async function lockDraft(tx: Tx, draftId: string): Promise<Draft | undefined> {
  const row = await byKey(tx, draftId).forUpdate().executeTakeFirst()
  return row && draftFromRow(row)
}

function byKey(tx: Tx, draftId: string) {
  const { jurisdiction, id } = splitPublicId(draftId)
  return tablesOf<CatalogueTables>(tx)
    .selectFrom('catalogue.item_drafts')
    .selectAll()
    .where('jurisdiction', '=', jurisdiction)
    .where('id', '=', id)
}

/** The draft in which an item is being changed now. */
export async function findOpenOf(tx: Tx, itemId: string): Promise<Draft | undefined> {
  const { jurisdiction, id } = splitPublicId(itemId)
  const row = await tablesOf<CatalogueTables>(tx)
    .selectFrom('catalogue.item_drafts')
    .selectAll()
    .where('jurisdiction', '=', jurisdiction)
    .where('item_id', '=', id)
    .where('state', 'in', OPEN)
    .executeTakeFirst()
  return row && draftFromRow(row)
}

export async function insertDraft(tx: Tx, draft: Draft, sections: readonly StoredSection[]): Promise<void> {
  const db = tablesOf<CatalogueTables>(tx)
  const { jurisdiction, id } = splitPublicId(draft.draftId)
  await db
    .insertInto('catalogue.item_drafts')
    .values({
      jurisdiction,
      id,
      item_id: splitPublicId(draft.itemId).id,
      base_version: draft.baseVersion ?? null,
      layer: draft.layer,
      origin: draft.origin,
      parent_id: draft.parentId ?? null,
      parent_version: draft.parentVersion ?? null,
      division: draft.division,
      organization_id: draft.organizationId,
      name: draft.name,
      code: draft.code,
      created_at: draft.createdAt,
      edited_at: draft.editedAt,
      editors: [...draft.editors],
    })
    .execute()
  await db
    .insertInto('catalogue.draft_sections')
    .values(
      sections.map(({ section, content, editedBy, editedAt }) => ({
        jurisdiction,
        draft_id: id,
        section,
        content: JSON.stringify(content),
        edited_by: editedBy ?? null,
        edited_at: editedAt ?? null,
      })),
    )
    .execute()
}

/** Writes a draft that {@link lockDraft} gave; `version` counts the acts on it, not what is typed in it. */
export async function saveDraft(tx: Tx, draft: Draft): Promise<void> {
  const { jurisdiction, id } = splitPublicId(draft.draftId)
  await tablesOf<CatalogueTables>(tx)
    .updateTable('catalogue.item_drafts')
    .set({
      base_version: draft.baseVersion ?? null,
      parent_version: draft.parentVersion ?? null,
      name: draft.name,
      code: draft.code,
      state: draft.state,
      reason: draft.reason ?? null,
      effective_on: draft.effectiveOn ?? null,
      round: draft.round,
      editors: [...draft.editors],
      reviewer_id: draft.reviewerId ?? null,
      publisher_id: draft.publisherId ?? null,
      published_version: draft.publishedVersion ?? null,
      edited_at: draft.editedAt,
      version: draft.version,
    })
    .where('jurisdiction', '=', jurisdiction)
    .where('id', '=', id)
    .execute()
}

export async function listSections(tx: Tx, draftId: string): Promise<StoredSection[]> {
  const { jurisdiction, id } = splitPublicId(draftId)
  const rows = await tablesOf<CatalogueTables>(tx)
    .selectFrom('catalogue.draft_sections')
    .selectAll()
    .where('jurisdiction', '=', jurisdiction)
    .where('draft_id', '=', id)
    .execute()
  return rows.map(sectionFromRow)
}

/** Under the draft's lock. */
export async function saveSection(tx: Tx, draftId: string, section: StoredSection): Promise<void> {
  const { jurisdiction, id } = splitPublicId(draftId)
  await tablesOf<CatalogueTables>(tx)
    .updateTable('catalogue.draft_sections')
    .set({
      content: JSON.stringify(section.content),
      version: section.version,
      edited_by: section.editedBy ?? null,
      edited_at: section.editedAt ?? null,
    })
    .where('jurisdiction', '=', jurisdiction)
    .where('draft_id', '=', id)
    .where('section', '=', section.section)
    .execute()
}

export interface DraftFilter {
  readonly reach: Reach
  readonly q?: string | undefined
  readonly state?: DraftState | 'open' | undefined
  readonly organizationId?: string | undefined
  readonly itemId?: string | undefined
  readonly page: number
  readonly pageSize: number
}

/** The last edited first. */
export async function listDrafts(tx: Tx, filter: DraftFilter): Promise<{ drafts: Draft[]; total: number }> {
  const { q, state, organizationId, itemId } = filter
  let query = tablesOf<CatalogueTables>(tx).selectFrom('catalogue.item_drafts').where(withinReach(filter.reach, REACH))
  if (state === 'open') query = query.where('state', 'in', OPEN)
  else if (state !== undefined) query = query.where('state', '=', state)
  if (organizationId !== undefined) query = query.where('organization_id', '=', organizationId)
  if (itemId !== undefined) query = query.where('item_id', '=', splitPublicId(itemId).id)
  if (q !== undefined) query = query.where(containing(q))
  const { total } = await query.select((eb) => eb.fn.countAll<string>().as('total')).executeTakeFirstOrThrow()
  const rows = await query
    .selectAll()
    .orderBy('edited_at', 'desc')
    .orderBy('id')
    .limit(filter.pageSize)
    .offset((filter.page - 1) * filter.pageSize)
    .execute()
  return { drafts: rows.map(draftFromRow), total: Number(total) }
}

/** A text somewhere in the name, or at the beginning of the code; what the text holds is no pattern. */
function containing(q: string) {
  const text = q.trim().replaceAll(/[\\%_]/g, String.raw`\$&`)
  return sql<boolean>`(name ilike ${`%${text}%`} or code ilike ${`${text}%`})`
}

function draftFromRow(row: Selectable<ItemDrafts>): Draft {
  const { jurisdiction } = row
  return {
    draftId: joinPublicId(jurisdiction, row.id),
    itemId: joinPublicId(jurisdiction, row.item_id),
    division: row.division,
    organizationId: row.organization_id,
    layer: row.layer,
    origin: row.origin,
    name: row.name,
    code: row.code,
    state: row.state,
    round: row.round,
    editors: row.editors,
    createdAt: row.created_at,
    editedAt: row.edited_at,
    version: row.version,
    ...(row.base_version !== null && { baseVersion: row.base_version }),
    ...(row.parent_id !== null && { parentId: row.parent_id }),
    ...(row.parent_version !== null && { parentVersion: row.parent_version }),
    ...(row.reason !== null && { reason: row.reason }),
    ...(row.effective_on !== null && { effectiveOn: row.effective_on as CalendarDate }),
    ...(row.reviewer_id !== null && { reviewerId: row.reviewer_id }),
    ...(row.publisher_id !== null && { publisherId: row.publisher_id }),
    ...(row.published_version !== null && { publishedVersion: row.published_version }),
  }
}

function sectionFromRow(row: Selectable<DraftSections>): StoredSection {
  return {
    section: row.section as DraftSection,
    // Written by acts alone, whose contract checked it.
    content: row.content as DraftContent,
    version: row.version,
    ...(row.edited_by !== null && { editedBy: row.edited_by }),
    ...(row.edited_at !== null && { editedAt: row.edited_at }),
  }
}
