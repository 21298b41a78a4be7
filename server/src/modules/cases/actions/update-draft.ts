import { problem } from '../../../kernel/index.ts'
import type { CaseStanding, UpdateDraft } from '../contract/index.ts'
import { CASE_STATES, casesProblems } from '../contract/index.ts'
import { saveCase } from '../store/case-store.ts'
import { sealAnswers } from '../store/sealed-case.ts'
import { standing, takeCase } from './case-step.ts'
import type { CasesContext } from './cases-context.ts'

/** While the applicant is writing: before submission, after a return, and in a correction. */
export const WRITABLE = ['draft', 'preReturned', 'correction'] as const

/** 保存草稿. What an applicant is still writing is no act: the record begins when it is submitted. */
export async function updateDraft(ctx: CasesContext, input: UpdateDraft): Promise<CaseStanding> {
  const { aCase } = await takeCase(ctx, input, 'cases.apply')
  requireWritable(aCase.state, '保存草稿')
  ctx.nothingChanged()
  return standing(await saveCase(ctx, aCase, { answers: sealAnswers(ctx.vault, input.answers) }))
}

/** @throws cases/not-allowed-now */
export function requireWritable(state: keyof typeof CASE_STATES, action: string): void {
  if ((WRITABLE as readonly string[]).includes(state)) return
  throw problem(casesProblems['not-allowed-now'], { state: CASE_STATES[state], action })
}
