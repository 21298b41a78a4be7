import { principalOf, problem } from '../../../kernel/index.ts'
import type { Context } from '../../../platform/act/index.ts'
import { FileLinked } from '../contract/events.ts'
import { filesProblems } from '../contract/problems.ts'
import * as fileStore from '../store/file-store.ts'
import type { FileLink } from '../store/file-store.ts'

/** Says what a file belongs to, and with it who else may read it. Doing it again changes nothing. */
export async function linkFile(ctx: Context, link: FileLink): Promise<void> {
  const file = await fileStore.findFile(ctx, link.fileId)
  if (!file || !mayGive(ctx, file)) throw problem(filesProblems.unknown)
  const isNew = await fileStore.insertLink(ctx.tx, { ...link, uploaderId: file.ownerAccountId }, ctx.now)
  if (isNew) ctx.emit(FileLinked.of({ fileId: file.id, subject: link.subject, sha256: file.sha256 }))
}

/** A person may hand in only what they uploaded themselves; officials and the system act on subjects that they reach. */
function mayGive(ctx: Context, file: fileStore.StoredFile): boolean {
  return ctx.actor.kind !== 'person' || [ctx.actor.accountId, principalOf(ctx.actor)].includes(file.ownerAccountId)
}
