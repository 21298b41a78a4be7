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
  const found = await itemStore.findInVersion(ctx.tx, itemId, version ?? ctx.today)
  if (!found) throw problem(catalogueProblems['no-such-item'])
  if (found.version) return presentItem(found.item, found.version, ctx.today)
  throw version === undefined
    ? problem(catalogueProblems['no-such-item'])
    : problem(catalogueProblems['no-such-version'], { version })
}

/** The version under which an application can be filed today; undefined when the item is suspended, abolished or not yet in force. */
export async function findPublished(ctx: Context, itemId: string): Promise<ServiceItem | undefined> {
  const found = await itemStore.findInVersion(ctx.tx, itemId, ctx.today)
  if (!found?.version || stateOn(found.item, ctx.today) !== 'published') return undefined
  return presentItem(found.item, found.version, ctx.today)
}
