import { problem } from '../../../kernel/index.ts'
import type { ServiceItem } from '../../catalogue/contract/index.ts'
import type { Answers, CaseStanding, MakeLicence } from '../contract/index.ts'
import { casesProblems } from '../contract/index.ts'
import { answerText } from '../domain/answer-text.ts'
import type { Question } from '../domain/answer-text.ts'
import * as caseLife from '../domain/case-life.ts'
import { standing } from '../domain/case.ts'
import { lastValidDay } from '../domain/licence-period.ts'
import type { StoredCase } from '../store/case-store.ts'
import { openAnswers, openApplicant } from '../store/sealed-case.ts'
import { tellApplicant } from './case-paper.ts'
import { keep, takeCase } from './case-step.ts'
import { finishStep, openStep } from './case-task.ts'
import type { CasesContext } from './cases-context.ts'

/** 制证: the licence is issued from the decision, with what the applicant stated in its fields (domain 6). */
export async function makeLicence(ctx: CasesContext, input: MakeLicence): Promise<CaseStanding> {
  const stored = await takeCase(ctx, input, 'cases.make-licence')
  ctx.permit.requireProof()
  const { aCase, sealed } = stored
  const item = await ctx.catalogue.getItem(ctx, aCase.itemId, aCase.itemVersion)
  if (item.result.kind !== 'licence') throw problem(casesProblems['no-licence-to-make'], { item: item.name })
  const licence = await issueLicence(ctx, stored, item)
  const next = await keep(ctx, caseLife.makeLicence(aCase, licence.id))
  await finishStep(ctx, next, 'make-licence')
  const limits = (await ctx.limits.listFor(ctx, [aCase.id])).get(aCase.id) ?? []
  const delivery = limits.find((limit) => limit.kind === 'delivery')
  await openStep(ctx, { aCase: next, sealed }, 'deliver', delivery)
  await tellApplicant(ctx, next, {
    kind: 'licence-made',
    title: '证照已制作',
    text: `“${licence.name}”已制作，送达后可以在“我的证照”中查看。`,
  })
  return standing(next)
}

function issueLicence(ctx: CasesContext, { aCase, sealed }: StoredCase, item: ServiceItem) {
  const applicant = openApplicant(ctx.vault, sealed)
  const { organizationId, division, itemId, ownerId } = aCase
  const validTo = lastValidDay(ctx.today, item.licenceType?.validYears)
  return ctx.licences.issue(ctx, {
    type: { code: item.licenceType?.code ?? '', name: item.licenceType?.name ?? item.result.name },
    holder: applicant.name,
    holderCode: applicant.code,
    holderCodeType: applicant.kind === 'person' ? 'citizen-id' : 'credit-code',
    ...(ownerId !== undefined && { holderAccountId: ownerId }),
    caseId: aCase.id,
    itemId,
    organizationId,
    division,
    fields: licenceFields(item, openAnswers(ctx.vault, sealed)),
    validFrom: ctx.today,
    ...(validTo !== undefined && { validTo }),
  })
}

function licenceFields(item: ServiceItem, answers: Answers): { title: string; value: string }[] {
  const questions = (item.form.schema.properties ?? {}) as Record<string, Question>
  return (item.licenceType?.fields ?? []).flatMap((field) => {
    const value = field.from === undefined ? '' : answerText(questions[field.from], answers[field.from])
    return value === '' ? [] : [{ title: field.title, value }]
  })
}
