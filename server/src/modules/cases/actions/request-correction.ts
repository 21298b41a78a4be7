import { problem } from '../../../kernel/index.ts'
import type { CaseStanding, RequestCorrection } from '../contract/index.ts'
import { casesProblems } from '../contract/index.ts'
import { requestCorrection } from '../domain/case.ts'
import { sealGaps } from '../store/sealed-case.ts'
import { day, issuePaper, tellApplicant } from './case-paper.ts'
import { keep, standing, takeCase } from './case-step.ts'
import { finishStep } from './case-task.ts'
import type { CasesContext } from './cases-context.ts'

/** 一次性告知补正: everything that is missing, in one notice; the five days are met by it (行政许可法 art. 32(4)). */
export async function requestCorrectionOf(ctx: CasesContext, input: RequestCorrection): Promise<CaseStanding> {
  const { aCase, sealed } = await takeCase(ctx, input, 'cases.accept')
  const item = await ctx.catalogue.getItem(ctx, aCase.itemId, aCase.itemVersion)
  const materials = new Map(item.materials.map((material) => [material.id, material.name]))
  if (input.gaps.some((gap) => gap.materialId !== undefined && !materials.has(gap.materialId)))
    throw problem(casesProblems['material-unknown'])
  const step = requestCorrection(aCase, input.gaps, ctx.now)
  const words = Object.fromEntries(input.gaps.map((gap, index) => [`gap ${index + 1}`, gap.what]))
  const next = await keep(ctx, step, { sealed: { correction: sealGaps(ctx.vault, input.gaps) }, words })
  await ctx.limits.close(ctx, { subject: aCase.id, kinds: ['notify'], on: ctx.today })
  await finishStep(ctx, next, 'accept')
  const gaps = input.gaps.map((gap) => ({
    material: materials.get(gap.materialId ?? '') ?? '申请表',
    problem: gap.what,
    requirement: '按要求补正后重新提交',
  }))
  const data = { receivedOn: day(aCase.receivedOn ?? ctx.today), gaps }
  await issuePaper(ctx, { aCase: next, sealed, item }, { template: 'correction', title: '补正材料通知书', data })
  await tellApplicant(ctx, next, {
    kind: 'correction-requested',
    title: '需要补正材料',
    text: `“${next.itemName}”需要补正 ${gaps.length} 项，请一次补齐后提交。`,
  })
  return standing(next)
}
