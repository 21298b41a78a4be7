import { isCitizenId, isCreditCode, normalizeCitizenId, problem } from '../../../kernel/index.ts'
import type { CaseSubmission, RegisterCase } from '../contract/index.ts'
import { casesProblems } from '../contract/index.ts'
import * as caseLife from '../domain/case-life.ts'
import * as caseStore from '../store/case-store.ts'
import type { Applicant } from '../store/sealed-case.ts'
import { notifyDueOn } from './case-limits.ts'
import { finishWithNumbers } from './case-numbers.ts'
import { keep, momentOf } from './case-step.ts'
import type { CasesContext } from './cases-context.ts'
import { requireAskedMaterials, requireValidAnswers } from './check-application.ts'
import { issueReceipt } from './issue-receipt.ts'
import { newCase, newSealedPart } from './new-case.ts'
import { requireOpenItem } from './open-item.ts'

/** 窗口登记: somebody came to the hall; recorded and received in one act. A person who has an account finds it there. */
export async function registerCase(ctx: CasesContext, input: RegisterCase): Promise<CaseSubmission> {
  const { paperMaterialIds } = input
  const item = await requireOpenItem(ctx, input.itemId, input.applicant.kind)
  const answers = ctx.catalogue.askedAnswers(item, input.answers)
  ctx.permit.require('cases.receive', { division: item.division, organizationId: item.organizationId })
  const applicant = checkedApplicant(input.applicant)
  requireValidAnswers(ctx, item, answers)
  requireAskedMaterials(item, paperMaterialIds)
  const ownerId = await ctx.identity.findAccountByCode(ctx, applicant.code)
  const aCase = newCase(ctx, item, { ownerId, channel: 'window' })
  const sealed = { ...newSealedPart(ctx, applicant, answers), paper_material_ids: paperMaterialIds }
  await caseStore.insert(ctx, { aCase, sealed })
  return finishWithNumbers(ctx, { aCase, sealed }, async ({ numbers, query_password_blind }) => {
    const numbered = { ...aCase, ...numbers }
    const receipt = { notifyDueOn: await notifyDueOn(ctx, aCase), paperMaterialIds }
    const step = caseLife.register(numbered, momentOf(ctx), receipt)
    const next = await keep(ctx, step, { sealed: { query_password_blind } })
    await issueReceipt(ctx, { aCase: next, sealed, item })
    return next
  })
}

/** @throws cases/applicant-invalid with the field */
function checkedApplicant(given: RegisterCase['applicant']): Applicant {
  const code = normalizeCitizenId(given.code)
  const isRight = given.kind === 'person' ? isCitizenId(code) : isCreditCode(code)
  if (isRight) return { ...given, code }
  const name = given.kind === 'person' ? '公民身份号码' : '统一社会信用代码'
  throw problem(casesProblems['applicant-invalid'], {}, [{ path: '/applicant/code', message: `${name}不正确，请核对` }])
}
