import type { CaseStanding, StartPreReview } from '../contract/index.ts'
import * as caseLife from '../domain/case-life.ts'
import { standing } from '../domain/case.ts'
import { keep, takeCase } from './case-step.ts'
import type { CasesContext } from './cases-context.ts'

/** 预审: the window has taken the application up. */
export async function startPreReview(ctx: CasesContext, input: StartPreReview): Promise<CaseStanding> {
  const { aCase } = await takeCase(ctx, input, 'cases.receive')
  return standing(await keep(ctx, caseLife.startPreReview(aCase)))
}
