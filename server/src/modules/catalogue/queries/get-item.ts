import { problem } from '../../../kernel/index.ts'
import type { CalendarDate } from '../../../kernel/index.ts'
import type { Context } from '../../../platform/act/index.ts'
import type { ServiceItem } from '../contract/item.ts'
import { catalogueProblems } from '../contract/problems.ts'
import type { RunningRule } from '../contract/item-words.ts'
import { ruleOn, stateOn } from '../domain/item.ts'
import * as itemStore from '../store/item-store.ts'
import type { StoredItem } from '../store/item-store.ts'
import * as layerStore from '../store/layer-store.ts'
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
  if (!(await isAppliedFor(ctx, found.item))) return undefined
  return presentItem(found.item, found.version, ctx.today)
}

/**
 * The same for an act that files an application: the item stays open until the act has ended. When a suspension has been
 * answered, no application that began before it can still come in.
 */
export async function holdPublished(ctx: Context, itemId: string): Promise<ServiceItem | undefined> {
  await itemStore.holdState(ctx.tx, itemId)
  return findPublished(ctx, itemId)
}

/** Applications go to what has nothing below it: never to a base item, nor to one that is divided into handling items. */
export async function isAppliedFor(ctx: Context, { itemId, layer }: StoredItem): Promise<boolean> {
  if (layer === 'base') return false
  return layer === 'handling' || !(await layerStore.hasHandlingItems(ctx.tx, itemId, ctx.today))
}

/** 对在办件的规则, as it holds until the act has ended: a suspension waits for acts that were judged by the state before it. */
export async function holdRunningRule(ctx: Context, itemId: string): Promise<RunningClause> {
  await itemStore.holdState(ctx.tx, itemId)
  const item = await itemStore.findItem(ctx.tx, itemId)
  if (!item) throw problem(catalogueProblems['no-such-item'])
  const rule = ruleOn(item, ctx.today)
  const isNow = ctx.today >= item.stateEffectiveOn
  return {
    rule,
    ...(isNow && { since: item.stateEffectiveOn }),
    ...(isNow && item.stateBasis !== undefined && { basis: item.stateBasis }),
    ...(isNow && item.stateDocumentNo !== undefined && { documentNo: item.stateDocumentNo }),
  }
}

/** What becomes of cases that run today, since when and by what. */
export interface RunningClause {
  readonly rule: RunningRule
  readonly since?: CalendarDate
  readonly basis?: string
  readonly documentNo?: string
}
