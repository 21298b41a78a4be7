import { chineseDate, problem, todayIn } from '../../../kernel/index.ts'
import type { BinaryFile, InputOf } from '../../../kernel/index.ts'
import type { DownloadFile } from '../contract/file.ts'
import { filesProblems } from '../contract/problems.ts'
import { readableFile } from '../queries/get-file.ts'
import { previewOf } from '../domain/file-type.ts'
import type { BlobStore } from '../store/blob-store.ts'
import { recordRead } from '../../../platform/ledger/index.ts'
import type { FilesContext } from './store-file.ts'

/** 查看文件. Reading what is not one's own leaves an entry in the reader's access stream. */
export async function downloadFile(ctx: FilesContext, input: InputOf<typeof DownloadFile>): Promise<BinaryFile> {
  const { file, subject, isOwn } = await readableFile(ctx, input.fileId)
  if (file.erasedAt) throw problem(filesProblems.erased, { on: chineseDate(todayIn(file.erasedAt)) })
  if (!isOwn) recordRead(ctx, { subject: subject ?? file.id, what: `文件 ${file.id}` })
  return {
    stream: await openContent(ctx.blobs, file.sha256),
    mediaType: file.mediaType,
    fileName: file.fileName,
    inline: input.save !== true && previewOf(file.mediaType) !== 'none',
    bytes: file.bytes,
  }
}

/** @throws files/content-missing when the record is there and the content is not. */
export async function openContent(blobs: BlobStore, sha256: string): Promise<BinaryFile['stream']> {
  try {
    return await blobs.open(sha256)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') throw problem(filesProblems['content-missing'])
    throw error
  }
}
