import type { CaseStanding, ReceiveCase } from '../contract/index.ts'
import * as caseLife from '../domain/case-life.ts'
import { standing } from '../domain/case.ts'
import { notifyDueOn } from './case-limits.ts'
import { keep, momentOf, takeCase } from './case-step.ts'
import { finishStep } from './case-task.ts'
import type { CasesContext } from './cases-context.ts'
import { requireAskedMaterials } from './check-application.ts'
import { issueReceipt } from './issue-receipt.ts'

/** 收件: the receipt goes out, and acceptance must be decided within five workdays (行政许可法 art. 32). */
export async function receiveCase(ctx: CasesContext, input: ReceiveCase): Promise<CaseStanding> {
  const { aCase, sealed } = await takeCase(ctx, input, 'cases.receive')
  const { paperMaterialIds } = input
  const item = await ctx.catalogue.getItem(ctx, aCase.itemId, aCase.itemVersion)
  requireAskedMaterials(item, paperMaterialIds)
  const paper = [...new Set([...sealed.paper_material_ids, ...paperMaterialIds])]
  const receipt = { notifyDueOn: await notifyDueOn(ctx, aCase), paperMaterialIds }
  const step = caseLife.receive(aCase, momentOf(ctx), receipt)
  const next = await keep(ctx, step, { sealed: { paper_material_ids: paper } })
  await ctx.limits.close(ctx, { subject: next.id, kinds: ['pre-review'], on: ctx.today })
  await finishStep(ctx, next, 'receive')
  await issueReceipt(ctx, { aCase: next, sealed: { ...sealed, paper_material_ids: paper }, item })
  return standing(next)
}
