import { newPublicId, problem } from '../../../kernel/index.ts'
import type { CalendarDate, InputOf } from '../../../kernel/index.ts'
import type { ItemAdjustment, ProposeAdjustment } from '../contract/adjustment.ts'
import { ItemAdjustmentProposed } from '../contract/events.ts'
import { cataloguePermits } from '../contract/permits.ts'
import { catalogueProblems } from '../contract/problems.ts'
import { isBelow } from '../domain/adjustment.ts'
import type { Adjustment, KeptTakeover } from '../domain/adjustment.ts'
import { stateOn } from '../domain/item.ts'
import { TRANSITIONS, mayFollow } from '../domain/transitions.ts'
import { presentAdjustment } from '../queries/item-adjustments.ts'
import * as adjustmentStore from '../store/adjustment-store.ts'
import * as itemStore from '../store/item-store.ts'
import type { StoredItem } from '../store/item-store.ts'
import { actingStaff } from './draft-context.ts'
import type { DraftContext } from './draft-context.ts'
import { openAdjustmentStep } from './adjustment-steps.ts'
import { heldBy } from './take-back.ts'

/** 提出下放、收回、取消: by whoever drafts for the item's organ, on a document; it changes nothing before another decides. */
export async function proposeAdjustment(
  ctx: DraftContext,
  input: InputOf<typeof ProposeAdjustment>,
): Promise<ItemAdjustment> {
  const proposedBy = actingStaff(ctx)
  const known = await itemStore.findItem(ctx.tx, input.itemId)
  if (!known) throw problem(catalogueProblems['no-such-item'])
  ctx.permit.require(cataloguePermits.draft.name, known)
  const item = (await itemStore.lockItem(ctx.tx, input.itemId)) ?? known
  const effectiveOn = input.effectiveOn as CalendarDate
  if (effectiveOn < ctx.today) throw problem(catalogueProblems['effective-in-the-past'], { today: ctx.today })
  requirePossible(ctx, item, input)
  if (await adjustmentStore.isWaiting(ctx.tx, item.itemId)) throw problem(catalogueProblems['adjustment-pending'])
  const { itemId, division, organizationId } = item
  const { kind, document, reason, runningCases } = input
  const adjustment: Adjustment = {
    adjustmentId: newPublicId(division.slice(0, 6)),
    ...{ itemId, division, organizationId, kind, document, effectiveOn, reason, proposedBy },
    state: 'proposed',
    proposedAt: ctx.now,
    version: 1,
    ...(kind !== 'hand-down' && runningCases !== undefined && { runningCases }),
  }
  const organizationIds = input.organizationIds ?? []
  const takeovers = kind === 'hand-down' ? await takeoversOf(ctx, adjustment, organizationIds) : []
  const takenBack = kind === 'take-back' ? await heldBy(ctx, itemId, organizationIds) : []
  await adjustmentStore.insertAdjustment(ctx.tx, adjustment, takeovers)
  await adjustmentStore.markTakenBack(ctx.tx, adjustment.adjustmentId, takenBack)
  ctx.emit(
    ItemAdjustmentProposed.of({
      ...{ adjustmentId: adjustment.adjustmentId, itemId, kind, effectiveOn, reason },
      documentNo: document.no,
      organizationIds: [...takeovers, ...takenBack].map((one) => one.organizationId),
    }),
  )
  await openAdjustmentStep(ctx, adjustment)
  return presentAdjustment(ctx, adjustment)
}

/** @throws catalogue/not-to-be-handed-down, catalogue/not-possible, catalogue/no-transition-clause */
function requirePossible(
  ctx: DraftContext,
  item: StoredItem,
  { kind, runningCases }: Pick<Adjustment, 'kind' | 'runningCases'>,
): void {
  const state = stateOn(item, ctx.today)
  if (kind === 'cancel' && !mayFollow(state, 'abolish'))
    throw problem(catalogueProblems['not-possible'], { act: TRANSITIONS.abolish.title })
  if (kind !== 'hand-down' && runningCases === undefined) throw problem(catalogueProblems['no-transition-clause'])
  if (kind !== 'hand-down') return
  if (item.layer === 'handling' || state !== 'published') throw problem(catalogueProblems['not-to-be-handed-down'])
}

/** @throws catalogue/not-below */
async function takeoversOf(
  ctx: DraftContext,
  { adjustmentId, division: above }: Adjustment,
  organizationIds: readonly string[],
): Promise<KeptTakeover[]> {
  const takeovers: KeptTakeover[] = []
  for (const organizationId of new Set(organizationIds)) {
    const { name, division } = await ctx.organizations.getOrganization(ctx, organizationId)
    if (!isBelow(division, above)) throw problem(catalogueProblems['not-below'], { name })
    takeovers.push({
      ...{ adjustmentId, organizationId, division, organizationName: name },
      divisionName: await ctx.organizations.divisionName(ctx, division),
      state: 'offered',
      version: 1,
    })
  }
  if (takeovers.length === 0) throw problem(catalogueProblems['not-below'], { name: '没有选择的部门' })
  return takeovers
}
