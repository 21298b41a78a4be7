import { problem } from '../../../kernel/index.ts'
import { ItemDraftDiscarded, ItemTakenBack } from '../contract/events.ts'
import { cataloguePermits } from '../contract/permits.ts'
import { catalogueProblems } from '../contract/problems.ts'
import type { Adjustment, KeptTakeover } from '../domain/adjustment.ts'
import { DRAFT_TRANSITIONS } from '../domain/draft.ts'
import * as adjustmentStore from '../store/adjustment-store.ts'
import * as draftStore from '../store/draft-store.ts'
import * as itemStore from '../store/item-store.ts'
import { abolishBy } from './abolish-item.ts'
import { saveAct } from './draft-context.ts'
import type { DraftContext } from './draft-context.ts'

/** What of an item these organs hold, or may still take over. @throws catalogue/nothing-to-take-back */
export async function heldBy(
  ctx: DraftContext,
  itemId: string,
  organizationIds: readonly string[],
): Promise<KeptTakeover[]> {
  const live = await adjustmentStore.listLiveTakeovers(ctx.tx, itemId)
  const asked = new Set(organizationIds)
  const known = new Set(live.map((one) => one.organizationId))
  if (asked.size === 0 || [...asked].some((id) => !known.has(id)))
    throw problem(catalogueProblems['nothing-to-take-back'])
  return live.filter((one) => asked.has(one.organizationId))
}

/** 收回, once it is decided: what waits for an answer is withdrawn, a draft is discarded, an item that is published ends. */
export async function takeBack(ctx: DraftContext, adjustment: Adjustment): Promise<void> {
  for (const known of await adjustmentStore.listTakenBackBy(ctx.tx, [adjustment.adjustmentId])) {
    const takeover = (await adjustmentStore.lockTakeover(ctx.tx, known)) ?? known
    const { adjustmentId: subject, organizationId, division, itemId: belowId } = takeover
    if (takeover.state === 'offered')
      await ctx.flows.cancel(ctx, { subject, organizationId, reason: reasonOf(adjustment) })
    else if (takeover.state === 'taken-over') await end(ctx, adjustment, takeover)
    else continue
    await adjustmentStore.saveTakeover(ctx.tx, { ...takeover, state: 'taken-back', version: takeover.version + 1 })
    const { adjustmentId, itemId, document, effectiveOn } = adjustment
    const told = { adjustmentId, itemId, organizationId, division, effectiveOn, documentNo: document.no }
    ctx.emit(ItemTakenBack.of({ ...told, ...(belowId !== undefined && { belowId }) }))
  }
}

function reasonOf({ document }: Adjustment): string {
  return `已收回（${document.no}）`
}

async function end(ctx: DraftContext, adjustment: Adjustment, { draftId }: KeptTakeover): Promise<void> {
  const draft = draftId === undefined ? undefined : await draftStore.lockDraft(ctx.tx, draftId)
  if (!draft) return
  if (draft.state === 'published') return endItem(ctx, adjustment, draft.itemId)
  if (draft.state === 'discarded') return
  const reason = reasonOf(adjustment)
  await ctx.flows.cancel(ctx, { subject: draft.draftId, reason })
  ctx.emit(ItemDraftDiscarded.of({ draftId: draft.draftId, itemId: draft.itemId, reason }))
  await saveAct(ctx, { ...draft, state: DRAFT_TRANSITIONS.discard.to })
}

/** Never backwards: a day that went by while it waited is today. */
export async function endItem(ctx: DraftContext, adjustment: Adjustment, itemId: string): Promise<void> {
  const item = await itemStore.findItem(ctx.tx, itemId)
  if (!item || (item.state === 'abolished' && itemId !== adjustment.itemId)) return
  const { document, effectiveOn, runningCases = '' } = adjustment
  await abolishBy(ctx, cataloguePermits.publish, {
    itemId,
    version: item.revision,
    basis: `《${document.title}》`,
    documentNo: document.no,
    effectiveOn: effectiveOn < ctx.today ? ctx.today : effectiveOn,
    runningCases,
  })
}
