import { problem } from '../../../kernel/problem.ts'
import { limitsProblems } from '../contract/problems.ts'
import type { Minute, WorkingTime } from './working-time.ts'

/** 停止计时, to the minute: the minutes m with `from ≤ m < to` don't count; without `to` it still runs. */
export interface MinuteStop {
  readonly from: Minute
  readonly to?: Minute
  readonly because: string
  readonly legalBasis: string
}

/** 按办公时间计算的时限: so many minutes in which the office is open, from the minute itself (民法典 art. 201). */
export interface MinuteLimit {
  readonly title: string
  readonly basis: string
  readonly startAt: Minute
  readonly minutes: number
  readonly stops: readonly MinuteStop[]
  readonly closedAt?: Minute
}

/** What the clock says at a minute. */
export interface MinuteReading {
  /** While a stop is open: the earliest minute that is still possible. Absent beyond the calendar. */
  readonly dueAt?: Minute
  readonly elapsed: number
  readonly remaining: number
  readonly overdue: number
  readonly openStop?: MinuteStop
}

export interface Reminder {
  readonly level: 'soon' | 'late'
  readonly at: Minute
}

/** A fifth of the length, and not less than ten minutes; an installation may set its own. */
export const DEFAULT_SOON: SoonPolicy = { minMinutes: 10, shareOfLength: 0.2 }
export interface SoonPolicy {
  readonly minMinutes: number
  readonly shareOfLength: number
}

/** A year of offices that never close: what is longer is counted in days. */
export const LONGEST_MINUTES = 366 * 1440

/** @throws limits/bad-minutes */
export function assertMinutes({ minutes, stops }: Pick<MinuteLimit, 'minutes' | 'stops'>): void {
  if (!Number.isInteger(minutes) || minutes < 1 || minutes > LONGEST_MINUTES)
    throw problem(limitsProblems['bad-minutes'])
  for (const { from, to, legalBasis } of stops) {
    if (to !== undefined && to < from) throw problem(limitsProblems['bad-stop'], { stop: `${from}..${to}` })
    if (legalBasis.trim() === '') throw problem(limitsProblems['no-legal-basis'])
  }
}

/** Pure: the limit's facts, the office's hours and a minute give everything that is shown. */
export function readMinutes(limit: MinuteLimit, time: WorkingTime, now: Minute): MinuteReading {
  const asOf = limit.closedAt === undefined ? now : Math.min(limit.closedAt, now)
  const pauses = pausesOf(limit, asOf)
  const dueAt = minuteAfter(limit.startAt, limit.minutes, { time, pauses })
  const elapsed = worked({ from: limit.startAt, to: asOf }, { time, pauses })
  const openStop = limit.stops.find((stop) => stop.to === undefined && stop.from <= asOf)
  return {
    ...(dueAt !== undefined && { dueAt }),
    elapsed,
    remaining: Math.max(0, limit.minutes - elapsed),
    overdue: Math.max(0, elapsed - limit.minutes),
    ...(openStop && { openStop }),
  }
}

/**
 * When somebody is told: before the end, and when it is late. Never while the office is shut: then at its next opening.
 * A limit that is closed, or stands, reminds of nothing.
 */
export function remindersOf(limit: MinuteLimit, time: WorkingTime, soon: SoonPolicy = DEFAULT_SOON): Reminder[] {
  if (limit.closedAt !== undefined || limit.stops.some((stop) => stop.to === undefined)) return []
  const pauses = pausesOf(limit, limit.startAt)
  const ahead = Math.ceil(Math.max(soon.minMinutes, soon.shareOfLength * limit.minutes))
  const soonAt = minuteAfter(limit.startAt, limit.minutes - ahead, { time, pauses })
  const dueAt = minuteAfter(limit.startAt, limit.minutes, { time, pauses })
  const reminders: Reminder[] = []
  for (const [level, at] of [
    ['soon', soonAt],
    ['late', dueAt],
  ] as const) {
    const told = at === undefined ? undefined : time.nextOpen(at)
    if (told !== undefined) reminders.push({ level, at: told })
  }
  return reminders
}

export interface MinutePause {
  readonly from: Minute
  readonly to: Minute
}

/** Stops merged, in order; an open one lasts until `asOf` at least. */
export function pausesOf(limit: MinuteLimit, asOf: Minute): MinutePause[] {
  const merged: MinutePause[] = []
  const stops = limit.stops.map(({ from, to }) => ({ from, to: to ?? Math.max(from, asOf) }))
  for (const stop of stops.sort((a, b) => a.from - b.from)) {
    const last = merged.at(-1)
    if (last && stop.from <= last.to) merged[merged.length - 1] = { from: last.from, to: Math.max(last.to, stop.to) }
    else if (stop.from < stop.to) merged.push(stop)
  }
  return merged
}

interface Counted {
  readonly time: WorkingTime
  readonly pauses: readonly MinutePause[]
}

function minuteAfter(start: Minute, minutes: number, { time, pauses }: Counted): Minute | undefined {
  if (minutes <= 0) return start
  let cursor = start
  let left = minutes
  for (const pause of pauses) {
    if (pause.to <= cursor) continue
    const available = pause.from > cursor ? time.minutesBetween(cursor, pause.from) : 0
    if (available >= left) break
    left -= available
    cursor = pause.to
  }
  return time.minuteAfter(cursor, left)
}

function worked({ from, to }: { from: Minute; to: Minute }, { time, pauses }: Counted): number {
  const stopped = pauses.reduce((sum, pause) => {
    const begin = Math.max(from, pause.from)
    const end = Math.min(to, pause.to)
    return begin < end ? sum + time.minutesBetween(begin, end) : sum
  }, 0)
  return (from < to ? time.minutesBetween(from, to) : 0) - stopped
}
