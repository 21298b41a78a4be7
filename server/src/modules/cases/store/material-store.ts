import { splitPublicId } from '../../../kernel/index.ts'
import type { Context } from '../../../platform/act/index.ts'
import { tablesOf } from '../../../platform/db/index.ts'
import type { CasesTables } from './tables.ts'
import type { SealedTable } from '../../../platform/vault/index.ts'

/** 一份材料的一个文件. */
export interface MaterialFile {
  readonly materialId: string
  readonly fileId: string
  readonly fileName: string
  readonly mediaType: string
  readonly bytes: number
  readonly sha256: string
  readonly attachedAt: Date
}

const NAME = 'cases.material_file_name'

export const sealed: SealedTable = { table: 'cases.material_files', columns: { file_name: NAME } }

export async function add(ctx: Context, caseId: string, file: MaterialFile): Promise<void> {
  const { jurisdiction, id } = splitPublicId(caseId)
  await tablesOf<CasesTables>(ctx.tx)
    .insertInto('cases.material_files')
    .values({
      jurisdiction,
      case_id: id,
      material_id: file.materialId,
      file_id: file.fileId,
      file_name: ctx.vault.seal(file.fileName, NAME),
      media_type: file.mediaType,
      bytes: file.bytes,
      sha256: file.sha256,
      attached_at: file.attachedAt,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** @returns whether there was such a file */
export async function remove(
  ctx: Context,
  caseId: string,
  key: { materialId: string; fileId: string },
): Promise<boolean> {
  const { jurisdiction, id } = splitPublicId(caseId)
  const result = await tablesOf<CasesTables>(ctx.tx)
    .deleteFrom('cases.material_files')
    .where('jurisdiction', '=', jurisdiction)
    .where('case_id', '=', id)
    .where('material_id', '=', key.materialId)
    .where('file_id', '=', key.fileId)
    .executeTakeFirst()
  return result.numDeletedRows > 0n
}

export async function list(ctx: Context, caseId: string): Promise<MaterialFile[]> {
  const { jurisdiction, id } = splitPublicId(caseId)
  const rows = await tablesOf<CasesTables>(ctx.tx)
    .selectFrom('cases.material_files')
    .selectAll()
    .where('jurisdiction', '=', jurisdiction)
    .where('case_id', '=', id)
    .orderBy('attached_at')
    .execute()
  return rows.map((row) => ({
    materialId: row.material_id,
    fileId: row.file_id,
    fileName: ctx.vault.open(row.file_name, NAME),
    mediaType: row.media_type,
    bytes: row.bytes,
    sha256: row.sha256,
    attachedAt: row.attached_at,
  }))
}

/** @returns the files whose names are gone */
export async function eraseNames(ctx: Context, caseId: string): Promise<string[]> {
  const { jurisdiction, id } = splitPublicId(caseId)
  const rows = await tablesOf<CasesTables>(ctx.tx)
    .updateTable('cases.material_files')
    .set({ file_name: ctx.vault.seal('已删除', NAME) })
    .where('jurisdiction', '=', jurisdiction)
    .where('case_id', '=', id)
    .returning('file_id')
    .execute()
  return rows.map((row) => row.file_id)
}
