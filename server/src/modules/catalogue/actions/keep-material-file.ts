import { problem } from '../../../kernel/index.ts'
import type { IncomingFile, InputOf } from '../../../kernel/index.ts'
import type { Context } from '../../../platform/act/index.ts'
import type { Preparation } from '../../../platform/http/index.ts'
import type { FilesApi } from '../../files/index.ts'
import type { FileView, StagedFile } from '../../files/contract/index.ts'
import { ItemFileStored } from '../contract/events.ts'
import type { MaterialFile } from '../contract/item-parts.ts'
import type { UploadMaterialFile } from '../contract/material-files.ts'
import { cataloguePermits } from '../contract/permits.ts'
import { catalogueProblems } from '../contract/problems.ts'
import { requireOpen } from '../domain/draft.ts'
import * as fileStore from '../store/material-file-store.ts'
import { takeDraft } from './draft-context.ts'

/** What keeping and giving out files asks of the module that holds contents. */
export interface FormFiles {
  readonly files: Pick<FilesApi, 'stage' | 'store' | 'open'>
}

export type FormFilesContext = Context & FormFiles

export async function stageMaterialFile(
  { files }: Preparation<FormFilesContext>,
  _input: InputOf<typeof UploadMaterialFile>,
  _request: unknown,
  { stream, fileName }: IncomingFile,
): Promise<StagedFile> {
  return files.stage({ stream, fileName, purpose: 'item-form' })
}

/**
 * 上传空白表格或示例样表: it belongs to the draft from now on, and to no material before the part of the draft that names it is
 * saved. Nobody's name is kept with it: the record says who acted.
 */
export async function uploadMaterialFile(
  ctx: FormFilesContext,
  { draftId }: InputOf<typeof UploadMaterialFile>,
  staged: StagedFile,
): Promise<MaterialFile> {
  const draft = await takeDraft(ctx, { draftId }, cataloguePermits.draft)
  requireOpen(draft, 'edit')
  const stored = await ctx.files.store(ctx, staged, { jurisdiction: draft.division.slice(0, 6) })
  await fileStore.insertOfDraft(ctx.tx, draftId, keptOf(stored), ctx.now)
  ctx.emit(ItemFileStored.of({ draftId, itemId: draft.itemId, fileId: stored.id, sha256: stored.sha256 }))
  const { mediaType, bytes, sha256 } = stored
  return { name: withSmallEnding(stored.fileName), mediaType: mediaType as MaterialFile['mediaType'], bytes, sha256 }
}

export function keptOf({ id, sha256, mediaType, bytes }: FileView): fileStore.KeptFile {
  return { fileId: id, sha256, mediaType, bytes }
}

function withSmallEnding(name: string): string {
  const dot = name.lastIndexOf('.')
  return `${name.slice(0, dot)}${name.slice(dot).toLowerCase()}`
}

/** With the version that names them, the files of a draft become everybody's. What was published before stays as it is. */
export async function publishFiles(
  ctx: Context,
  { draftId, division }: { draftId: string; division: string },
  digests: readonly string[],
): Promise<void> {
  const jurisdiction = division.slice(0, 6)
  const published = await fileStore.findPublished(ctx.tx, digests)
  const own = await fileStore.findOfDraft(ctx.tx, draftId, digests)
  const fresh = [...own.values()].filter(({ sha256 }) => !published.has(sha256))
  await fileStore.insertPublished(ctx.tx, jurisdiction, fresh, ctx.now)
}

/** @throws catalogue/no-such-file */
export function requireFile<T>(file: T | undefined): T {
  if (file === undefined) throw problem(catalogueProblems['no-such-file'])
  return file
}
