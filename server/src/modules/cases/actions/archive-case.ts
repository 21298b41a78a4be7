import type { ArchiveCase, CaseStanding } from '../contract/index.ts'
import * as caseLife from '../domain/case-life.ts'
import { standing } from '../domain/case.ts'
import { keep, takeCase } from './case-step.ts'
import { finishStep } from './case-task.ts'
import type { CasesContext } from './cases-context.ts'

/** 归档. */
export async function archiveCase(ctx: CasesContext, input: ArchiveCase): Promise<CaseStanding> {
  const { aCase } = await takeCase(ctx, input, 'cases.archive')
  const next = await keep(ctx, caseLife.archive(aCase))
  await finishStep(ctx, next, 'archive')
  return standing(next)
}
