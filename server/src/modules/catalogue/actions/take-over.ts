import { problem, streamOf } from '../../../kernel/index.ts'
import type { CalendarDate, InputOf } from '../../../kernel/index.ts'
import type { DeclineTakeover, ItemAdjustment, TakeOver } from '../contract/adjustment.ts'
import type { DraftStanding } from '../contract/draft.ts'
import { ItemTakenOver, ItemTakeoverDeclined } from '../contract/events.ts'
import { cataloguePermits } from '../contract/permits.ts'
import { catalogueProblems } from '../contract/problems.ts'
import { handedDown, requireNotBeforeHandDown, requireOffered } from '../domain/adjustment.ts'
import type { Adjustment, KeptTakeover } from '../domain/adjustment.ts'
import type { Draft } from '../domain/draft.ts'
import { presentAdjustment } from '../queries/item-adjustments.ts'
import * as adjustmentStore from '../store/adjustment-store.ts'
import * as itemStore from '../store/item-store.ts'
import * as layerStore from '../store/layer-store.ts'
import { baseToAdopt } from './adopt-base-item.ts'
import { finishAdjustmentStep, newestContent, openTakeoverStep } from './adjustment-steps.ts'
import { beginDraft, changeOf } from './create-item-draft.ts'
import { actingStaff, standing } from './draft-context.ts'
import type { DraftContext } from './draft-context.ts'

interface Answered {
  readonly adjustment: Adjustment
  readonly takeover: KeptTakeover
}

/** 承接: by a document of the organ's own, from a day on. Its item begins as a draft, which holds when it has passed both reviews. */
export async function takeOver(ctx: DraftContext, input: InputOf<typeof TakeOver>): Promise<DraftStanding> {
  const answeredBy = actingStaff(ctx)
  const { adjustment, takeover } = await takeOffer(ctx, input)
  const effectiveOn = input.effectiveOn as CalendarDate
  requireNotBeforeHandDown(effectiveOn, adjustment.effectiveOn)
  const draft =
    input.itemId === undefined
      ? await beginBelow(ctx, adjustment, takeover)
      : await markExisting(ctx, takeover, input.itemId)
  const { adjustmentId, organizationId, division } = takeover
  await adjustmentStore.saveTakeover(ctx.tx, {
    ...takeover,
    state: 'taken-over',
    ...{ document: input.document, effectiveOn, itemId: draft.itemId, draftId: draft.draftId },
    ...{ answeredBy, answeredAt: ctx.now, version: takeover.version + 1 },
  })
  await finishAdjustmentStep(ctx, { adjustmentId, organizationId, step: 'revise-item' }, { outcome: 'pass' })
  const told = { adjustmentId, itemId: adjustment.itemId, organizationId, division, effectiveOn }
  ctx.emit(ItemTakenOver.of({ ...told, documentNo: input.document.no, belowId: draft.itemId, draftId: draft.draftId }))
  return standing(draft)
}

/** 不承接: with a reason, which whoever handed it down reads. */
export async function declineTakeover(
  ctx: DraftContext,
  input: InputOf<typeof DeclineTakeover>,
): Promise<ItemAdjustment> {
  const answeredBy = actingStaff(ctx)
  const { adjustment, takeover } = await takeOffer(ctx, input)
  const { reason } = input
  await adjustmentStore.saveTakeover(ctx.tx, {
    ...takeover,
    state: 'declined',
    ...{ reason, answeredBy, answeredAt: ctx.now, version: takeover.version + 1 },
  })
  const { adjustmentId, organizationId, division } = takeover
  await finishAdjustmentStep(
    ctx,
    { adjustmentId, organizationId, step: 'revise-item' },
    { outcome: 'deny', opinion: reason },
  )
  ctx.emit(ItemTakeoverDeclined.of({ adjustmentId, itemId: adjustment.itemId, organizationId, division, reason }))
  return presentAdjustment(ctx, adjustment)
}

/** The draft by which it was taken over is no more: it waits to be taken over again. */
export async function offerAgain(ctx: DraftContext, draftId: string): Promise<void> {
  const known = await adjustmentStore.findTakeoverOfDraft(ctx.tx, draftId)
  const takeover = known && (await adjustmentStore.lockTakeover(ctx.tx, known))
  const adjustment = known && (await adjustmentStore.findAdjustment(ctx.tx, known.adjustmentId))
  if (!takeover || !adjustment) return
  const { adjustmentId, organizationId, division, organizationName, divisionName } = takeover
  const offered = { adjustmentId, organizationId, division, organizationName, divisionName, state: 'offered' as const }
  await adjustmentStore.saveTakeover(ctx.tx, { ...offered, version: takeover.version + 1 })
  await openTakeoverStep(ctx, adjustment, takeover)
}

async function takeOffer(
  ctx: DraftContext,
  input: { adjustmentId: string; organizationId: string; version: number },
): Promise<Answered> {
  const adjustment = await adjustmentStore.findAdjustment(ctx.tx, input.adjustmentId)
  const known = (await adjustmentStore.listTakeovers(ctx.tx, [input.adjustmentId])).find(
    ({ organizationId }) => organizationId === input.organizationId,
  )
  if (!adjustment || !known) throw problem(catalogueProblems['no-such-adjustment'])
  ctx.permit.require(cataloguePermits.draft.name, known)
  const takeover = (await adjustmentStore.lockTakeover(ctx.tx, known)) ?? known
  requireOffered(adjustment, takeover)
  if (takeover.version !== input.version) throw await ctx.stale(streamOf('item', adjustment.itemId))
  return { adjustment, takeover }
}

/** A new item: where a base item stands above, by its adoption. */
async function beginBelow(ctx: DraftContext, { itemId }: Adjustment, takeover: KeptTakeover): Promise<Draft> {
  const { organizationId, division } = takeover
  const above = await itemStore.findItem(ctx.tx, itemId)
  const source = await newestContent(ctx, itemId)
  const organ = await organOf(ctx, organizationId)
  const baseId = above?.layer === 'base' ? itemId : above?.parentId
  const about = { division, organizationId, layer: 'implementation' as const }
  if (baseId === undefined) return beginDraft(ctx, { about, content: handedDown(source, organ) })
  await layerStore.takeAdoptionTurn(ctx.tx, { baseId, organizationId })
  const { version } = await baseToAdopt(ctx, baseId, { division, organizationId })
  return beginDraft(ctx, {
    about: { ...about, parentId: baseId, parentVersion: version.version },
    content: handedDown(source, organ, version.content),
  })
}

async function organOf(ctx: DraftContext, organizationId: string) {
  const { code, division } = await ctx.organizations.getOrganization(ctx, organizationId)
  const found = await ctx.organizations.windowsOf(ctx, organizationId)
  const windows = found.map(({ name, address, hours, phone, traffic }) => ({
    ...{ name, address, hours },
    ...(phone !== undefined && { phone }),
    ...(traffic !== undefined && { traffic }),
  }))
  return { code, division, windows }
}

/** An item that the organ has already says from now on whence the power comes. */
async function markExisting(ctx: DraftContext, { organizationId }: KeptTakeover, itemId: string): Promise<Draft> {
  const own = await itemStore.findItem(ctx.tx, itemId)
  if (own?.organizationId !== organizationId) throw problem(catalogueProblems['no-such-item'])
  const { about, content } = await changeOf(ctx, itemId)
  return beginDraft(ctx, { about, content: { ...content, powerSource: 'delegated-down' } })
}
