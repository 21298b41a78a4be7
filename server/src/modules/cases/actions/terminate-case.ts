import type { CaseStanding, TerminateCase } from '../contract/index.ts'
import { terminate } from '../domain/case.ts'
import { tellApplicant } from './case-paper.ts'
import { keep, standing, takeCase } from './case-step.ts'
import type { CasesContext } from './cases-context.ts'
import { stopAll } from './withdraw-case.ts'

/** 终止: the correction never came. */
export async function terminateCase(ctx: CasesContext, input: TerminateCase): Promise<CaseStanding> {
  const { aCase } = await takeCase(ctx, input, 'cases.accept')
  const next = await keep(ctx, terminate(aCase, ctx.now), { words: { reason: input.reason } })
  await stopAll(ctx, next.id, '逾期未补正，终止办理')
  await tellApplicant(ctx, next, {
    kind: 'case-terminated',
    title: '办理已终止',
    text: `“${next.itemName}”：${input.reason}`,
  })
  return standing(next)
}
