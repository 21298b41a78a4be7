import { problem, streamOf } from '../../../kernel/index.ts'
import type { InputOf } from '../../../kernel/index.ts'
import type { DecideAdjustment, ItemAdjustment } from '../contract/adjustment.ts'
import { ItemAdjustmentDecided } from '../contract/events.ts'
import { cataloguePermits } from '../contract/permits.ts'
import { catalogueProblems } from '../contract/problems.ts'
import { requireToDecide } from '../domain/adjustment.ts'
import type { Adjustment } from '../domain/adjustment.ts'
import { presentAdjustment } from '../queries/item-adjustments.ts'
import * as adjustmentStore from '../store/adjustment-store.ts'
import * as itemStore from '../store/item-store.ts'
import { abolishBy } from './abolish-item.ts'
import { finishAdjustmentStep, openTakeoverStep } from './adjustment-steps.ts'
import { actingStaff } from './draft-context.ts'
import type { DraftContext } from './draft-context.ts'

/** 审定下放、取消: by another than who proposed it. A cancellation abolishes the item; organs below find what they may take over. */
export async function decideAdjustment(
  ctx: DraftContext,
  input: InputOf<typeof DecideAdjustment>,
): Promise<ItemAdjustment> {
  const decidedBy = actingStaff(ctx)
  const adjustment = await takeAdjustment(ctx, input)
  requireToDecide(adjustment, decidedBy)
  ctx.permit.requireProof()
  const { adjustmentId, itemId, kind, organizationId } = adjustment
  const { outcome, opinion } = input
  const decided: Adjustment = {
    ...adjustment,
    state: outcome === 'pass' ? 'decided' : 'refused',
    ...{ decidedBy, decidedAt: ctx.now, opinion },
    version: adjustment.version + 1,
  }
  await adjustmentStore.saveDecision(ctx.tx, decided)
  await finishAdjustmentStep(
    ctx,
    { adjustmentId, organizationId, step: 'publish-item' },
    { outcome: outcome === 'pass' ? 'pass' : 'deny', opinion },
  )
  ctx.emit(ItemAdjustmentDecided.of({ adjustmentId, itemId, kind, outcome, opinion }))
  if (outcome === 'pass') await carryOut(ctx, decided)
  return presentAdjustment(ctx, decided)
}

async function takeAdjustment(
  ctx: DraftContext,
  input: { adjustmentId: string; version: number },
): Promise<Adjustment> {
  const known = await adjustmentStore.findAdjustment(ctx.tx, input.adjustmentId)
  if (!known) throw problem(catalogueProblems['no-such-adjustment'])
  ctx.permit.require(cataloguePermits.publish.name, known)
  const adjustment = (await adjustmentStore.lockAdjustment(ctx.tx, input.adjustmentId)) ?? known
  if (adjustment.version !== input.version) throw await ctx.stale(streamOf('item', adjustment.itemId))
  return adjustment
}

async function carryOut(ctx: DraftContext, adjustment: Adjustment): Promise<void> {
  if (adjustment.kind === 'cancel') return cancel(ctx, adjustment)
  for (const takeover of await adjustmentStore.listTakeovers(ctx.tx, [adjustment.adjustmentId]))
    await openTakeoverStep(ctx, adjustment, takeover)
}

/** Never backwards: a day that went by while it waited is today. */
async function cancel(ctx: DraftContext, adjustment: Adjustment): Promise<void> {
  const { itemId, document, effectiveOn, runningCases = '' } = adjustment
  const item = await itemStore.findItem(ctx.tx, itemId)
  await abolishBy(ctx, cataloguePermits.publish, {
    itemId,
    version: item!.revision,
    basis: `《${document.title}》`,
    documentNo: document.no,
    effectiveOn: effectiveOn < ctx.today ? ctx.today : effectiveOn,
    runningCases,
  })
}
