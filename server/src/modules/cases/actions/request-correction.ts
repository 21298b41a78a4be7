import type { CaseStanding, RequestCorrection } from '../contract/index.ts'
import * as caseLife from '../domain/case-life.ts'
import { standing } from '../domain/case.ts'
import { sealGaps } from '../store/sealed-case.ts'
import { dueAfter, openCorrectionLimit } from './case-limits.ts'
import { day, issuePaper, tellApplicant } from './case-paper.ts'
import { keep, momentOf, takeCase } from './case-step.ts'
import { finishStep } from './case-task.ts'
import type { CasesContext } from './cases-context.ts'
import { requireAskedMaterials } from './check-application.ts'

/**
 * 一次性告知补正: everything that is missing, in one notice, with the days that the applicant has; the five days are met by
 * it (行政许可法 art. 32(4)).
 */
export async function requestCorrection(ctx: CasesContext, input: RequestCorrection): Promise<CaseStanding> {
  const { aCase, sealed } = await takeCase(ctx, input, 'cases.accept')
  const { gaps } = input
  const item = await ctx.catalogue.getItem(ctx, aCase.itemId, aCase.itemVersion)
  requireAskedMaterials(
    item,
    gaps.map((gap) => gap.materialId),
  )
  const { division, organizationId } = aCase
  const usual = () => ctx.limits.figure(ctx, { division, organizationId, rule: 'correction-workdays' })
  const workdays = input.workdays ?? (await usual())
  const dueOn = await dueAfter(ctx, aCase, workdays)
  const step = caseLife.requestCorrection(aCase, momentOf(ctx), { gaps, dueOn })
  const words = Object.fromEntries(gaps.map((gap, index) => [`gap ${index + 1}`, gap.what]))
  const next = await keep(ctx, step, { sealed: { correction: sealGaps(ctx.vault, gaps) }, words })
  await ctx.limits.close(ctx, { subject: aCase.id, kinds: ['notify'], on: ctx.today })
  await openCorrectionLimit(ctx, next, workdays)
  await finishStep(ctx, next, 'accept')
  const materials = new Map(item.materials.map((material) => [material.id, material.name]))
  const requirement = `请在${day(dueOn)}前补齐后重新提交`
  const listed = gaps.map(({ materialId = '', what }) => ({
    material: materials.get(materialId) ?? '申请表',
    problem: what,
    requirement,
  }))
  const data = { receivedOn: day(aCase.receivedOn ?? ctx.today), gaps: listed }
  await issuePaper(ctx, { aCase: next, sealed, item }, { template: 'correction', title: '补正材料通知书', data })
  await tellApplicant(ctx, next, {
    kind: 'correction-requested',
    title: '需要补正材料',
    text: `“${next.itemName}”需要补正 ${gaps.length} 项，请在${day(dueOn)}前一次补齐后提交。`,
  })
  return standing(next)
}
