import { newPublicId, problem, splitPublicId } from '../../../kernel/index.ts'
import { LimitExtended } from '../contract/events.ts'
import type { LimitKind, LimitView } from '../contract/limit.ts'
import { limitsProblems } from '../contract/problems.ts'
import { extendLimit, LIMIT_KIND_TITLES } from '../domain/limit.ts'
import type { Extension } from '../domain/limit.ts'
import { presentLimit } from '../queries/present-limit.ts'
import * as limitStore from '../store/limit-store.ts'
import { retimed, rulesFor, standingOf } from './limits-context.ts'
import type { LimitsContext } from './limits-context.ts'

export interface ExtendLimit {
  readonly subject: string
  readonly kind: LimitKind
  readonly workdays: number
  readonly basis: string
  /** What the applicant is told. */
  readonly reason: string
  /** What another law or regulation allows, where it allows more than 行政许可法 art. 42. */
  readonly lawfulMost?: number
}

/** 延期 (行政许可法 art. 42): once only. That the head of the agency approves is the caller's permit. */
export async function extendLimitOf(ctx: LimitsContext, input: ExtendLimit): Promise<LimitView> {
  const { subject, kind, workdays, basis, reason, lawfulMost } = input
  const found = (await limitStore.lockOpen(ctx.tx, subject)).find((stored) => stored.limit.kind === kind)
  if (!found) throw problem(limitsProblems['not-found'], { kind: LIMIT_KIND_TITLES[kind] })
  const extension: Extension = {
    id: newPublicId(splitPublicId(subject).jurisdiction),
    on: ctx.today,
    workdays,
    basis,
    reason,
    ...(ctx.actor.accountId !== undefined && { openedBy: ctx.actor.accountId }),
  }
  const rules = await rulesFor(ctx, found.division)
  const extended = retimed(found, extendLimit(found.limit, extension, lawfulMost), rules)
  await limitStore.insertExtension(ctx.tx, found.id, extension, { at: ctx.now, by: ctx.actor.accountId })
  await limitStore.saveTiming(ctx.tx, found.id, extended.limit, extended.timing)
  const { subjectKind } = found
  const body = { subject, subjectKind, ...standingOf(extended), workdays, basis }
  ctx.emit(LimitExtended.of(body), { personal: { reason } })
  return presentLimit(extended, rules)
}
