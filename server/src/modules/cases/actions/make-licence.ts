import { addDays, calendarDate } from '../../../kernel/index.ts'
import type { CalendarDate } from '../../../kernel/index.ts'
import type { ServiceItem } from '../../catalogue/contract/index.ts'
import type { CaseStanding, MakeLicence } from '../contract/index.ts'
import { answerText } from '../domain/answer-text.ts'
import type { Question } from '../domain/answer-text.ts'
import { makeLicence } from '../domain/case.ts'
import { openAnswers, openApplicant } from '../store/sealed-case.ts'
import { tellApplicant } from './case-paper.ts'
import { keep, standing, takeCase } from './case-step.ts'
import { finishStep, openStep } from './case-task.ts'
import type { CasesContext } from './cases-context.ts'

/** 制证: the licence is issued from the decision, with what the applicant stated in its fields (domain 6). */
export async function makeLicenceOf(ctx: CasesContext, input: MakeLicence): Promise<CaseStanding> {
  const { aCase, sealed } = await takeCase(ctx, input, 'cases.make-licence')
  const item = await ctx.catalogue.getItem(ctx, aCase.itemId, aCase.itemVersion)
  const applicant = openApplicant(ctx.vault, sealed)
  const licence = await ctx.licences.issue(ctx, {
    type: { code: item.licenceType?.code ?? '', name: item.licenceType?.name ?? item.result.name },
    holder: applicant.name,
    holderCode: applicant.code,
    holderCodeType: applicant.kind === 'person' ? 'citizen-id' : 'credit-code',
    ...(aCase.ownerId !== undefined && { holderAccountId: aCase.ownerId }),
    caseId: aCase.id,
    itemId: aCase.itemId,
    organizationId: aCase.organizationId,
    division: aCase.division,
    fields: licenceFields(item, openAnswers(ctx.vault, sealed)),
    validFrom: ctx.today,
    ...validTo(ctx.today, item.licenceType?.validYears),
  })
  const next = await keep(ctx, makeLicence(aCase, licence.id))
  await finishStep(ctx, next, 'make-licence')
  const limits = (await ctx.limits.listFor(ctx, [aCase.id])).get(aCase.id) ?? []
  await openStep(
    ctx,
    { aCase: next, sealed },
    'deliver',
    limits.find((limit) => limit.kind === 'delivery'),
  )
  await tellApplicant(ctx, next, {
    kind: 'licence-made',
    title: '证照已制作',
    text: `“${licence.name}”已制作，送达后可以在“我的证照”中查看。`,
  })
  return standing(next)
}

function licenceFields(item: ServiceItem, answers: Record<string, unknown>): { title: string; value: string }[] {
  const questions = (item.form.schema.properties ?? {}) as Record<string, Question>
  return (item.licenceType?.fields ?? []).flatMap((field) => {
    const value = field.from === undefined ? '' : answerText(questions[field.from], answers[field.from])
    return value === '' ? [] : [{ title: field.title, value }]
  })
}

/** Valid through the day before the same date `years` later; 29 February falls back to the 28th. */
function validTo(from: CalendarDate, years: number | undefined): { validTo?: CalendarDate } {
  if (years === undefined) return {}
  const year = Number(from.slice(0, 4)) + years
  const rest =
    from.slice(4) === '-02-29' && new Date(Date.UTC(year, 2, 0)).getUTCDate() === 28 ? '-02-28' : from.slice(4)
  return { validTo: addDays(calendarDate(`${year}${rest}`), -1) }
}
