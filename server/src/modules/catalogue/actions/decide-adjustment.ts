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
import { finishAdjustmentStep, openTakeoverStep } from './adjustment-steps.ts'
import { actingStaff } from './draft-context.ts'
import type { DraftContext } from './draft-context.ts'
import { endItem, takeBack } from './take-back.ts'

/** 审定下放、收回、取消: by another than who proposed it. A cancellation abolishes the item; organs below find what they may take over. */
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
  if (adjustment.kind === 'cancel') return endItem(ctx, adjustment, adjustment.itemId)
  if (adjustment.kind === 'take-back') return takeBack(ctx, adjustment)
  for (const takeover of await adjustmentStore.listTakeovers(ctx.tx, [adjustment.adjustmentId]))
    await openTakeoverStep(ctx, adjustment, takeover)
}
