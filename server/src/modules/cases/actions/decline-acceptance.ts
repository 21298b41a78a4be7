import type { CaseStanding, DeclineAcceptance } from '../contract/index.ts'
import * as caseLife from '../domain/case-life.ts'
import { standing } from '../domain/case.ts'
import { sealWords } from '../store/sealed-case.ts'
import { day, issuePaper, remediesOf, tellApplicant } from './case-paper.ts'
import { keep, momentOf, takeCase } from './case-step.ts'
import { finishStep } from './case-task.ts'
import type { CasesContext } from './cases-context.ts'

const TITLES = { notAccepted: '不予受理', noLicenceNeeded: '依法不需要取得行政许可' } as const

/** 不予受理: with the reason, its law, and what can be done against it, in writing (行政许可法 art. 32). */
export async function declineAcceptance(ctx: CasesContext, input: DeclineAcceptance): Promise<CaseStanding> {
  const { aCase, sealed } = await takeCase(ctx, input, 'cases.accept')
  ctx.permit.requireProof()
  const { kind, reason, legalBasis } = input
  const item = await ctx.catalogue.getItem(ctx, aCase.itemId, aCase.itemVersion)
  const step = caseLife.declineAcceptance(aCase, kind, momentOf(ctx))
  const next = await keep(ctx, step, {
    sealed: { outcome_words: sealWords(ctx.vault, { reason, legalBasis }) },
    words: { reason, legalBasis },
  })
  await ctx.limits.close(ctx, { subject: aCase.id, kinds: ['notify'], on: ctx.today })
  await finishStep(ctx, next, 'accept')
  const template = { id: kind === 'notAccepted' ? 'refusal-notice' : 'no-licence-needed-notice' }
  const remedies = kind === 'notAccepted' ? remediesOf(item) : {}
  const data = { receivedOn: day(aCase.receivedOn ?? ctx.today), reasons: [reason], legalBasis, ...remedies }
  await issuePaper(ctx, { aCase: next, sealed, item }, { template, title: `${TITLES[kind]}告知书`, data })
  await tellApplicant(ctx, next, {
    kind: 'acceptance-declined',
    title: TITLES[kind],
    text: `“${next.itemName}”：${reason}`,
  })
  return standing(next)
}
