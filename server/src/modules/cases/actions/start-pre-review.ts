import type { CaseStanding, StartPreReview } from '../contract/index.ts'
import { startPreReview } from '../domain/case.ts'
import { keep, standing, takeCase } from './case-step.ts'
import type { CasesContext } from './cases-context.ts'

/** 预审: the window has taken the application up. */
export async function startPreReviewOf(ctx: CasesContext, input: StartPreReview): Promise<CaseStanding> {
  const { aCase } = await takeCase(ctx, input, 'cases.receive')
  return standing(await keep(ctx, startPreReview(aCase)))
}
