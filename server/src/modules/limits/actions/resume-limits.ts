import { problem } from '../../../kernel/index.ts'
import type { CalendarDate } from '../../../kernel/index.ts'
import { LimitResumed } from '../contract/events.ts'
import { POWER_SUSPENDED } from '../contract/limit.ts'
import type { LimitView } from '../contract/limit.ts'
import { limitsProblems } from '../contract/problems.ts'
import { openStopsOf, resumeLimit } from '../domain/limit.ts'
import type { Stop } from '../domain/limit.ts'
import { presentTogether } from '../queries/present-limit.ts'
import * as limitStore from '../store/limit-store.ts'
import type { StoredLimit } from '../store/limit-store.ts'
import { retimed, rulesFor, standingOf } from './limits-context.ts'
import type { LimitsContext } from './limits-context.ts'

export interface ResumeLimits {
  readonly subject: string
  /** The day on which the procedure ended; it is still excluded, counting goes on the day after. */
  readonly on: CalendarDate
  readonly reason: string
  /** One procedure's stop; without it, every open one. */
  readonly procedureCode?: string
}

/** 恢复计时. */
export async function resumeLimits(ctx: LimitsContext, input: ResumeLimits): Promise<LimitView[]> {
  const found = (await limitStore.lockOpen(ctx.tx, input.subject)).filter((stored) => endedBy(input, stored).length > 0)
  const [first] = found
  if (!first) {
    if (input.procedureCode === POWER_SUSPENDED) return []
    throw problem(limitsProblems['not-stopped'])
  }
  const rules = await rulesFor(ctx, first.division)
  const resumed = found.map((stored) => retimed(stored, resumeLimit(stored.limit, input, ctx.today), rules))
  const writer = { at: ctx.now, by: ctx.actor.accountId }
  for (const [index, stored] of resumed.entries()) {
    const ended = new Set(endedBy(input, found[index]!).map((stop) => stop.id))
    for (const stop of stored.limit.stops) if (ended.has(stop.id)) await limitStore.endStop(ctx.tx, stop, writer)
    await limitStore.saveTiming(ctx.tx, stored.id, stored.limit, stored.timing)
  }
  ctx.emit(
    LimitResumed.of({
      subject: input.subject,
      subjectKind: first.subjectKind,
      procedures: endedBy(input, first).map((stop) => ({ ...stop.procedure })),
      on: input.on,
      reason: input.reason,
      limits: resumed.map(standingOf),
    }),
  )
  return presentTogether(resumed, () => rules)
}

function endedBy({ procedureCode }: ResumeLimits, { limit }: StoredLimit): Stop[] {
  return openStopsOf(limit).filter((stop) => procedureCode === undefined || stop.procedure.code === procedureCode)
}
