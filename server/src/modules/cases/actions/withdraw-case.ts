import type { CaseStanding, WithdrawCase } from '../contract/index.ts'
import * as caseLife from '../domain/case-life.ts'
import { standing } from '../domain/case.ts'
import { keep, takeOwnCase } from './case-step.ts'
import { stopAll } from './case-task.ts'
import type { CasesContext } from './cases-context.ts'

/** 撤回: the applicant may, at any time before the decision; all that runs for the case stops. */
export async function withdrawCase(ctx: CasesContext, input: WithdrawCase): Promise<CaseStanding> {
  // Who has no account can only come to the hall and say so; for the others nobody else may.
  const { aCase } = await takeOwnCase(ctx, input, ({ ownerId }) => ownerId === undefined)
  const step = caseLife.withdraw(aCase, ctx.now)
  const next = await keep(ctx, step, input.reason === undefined ? {} : { words: { reason: input.reason } })
  await stopAll(ctx, next.id, '申请人撤回')
  return standing(next)
}
