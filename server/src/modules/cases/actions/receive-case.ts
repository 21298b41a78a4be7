import { problem } from '../../../kernel/index.ts'
import type { CalendarDate } from '../../../kernel/index.ts'
import type { ServiceItem } from '../../catalogue/contract/index.ts'
import type { CaseStanding, ReceiveCase } from '../contract/index.ts'
import { casesProblems } from '../contract/index.ts'
import { receive } from '../domain/case.ts'
import type { StoredCase } from '../store/case-store.ts'
import { listMaterialFiles } from '../store/material-store.ts'
import { openNotifyLimit } from './case-limits.ts'
import { day, issuePaper, tellApplicant } from './case-paper.ts'
import { keep, momentOf, standing, takeCase } from './case-step.ts'
import { finishStep, openStep } from './case-task.ts'
import type { CasesContext } from './cases-context.ts'

/** 收件: the receipt goes out, and acceptance must be decided within five workdays (行政许可法 art. 32). */
export async function receiveCase(ctx: CasesContext, input: ReceiveCase): Promise<CaseStanding> {
  const { aCase, sealed } = await takeCase(ctx, input, 'cases.receive')
  const item = await ctx.catalogue.getItem(ctx, aCase.itemId, aCase.itemVersion)
  const unknown = input.paperMaterialIds.filter((id) => !item.materials.some((material) => material.id === id))
  if (unknown.length > 0) throw problem(casesProblems['material-unknown'])
  const paper = [...new Set([...sealed.paper_material_ids, ...input.paperMaterialIds])]
  const limit = await openNotifyLimit(ctx, aCase)
  const step = receive(aCase, momentOf(ctx), {
    notifyDueOn: limit.dueOn as CalendarDate,
    paperMaterialIds: input.paperMaterialIds,
  })
  const next = await keep(ctx, step, { sealed: { paper_material_ids: paper } })
  await finishStep(ctx, next, 'receive')
  await openStep(ctx, { aCase: next, sealed }, 'accept', limit)
  await issueReceipt(ctx, { aCase: next, sealed: { ...sealed, paper_material_ids: paper }, item })
  await tellApplicant(ctx, next, {
    kind: 'case-received',
    title: '已收件',
    text: `“${next.itemName}”已收件，将在 ${day(limit.dueOn ?? ctx.today)} 前告知您是否受理。`,
  })
  return standing(next)
}

/** 收件凭证: every material that came, as file or on paper. */
export async function issueReceipt(
  ctx: CasesContext,
  { aCase, sealed, item }: StoredCase & { item: ServiceItem },
): Promise<void> {
  const files = await listMaterialFiles(ctx, aCase.id)
  const handedIn = item.materials.flatMap((material) => {
    const count = files.filter((file) => file.materialId === material.id).length
    const onPaper = sealed.paper_material_ids.includes(material.id)
    if (count === 0 && !onPaper) return []
    return [{ name: material.name, form: onPaper ? '纸质' : '电子', count: onPaper ? '1 份' : `${count} 个文件` }]
  })
  const materials = [{ name: '申请表（申请人填写的内容）', form: '电子', count: '1 份' }, ...handedIn]
  const data = { receivedOn: day(ctx.today), materials, queryCode: aCase.queryCode ?? '' }
  await issuePaper(ctx, { aCase, sealed, item }, { template: 'receipt', title: '收件凭证', data })
}
