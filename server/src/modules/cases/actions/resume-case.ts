import type { CaseStanding, ResumeCase } from '../contract/index.ts'
import * as caseLife from '../domain/case-life.ts'
import { standing } from '../domain/case.ts'
import { leadingLimit } from './case-limits.ts'
import { day, tellApplicant } from './case-paper.ts'
import { keep, takeCase } from './case-step.ts'
import { retimeTasks } from './case-task.ts'
import type { CasesContext } from './cases-context.ts'

/** 特别程序结束: the clock runs on; every due date moves by the workdays that stood still. */
export async function resumeCase(ctx: CasesContext, input: ResumeCase): Promise<CaseStanding> {
  const { aCase } = await takeCase(ctx, input, 'cases.suspend')
  const next = await keep(ctx, caseLife.resume(aCase), { words: { result: input.result } })
  const limits = await ctx.limits.resume(ctx, {
    subject: aCase.id,
    on: ctx.today,
    reason: `${aCase.suspension?.procedureName ?? ''}结束`,
  })
  const leading = leadingLimit(limits)
  await retimeTasks(ctx, next, leading)
  const due = leading?.dueOn === undefined ? '' : `，预计${day(leading.dueOn)}前办结`
  await tellApplicant(ctx, next, {
    kind: 'case-resumed',
    title: '恢复计时',
    text: `“${next.itemName}”的${aCase.suspension?.procedureName ?? '特别程序'}已结束${due}。`,
  })
  return standing(next)
}
