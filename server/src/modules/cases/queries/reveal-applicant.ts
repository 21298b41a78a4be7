import { problem } from '../../../kernel/index.ts'
import { recordRead } from '../../../platform/ledger/index.ts'
import { requireReach } from '../actions/case-step.ts'
import type { CasesContext } from '../actions/cases-context.ts'
import type { ApplicantView, RevealApplicant } from '../contract/index.ts'
import { casesProblems } from '../contract/index.ts'
import * as caseStore from '../store/case-store.ts'
import { openApplicant } from '../store/sealed-case.ts'

/** 查看完整信息: needs a permit of its own, a purpose of the list and a reason in words, is counted by the day, and recorded. */
export async function revealApplicant(ctx: CasesContext, input: RevealApplicant): Promise<ApplicantView> {
  const { aCase, sealed } = await caseStore.get(ctx.tx, input.caseId)
  requireReach(ctx, aCase, 'cases.reveal')
  if (aCase.erasedAt) throw problem(casesProblems.erased)
  if (aCase.restrictedAt) throw problem(casesProblems.restricted)
  await ctx.exports.takeReveal(ctx, aCase.id)
  const { purpose, reason } = input
  recordRead(ctx, { subject: aCase.id, what: '申请人完整信息', purpose, reason })
  return { ...openApplicant(ctx.vault, sealed), masked: false }
}
