import type { InputOf } from '../../../kernel/index.ts'
import type { ReviewItemDraft } from '../contract/draft-acts.ts'
import type { DraftStanding } from '../contract/draft.ts'
import { ItemDraftReviewed } from '../contract/events.ts'
import { cataloguePermits } from '../contract/permits.ts'
import { DRAFT_TRANSITIONS, requireOpen, requireOther } from '../domain/draft.ts'
import type { Draft, DraftAct } from '../domain/draft.ts'
import { checkDraft } from './check-draft.ts'
import { digestOf } from './content-digest.ts'
import { actingStaff, finishStep, openStep, saveAct, takeDraft } from './draft-context.ts'
import type { DraftContext } from './draft-context.ts'

/** 法制审核: by somebody who wrote nothing of it. What passes goes on to whoever publishes; what does not goes back. */
export async function reviewItemDraft(
  ctx: DraftContext,
  input: InputOf<typeof ReviewItemDraft>,
): Promise<DraftStanding> {
  const reviewerId = actingStaff(ctx)
  const draft = await takeDraft(ctx, input, cataloguePermits.review)
  requireOpen(draft, 'review')
  requireOther(draft, reviewerId)
  if (input.outcome === 'return')
    return sendBack(ctx, draft, { step: 'review-item', act: 'returnFromReview', opinion: input.opinion })
  await finishStep(ctx, draft, { step: 'review-item', outcome: 'pass', opinion: input.opinion })
  const next: Draft = { ...draft, state: DRAFT_TRANSITIONS.review.to, reviewerId }
  await openStep(ctx, next, 'publish-item')
  await tellReviewed(ctx, draft, { step: 'review-item', outcome: 'pass' })
  return saveAct(ctx, next)
}

/** 退回修改: with the opinion, into the inbox of the department's drafters. */
export async function sendBack(
  ctx: DraftContext,
  draft: Draft,
  back: { step: 'review-item' | 'publish-item'; act: DraftAct; opinion: string },
): Promise<DraftStanding> {
  const { step, act, opinion } = back
  await finishStep(ctx, draft, { step, outcome: 'return', opinion })
  const { reviewerId: _reviewer, ...kept } = draft
  const next: Draft = { ...kept, state: DRAFT_TRANSITIONS[act].to }
  await openStep(ctx, next, 'revise-item')
  await tellReviewed(ctx, draft, { step, outcome: 'return' })
  return saveAct(ctx, next)
}

async function tellReviewed(
  ctx: DraftContext,
  draft: Draft,
  told: { step: 'review-item' | 'publish-item'; outcome: 'pass' | 'return' },
): Promise<void> {
  const { draftId, itemId, round } = draft
  const contentDigest = digestOf((await checkDraft(ctx, draft)).content)
  ctx.emit(ItemDraftReviewed.of({ draftId, itemId, round, contentDigest, ...told }))
}
