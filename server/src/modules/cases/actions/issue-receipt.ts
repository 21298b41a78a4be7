import type { ServiceItem } from '../../catalogue/contract/index.ts'
import type { StoredCase } from '../store/case-store.ts'
import * as materialStore from '../store/material-store.ts'
import { openNotifyLimit } from './case-limits.ts'
import { day, issuePaper, tellApplicant } from './case-paper.ts'
import { openStep } from './case-task.ts'
import type { CasesContext } from './cases-context.ts'

/** What follows from receipt: 收件凭证, five days for acceptance as the next step, and the applicant is told until when. */
export async function issueReceipt(ctx: CasesContext, about: StoredCase & { item: ServiceItem }): Promise<void> {
  const { aCase } = about
  const limit = await openNotifyLimit(ctx, aCase)
  await openStep(ctx, about, 'accept', limit)
  const materials = await listHandedIn(ctx, about)
  const data = { receivedOn: day(ctx.today), materials, queryCode: aCase.queryCode ?? '' }
  await issuePaper(ctx, about, { template: 'receipt', title: '收件凭证', data })
  await tellApplicant(ctx, aCase, {
    kind: 'case-received',
    title: '已收件',
    text: `“${aCase.itemName}”已收件，将在${day(limit.dueOn ?? ctx.today)}前告知您是否受理。`,
  })
}

/** Every material that came, as file or on paper, as a receipt lists it. */
export async function listHandedIn(
  ctx: CasesContext,
  { aCase, sealed, item }: StoredCase & { item: ServiceItem },
): Promise<{ name: string; form: string; count: string }[]> {
  const files = await materialStore.list(ctx, aCase.id)
  const handedIn = item.materials.flatMap((material) => {
    const count = files.filter((file) => file.materialId === material.id).length
    const onPaper = sealed.paper_material_ids.includes(material.id)
    if (count === 0 && !onPaper) return []
    return [{ name: material.name, form: onPaper ? '纸质' : '电子', count: onPaper ? '1 份' : `${count} 个文件` }]
  })
  return [{ name: '申请表（申请人填写的内容）', form: '电子', count: '1 份' }, ...handedIn]
}
