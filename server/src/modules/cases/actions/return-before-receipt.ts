import type { CaseStanding, ReturnBeforeReceipt } from '../contract/index.ts'
import * as caseLife from '../domain/case-life.ts'
import { standing } from '../domain/case.ts'
import { sealWords } from '../store/sealed-case.ts'
import { tellApplicant } from './case-paper.ts'
import { keep, takeCase } from './case-step.ts'
import { finishStep } from './case-task.ts'
import type { CasesContext } from './cases-context.ts'

/** 预审退回: not yet received, so nothing has been refused; the applicant mends it and submits again. */
export async function returnBeforeReceipt(ctx: CasesContext, input: ReturnBeforeReceipt): Promise<CaseStanding> {
  const { aCase } = await takeCase(ctx, input, 'cases.receive')
  const { reason } = input
  const step = caseLife.returnBeforeReceipt(aCase)
  const next = await keep(ctx, step, {
    sealed: { outcome_words: sealWords(ctx.vault, { reason }) },
    words: { reason },
  })
  await ctx.limits.close(ctx, { subject: next.id, kinds: ['pre-review'], on: ctx.today })
  await finishStep(ctx, next, 'receive')
  await tellApplicant(ctx, next, {
    kind: 'case-returned',
    title: '申请被退回，请修改',
    text: `“${next.itemName}”：${reason}`,
  })
  return standing(next)
}
