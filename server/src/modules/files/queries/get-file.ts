import { problem } from '../../../kernel/index.ts'
import type { InputOf } from '../../../kernel/index.ts'
import type { Context } from '../../../platform/act/index.ts'
import type { FileView, GetFile } from '../contract/file.ts'
import { filesPermits } from '../contract/permits.ts'
import { filesProblems } from '../contract/problems.ts'
import * as fileStore from '../store/file-store.ts'
import { presentFile } from './present-file.ts'

export async function getFile(ctx: Context, input: InputOf<typeof GetFile>): Promise<FileView> {
  return presentFile((await readableFile(ctx, input.fileId)).file)
}

/** For other modules, which have decided that it may be read. @throws files/unknown */
export async function getStoredFile(ctx: Context, fileId: string): Promise<FileView> {
  const file = await fileStore.findFile(ctx, fileId)
  if (!file) throw problem(filesProblems.unknown)
  return presentFile(file)
}

/** The same 404 for a file that is not there and one that the actor may not read. */
export async function readableFile(
  ctx: Context,
  fileId: string,
): Promise<NonNullable<Awaited<ReturnType<typeof fileStore.findReadable>>>> {
  const reach = ctx.permit.reach(filesPermits.read.name)
  const found = await fileStore.findReadable(ctx, fileId, {
    reach,
    // Whoever acts for another reads what the mandate opens, not all that the other has uploaded.
    accountId: ctx.actor.mandateId === undefined ? ctx.actor.accountId : reach.ownerId,
    isStaff: ctx.actor.kind === 'staff',
  })
  if (!found) throw problem(filesProblems.unknown)
  return found
}
