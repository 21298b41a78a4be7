import type { LimitsContext } from '../actions/limits-context.ts'
import { explainMinutes } from '../domain/minute-explanation.ts'
import { assertMinutes, readMinutes, remindersOf } from '../domain/minute-limit.ts'
import type { MinuteLimit } from '../domain/minute-limit.ts'
import { instantOf, minuteOf } from '../domain/working-time.ts'

/** A clock in minutes of office hours, as another module keeps its facts. */
export interface ReadMinutes {
  readonly division: string
  readonly organizationId?: string
  readonly title: string
  readonly basis: string
  readonly startAt: Date
  readonly minutes: number
  readonly stops: readonly { from: Date; to?: Date; because: string; legalBasis: string }[]
  readonly closedAt?: Date
}

export interface MinuteView {
  readonly dueAt?: Date
  readonly elapsedMinutes: number
  readonly remainingMinutes: number
  readonly overdueMinutes: number
  readonly reminders: readonly { level: 'soon' | 'late'; at: Date }[]
  readonly explanation: string
}

/** @throws limits/bad-minutes, limits/bad-stop, limits/no-legal-basis */
export async function readMinutesOf(ctx: LimitsContext, asked: ReadMinutes): Promise<MinuteView> {
  const limit = limitOf(asked)
  assertMinutes(limit)
  const { time, calendar } = await ctx.calendars.workingTime(ctx.tx, asked)
  const now = minuteOf(ctx.now)
  const { dueAt, elapsed, remaining, overdue } = readMinutes(limit, time, now)
  return {
    ...(dueAt !== undefined && { dueAt: instantOf(dueAt) }),
    elapsedMinutes: elapsed,
    remainingMinutes: remaining,
    overdueMinutes: overdue,
    reminders: remindersOf(limit, time).map(({ level, at }) => ({ level, at: instantOf(at) })),
    explanation: explainMinutes(limit, { time, calendar, now }),
  }
}

function limitOf({ title, basis, startAt, minutes, stops, closedAt }: ReadMinutes): MinuteLimit {
  return {
    title,
    basis,
    startAt: minuteOf(startAt),
    minutes,
    stops: stops.map(({ from, to, because, legalBasis }) => ({
      from: minuteOf(from),
      ...(to && { to: minuteOf(to) }),
      because,
      legalBasis,
    })),
    ...(closedAt && { closedAt: minuteOf(closedAt) }),
  }
}
