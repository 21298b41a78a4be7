import type { CalendarDate, InputOf } from '../../../kernel/index.ts'
import type { SubmitItemDraft } from '../contract/draft-acts.ts'
import type { DraftStanding } from '../contract/draft.ts'
import { ItemDraftSubmitted } from '../contract/events.ts'
import { cataloguePermits } from '../contract/permits.ts'
import { DRAFT_TRANSITIONS, requireEffectiveDay, requireOpen } from '../domain/draft.ts'
import type { Draft } from '../domain/draft.ts'
import { checkDraft, requireNoErrors } from './check-draft.ts'
import { digestOf } from './content-digest.ts'
import {
  actingStaff,
  finishStep,
  latestVersion,
  openStep,
  requireNewestBase,
  requireNewestParent,
  saveAct,
  takeDraft,
} from './draft-context.ts'
import type { DraftContext } from './draft-context.ts'

/** 提交: the department says that it is done, and the legal office has it in its inbox. */
export async function submitItemDraft(
  ctx: DraftContext,
  input: InputOf<typeof SubmitItemDraft>,
): Promise<DraftStanding> {
  const staffId = actingStaff(ctx)
  const draft = await takeDraft(ctx, input, cataloguePermits.draft)
  requireOpen(draft, 'submit')
  const latest = await latestVersion(ctx, draft.itemId)
  requireNewestBase(draft, latest)
  await requireNewestParent(ctx, draft)
  const effectiveOn = input.effectiveOn as CalendarDate | undefined
  if (effectiveOn !== undefined) requireEffectiveDay(effectiveOn, { today: ctx.today, latest })
  const checked = await checkDraft(ctx, draft)
  requireNoErrors(checked)
  const { effectiveOn: _day, reviewerId: _reviewer, ...kept } = draft
  const next: Draft = {
    ...kept,
    state: DRAFT_TRANSITIONS.submit.to,
    reason: input.reason,
    round: draft.round + 1,
    editors: [...new Set([...draft.editors, staffId])],
    ...(effectiveOn !== undefined && { effectiveOn }),
  }
  await finishStep(ctx, draft, { step: 'revise-item', outcome: 'pass' })
  await openStep(ctx, next, 'review-item')
  const { draftId, itemId, round } = next
  const contentDigest = digestOf(checked.content)
  ctx.emit(
    ItemDraftSubmitted.of({
      draftId,
      itemId,
      round,
      reason: input.reason,
      contentDigest,
      ...(effectiveOn !== undefined && { effectiveOn }),
    }),
  )
  return saveAct(ctx, next)
}
