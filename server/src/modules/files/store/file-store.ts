import { sql } from 'kysely'
import type { Selectable } from 'kysely'
import { joinPublicId, splitPublicId } from '../../../kernel/index.ts'
import type { Reach } from '../../../kernel/index.ts'
import type { Context } from '../../../platform/act/index.ts'
import { tablesOf } from '../../../platform/db/index.ts'
import type { Tx } from '../../../platform/db/index.ts'
import { withinReach } from '../../../platform/permits/index.ts'
import type { FilePurpose } from '../contract/file.ts'
import type { Files, FilesTables } from './tables.ts'
import type { SealedTable } from '../../../platform/vault/index.ts'

const NAME = 'files.name'

export const sealed: SealedTable = { table: 'files.files', columns: { name_sealed: NAME } }

/** A file as it is recorded. */
export interface StoredFile {
  readonly id: string
  readonly sha256: string
  readonly bytes: number
  readonly mediaType: string
  readonly purpose: FilePurpose
  readonly fileName: string
  readonly ownerAccountId: string | undefined
  readonly storedAt: Date
  /** Erased with somebody's personal data: there is no content any more. */
  readonly erasedAt?: Date
}

export interface FileLink {
  readonly fileId: string
  readonly subject: string
  readonly division: string
  readonly organizationId?: string | undefined
  readonly ownerId?: string | undefined
  /** The mandate by which it was handed in. */
  readonly mandateId?: string | undefined
}

export async function insertFile(ctx: Context, file: StoredFile): Promise<void> {
  await tablesOf<FilesTables>(ctx.tx)
    .insertInto('files.files')
    .values({
      ...splitPublicId(file.id),
      sha256: file.sha256,
      bytes: file.bytes,
      media_type: file.mediaType,
      purpose: file.purpose,
      name_sealed: ctx.vault.seal(file.fileName, NAME),
      owner_account_id: file.ownerAccountId ?? null,
      stored_at: file.storedAt,
    })
    .execute()
}

export async function findFile(ctx: Context, fileId: string): Promise<StoredFile | undefined> {
  const { jurisdiction, id } = splitPublicId(fileId)
  const row = await tablesOf<FilesTables>(ctx.tx)
    .selectFrom('files.files')
    .selectAll()
    .where('jurisdiction', '=', jurisdiction)
    .where('id', '=', id)
    .executeTakeFirst()
  return row && fileOf(ctx, row)
}

