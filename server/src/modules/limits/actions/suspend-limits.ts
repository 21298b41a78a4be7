import { newPublicId, problem, splitPublicId } from '../../../kernel/index.ts'
import type { CalendarDate } from '../../../kernel/index.ts'
import { LimitSuspended } from '../contract/events.ts'
import { POWER_SUSPENDED } from '../contract/limit.ts'
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
  /** 书面告知 (行政许可法 art. 45): our own document, or the number of one that was issued elsewhere. */
  readonly noticeDocumentId?: string
  readonly noticeDocumentNo?: string
  /** How long it takes, as the applicant was told. */
  readonly expectedWorkdays?: number
  /** The day on which the procedure began; it still counts, the days after it don't. */
  readonly from: CalendarDate
}

/** 停止计时. All running limits of the subject that the law lets stop, promise and law alike. */
export async function suspendLimits(ctx: LimitsContext, input: SuspendLimits): Promise<LimitView[]> {
  const open = await limitStore.lockOpen(ctx.tx, input.subject)
  const found = open.filter(({ limit }) => mayStop(limit, input.procedure.code))
  const [first] = found
  if (!first) {
    // A power stands still for cases without a clock too.
    if (input.procedure.code === POWER_SUSPENDED) return []
    throw problem(limitsProblems['nothing-to-stop'])
  }
  const rules = await rulesFor(ctx, first.division)
  const stopped = found.map((stored) => {
    const limit = stopLimit(stored.limit, stopFrom(ctx, input), ctx.today)
    return { stop: limit.stops.at(-1)!, stored: retimed(stored, limit, rules) }
  })
  const writer = { at: ctx.now, by: ctx.actor.accountId }
  const stops = stopped.map(({ stop, stored }) => ({ limitId: stored.id, stop }))
  await limitStore.insertStops(ctx.tx, stops, writer)
  for (const { stored } of stopped) await limitStore.saveTiming(ctx.tx, stored.id, stored.limit, stored.timing)
  const { subject, procedure, legalBasis, from } = input
  ctx.emit(
    LimitSuspended.of({
      subject,
      subjectKind: first.subjectKind,
      procedure: { ...procedure },
      legalBasis,
      from,
      ...noticeOf(input),
      limits: stopped.map(({ stored }) => standingOf(stored)),
    }),
  )
  return presentTogether(
    stopped.map(({ stored }) => stored),
    () => rules,
  )
}

function stopFrom(ctx: LimitsContext, input: SuspendLimits): Stop {
  const { procedure, legalBasis, from } = input
  return {
    id: newPublicId(splitPublicId(input.subject).jurisdiction),
    from,
    procedure,
    legalBasis,
    ...noticeOf(input),
    ...(ctx.actor.accountId !== undefined && { openedBy: ctx.actor.accountId }),
  }
}

function noticeOf({ noticeDocumentId, noticeDocumentNo, expectedWorkdays }: SuspendLimits) {
  return {
    ...(noticeDocumentId !== undefined && { noticeDocumentId }),
    ...(noticeDocumentNo !== undefined && { noticeDocumentNo }),
    ...(expectedWorkdays !== undefined && { expectedWorkdays }),
  }
}
