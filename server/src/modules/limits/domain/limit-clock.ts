import { addDays, type CalendarDate, daysBetween } from '../../../kernel/calendar-date.ts'
import { earlier, type Limit, later, openStopsOf, type Stop } from './limit.ts'
import { isSpanProvisional, LAST_DAY, type WorkdayCalendar } from './workday-calendar.ts'

/** A merged stretch in which the clock stands: the days d with `from < d ≤ to`. */
export interface Pause {
  readonly from: CalendarDate
  readonly to: CalendarDate
}

/** What the clock of a limit says on a day. */
export interface ClockReading {
  /** Absent when the item has no period (`none`). While a stop is open: the earliest day that is still possible. */
  readonly dueOn?: CalendarDate
  /** An official notice that has not appeared may still move the due date. */
  readonly provisional: boolean
  readonly elapsedWorkdays: number
  readonly remainingWorkdays: number
  readonly overdueWorkdays: number
  /** The stop that holds the clock on that day. */
  readonly openStop?: Stop
}

/**
 * 时限计算. 行政许可法 art. 82, 民法典 arts. 201–203: the opening day doesn't count; of workday limits only workdays
 * count; a limit in days that ends on a rest day ends on the next workday; stopped days never count.
 */
export function readClock(limit: Limit, calendar: WorkdayCalendar, today: CalendarDate): ClockReading {
  const asOf = readingDay(limit, today)
  const pauses = pausesOf(limit, calendar, asOf)
  const dueOn = dueDate(limit, calendar, pauses)
  const openStop = openStopsOf(limit)[0]
  const count = (after: CalendarDate, through: CalendarDate) => countWorkdays(calendar, pauses, { after, through })
  return {
    ...(dueOn && { dueOn }),
    provisional: dueOn !== undefined && isDueProvisional(limit, calendar, pauses),
    elapsedWorkdays: count(limit.startOn, asOf),
    remainingWorkdays: dueOn ? count(later(asOf, limit.startOn), dueOn) : 0,
    overdueWorkdays: dueOn ? count(dueOn, asOf) : 0,
    ...(openStop && { openStop }),
  }
}

/** A closed limit is read as of the day on which it closed. */
export function readingDay(limit: Limit, today: CalendarDate): CalendarDate {
  return limit.closedOn === undefined ? today : earlier(limit.closedOn, today)
}

/** The due date, given the pauses; undefined where there is none or it lies beyond the calendar. */
export function dueDate(limit: Limit, calendar: WorkdayCalendar, pauses: readonly Pause[]): CalendarDate | undefined {
  switch (limit.length.unit) {
    case 'none':
      return undefined
    case 'instant':
      return limit.startOn
    case 'workday':
      return dateAtCount(limit, { calendar, pauses, count: limit.length.value + (limit.extension?.workdays ?? 0) })
    case 'day': {
      const end = endOfDays(limit, calendar, pauses)
      return end && workdayAfter(end, { calendar, pauses, count: limit.extension?.workdays ?? 0 })
    }
  }
}

/** Where a limit in days ends before it is extended: its last day, or the workday after that when offices rest. */
export function endOfDays(limit: Limit, calendar: WorkdayCalendar, pauses: readonly Pause[]): CalendarDate | undefined {
  const last = dateAtCount(limit, { calendar, pauses, count: limit.length.value })
  return last && firstOpenDay(last, calendar, pauses)
}

/** The day from which on no more than so many days remain: workdays of a workday limit, else days. */
export function dateWithRemaining(
  limit: Limit,
  { calendar, pauses, remaining }: { calendar: WorkdayCalendar; pauses: readonly Pause[]; remaining: number },
): CalendarDate | undefined {
  const extended = limit.extension?.workdays ?? 0
  if (limit.length.unit === 'workday') {
    return dateAtCount(limit, { calendar, pauses, count: limit.length.value + extended - remaining })
  }
  if (remaining >= extended) {
    return dateAtCount(limit, { calendar, pauses, count: limit.length.value - (remaining - extended) })
  }
  const end = endOfDays(limit, calendar, pauses)
  return end && workdayAfter(end, { calendar, pauses, count: extended - remaining })
}

export interface Position {
  readonly calendar: WorkdayCalendar
  readonly pauses: readonly Pause[]
  readonly count: number
}

