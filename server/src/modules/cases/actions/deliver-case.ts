import { problem } from '../../../kernel/index.ts'
import type { CaseStanding, DeliverCase } from '../contract/index.ts'
import { casesProblems } from '../contract/index.ts'
import { close, deliver } from '../domain/case.ts'
import { openName } from '../store/sealed-case.ts'
import { day, issuePaper, tellApplicant } from './case-paper.ts'
import { keep, momentOf, standing, takeCase } from './case-step.ts'
import { finishStep, openStep } from './case-task.ts'
import type { CasesContext } from './cases-context.ts'

const METHODS = { window: '窗口领取', post: '邮寄送达', electronic: '电子送达' } as const

/** 送达: with a receipt of delivery; nothing is left to do then, so the case is closed in the same act (行政许可法 art. 44). */
export async function deliverCase(ctx: CasesContext, input: DeliverCase): Promise<CaseStanding> {
  const { aCase, sealed } = await takeCase(ctx, input, 'cases.deliver')
  const item = await ctx.catalogue.getItem(ctx, aCase.itemId, aCase.itemVersion)
  // A licence that was granted must have been made before anything can be handed over.
  if (aCase.state === 'granted' && item.result.kind === 'licence') await refuseUnmade(ctx, aCase.id)
  const receiver = input.receiver ?? openName(ctx.vault, sealed)
  const step = deliver(aCase, input.method, momentOf(ctx))
  ctx.emit(step.event, {
    personal: { receiver, ...(input.trackingNo !== undefined && { trackingNo: input.trackingNo }) },
  })
  const next = await keep(ctx, close(step.next, momentOf(ctx)))
  await ctx.limits.close(ctx, { subject: aCase.id, on: ctx.today })
  await finishStep(ctx, next, 'deliver')
  await openStep(ctx, { aCase: next, sealed }, 'archive')
  const papers = (await ctx.documents.listFor(ctx, aCase.id)).filter((paper) => paper.template.startsWith('decision'))
  const licences = await ctx.licences.listFor(ctx, { caseId: aCase.id })
  const documents = [
    ...papers.map((paper) => ({ name: paper.title, no: paper.documentNo ?? '' })),
    ...licences.map((one) => ({ name: one.name, no: one.licenceNo ?? '' })),
  ]
  const data = {
    documents,
    recipient: receiver,
    method: METHODS[input.method],
    deliveredOn: day(ctx.today),
    remark: input.trackingNo ?? '',
  }
  await issuePaper(
    ctx,
    { aCase: next, sealed, item },
    { template: { id: 'delivery-receipt' }, title: '送达回证', data },
  )
  await tellApplicant(ctx, next, { kind: 'case-closed', title: '办件已办结', text: `“${next.itemName}”已送达并办结。` })
  return standing(next)
}

async function refuseUnmade(ctx: CasesContext, caseId: string): Promise<void> {
  const made = await ctx.licences.listFor(ctx, { caseId })
  if (made.length === 0)
    throw problem(casesProblems['not-allowed-now'], { state: '准予', action: '送达（证照还没有制作）' })
}
