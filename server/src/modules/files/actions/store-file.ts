import { fileTypeFromFile } from 'file-type'
import { newPublicId, problem } from '../../../kernel/index.ts'
import type { IncomingFile } from '../../../kernel/index.ts'
import type { Context } from '../../../platform/act/index.ts'
import { FileStored } from '../contract/events.ts'
import type { FilePurpose, FileView } from '../contract/file.ts'
import { filesProblems } from '../contract/problems.ts'
import type { StagedBlob, StagedFile } from '../contract/staged-file.ts'
import { cleanFileName, judgeType, PURPOSES } from '../domain/file-type.ts'
import { presentFile } from '../queries/present-file.ts'
import { BlobStoreFull, BlobTooLarge } from '../store/blob-store.ts'
import type { BlobStore } from '../store/blob-store.ts'
import * as fileStore from '../store/file-store.ts'

/** What the routes of files need beside the platform. */
export type FilesContext = Context & { blobs: BlobStore }

/** Takes the bytes in, before any transaction: a slow sender holds no connection of the database. */
export async function stageFile(
  blobs: BlobStore,
  incoming: Pick<IncomingFile, 'stream' | 'fileName'> & { purpose: FilePurpose },
): Promise<StagedFile> {
  const { purpose } = incoming
  const fileName = cleanFileName(incoming.fileName)
  const { maxBytes } = PURPOSES[purpose]
  const blob = await blobs.stage(incoming.stream, maxBytes).catch((error: unknown): never => {
    if (error instanceof BlobStoreFull) throw problem(filesProblems['no-space'])
    if (!(error instanceof BlobTooLarge)) throw error
    throw problem(filesProblems['too-large'], { fileName, maxMegabytes: Math.floor(maxBytes / 1_048_576) })
  })
  try {
    return { blob, fileName, purpose, mediaType: await provenType(blob, { fileName, purpose }) }
  } catch (error) {
    await blob.discard()
    throw error
  }
}

/** 保存文件: records a staged file. The content is kept first: a record without content would be worse than the reverse. */
export async function storeFile(
  ctx: Context,
  staged: StagedFile,
  owner: { jurisdiction: string; accountId?: string | undefined },
): Promise<FileView> {
  try {
    await staged.blob.keep()
  } catch (error) {
    if (error instanceof BlobStoreFull) throw problem(filesProblems['no-space'])
    throw error
  }
  const file: fileStore.StoredFile = {
    id: newPublicId(owner.jurisdiction),
    sha256: staged.blob.sha256,
    bytes: staged.blob.bytes,
    mediaType: staged.mediaType,
    purpose: staged.purpose,
    fileName: staged.fileName,
    ownerAccountId: owner.accountId,
    storedAt: ctx.now,
  }
  await fileStore.insertFile(ctx, file)
  const { sha256, bytes, mediaType, purpose } = file
  ctx.emit(FileStored.of({ fileId: file.id, sha256, bytes, mediaType, purpose }))
  return presentFile(file)
}

async function provenType(blob: StagedBlob, said: { fileName: string; purpose: FilePurpose }): Promise<string> {
  const { fileName, purpose } = said
  if (blob.bytes === 0) throw problem(filesProblems.empty, { fileName })
  const detected = await fileTypeFromFile(blob.path)
  const judged = judgeType(purpose, fileName, detected?.mime)
  switch (judged.verdict) {
    case 'taken':
      return judged.type.mediaType
    case 'not-taken':
      throw problem(filesProblems['type-not-taken'], { fileName, accepted: judged.accepted })
    case 'mismatch':
      throw problem(filesProblems['not-what-its-name-says'], { fileName, actual: judged.actual })
  }
}
