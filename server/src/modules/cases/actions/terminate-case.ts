import type { CaseStanding, TerminateCase } from '../contract/index.ts'
import * as caseLife from '../domain/case-life.ts'
import { standing } from '../domain/case.ts'
import { tellApplicant } from './case-paper.ts'
import { keep, momentOf, takeStanding } from './case-step.ts'
import { clauseOf, requireGoingOn } from './item-clause.ts'
import { stopAll } from './case-task.ts'
import type { CasesContext } from './cases-context.ts'

/** 终止: the correction never came, and its days are over; or the item was suspended or abolished, and what runs is to end. */
export async function terminateCase(ctx: CasesContext, input: TerminateCase): Promise<CaseStanding> {
  const { aCase } = await takeStanding(ctx, input, 'cases.accept')
  const isWithItem = (await clauseOf(ctx, aCase))?.rule === 'end'
  if (!isWithItem) await requireGoingOn(ctx, aCase)
  const step = isWithItem ? caseLife.endWithItem(aCase, momentOf(ctx)) : caseLife.terminate(aCase, momentOf(ctx))
  const next = await keep(ctx, step, { words: { reason: input.reason } })
  await stopAll(ctx, next.id, isWithItem ? '事项停止办理，在办的终止' : '逾期未补正，终止办理')
  await tellApplicant(ctx, next, {
    kind: 'case-terminated',
    title: '办理已终止',
    text: `“${next.itemName}”：${input.reason}`,
  })
  return standing(next)
}
