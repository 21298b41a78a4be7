import { type CalendarDate, calendarDate, todayIn } from '../../../kernel/calendar-date.ts'
import { MINUTES_A_DAY, type OpeningOf, type OpenStretch } from './office-hours.ts'
import { FIRST_DAY, LAST_DAY } from './workday-calendar.ts'

/** A minute of Shanghai time, counted from midnight of 1 January 1970. There is no daylight saving, so a day has 1440. */
export type Minute = number

const MINUTE_MS = 60_000
const DAY_MS = MINUTES_A_DAY * MINUTE_MS
const SHANGHAI_MS = 8 * 3_600_000

/** The seconds are dropped: what is counted from is what a receipt shows. */
export function minuteOf(at: Date): Minute {
  return Math.floor((at.getTime() + SHANGHAI_MS) / MINUTE_MS)
}

export function instantOf(minute: Minute): Date {
  return new Date(minute * MINUTE_MS - SHANGHAI_MS)
}

export function dateOf(minute: Minute): CalendarDate {
  return todayIn(instantOf(minute))
}

export function midnightOf(date: CalendarDate): Minute {
  return Date.parse(date) / MINUTE_MS
}

/** 工作时间: the minutes in which an office is open. A minute m lies in `from ≤ m < to`. */
export interface WorkingTime {
  minutesBetween(from: Minute, to: Minute): number
  /** The first minute by which so many have been worked; `from` itself for 0, undefined beyond the calendar. */
  minuteAfter(from: Minute, minutes: number): Minute | undefined
  /** The first open minute that is not earlier: a reminder comes then, not at midnight. */
  nextOpen(from: Minute): Minute | undefined
  /** The open stretches between two minutes, in order, joined where they touch. */
  stretchesBetween(from: Minute, to: Minute): Worked[]
}

/** A stretch that was worked: `from ≤ m < to`. */
export interface Worked {
  readonly from: Minute
  readonly to: Minute
}

export function workingTime(openingOf: OpeningOf): WorkingTime {
  return {
    minutesBetween(from, to) {
      let minutes = 0
      for (const stretch of stretchesFrom(openingOf, from)) {
        if (stretch.from >= to) break
        minutes += Math.min(stretch.to, to) - stretch.from
      }
      return minutes
    },
    minuteAfter(from, minutes) {
      if (minutes <= 0) return from
      let left = minutes
      for (const stretch of stretchesFrom(openingOf, from)) {
        if (stretch.to - stretch.from >= left) return stretch.from + left
        left -= stretch.to - stretch.from
      }
      return undefined
    },
    nextOpen: (from) => stretchesFrom(openingOf, from).next().value?.from,
    stretchesBetween(from, to) {
      const stretches: Worked[] = []
      for (const stretch of stretchesFrom(openingOf, from)) {
        if (stretch.from >= to) break
        const last = stretches.at(-1)
        const worked = { from: stretch.from, to: Math.min(stretch.to, to) }
        if (last?.to === worked.from) stretches[stretches.length - 1] = { from: last.from, to: worked.to }
        else stretches.push(worked)
      }
      return stretches
    },
  }
}

const END = midnightOf(LAST_DAY) + MINUTES_A_DAY

/** From a minute on, to the end of the calendar: each stretch in which the office is open. */
function* stretchesFrom(openingOf: OpeningOf, from: Minute): Generator<Worked, undefined> {
  const begin = Math.max(from, midnightOf(FIRST_DAY))
  for (let midnight = begin - mod(begin); midnight < END; midnight += MINUTES_A_DAY) {
    for (const open of openingOf(dateAt(midnight))) {
      const stretch = cut(open, midnight, begin)
      if (stretch.from < stretch.to) yield stretch
    }
  }
  return undefined
}

function cut(open: OpenStretch, midnight: Minute, begin: Minute): Worked {
  return { from: Math.max(midnight + open.from, begin), to: midnight + open.to }
}

function mod(minute: Minute): number {
  return ((minute % MINUTES_A_DAY) + MINUTES_A_DAY) % MINUTES_A_DAY
}

/** Dates by their midnights, remembered: making one costs more than all the counting of its day. */
const dates = new Map<Minute, CalendarDate>()

function dateAt(midnight: Minute): CalendarDate {
  const known = dates.get(midnight)
  if (known !== undefined) return known
  const date = calendarDate(new Date((midnight / MINUTES_A_DAY) * DAY_MS).toISOString().slice(0, 10))
  dates.set(midnight, date)
  return date
}
