import { problem } from '../../../kernel/index.ts'
import type { InputOf, OutputOf } from '../../../kernel/index.ts'
import { newestContent } from '../actions/adjustment-steps.ts'
import type { DraftContext } from '../actions/draft-context.ts'
import type { GetAdjustment, ItemAdjustment, ListAdjustments, Takeover } from '../contract/adjustment.ts'
import { cataloguePermits } from '../contract/permits.ts'
import { catalogueProblems } from '../contract/problems.ts'
import type { Adjustment, KeptTakeover } from '../domain/adjustment.ts'
import { stateOn } from '../domain/item.ts'
import { mayFollow } from '../domain/transitions.ts'
import * as adjustmentStore from '../store/adjustment-store.ts'
import * as itemStore from '../store/item-store.ts'

const { draft, library, publish } = cataloguePermits

export async function getAdjustment(ctx: DraftContext, input: InputOf<typeof GetAdjustment>): Promise<ItemAdjustment> {
  const adjustment = await adjustmentStore.findAdjustment(ctx.tx, input.adjustmentId)
  if (!adjustment) throw problem(catalogueProblems['no-such-adjustment'])
  return presentAdjustment(ctx, adjustment)
}

/** What was done to an item, and by what it came down from above or is taken back. */
export async function listAdjustments(
  ctx: DraftContext,
  input: InputOf<typeof ListAdjustments>,
): Promise<OutputOf<typeof ListAdjustments>> {
  const item = await itemStore.findItem(ctx.tx, input.itemId)
  if (!item) throw problem(catalogueProblems['no-such-item'])
  const found = await adjustmentStore.listOfItem(ctx.tx, input.itemId)
  const state = stateOn(item, ctx.today)
  const isWaiting = found.some((one) => one.state === 'proposed' && one.itemId === input.itemId)
  const mayPropose = ctx.permit.allows(draft.name, item) && !isWaiting
  const adjustments: ItemAdjustment[] = []
  for (const one of found) adjustments.push(await presentAdjustment(ctx, one))
  const isHeld = (await adjustmentStore.listLiveTakeovers(ctx.tx, input.itemId)).length > 0
  return {
    adjustments,
    abilities: {
      takeBack: mayPropose && isHeld,
      handDown: mayPropose && item.layer !== 'handling' && state === 'published',
      cancel: mayPropose && mayFollow(state, 'abolish') && ctx.today >= item.stateEffectiveOn,
    },
  }
}

export async function presentAdjustment(ctx: DraftContext, adjustment: Adjustment): Promise<ItemAdjustment> {
  const { proposedBy, proposedAt, decidedBy, decidedAt, organizationId, ...told } = adjustment
  const { name, code } = await newestContent(ctx, adjustment.itemId)
  const names = await ctx.organizations.staffNames(ctx, [proposedBy, ...(decidedBy === undefined ? [] : [decidedBy])])
  const of = adjustment.kind === 'take-back' ? adjustmentStore.listTakenBackBy : adjustmentStore.listTakeovers
  const takeovers = await of(ctx.tx, [adjustment.adjustmentId])
  const { staffId } = ctx.actor
  const isOther = staffId !== undefined && staffId !== proposedBy
  const place = { division: adjustment.division, organizationId }
  return {
    ...told,
    itemName: name,
    itemCode: code,
    proposedByName: names.get(proposedBy) ?? '',
    proposedAt: proposedAt.toISOString(),
    ...(decidedBy !== undefined && { decidedByName: names.get(decidedBy) ?? '' }),
    ...(decidedAt && { decidedAt: decidedAt.toISOString() }),
    takeovers: takeovers.map((one) => presentTakeover(ctx, adjustment, one)),
    abilities: { decide: adjustment.state === 'proposed' && isOther && ctx.permit.allows(publish.name, place) },
  }
}

function presentTakeover(ctx: DraftContext, { state, kind }: Adjustment, takeover: KeptTakeover): Takeover {
  const isOffer = kind === 'hand-down' && state === 'decided'
  const { adjustmentId: _of, answeredBy: _by, answeredAt: _at, draftId, isPublished = false, ...told } = takeover
  return {
    ...told,
    isPublished,
    ...(draftId !== undefined && ctx.permit.allows(library.name, takeover) && { draftId }),
    abilities: {
      answer: isOffer && takeover.state === 'offered' && ctx.permit.allows(draft.name, takeover),
    },
  }
}
