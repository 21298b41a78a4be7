import { problem } from '../../../kernel/index.ts'
import type { ServiceItem } from '../../catalogue/contract/index.ts'
import type { CaseSubmission, SubmitCase } from '../contract/index.ts'
import { casesProblems } from '../contract/index.ts'
import * as caseLife from '../domain/case-life.ts'
import type { Case } from '../domain/case.ts'
import * as caseStore from '../store/case-store.ts'
import type { StoredCase } from '../store/case-store.ts'
import * as materialStore from '../store/material-store.ts'
import { openAnswers, sealAnswers } from '../store/sealed-case.ts'
import { openPreReviewLimit } from './case-limits.ts'
import { finishWithNumbers } from './case-numbers.ts'
import { tellApplicant } from './case-paper.ts'
import { keep, takeOwnCase } from './case-step.ts'
import { openStep } from './case-task.ts'
import type { CasesContext } from './cases-context.ts'
import { checkApplication, handedIn } from './check-application.ts'
import { requireAudience, whyClosed } from './open-item.ts'

/** 提交: on the version of the item that is published at this moment; the case stays on it for good. */
export async function submitCase(ctx: CasesContext, input: SubmitCase): Promise<CaseSubmission> {
  const stored = await takeOwnCase(ctx, input)
  const { sealed } = stored
  caseLife.requireWritable(stored.aCase, '提交')
  const item = await requireStillOpen(ctx, stored, input)
  const answers = ctx.catalogue.askedAnswers(item, input.answers ?? openAnswers(ctx.vault, sealed))
  const files = await materialStore.list(ctx, stored.aCase.id)
  checkApplication(ctx, item, { answers, files, paperMaterialIds: sealed.paper_material_ids })
  const aCase: Case = { ...stored.aCase, itemVersion: item.version, itemName: item.name }
  return finishWithNumbers(ctx, { aCase, sealed }, async ({ numbers, query_password_blind }) => {
    const step = caseLife.submit(aCase, numbers, { handedIn: handedIn(ctx, { answers, files }), at: ctx.now })
    const next = await keep(ctx, step, { sealed: { answers: sealAnswers(ctx.vault, answers), query_password_blind } })
    await openStep(ctx, { aCase: next, sealed }, 'receive', await openPreReviewLimit(ctx, next))
    await tellApplicant(ctx, next, {
      kind: 'case-submitted',
      title: '申请已提交',
      text: `您申请的“${next.itemName}”已提交，查询编号 ${numbers.queryCode}。`,
    })
    return next
  })
}

/**
 * The item may have been suspended since the guide was read: then what was typed is kept in the draft (the refusal commits),
 * and the applicant is told so. @throws cases/item-closed-meanwhile, cases/item-not-for-you
 */
async function requireStillOpen(ctx: CasesContext, stored: StoredCase, input: SubmitCase): Promise<ServiceItem> {
  const { aCase, sealed } = stored
  const item = await ctx.catalogue.holdPublished(ctx, aCase.itemId)
  if (item) {
    requireAudience(item, sealed.applicant_kind)
    return item
  }
  ctx.nothingChanged()
  if (input.answers) await caseStore.save(ctx, aCase, { answers: sealAnswers(ctx.vault, input.answers) })
  throw problem(casesProblems['item-closed-meanwhile'], await whyClosed(ctx, aCase.itemId))
}
