import { newPublicId, problem, splitPublicId } from '../../../kernel/index.ts'
import type { CalendarDate } from '../../../kernel/index.ts'
import { LimitSuspended } from '../contract/events.ts'
import type { LimitView } from '../contract/limit.ts'
import { limitsProblems } from '../contract/problems.ts'
import { mayStop, stopLimit } from '../domain/limit.ts'
import type { Stop } from '../domain/limit.ts'
import { presentTogether } from '../queries/present-limit.ts'
import * as limitStore from '../store/limit-store.ts'
import { retimed, rulesFor, standingOf } from './limits-context.ts'
import type { LimitsContext } from './limits-context.ts'

export interface SuspendLimits {
  readonly subject: string
  readonly procedure: { readonly code: string; readonly name: string }
  /** The article that excludes the procedure's time; without one the clock may not stop. */
  readonly legalBasis: string
  readonly noticeDocumentNo?: string
  /** What the applicant was told in writing (行政许可法 art. 45). */
  readonly expectedWorkdays?: number
  /** The day on which the procedure began; it still counts, the days after it don't. */
  readonly from: CalendarDate
}

/** 停止计时. All running limits of the subject that the law lets stop, promise and law alike. */
export async function suspendLimits(ctx: LimitsContext, input: SuspendLimits): Promise<LimitView[]> {
  const open = await limitStore.lockOpen(ctx.tx, input.subject)
  const found = open.filter(({ limit }) => mayStop(limit))
  const [first] = found
  if (!first) throw problem(limitsProblems['nothing-to-stop'])
  const rules = await rulesFor(ctx, first.division)
  const stopped = found.map((stored) => {
    const stop = stopFrom(ctx, input)
    return { stop, stored: retimed(stored, stopLimit(stored.limit, stop, ctx.today), rules) }
  })
  const writer = { at: ctx.now, by: ctx.actor.accountId }
  const stops = stopped.map(({ stop, stored }) => ({ limitId: stored.id, stop }))
  await limitStore.insertStops(ctx.tx, stops, writer)
  for (const { stored } of stopped) await limitStore.saveTiming(ctx.tx, stored.id, stored.limit, stored.timing)
  const { subject, procedure, legalBasis, noticeDocumentNo, expectedWorkdays, from } = input
  ctx.emit(
    LimitSuspended.of({
      subject,
      subjectKind: first.subjectKind,
      procedure: { ...procedure },
      legalBasis,
      from,
      ...(noticeDocumentNo !== undefined && { noticeDocumentNo }),
      ...(expectedWorkdays !== undefined && { expectedWorkdays }),
      limits: stopped.map(({ stored }) => standingOf(stored)),
    }),
  )
  return presentTogether(
    stopped.map(({ stored }) => stored),
    () => rules,
  )
}

function stopFrom(ctx: LimitsContext, input: SuspendLimits): Stop {
  const { procedure, legalBasis, noticeDocumentNo, expectedWorkdays, from } = input
  return {
    id: newPublicId(splitPublicId(input.subject).jurisdiction),
    from,
    procedure,
    legalBasis,
    ...(noticeDocumentNo !== undefined && { noticeDocumentNo }),
    ...(expectedWorkdays !== undefined && { expectedWorkdays }),
    ...(ctx.actor.accountId !== undefined && { openedBy: ctx.actor.accountId }),
  }
}
