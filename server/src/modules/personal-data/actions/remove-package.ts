import type { Context } from '../../../platform/act/index.ts'
import type { RunAct } from '../../../platform/module/index.ts'
import type { FilesApi } from '../../files/index.ts'
import type { AccountKeeper } from '../../identity/index.ts'
import { PackageRemoved } from '../contract/events.ts'
import type { Package } from '../domain/package.ts'
import * as noteStore from '../store/note-store.ts'
import * as packageStore from '../store/package-store.ts'

/** 删除副本: it cannot be taken any more; its archive, which is no upload of the owner's, is erased by the job that follows. */
export async function removePackage(
  ctx: Context,
  { id, accountId }: Package,
  because: 'expired' | 'replaced' | 'account-closed',
): Promise<void> {
  await packageStore.setGone(ctx.tx, id)
  ctx.emit(PackageRemoved.of({ packageId: id, accountId, because }))
}

const MOST_AT_ONCE = 200

/** Whose days are over. */
export async function removeExpired(ctx: Context): Promise<void> {
  const expired = await packageStore.lockExpired(ctx.tx, ctx.now, MOST_AT_ONCE)
  for (const one of expired) await removePackage(ctx, one, 'expired')
}

/** The content of a copy that is gone. Done before: nothing happens. */
export async function eraseArchive(files: FilesApi, act: RunAct, packageId: string): Promise<void> {
  await act(async (ctx) => {
    const found = await packageStore.find(ctx.tx, packageId)
    if (found?.state !== 'gone' || !found.made) return ctx.nothingChanged()
    const erased = await files.erase(ctx, { subject: packageId, fileIds: [found.made.fileId] })
    if (erased === 0) ctx.nothingChanged()
  })
}

/** Whoever closes the account leaves no copy behind. */
export const accountKeeper: AccountKeeper = {
  hindrances: () => Promise.resolve([]),
  erase: async (ctx, accountId) => {
    for (const one of await packageStore.lockStanding(ctx.tx, accountId))
      await removePackage(ctx, one, 'account-closed')
    await noteStore.eraseOf(ctx, accountId)
  },
}
