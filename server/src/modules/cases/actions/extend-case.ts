import { problem } from '../../../kernel/index.ts'
import { STATUTORY_PERIODS } from '../../limits/contract/index.ts'
import type { LimitView } from '../../limits/contract/index.ts'
import type { CaseStanding, ExtendCase } from '../contract/index.ts'
import { casesProblems } from '../contract/index.ts'
import * as caseLife from '../domain/case-life.ts'
import { standing } from '../domain/case.ts'
import { HANDLING, leadingLimit } from './case-limits.ts'
import { day, issuePaper, tellApplicant } from './case-paper.ts'
import { keep, takeCase } from './case-step.ts'
import { retimeTasks } from './case-task.ts'
import type { CasesContext } from './cases-context.ts'

const BASIS = STATUTORY_PERIODS.extension.basis

/** 延长: by the head of the agency, ten workdays at most, once, with the reason told to the applicant (行政许可法 art. 42). */
export async function extendCase(ctx: CasesContext, input: ExtendCase): Promise<CaseStanding> {
  const { aCase, sealed } = await takeCase(ctx, input, 'cases.extend')
  ctx.permit.requireProof()
  const { workdays, reason } = input
  const item = await ctx.catalogue.getItem(ctx, aCase.itemId, aCase.itemVersion)
  const next = await keep(ctx, caseLife.extend(aCase, workdays), { words: { reason } })
  const { before, after } = await extendLimits(ctx, aCase.id, input)
  await retimeTasks(ctx, next, after)
  const data = {
    reason,
    legalBasis: BASIS,
    workdays: String(workdays),
    originalDueOn: day(before.dueOn ?? ctx.today),
    dueOn: day(after.dueOn ?? ctx.today),
  }
  const paper = { template: { id: 'extension-notice' }, title: '延长办理期限告知书', data }
  await issuePaper(ctx, { aCase: next, sealed, item }, paper)
  await tellApplicant(ctx, next, {
    kind: 'case-extended',
    title: '办理期限延长',
    text: `“${next.itemName}”延长 ${workdays} 个工作日：${reason}`,
  })
  return standing(next)
}

/**
 * Both handling limits, as far as the law or the office set one.
 * @returns the one that leads, as it was and as it is
 * @throws cases/nothing-to-extend, limits/already-extended
 */
async function extendLimits(
  ctx: CasesContext,
  caseId: string,
  { workdays, reason }: ExtendCase,
): Promise<{ before: LimitView; after: LimitView }> {
  const limits = (await ctx.limits.listFor(ctx, [caseId])).get(caseId) ?? []
  const open = limits.filter(
    ({ level, dueOn, kind, length }) =>
      level !== 'closed' && dueOn !== undefined && HANDLING.includes(kind) && length.unit !== 'instant',
  )
  const extended: LimitView[] = []
  for (const { kind } of open)
    extended.push(await ctx.limits.extend(ctx, { subject: caseId, kind, workdays, basis: BASIS, reason }))
  const before = leadingLimit(open)
  const after = leadingLimit(extended)
  if (!before || !after) throw problem(casesProblems['nothing-to-extend'])
  return { before, after }
}
