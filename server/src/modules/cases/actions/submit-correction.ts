import type { CalendarDate } from '../../../kernel/index.ts'
import type { CaseStanding, SubmitCorrection } from '../contract/index.ts'
import { submitCorrection } from '../domain/case.ts'
import { listMaterialFiles } from '../store/material-store.ts'
import { openAnswers, sealAnswers } from '../store/sealed-case.ts'
import { openNotifyLimit } from './case-limits.ts'
import { day, issuePaper, tellApplicant } from './case-paper.ts'
import { keep, momentOf, standing, takeCase } from './case-step.ts'
import { openStep } from './case-task.ts'
import type { CasesContext } from './cases-context.ts'
import { checkApplication, handedIn } from './check-application.ts'

/** 提交补正: checked like an application; received anew, acceptance due five workdays from today. */
export async function submitCorrectionOf(ctx: CasesContext, input: SubmitCorrection): Promise<CaseStanding> {
  const { aCase, sealed } = await takeCase(ctx, input, 'cases.apply')
  const item = await ctx.catalogue.getItem(ctx, aCase.itemId, aCase.itemVersion)
  const answers = input.answers ?? openAnswers(ctx.vault, sealed)
  const files = await listMaterialFiles(ctx, aCase.id)
  checkApplication(ctx, item, { answers, files, paperMaterialIds: sealed.paper_material_ids })
  const limit = await openNotifyLimit(ctx, aCase)
  const step = submitCorrection(aCase, momentOf(ctx), {
    handedIn: handedIn(answers, files),
    notifyDueOn: limit.dueOn as CalendarDate,
  })
  const next = await keep(ctx, step, { sealed: { answers: sealAnswers(ctx.vault, answers) } })
  await openStep(ctx, { aCase: next, sealed }, 'accept', limit)
  const handedInNow = item.materials
    .filter((material) => files.some((file) => file.materialId === material.id))
    .map((material) => ({
      name: material.name,
      form: '电子',
      count: `${files.filter((file) => file.materialId === material.id).length} 个文件`,
    }))
  const form = { name: '申请表（申请人填写的内容）', form: '电子', count: '1 份' }
  const data = { correctedOn: day(ctx.today), materials: [form, ...handedInNow] }
  await issuePaper(
    ctx,
    { aCase: next, sealed, item },
    { template: { id: 'correction-receipt' }, title: '补正材料接收凭证', data },
  )
  await tellApplicant(ctx, next, {
    kind: 'correction-received',
    title: '补正材料已收到',
    text: `“${next.itemName}”的补正材料已收到，将在 ${day(limit.dueOn ?? ctx.today)} 前告知您是否受理。`,
  })
  return standing(next)
}
