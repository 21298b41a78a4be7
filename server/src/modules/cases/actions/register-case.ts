import { isCitizenId, isCreditCode, normalizeCitizenId, problem } from '../../../kernel/index.ts'
import type { CaseSubmission, RegisterCase } from '../contract/index.ts'
import { casesProblems } from '../contract/index.ts'
import { receive } from '../domain/case.ts'
import { insertCase } from '../store/case-store.ts'
import type { Applicant } from '../store/sealed-case.ts'
import { issueReceipt } from './receive-case.ts'
import { keep } from './case-step.ts'
import { openStep } from './case-task.ts'
import type { CasesContext } from './cases-context.ts'
import { newCase, newSealedPart } from './create-draft.ts'
import { openNotifyLimit } from './case-limits.ts'
import { requireOpenItem } from './open-item.ts'
import { finishWithNumbers } from './submit-case.ts'

/** 窗口登记: somebody came to the hall; recorded and received in one act. A person who has an account finds it there. */
export async function registerCase(ctx: CasesContext, input: RegisterCase): Promise<CaseSubmission> {
  const item = await requireOpenItem(ctx, input.itemId, input.applicant.kind)
  ctx.permit.require('cases.receive', { division: item.division, organizationId: item.organizationId })
  const applicant = checkedApplicant(input.applicant)
  const errors = ctx.catalogue.validateForm(item, input.answers)
  if (errors.length > 0) throw problem(casesProblems['answers-invalid'], {}, errors)
  const unknown = input.paperMaterialIds.filter((id) => !item.materials.some((material) => material.id === id))
  if (unknown.length > 0) throw problem(casesProblems['material-unknown'])
  const ownerId = await ctx.identity.findAccountByCode(ctx, applicant.code)
  const draft = newCase(ctx, item, { ownerId, channel: 'window' })
  const sealed = { ...newSealedPart(ctx, applicant, input.answers), paper_material_ids: input.paperMaterialIds }
  await insertCase(ctx, { aCase: draft, sealed })
  return finishWithNumbers(ctx, { aCase: draft, sealed }, async (numbers, part) => {
    const numbered = { ...draft, ...numbers }
    const limit = await openNotifyLimit(ctx, numbered)
    const step = receive(
      numbered,
      { at: ctx.now, on: ctx.today },
      { notifyDueOn: limit.dueOn as typeof ctx.today, paperMaterialIds: input.paperMaterialIds },
    )
    const next = await keep(ctx, step, { sealed: part })
    await openStep(ctx, { aCase: next, sealed }, 'accept', limit)
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
