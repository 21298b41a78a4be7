import type { CaseStanding, WithdrawCase } from '../contract/index.ts'
import { withdraw } from '../domain/case.ts'
import { keep, standing, takeCase } from './case-step.ts'
import type { CasesContext } from './cases-context.ts'

/** 撤回: the applicant may, at any time before the decision; all that runs for the case stops. */
export async function withdrawCase(ctx: CasesContext, input: WithdrawCase): Promise<CaseStanding> {
  const { aCase } = await takeCase(ctx, input, 'cases.apply')
  const next = await keep(
    ctx,
    withdraw(aCase, ctx.now),
    input.reason === undefined ? {} : { words: { reason: input.reason } },
  )
  await stopAll(ctx, next.id, '申请人撤回')
  return standing(next)
}

/** Ends the limits and the tasks of a case that goes no further. */
export async function stopAll(ctx: CasesContext, caseId: string, reason: string): Promise<void> {
  await ctx.limits.close(ctx, { subject: caseId, on: ctx.today })
  await ctx.flows.cancel(ctx, { subject: caseId, reason })
}
