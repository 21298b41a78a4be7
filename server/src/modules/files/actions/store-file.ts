import { readFile } from 'node:fs/promises'
import { fileTypeFromFile } from 'file-type'
import { newPublicId, problem } from '../../../kernel/index.ts'
import type { IncomingFile } from '../../../kernel/index.ts'
import type { Context } from '../../../platform/act/index.ts'
import { nameKeys } from '../../../platform/db/index.ts'
import { ScannerAway } from '../../../platform/scanning/index.ts'
import type { MalwareScanner } from '../../../platform/scanning/index.ts'
import { FileStored, UploadRefused } from '../contract/events.ts'
import type { FilePurpose, FileView } from '../contract/file.ts'
import { filesProblems } from '../contract/problems.ts'
import type { StagedBlob, StagedFile } from '../contract/staged-file.ts'
import { cleanFileName, judgeType, PURPOSES } from '../domain/file-type.ts'
import { inspectContent } from '../inspection/inspect-content.ts'
import { presentFile } from '../queries/present-file.ts'
import { BlobStoreFull, BlobTooLarge } from '../store/blob-store.ts'
import type { BlobStore } from '../store/blob-store.ts'
import * as fileStore from '../store/file-store.ts'

/** What the routes of files need beside the platform. */
export type FilesContext = Context & FilesStorage

export interface FilesStorage {
  readonly blobs: BlobStore
  /** Absent where the operator has none: then nothing is looked for. */
  readonly scanner?: MalwareScanner
}

/** What the program makes; no upload may name one of these. */
const OUR_OWN: readonly FilePurpose[] = ['document', 'export', 'personal-copy']

/** Takes the bytes in, before any transaction: a slow sender holds no connection of the database. */
export async function stageFile(
  { blobs, scanner }: FilesStorage,
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
    const mediaType = await provenType(blob, { fileName, purpose })
    const staged = { blob, fileName, purpose, mediaType }
    // What we make ourselves is no stranger's, and must be made while a scanner is away.
    if (OUR_OWN.includes(purpose)) return staged
    await requireHarmless(staged)
    const signature = scanner && (await scan(scanner, blob.path))
    if (signature === undefined) return staged
    await blob.discard()
    return { ...staged, infection: signature }
  } catch (error) {
    await blob.discard()
    throw error
  }
}

/** @throws files/too-much-inside, files/encrypted, files/runs-something, files/packed-inside, files/broken */
async function requireHarmless({ blob, mediaType, fileName }: StagedFile): Promise<void> {
  const fault = await inspectContent(mediaType, await readFile(blob.path))
  if (fault !== undefined) throw problem(filesProblems[fault], { fileName })
}

/** No verdict is no leave: while the scanner is away nothing is taken. @returns what was found */
async function scan(scanner: MalwareScanner, path: string): Promise<string | undefined> {
  try {
    const found = await scanner.scanFile(path)
    return found.verdict === 'infected' ? found.signature : undefined
  } catch (error) {
    if (error instanceof ScannerAway) throw problem(filesProblems['scanner-away'])
    throw error
  }
}

/** The refusal is an act: who sent malware, and which, is for the auditor to know. */
function refuseInfected(
  ctx: Context,
  { blob, purpose, infection = '', fileName }: StagedFile,
  jurisdiction: string,
): never {
  const { sha256, bytes } = blob
  const uploadId = newPublicId(jurisdiction)
  ctx.emit(UploadRefused.of({ uploadId, sha256, bytes, purpose, signature: infection }))
  throw problem(filesProblems.infected, { fileName, signature: infection })
}

/** 保存文件: records a staged file. The content is kept first: a record without content would be worse than the reverse. */
export async function storeFile(
  ctx: Context,
  staged: StagedFile,
  owner: { jurisdiction: string; accountId?: string | undefined },
): Promise<FileView> {
  if (staged.infection !== undefined) refuseInfected(ctx, staged, owner.jurisdiction)
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
  // Stored for another (代办), it is out of reach until it is linked: who has just stored it may do that.
  nameKeys(ctx.tx, [file.id])
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
