import { problem } from '../../../kernel/index.ts'
import type { InputOf, OutputOf } from '../../../kernel/index.ts'
import type { Context } from '../../../platform/act/index.ts'
import { ItemDraftDiscarded, ItemUpdateDeclined } from '../contract/events.ts'
import { cataloguePermits } from '../contract/permits.ts'
import { catalogueProblems } from '../contract/problems.ts'
import type { DeclineUpdate } from '../contract/update.ts'
import { DRAFT_TRANSITIONS, stateTitle } from '../domain/draft.ts'
import * as draftStore from '../store/draft-store.ts'
import * as itemStore from '../store/item-store.ts'
import type { StoredItem } from '../store/item-store.ts'
import * as layerStore from '../store/layer-store.ts'
import { actingStaff, latestVersion, saveAct } from './draft-context.ts'
import type { DraftContext } from './draft-context.ts'
import { itemAbove } from './item-above.ts'

/** 不采用更新: with a reason, where the base item allows it. The item stays on the version on which it stands. */
export async function declineUpdate(
  ctx: DraftContext,
  input: InputOf<typeof DeclineUpdate>,
): Promise<OutputOf<typeof DeclineUpdate>> {
  const declinedBy = actingStaff(ctx)
  const known = await itemStore.findItem(ctx.tx, input.itemId)
  if (!known) throw problem(catalogueProblems['no-such-item'])
  ctx.permit.require(cataloguePermits.draft.name, known)
  const item = (await itemStore.lockItem(ctx.tx, input.itemId)) ?? known
  const version = await waitingVersion(ctx, item)
  if (
    version !== input.version ||
    (await layerStore.declinedReason(ctx.tx, { itemId: item.itemId, version })) !== undefined
  )
    throw problem(catalogueProblems['no-update'])
  if (!(await mayDecline(ctx, item.parentId, version))) throw problem(catalogueProblems['must-take-up'])
  const { itemId, division } = item
  await layerStore.insertDeclined(ctx.tx, { itemId, division, version, reason: input.reason, declinedBy, at: ctx.now })
  ctx.emit(ItemUpdateDeclined.of({ itemId, division, baseId: item.parentId!, version, reason: input.reason }))
  await discardWaiting(ctx, itemId, input.reason)
  return { itemId, version }
}

/** The version of the base item that waits to be taken up or declined. */
export async function waitingVersion(
  ctx: Context,
  { parentId, parentVersion }: StoredItem,
): Promise<number | undefined> {
  if (parentId === undefined || parentVersion === undefined) return undefined
  const latest = await latestVersion(ctx, parentId)
  return latest && latest.version > parentVersion ? latest.version : undefined
}

/** By the rules of the version that is proposed. */
async function mayDecline(ctx: Context, parentId: string | undefined, parentVersion: number): Promise<boolean> {
  const above = await itemAbove(ctx, { parentId, parentVersion })
  return above?.version.content.adoption?.mayDecline === true
}

/** Allowed by its rules, and not yet said. */
export async function mayStillDecline(
  ctx: Context,
  { itemId, parentId }: StoredItem,
  version: number,
): Promise<boolean> {
  if ((await layerStore.declinedReason(ctx.tx, { itemId, version })) !== undefined) return false
  return mayDecline(ctx, parentId, version)
}

/** What was proposed goes with it, unless it is under review: who reviews sends it back first. */
async function discardWaiting(ctx: DraftContext, itemId: string, reason: string): Promise<void> {
  const open = await draftStore.findOpenOf(ctx.tx, itemId)
  if (open?.origin !== 'above') return
  if (open.state !== 'drafting')
    throw problem(catalogueProblems['draft-not-open'], { state: stateTitle(open.state), act: '不采用' })
  await ctx.flows.cancel(ctx, { subject: open.draftId, reason })
  ctx.emit(ItemDraftDiscarded.of({ draftId: open.draftId, itemId, reason }))
  await saveAct(ctx, { ...open, state: DRAFT_TRANSITIONS.discard.to })
}
