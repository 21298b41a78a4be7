import type { CaseStanding, UpdateDraft } from '../contract/index.ts'
import { requireWritable } from '../domain/case-life.ts'
import { standing } from '../domain/case.ts'
import * as caseStore from '../store/case-store.ts'
import { sealAnswers } from '../store/sealed-case.ts'
import { takeOwnCase } from './case-step.ts'
import type { CasesContext } from './cases-context.ts'

/** 保存草稿. What an applicant is still writing is no act: the record begins when it is submitted. */
export async function updateDraft(ctx: CasesContext, input: UpdateDraft): Promise<CaseStanding> {
  const { aCase } = await takeOwnCase(ctx, input)
  requireWritable(aCase, '保存草稿')
  ctx.nothingChanged()
  return standing(await caseStore.save(ctx, aCase, { answers: sealAnswers(ctx.vault, input.answers) }))
}
