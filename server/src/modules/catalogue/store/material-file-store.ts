import { sql } from 'kysely'
import { splitPublicId } from '../../../kernel/index.ts'
import { tablesOf } from '../../../platform/db/index.ts'
import type { Tx } from '../../../platform/db/index.ts'
import type { ItemContent } from '../contract/item.ts'
import type { CatalogueTables } from './tables.ts'

/** A content that is kept: of a draft, or of what was published. */
export interface KeptFile {
  readonly sha256: string
  readonly fileId: string
  readonly mediaType: string
  readonly bytes: number
}

interface FileRow {
  sha256: string
  file_id: string
  media_type: string
  bytes: number
}

/** The same content a second time is the same file. */
export async function insertOfDraft(tx: Tx, draftId: string, file: KeptFile, now: Date): Promise<void> {
  const { jurisdiction, id } = splitPublicId(draftId)
  await tablesOf<CatalogueTables>(tx)
    .insertInto('catalogue.draft_files')
    .values({ jurisdiction, draft_id: id, ...rowOf(file), stored_at: now })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

export async function insertPublished(
  tx: Tx,
  jurisdiction: string,
  files: readonly KeptFile[],
  now: Date,
): Promise<void> {
  if (files.length === 0) return
  await tablesOf<CatalogueTables>(tx)
    .insertInto('catalogue.published_files')
    .values(files.map((file) => ({ jurisdiction, ...rowOf(file), published_at: now })))
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

export async function findOfDraft(tx: Tx, draftId: string, digests: readonly string[]): Promise<Map<string, KeptFile>> {
  if (digests.length === 0) return new Map()
  const { jurisdiction, id } = splitPublicId(draftId)
  const rows = await tablesOf<CatalogueTables>(tx)
    .selectFrom('catalogue.draft_files')
    .select(['sha256', 'file_id', 'media_type', 'bytes'])
    .where('jurisdiction', '=', jurisdiction)
    .where('draft_id', '=', id)
    .where('sha256', 'in', digests)
    .execute()
  return byDigest(rows)
}

/** Wherever it was published: an item that adopts another's names the other's files. */
export async function findPublished(tx: Tx, digests: readonly string[]): Promise<Map<string, KeptFile>> {
  if (digests.length === 0) return new Map()
  const rows = await tablesOf<CatalogueTables>(tx)
    .selectFrom('catalogue.published_files')
    .select(['sha256', 'file_id', 'media_type', 'bytes'])
    .where('sha256', 'in', digests)
    .execute()
  return byDigest(rows)
}

/** The materials of the latest published version of an item that names a content. */
export async function materialsNaming(
  tx: Tx,
  itemId: string,
  sha256: string,
): Promise<ItemContent['materials'] | undefined> {
  const { jurisdiction, id } = splitPublicId(itemId)
  const naming = (kind: string) => JSON.stringify([{ [kind]: { sha256 } }])
  const { rows } = await sql<{ materials: ItemContent['materials'] }>`
    select content->'materials' as materials from catalogue.item_versions
    where jurisdiction = ${jurisdiction} and item_id = ${id}::uuid
      and (content->'materials' @> ${naming('emptyForm')}::jsonb or content->'materials' @> ${naming('sampleForm')}::jsonb)
    order by version desc limit 1`.execute(tablesOf<CatalogueTables>(tx))
  return rows[0]?.materials
}

function rowOf({ sha256, fileId, mediaType, bytes }: KeptFile): FileRow {
  return { sha256, file_id: fileId, media_type: mediaType, bytes }
}

function byDigest(rows: readonly FileRow[]): Map<string, KeptFile> {
  return new Map(
    rows.map(({ sha256, file_id, media_type, bytes }) => [
      sha256,
      { sha256, fileId: file_id, mediaType: media_type, bytes: Number(bytes) },
    ]),
  )
}
