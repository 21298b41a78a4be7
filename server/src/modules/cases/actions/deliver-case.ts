import { problem } from '../../../kernel/index.ts'
import type { CaseStanding, DeliverCase } from '../contract/index.ts'
import { casesProblems } from '../contract/index.ts'
import * as caseLife from '../domain/case-life.ts'
import { standing } from '../domain/case.ts'
import { openName } from '../store/sealed-case.ts'
import { day, issuePaper, tellApplicant } from './case-paper.ts'
import { keep, momentOf, takeCase } from './case-step.ts'
import { finishStep, openStep } from './case-task.ts'
import type { CasesContext } from './cases-context.ts'

const METHODS = { window: '窗口领取', post: '邮寄送达', electronic: '电子送达' } as const

/** 送达: with a receipt of delivery; nothing is left to do then, so the case is closed in the same act (行政许可法 art. 44). */
export async function deliverCase(ctx: CasesContext, input: DeliverCase): Promise<CaseStanding> {
  const { aCase, sealed } = await takeCase(ctx, input, 'cases.deliver')
  const { method, trackingNo } = input
  const item = await ctx.catalogue.getItem(ctx, aCase.itemId, aCase.itemVersion)
  const waiting = (await ctx.flows.tasksOf(ctx, aCase.id)).some(
    (one) => one.step === 'carry-out' && one.state === 'open',
  )
  if (waiting) throw problem(casesProblems['not-carried-out'])
  const receiver = input.receiver ?? openName(ctx.vault, sealed)
  const delivered = caseLife.deliver(aCase, momentOf(ctx), { method, isLicence: item.result.kind === 'licence' })
  ctx.emit(delivered.event, { personal: { receiver, ...(trackingNo !== undefined && { trackingNo }) } })
  const next = await keep(ctx, caseLife.close(delivered.next, momentOf(ctx)))
  await ctx.limits.close(ctx, { subject: aCase.id, on: ctx.today })
  await finishStep(ctx, next, 'deliver')
  const about = { aCase: next, sealed, item }
  await openStep(ctx, about, 'archive')
  const data = {
    documents: await listDelivered(ctx, aCase.id),
    recipient: receiver,
    method: METHODS[method],
    deliveredOn: day(ctx.today),
    remark: trackingNo ?? '',
  }
  await issuePaper(ctx, about, { template: { id: 'delivery-receipt' }, title: '送达回证', data })
  await tellApplicant(ctx, next, { kind: 'case-closed', title: '办件已办结', text: `“${next.itemName}”已送达并办结。` })
  return standing(next)
}

/** The decision and the licences, as the receipt of delivery names them. */
async function listDelivered(ctx: CasesContext, caseId: string): Promise<{ name: string; no: string }[]> {
  const papers = (await ctx.documents.listFor(ctx, caseId)).filter((paper) => paper.kind.startsWith('decision'))
  const licences = await ctx.licences.listFor(ctx, { caseId })
  return [
    ...papers.map((paper) => ({ name: paper.title, no: paper.documentNo ?? '' })),
    ...licences.map((one) => ({ name: one.name, no: one.licenceNo ?? '' })),
  ]
}
