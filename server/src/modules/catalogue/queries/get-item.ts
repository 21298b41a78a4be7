import { problem } from '../../../kernel/index.ts'
import type { Context } from '../../../platform/act/index.ts'
import type { ServiceItem } from '../contract/item.ts'
import { catalogueProblems } from '../contract/problems.ts'
import { stateOn } from '../domain/item.ts'
import * as itemStore from '../store/item-store.ts'
import { presentItem } from './present-item.ts'

/**
 * The item in the version that is asked for, whatever its state: a running case reads what it was filed under.
 * Without a version, the one that holds today.
 * @throws catalogue/no-such-item, catalogue/no-such-version
 */
export async function getItem(ctx: Context, itemId: string, version?: number): Promise<ServiceItem> {
  const item = await itemStore.findItem(ctx.tx, itemId)
  if (!item) throw problem(catalogueProblems['no-such-item'])
  const found =
    version === undefined
      ? await itemStore.findVersionOn(ctx.tx, itemId, ctx.today)
      : await itemStore.findVersion(ctx.tx, itemId, version)
  if (found) return presentItem(item, found, ctx.today)
  throw version === undefined
    ? problem(catalogueProblems['no-such-item'])
    : problem(catalogueProblems['no-such-version'], { version })
}

/** The version under which an application can be filed today; undefined when the item is suspended, abolished or not yet in force. */
export async function findPublished(ctx: Context, itemId: string): Promise<ServiceItem | undefined> {
  const item = await itemStore.findItem(ctx.tx, itemId)
  if (!item || stateOn(item, ctx.today) !== 'published') return undefined
  const version = await itemStore.findVersionOn(ctx.tx, itemId, ctx.today)
  return version && presentItem(item, version, ctx.today)
}
