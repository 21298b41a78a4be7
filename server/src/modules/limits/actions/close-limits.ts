import type { CalendarDate } from '../../../kernel/index.ts'
import { LimitClosed } from '../contract/events.ts'
import type { LimitKind } from '../contract/limit.ts'
import { closeLimit } from '../domain/limit.ts'
import { isOnTime } from '../queries/present-limit.ts'
import * as limitStore from '../store/limit-store.ts'
import type { StoredLimit } from '../store/limit-store.ts'
import { retimed, rulesFor, standingOf } from './limits-context.ts'
import type { LimitsContext } from './limits-context.ts'

export interface CloseLimits {
  readonly subject: string
  /** Without it, every open one. */
  readonly kinds?: readonly LimitKind[]
  readonly on: CalendarDate
}

/** 时限结束: what it was for has been done. Closing what isn't open changes nothing. */
export async function closeLimits(ctx: LimitsContext, { subject, kinds, on }: CloseLimits): Promise<void> {
  const open = await limitStore.lockOpen(ctx.tx, subject)
  const found = open.filter(({ limit }) => kinds === undefined || kinds.includes(limit.kind))
  const [first] = found
  if (!first) return
  const rules = await rulesFor(ctx, first.division)
  const closed = found.map((stored) => retimed(stored, closeLimit(stored.limit, on, ctx.today), rules))
  for (const [index, stored] of closed.entries()) await save(ctx, found[index]!, stored)
  ctx.emit(
    LimitClosed.of({
      subject,
      subjectKind: first.subjectKind,
      on,
      limits: closed.map((stored) => ({ ...standingOf(stored), isOnTime: isOnTime(stored) })),
    }),
  )
}

async function save(ctx: LimitsContext, before: StoredLimit, after: StoredLimit): Promise<void> {
  const writer = { at: ctx.now, by: ctx.actor.accountId }
  for (const [index, stop] of after.limit.stops.entries()) {
    if (before.limit.stops[index]!.to === undefined) await limitStore.endStop(ctx.tx, stop, writer)
  }
  await limitStore.saveTiming(ctx.tx, after.id, after.limit, after.timing)
}