/** The first day on which `count` days of the limit have been counted; the opening day for 0. */
export function dateAtCount(limit: Limit, { calendar, pauses, count }: Position): CalendarDate | undefined {
  const unit = limit.length.unit === 'day' ? CALENDAR_DAYS : calendar
  return dateAfter(limit.startOn, { unit, pauses, count })
}

/** The n-th workday after a day, the pauses left out. */
export function workdayAfter(start: CalendarDate, { calendar, pauses, count }: Position): CalendarDate | undefined {
  return dateAfter(start, { unit: calendar, pauses, count })
}

/**
 * Stops merged, in order. An open one ends where the applicant was told it would, but not before `asOf`;
 * with `openUntil` it ends there instead.
 */
export function pausesOf(
  limit: Limit,
  calendar: WorkdayCalendar,
  asOf: CalendarDate,
  openUntil?: CalendarDate,
): Pause[] {
  const endOf = (stop: Stop) => {
    if (stop.to !== undefined) return stop.to
    if (openUntil !== undefined) return openUntil
    const told = stop.expectedWorkdays ? calendar.workdayAfter(stop.from, stop.expectedWorkdays) : stop.from
    return later(told ?? LAST_DAY, later(stop.from, asOf))
  }
  return mergePauses(limit.stops.map((stop) => ({ from: stop.from, to: endOf(stop) })))
}

export function mergePauses(pauses: readonly Pause[]): Pause[] {
  const merged: Pause[] = []
  for (const pause of [...pauses].sort((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0))) {
    const last = merged.at(-1)
    if (last && pause.from <= last.to) merged[merged.length - 1] = { from: last.from, to: later(last.to, pause.to) }
    else if (pause.from < pause.to) merged.push(pause)
  }
  return merged
}

export function isPaused(date: CalendarDate, pauses: readonly Pause[]): boolean {
  return pauses.some((pause) => pause.from < date && date <= pause.to)
}

interface CountingUnit {
  workdaysBetween(after: CalendarDate, through: CalendarDate): number
  workdayAfter(date: CalendarDate, n: number): CalendarDate | undefined
}

const CALENDAR_DAYS: CountingUnit = {
  workdaysBetween: (after, through) => Math.max(0, daysBetween(after, through)),
  workdayAfter(date, n) {
    const found = addDays(date, n)
    return found > LAST_DAY ? undefined : found
  },
}

function dateAfter(
  start: CalendarDate,
  { unit, pauses, count }: { unit: CountingUnit; pauses: readonly Pause[]; count: number },
): CalendarDate | undefined {
  if (count <= 0) return start
  let cursor = start
  let left = count
  for (const pause of pauses) {
    if (pause.to <= cursor) continue
    const available = unit.workdaysBetween(cursor, pause.from)
    if (available >= left) break
    left -= available
    cursor = pause.to
  }
  return unit.workdayAfter(cursor, left)
}

function countWorkdays(
  calendar: WorkdayCalendar,
  pauses: readonly Pause[],
  { after, through }: { after: CalendarDate; through: CalendarDate },
): number {
  const stopped = pauses.reduce(
    (sum, pause) => sum + calendar.workdaysBetween(later(after, pause.from), earlier(through, pause.to)),
    0,
  )
  return calendar.workdaysBetween(after, through) - stopped
}

function firstOpenDay(
  date: CalendarDate,
  calendar: WorkdayCalendar,
  pauses: readonly Pause[],
): CalendarDate | undefined {
  if (calendar.isWorkday(date) && !isPaused(date, pauses)) return date
  return workdayAfter(date, { calendar, pauses, count: 1 })
}

/** Of a limit in days only its end asks the calendar; of one in workdays, every day does. */
function isDueProvisional(limit: Limit, calendar: WorkdayCalendar, pauses: readonly Pause[]): boolean {
  const due = dueDate(limit, calendar, pauses)
  if (due === undefined || limit.length.unit === 'instant') return false
  if (limit.length.unit === 'workday') return isSpanProvisional(calendar, limit.startOn, due)
  const last = dateAtCount(limit, { calendar, pauses, count: limit.length.value })
  return last !== undefined && isSpanProvisional(calendar, addDays(last, -1), due)
}
