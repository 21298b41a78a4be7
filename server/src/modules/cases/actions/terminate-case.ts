import type { CaseStanding, TerminateCase } from '../contract/index.ts'
import * as caseLife from '../domain/case-life.ts'
import { standing } from '../domain/case.ts'
import { tellApplicant } from './case-paper.ts'
import { keep, momentOf, takeCase } from './case-step.ts'
import { stopAll } from './case-task.ts'
import type { CasesContext } from './cases-context.ts'

/** 终止: the correction never came, and its days are over. */
export async function terminateCase(ctx: CasesContext, input: TerminateCase): Promise<CaseStanding> {
  const { aCase } = await takeCase(ctx, input, 'cases.accept')
  const step = caseLife.terminate(aCase, momentOf(ctx))
  const next = await keep(ctx, step, { words: { reason: input.reason } })
  await stopAll(ctx, next.id, '逾期未补正，终止办理')
  await tellApplicant(ctx, next, {
    kind: 'case-terminated',
    title: '办理已终止',
    text: `“${next.itemName}”：${input.reason}`,
  })
  return standing(next)
}
