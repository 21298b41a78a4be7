import { problem } from '../../../kernel/index.ts'
import type { ServiceItem } from '../../catalogue/contract/index.ts'
import type { LimitView } from '../../limits/contract/index.ts'
import { casesProblems } from '../contract/index.ts'
import * as caseLife from '../domain/case-life.ts'
import type { Case } from '../domain/case.ts'
import { decisionPaper, grantedContent } from '../domain/decision-papers.ts'
import { isCarriedOut } from '../domain/data-right.ts'
import type { StoredCase } from '../store/case-store.ts'
import { sealWords } from '../store/sealed-case.ts'
import { HANDLING, openDeliveryLimit } from './case-limits.ts'
import { basisText, day, issuePaper, remediesOf, tellApplicant } from './case-paper.ts'
import { keep, momentOf } from './case-step.ts'
import { openStep } from './case-task.ts'
import type { CasesContext } from './cases-context.ts'
import { requestOf } from './right-request.ts'

interface Decision {
  readonly granted: boolean
  readonly reason: string | undefined
}

/**
 * 决定: granted or denied, in writing; a denial states its reasons and the remedies (行政许可法 art. 38). The handling limits
 * end here, on time or not; what was granted is delivered within ten days of its own (art. 44).
 */
export async function decideCase(ctx: CasesContext, stored: StoredCase, decision: Decision): Promise<Case> {
  const { aCase, sealed } = stored
  const { granted, reason = '' } = decision
  const item = await ctx.catalogue.getItem(ctx, aCase.itemId, aCase.itemVersion)
  if (granted) await requireGrantable(ctx, stored, item)
  // Only a denial is read together with its reason: a grant's opinion is the officials' and stands with its step.
  const words = granted ? {} : { words: { reason } }
  const sealedWords = granted ? null : sealWords(ctx.vault, { reason })
  const step = caseLife.decide(aCase, granted, momentOf(ctx))
  const next = await keep(ctx, step, { sealed: { outcome_words: sealedWords }, ...words })
  await ctx.limits.close(ctx, { subject: aCase.id, kinds: [...HANDLING], on: ctx.today })
  const limit = granted ? await openDeliveryLimit(ctx, next) : undefined
  const about = { aCase: next, sealed, item }
  await openStep(ctx, about, granted ? afterGrant(item.result) : 'deliver', limit)
  await issueDecision(ctx, about, decision)
  await tellDecision(ctx, next, { limit, reason })
  return next
}

/** @throws cases/right-not-grantable: a right that cannot be carried out is refused with that reason, not granted */
async function requireGrantable(ctx: CasesContext, stored: StoredCase, item: ServiceItem): Promise<void> {
  if (item.result.right === undefined) return
  const why = await ctx.whyNotGranted(ctx, requestOf(ctx, stored, item.result.right))
  if (why !== undefined) throw problem(casesProblems['right-not-grantable'], { why })
}

/** What must be done before a grant is delivered. */
function afterGrant({ kind, right }: ServiceItem['result']): 'make-licence' | 'carry-out' | 'deliver' {
  if (isCarriedOut(right)) return 'carry-out'
  return kind === 'licence' ? 'make-licence' : 'deliver'
}

async function issueDecision(
  ctx: CasesContext,
  about: StoredCase & { item: ServiceItem },
  { granted, reason = '' }: Decision,
): Promise<void> {
  const { item, aCase } = about
  const acceptedOn = day(aCase.acceptedOn ?? ctx.today)
  const common = { acceptedOn, legalBasis: basisText(item), ...remediesOf(item) }
  const template = { id: decisionPaper(item, granted) }
  if (!granted) {
    await issuePaper(ctx, about, { template, data: { ...common, reasons: [reason] } })
    return
  }
  const licenceName = item.result.kind === 'licence' ? (item.licenceType?.name ?? item.result.name) : ''
  const years = item.licenceType?.validYears
  const validity = years === undefined ? '长期有效' : `自发证之日起${years}年`
  const content = grantedContent(item, await answerOf(ctx, about))
  const data = { ...common, content, ...(licenceName && { licenceName, validity }) }
  await issuePaper(ctx, about, { template, data })
}

/** 答复: what the officer wrote when handling it, and another has just approved (个人信息保护法 arts 48, 50). */
async function answerOf(ctx: CasesContext, { aCase, item }: { aCase: Case; item: ServiceItem }) {
  if (item.result.right === undefined) return undefined
  const tasks = await ctx.flows.tasksOf(ctx, aCase.id)
  const handled = tasks.filter(
    (task) => task.step === 'handle' && task.outcome === 'pass' && task.opinion !== undefined,
  )
  return handled.toSorted((one, other) => (one.completedAt ?? '').localeCompare(other.completedAt ?? '')).at(-1)
    ?.opinion
}

function tellDecision(
  ctx: CasesContext,
  aCase: Case,
  { limit, reason }: { limit: LimitView | undefined; reason: string },
): Promise<void> {
  const { itemName } = aCase
  return tellApplicant(
    ctx,
    aCase,
    limit
      ? {
          kind: 'case-granted',
          title: '申请已获批准',
          text: `“${itemName}”已获批准，结果将在${day(limit.dueOn ?? ctx.today)}前送达。`,
        }
      : { kind: 'case-denied', title: '申请未获批准', text: `“${itemName}”未获批准：${reason}` },
  )
}