/** False when it was linked to the subject before. */
export async function insertLink(
  tx: Tx,
  link: FileLink & { uploaderId: string | undefined },
  at: Date,
): Promise<boolean> {
  const { jurisdiction, id } = splitPublicId(link.fileId)
  const result = await tablesOf<FilesTables>(tx)
    .insertInto('files.links')
    .values({
      jurisdiction,
      file_id: id,
      subject: link.subject,
      division: link.division,
      organization_id: link.organizationId ?? null,
      owner_account_id: link.ownerId ?? null,
      uploader_account_id: link.uploaderId ?? null,
      mandate_id: link.mandateId ?? null,
      linked_at: at,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return result.numInsertedOrUpdatedRows === 1n
}

/**
 * A file and why it may be read: a link within reach, or its uploader; an official only until it is linked, because it is
 * somebody else's from then on. One query decides.
 */
export async function findReadable(
  ctx: Context,
  fileId: string,
  reader: { reach: Reach; accountId: string | undefined; isStaff: boolean },
): Promise<{ file: StoredFile; subject: string | undefined; isOwn: boolean } | undefined> {
  const { jurisdiction, id } = splitPublicId(fileId)
  const reach = withinReach(reader.reach, {
    division: 'link.division',
    organization: 'link.organization_id',
    owner: 'link.owner_account_id',
    mandate: 'link.mandate_id',
  })
  const row = await tablesOf<FilesTables>(ctx.tx)
    .selectFrom('files.files as file')
    .leftJoinLateral(
      (eb) =>
        eb
          .selectFrom('files.links as link')
          .select(['link.subject', 'link.owner_account_id as link_owner'])
          .whereRef('link.jurisdiction', '=', 'file.jurisdiction')
          .whereRef('link.file_id', '=', 'file.id')
          .where(reach)
          .limit(1)
          .as('found'),
      (join) => join.onTrue(),
    )
    .selectAll('file')
    .select(['found.subject', 'found.link_owner'])
    .where('file.jurisdiction', '=', jurisdiction)
    .where('file.id', '=', id)
    .where(sql<boolean>`(found.subject is not null or file.owner_account_id = ${reader.accountId ?? ''} and (${!reader.isStaff} or not exists (
      select from files.links as any_link where any_link.jurisdiction = file.jurisdiction and any_link.file_id = file.id)))`)
    .executeTakeFirst()
  if (!row) return undefined
  const owners = reader.isStaff && row.subject !== null ? [row.link_owner] : [row.owner_account_id, row.link_owner]
  const isOwn = reader.accountId !== undefined && owners.includes(reader.accountId)
  return { file: fileOf(ctx, row), subject: row.subject ?? undefined, isOwn }
}

export async function filesOf(ctx: Context, subject: string): Promise<StoredFile[]> {
  const rows = await tablesOf<FilesTables>(ctx.tx)
    .selectFrom('files.links as link')
    .innerJoin('files.files as file', (join) =>
      join.onRef('file.jurisdiction', '=', 'link.jurisdiction').onRef('file.id', '=', 'link.file_id'),
    )
    .selectAll('file')
    .where('link.subject', '=', subject)
    .orderBy('link.linked_at')
    .orderBy('file.id')
    .execute()
  return rows.map((row) => fileOf(ctx, row))
}

/** All that an account uploaded, the newest first. */
export async function listOwned(ctx: Context, ownerAccountId: string): Promise<StoredFile[]> {
  const rows = await tablesOf<FilesTables>(ctx.tx)
    .selectFrom('files.files')
    .selectAll()
    .where('owner_account_id', '=', ownerAccountId)
    .orderBy('stored_at', 'desc')
    .orderBy('id', 'desc')
    .execute()
  return rows.map((row) => fileOf(ctx, row))
}

/** What stands where a name stood. */
const ERASED_NAME = '已删除'

/** @returns those erased now */
export async function eraseAll(
  ctx: Context,
  of: { subject: string; fileIds: readonly string[] },
): Promise<{ id: string; sha256: string }[]> {
  const keys = of.fileIds.map(splitPublicId)
  const rows = await tablesOf<FilesTables>(ctx.tx)
    .updateTable('files.files as file')
    .set({ name_sealed: ctx.vault.seal(ERASED_NAME, NAME), erased_at: ctx.now })
    .where('file.erased_at', 'is', null)
    .where(
      sql<boolean>`((file.jurisdiction, file.id) in (select jurisdiction, file_id from files.links where subject = ${of.subject})
        or (file.jurisdiction, file.id) in (select * from unnest(${keys.map((key) => key.jurisdiction)}::text[], ${keys.map((key) => key.id)}::uuid[])))`,
    )
    .returning(['file.jurisdiction', 'file.id', 'file.sha256'])
    .execute()
  return rows.map((row) => ({ id: joinPublicId(row.jurisdiction, row.id), sha256: row.sha256 }))
}

export async function eraseOwned(ctx: Context, ownerAccountId: string): Promise<{ id: string; sha256: string }[]> {
  const rows = await tablesOf<FilesTables>(ctx.tx)
    .updateTable('files.files')
    .set({ name_sealed: ctx.vault.seal(ERASED_NAME, NAME), erased_at: ctx.now })
    .where('erased_at', 'is', null)
    .where('owner_account_id', '=', ownerAccountId)
    .returning(['jurisdiction', 'id', 'sha256'])
    .execute()
  return rows.map((row) => ({ id: joinPublicId(row.jurisdiction, row.id), sha256: row.sha256 }))
}

/** Whether a file that was not erased has this content. */
export async function isUsed(tx: Tx, sha256: string): Promise<boolean> {
  const found = await tablesOf<FilesTables>(tx)
    .selectFrom('files.files')
    .select('id')
    .where('sha256', '=', sha256)
    .where('erased_at', 'is', null)
    .limit(1)
    .executeTakeFirst()
  return found !== undefined
}

function fileOf(ctx: Context, row: Selectable<Files>): StoredFile {
  return {
    id: joinPublicId(row.jurisdiction, row.id),
    sha256: row.sha256,
    bytes: row.bytes,
    mediaType: row.media_type,
    purpose: row.purpose as FilePurpose,
    fileName: ctx.vault.open(row.name_sealed, NAME),
    ownerAccountId: row.owner_account_id ?? undefined,
    storedAt: row.stored_at,
    ...(row.erased_at && { erasedAt: row.erased_at }),
  }
}
