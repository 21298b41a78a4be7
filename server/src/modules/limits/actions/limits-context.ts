import type { Context } from '../../../platform/act/index.ts'
import type { AlarmPolicy } from '../domain/alarm-level.ts'
import { policyIn } from '../domain/limit-rules.ts'
import type { LimitTiming, TimingRules } from '../domain/limit-timing.ts'
import { timingOf } from '../domain/limit-timing.ts'
import type { Limit } from '../domain/limit.ts'
import type { Calendars } from '../store/calendars.ts'
import type { StoredLimit } from '../store/limit-store.ts'

/** What the module's own acts and reads need beyond the platform's context. */
export interface LimitsDeps {
  readonly calendars: Calendars
  readonly policy: AlarmPolicy
}

export type LimitsContext = Context & LimitsDeps

export async function rulesFor(ctx: LimitsContext, division: string): Promise<TimingRules> {
  const [calendar, declared] = await Promise.all([ctx.calendars.of(ctx.tx, division), ctx.calendars.rules(ctx.tx)])
  return { calendar, policy: policyIn(declared, { division, on: ctx.today }, ctx.policy), today: ctx.today }
}

/** The limit after an act, timed anew. */
export function retimed(stored: StoredLimit, limit: Limit, rules: TimingRules): StoredLimit {
  return { ...stored, limit, timing: timingOf(limit, rules, stored.timing.alarmGiven) }
}

/** How a limit stands, as events say it. */
export function standingOf({ id, limit, timing }: StoredLimit): Standing {
  return {
    limitId: id,
    kind: limit.kind,
    ...(timing.dueOn && { dueOn: timing.dueOn }),
    provisional: timing.provisional,
  }
}

interface Standing {
  limitId: string
  kind: Limit['kind']
  dueOn?: NonNullable<LimitTiming['dueOn']>
  provisional: boolean
}
