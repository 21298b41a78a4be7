import type { ServiceItem } from '../../catalogue/contract/index.ts'
import type { CaseStanding } from '../contract/index.ts'
import { decide } from '../domain/case.ts'
import type { StoredCase } from '../store/case-store.ts'
import { sealWords } from '../store/sealed-case.ts'
import { HANDLING, openDeliveryLimit } from './case-limits.ts'
import { basisText, day, issuePaper, remediesOf, tellApplicant } from './case-paper.ts'
import { keep, momentOf, standing } from './case-step.ts'
import { openStep } from './case-task.ts'
import type { CasesContext } from './cases-context.ts'

/**
 * 决定: granted or denied, in writing; a denial states its reasons and the remedies (行政许可法 art. 38). The handling limits
 * end here, on time or not; delivery has ten days of its own (art. 44).
 */
export async function decideCase(
  ctx: CasesContext,
  stored: StoredCase,
  decision: { granted: boolean; reason: string | undefined },
): Promise<CaseStanding> {
  const { aCase, sealed } = stored
  const { granted, reason } = decision
  const item = await ctx.catalogue.getItem(ctx, aCase.itemId, aCase.itemVersion)
  // Only a denial is read together with its reason: a grant's opinion stands with its step, and what an earlier return
  // said no longer holds.
  const beside = {
    sealed: { outcome_words: granted || reason === undefined ? null : sealWords(ctx.vault, { reason }) },
    ...(reason !== undefined && { words: { reason } }),
  }
  const next = await keep(ctx, decide(aCase, granted, momentOf(ctx)), beside)
  await ctx.limits.close(ctx, { subject: aCase.id, kinds: [...HANDLING], on: ctx.today })
  const limit = await openDeliveryLimit(ctx, next)
  await openStep(
    ctx,
    { aCase: next, sealed },
    granted && item.result.kind === 'licence' ? 'make-licence' : 'deliver',
    limit,
  )
  await issueDecision(ctx, { aCase: next, sealed, item }, { granted, reason: reason ?? '' })
  await tellApplicant(ctx, next, {
    kind: granted ? 'case-granted' : 'case-denied',
    title: granted ? '申请已获批准' : '申请未获批准',
    text: granted
      ? `“${next.itemName}”已获批准，结果将在 ${day(limit.dueOn ?? ctx.today)} 前送达。`
      : `“${next.itemName}”未获批准：${reason ?? ''}`,
  })
  return standing(next)
}

async function issueDecision(
  ctx: CasesContext,
  about: StoredCase & { item: ServiceItem },
  { granted, reason }: { granted: boolean; reason: string },
): Promise<void> {
  const { item, aCase } = about
  const acceptedOn = day(aCase.acceptedOn ?? ctx.today)
  const common = { acceptedOn, legalBasis: basisText(item), ...remediesOf(item) }
  if (!granted)
    return issuePaper(ctx, about, {
      template: 'deny',
      title: '不予行政许可决定书',
      data: { ...common, reasons: [reason] },
    })
  const licenceName = item.result.kind === 'licence' ? (item.licenceType?.name ?? item.result.name) : ''
  const years = item.licenceType?.validYears
  const data = {
    ...common,
    content: `准予“${item.name}”`,
    ...(licenceName && { licenceName, validity: years === undefined ? '长期有效' : `自发证之日起${years}年` }),
  }
  return issuePaper(ctx, about, { template: 'grant', title: '准予行政许可决定书', data })
}
