import type { ArchiveCase, CaseStanding } from '../contract/index.ts'
import { archive } from '../domain/case.ts'
import { keep, standing, takeCase } from './case-step.ts'
import { finishStep } from './case-task.ts'
import type { CasesContext } from './cases-context.ts'

/** 归档. */
export async function archiveCase(ctx: CasesContext, input: ArchiveCase): Promise<CaseStanding> {
  const { aCase } = await takeCase(ctx, input, 'cases.archive')
  const next = await keep(ctx, archive(aCase))
  await finishStep(ctx, next, 'archive')
  return standing(next)
}
