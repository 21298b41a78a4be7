import type { CaseSubmission, SubmitCase } from '../contract/index.ts'
import { submit } from '../domain/case.ts'
import type { Case, Numbers } from '../domain/case.ts'
import { blindPassword, openAnswers, sealAnswers } from '../store/sealed-case.ts'
import type { SealedPart } from '../store/sealed-case.ts'
import { listMaterialFiles } from '../store/material-store.ts'
import { tellApplicant } from './case-paper.ts'
import { keep, standing, takeCase } from './case-step.ts'
import { openStep } from './case-task.ts'
import { checkApplication, handedIn } from './check-application.ts'
import { newQueryPassword, nextNumbers } from './case-numbers.ts'
import type { CasesContext } from './cases-context.ts'
import { requireOpenItem } from './open-item.ts'

/** 提交: on the version of the item that is published at this moment; the case stays on it for good. */
export async function submitCase(ctx: CasesContext, input: SubmitCase): Promise<CaseSubmission> {
  const { aCase, sealed } = await takeCase(ctx, input, 'cases.apply')
  const item = await requireOpenItem(ctx, aCase.itemId, sealed.applicant_kind)
  const answers = input.answers ?? openAnswers(ctx.vault, sealed)
  const files = await listMaterialFiles(ctx, aCase.id)
  checkApplication(ctx, item, { answers, files, paperMaterialIds: sealed.paper_material_ids })
  const pinned = { ...aCase, itemVersion: item.version, itemName: item.name }
  return finishWithNumbers(
    ctx,
    { aCase: pinned, sealed: { ...sealed, answers: sealAnswers(ctx.vault, answers) } },
    async (numbers, part) => {
      const next = await keep(ctx, submit(pinned, numbers, { handedIn: handedIn(answers, files), at: ctx.now }), {
        sealed: part,
      })
      await openStep(ctx, { aCase: next, sealed }, 'receive')
      await tellApplicant(ctx, next, {
        kind: 'case-submitted',
        title: '申请已提交',
        text: `您申请的“${next.itemName}”已提交，查询编号 ${numbers.queryCode}。`,
      })
      return next
    },
  )
}

/**
 * Runs the end of an act that gives a case its numbers: before commit, so that the counters are locked as briefly as can be.
 * The answer is filled in then; it is serialized only after commit.
 */
export function finishWithNumbers(
  ctx: CasesContext,
  { aCase, sealed }: { aCase: Case; sealed: SealedPart },
  finish: (numbers: Numbers, part: Pick<SealedPart, 'answers' | 'query_password_blind'>) => Promise<Case>,
): Promise<CaseSubmission> {
  const answer: CaseSubmission = { ...standing(aCase), caseNo: '', queryCode: '' }
  ctx.beforeCommit(async () => {
    const numbers =
      aCase.caseNo && aCase.queryCode
        ? { caseNo: aCase.caseNo, queryCode: aCase.queryCode }
        : await nextNumbers(ctx, aCase)
    const queryPassword = sealed.query_password_blind ? undefined : newQueryPassword()
    const blind =
      queryPassword === undefined
        ? sealed.query_password_blind
        : blindPassword(ctx.vault, numbers.queryCode, queryPassword)
    const next = await finish(numbers, { answers: sealed.answers, query_password_blind: blind })
    Object.assign(answer, standing(next), numbers, queryPassword === undefined ? {} : { queryPassword })
  })
  return Promise.resolve(answer)
}
