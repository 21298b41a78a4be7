import { problem } from '../../../kernel/index.ts'
import type { InputOf } from '../../../kernel/index.ts'
import type { DiscardItemDraft } from '../contract/draft-acts.ts'
import type { DraftStanding } from '../contract/draft.ts'
import { ItemDraftDiscarded } from '../contract/events.ts'
import { cataloguePermits } from '../contract/permits.ts'
import { catalogueProblems } from '../contract/problems.ts'
import { DRAFT_TRANSITIONS, requireOpen } from '../domain/draft.ts'
import { actingStaff, saveAct, takeDraft } from './draft-context.ts'
import type { DraftContext } from './draft-context.ts'
import { offerAgain } from './take-over.ts'

/** 作废: nothing of the item changes; the draft stays to be read. */
export async function discardItemDraft(
  ctx: DraftContext,
  input: InputOf<typeof DiscardItemDraft>,
): Promise<DraftStanding> {
  actingStaff(ctx)
  const draft = await takeDraft(ctx, input, cataloguePermits.draft)
  requireOpen(draft, 'discard')
  if (draft.origin === 'above') throw problem(catalogueProblems['update-not-discarded'])
  const { draftId, itemId } = draft
  await ctx.flows.cancel(ctx, { subject: draftId, reason: input.reason })
  ctx.emit(ItemDraftDiscarded.of({ draftId, itemId, reason: input.reason }))
  await offerAgain(ctx, draftId)
  return saveAct(ctx, { ...draft, state: DRAFT_TRANSITIONS.discard.to })
}
