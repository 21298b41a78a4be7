import type { CaseStanding, ExtendCase } from '../contract/index.ts'
import { extend } from '../domain/case.ts'
import { HANDLING, leadingLimit } from './case-limits.ts'
import { day, issuePaper, tellApplicant } from './case-paper.ts'
import { keep, standing, takeCase } from './case-step.ts'
import { retimeTasks } from './case-task.ts'
import type { CasesContext } from './cases-context.ts'

const BASIS = '《中华人民共和国行政许可法》第四十二条'

/** 延长: by the head of the agency, ten workdays at most, once, with the reason told to the applicant (行政许可法 art. 42). */
export async function extendCase(ctx: CasesContext, input: ExtendCase): Promise<CaseStanding> {
  const { aCase, sealed } = await takeCase(ctx, input, 'cases.extend')
  const { workdays, reason } = input
  const item = await ctx.catalogue.getItem(ctx, aCase.itemId, aCase.itemVersion)
  const limits = (await ctx.limits.listFor(ctx, [aCase.id])).get(aCase.id) ?? []
  const open = limits.filter(
    (limit) => limit.level !== 'closed' && limit.dueOn !== undefined && HANDLING.includes(limit.kind),
  )
  const before = leadingLimit(open)
  const next = await keep(ctx, extend(aCase, workdays), { words: { reason } })
  const extended = []
  // A period that the law does not set can't be extended; the other of the two is.
  for (const { kind } of open)
    extended.push(await ctx.limits.extend(ctx, { subject: aCase.id, kind, workdays, basis: BASIS, reason }))
  const after = leadingLimit(extended)
  await retimeTasks(ctx, next, after)
  const data = {
    reason,
    legalBasis: BASIS,
    workdays: String(workdays),
    originalDueOn: day(before?.dueOn ?? ctx.today),
    dueOn: day(after?.dueOn ?? ctx.today),
  }
  await issuePaper(
    ctx,
    { aCase: next, sealed, item },
    { template: { id: 'extension-notice' }, title: '延长办理期限告知书', data },
  )
  await tellApplicant(ctx, next, {
    kind: 'case-extended',
    title: '办理期限延长',
    text: `“${next.itemName}”延长 ${workdays} 个工作日：${reason}`,
  })
  return standing(next)
}
