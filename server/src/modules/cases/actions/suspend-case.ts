import { problem } from '../../../kernel/index.ts'
import type { CaseStanding, SuspendCase } from '../contract/index.ts'
import { casesProblems } from '../contract/index.ts'
import { suspend } from '../domain/case.ts'
import type { Suspension } from '../domain/case.ts'
import { leadingLimit } from './case-limits.ts'
import { day, issuePaper, tellApplicant } from './case-paper.ts'
import { keep, standing, takeCase } from './case-step.ts'
import { retimeTasks } from './case-task.ts'
import type { CasesContext } from './cases-context.ts'

/**
 * 特别程序: the time of hearing, bidding, inspection, testing, quarantine, appraisal or expert review does not count, and the
 * applicant is told in writing how long it takes (行政许可法 art. 45). Only a procedure of the item with a legal basis stops a clock.
 */
export async function suspendCase(ctx: CasesContext, input: SuspendCase): Promise<CaseStanding> {
  const { aCase, sealed } = await takeCase(ctx, input, 'cases.suspend')
  const item = await ctx.catalogue.getItem(ctx, aCase.itemId, aCase.itemVersion)
  const procedure = item.specialProcedures.find((one) => one.code === input.procedureCode)
  if (!procedure?.stopsClock || procedure.legalBasis === undefined)
    throw problem(casesProblems['procedure-unknown'], { name: procedure?.name ?? input.procedureCode })
  const expectedWorkdays = input.expectedWorkdays ?? procedure.limitWorkdays
  const suspension: Suspension = {
    procedureCode: procedure.code,
    procedureName: procedure.name,
    legalBasis: procedure.legalBasis,
    since: ctx.today,
    ...(expectedWorkdays !== undefined && { expectedWorkdays }),
  }
  const next = await keep(ctx, suspend(aCase, suspension), { words: { reason: input.reason } })
  const limits = await ctx.limits.suspend(ctx, {
    subject: aCase.id,
    procedure: { code: procedure.code, name: procedure.name },
    legalBasis: procedure.legalBasis,
    from: ctx.today,
    ...(expectedWorkdays !== undefined && { expectedWorkdays }),
  })
  await retimeTasks(ctx, next, leadingLimit(limits))
  const data = {
    procedureName: procedure.name,
    legalBasis: procedure.legalBasis,
    from: day(ctx.today),
    reason: input.reason,
    ...(expectedWorkdays !== undefined && { expectedWorkdays: String(expectedWorkdays) }),
  }
  await issuePaper(ctx, { aCase: next, sealed, item }, { template: 'suspension', title: '特别程序告知书', data })
  const length = expectedWorkdays === undefined ? '' : `，预计 ${expectedWorkdays} 个工作日`
  await tellApplicant(ctx, next, {
    kind: 'case-suspended',
    title: `进入${procedure.name}，停止计时`,
    text: `“${next.itemName}”进入${procedure.name}${length}，这段时间不计入办理时限。`,
  })
  return standing(next)
}
