import type { Context } from '../../../platform/act/index.ts'
import { FileErased } from '../contract/events.ts'
import * as fileStore from '../store/file-store.ts'

/** Which files: those that belong to a subject, and others by their ids. */
export interface EraseFiles {
  readonly subject: string
  readonly fileIds?: readonly string[]
}

/** All that an account uploaded. @returns how many */
export async function eraseFilesOf(ctx: Context, ownerAccountId: string): Promise<number> {
  const erased = await fileStore.eraseOwned(ctx, ownerAccountId)
  for (const { id, sha256 } of erased) ctx.emit(FileErased.of({ fileId: id, sha256 }))
  return erased.length
}

/** 删除文件: name now, content by a job as soon as no other file has the same. The caller has decided that it may be. @returns how many */
export async function eraseFiles(ctx: Context, { subject, fileIds = [] }: EraseFiles): Promise<number> {
  const erased = await fileStore.eraseAll(ctx, { subject, fileIds })
  for (const { id, sha256 } of erased) ctx.emit(FileErased.of({ fileId: id, sha256 }))
  return erased.length
}
