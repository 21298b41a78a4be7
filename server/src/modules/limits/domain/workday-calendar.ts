import { addDays, type CalendarDate, calendarDate, daysBetween, yearOf } from '../../../kernel/calendar-date.ts'
import type { LocalDay, OfficialYear } from './official-calendar.ts'

/** What a day is for the statutory clock. 调休上班 (`makeup-workday`) counts as a workday; `closure` is a division's own day off. */
export type DayKind = 'workday' | 'weekend' | 'holiday' | 'makeup-workday' | 'closure'

export interface CalendarDay {
  readonly date: CalendarDate
  readonly kind: DayKind
  /** The festival or closure, as its notice names it. */
  readonly name?: string
  /** Where the notice stands that says so; of a division's own day, on what basis it says so. */
  readonly papers?: readonly string[]
  readonly basis?: string
}

/**
 * 工作日历. 行政许可法 art. 82: periods are counted in workdays, legal holidays excluded.
 * Where no official notice covers a year, only weekends rest and every date is provisional.
 */
export interface WorkdayCalendar {
  day(date: CalendarDate): CalendarDay
  /** Every day d with `after < d ≤ through`, in order. */
  daysAfter(after: CalendarDate, through: CalendarDate): CalendarDay[]
  isWorkday(date: CalendarDate): boolean
  isProvisional(date: CalendarDate): boolean
  /** Workdays d with `after < d ≤ through`; 0 when `through` is not later. */
  workdaysBetween(after: CalendarDate, through: CalendarDate): number
  /** The n-th workday after a date (n ≥ 1); undefined beyond the last day that the clock can tell. */
  workdayAfter(date: CalendarDate, n: number): CalendarDate | undefined
  /** The years that official notices cover. */
  readonly coveredYears: ReadonlySet<number>
}

/** The span that the clock can tell: earlier than any open case, later than any limit. */
export const FIRST_DAY = calendarDate('1990-01-01')
export const LAST_DAY = calendarDate('2099-12-31')
const SPAN = daysBetween(FIRST_DAY, LAST_DAY) + 1

/**
 * A notice may rearrange the days before its New Year (the one for 2019 made 2018-12-29 a workday): the weekend
 * that adjoins 1 January begins on 26 December at the earliest. From then on a date also waits for the next notice.
 */
const NEXT_NOTICE_REACHES_BACK_TO = '12-26'
const SATURDAY = 6

export function workdayCalendar(years: readonly OfficialYear[], localDays: readonly LocalDay[] = []): WorkdayCalendar {
  const announced = years.filter((year) => year.papers.length > 0)
  const named = namedDays(announced, localDays)
  const coveredYears = new Set(announced.map((year) => year.year))
  const { through, workdays } = indexWorkdays(named)
  const at = (date: CalendarDate) => through[ordinal(date)]!
  return {
    coveredYears,
    day: (date) => named.get(date) ?? plainDay(date, ordinal(date)),
    daysAfter(after, until) {
      const days: CalendarDay[] = []
      for (let index = ordinal(after) + 1; index <= ordinal(until); index += 1) {
        const date = dateAt(index)
        days.push(named.get(date) ?? plainDay(date, index))
      }
      return days
    },
    isWorkday: (date) => works((named.get(date) ?? plainDay(date, ordinal(date))).kind),
    isProvisional: (date) => waitsForNotice(date, coveredYears),
    workdaysBetween: (after, until) => Math.max(0, at(until) - at(after)),
    workdayAfter(date, n) {
      const index = workdays[at(date) + n - 1]
      return index === undefined ? undefined : dateAt(index)
    },
  }
}

/** Whether any day after `start` up to `end` may still be rearranged by a notice that has not appeared. */
export function isSpanProvisional(calendar: WorkdayCalendar, start: CalendarDate, end: CalendarDate): boolean {
  if (calendar.isProvisional(addDays(start, 1)) || calendar.isProvisional(end)) return true
  for (let year = yearOf(start) + 1; year < yearOf(end); year += 1) {
    if (!calendar.coveredYears.has(year)) return true
  }
  return false
}

function waitsForNotice(date: CalendarDate, coveredYears: ReadonlySet<number>): boolean {
  const year = yearOf(date)
  if (!coveredYears.has(year)) return true
  return date.slice(5) >= NEXT_NOTICE_REACHES_BACK_TO && !coveredYears.has(year + 1)
}

function namedDays(years: readonly OfficialYear[], localDays: readonly LocalDay[]): Map<CalendarDate, CalendarDay> {
  const named = new Map<CalendarDate, CalendarDay>()
  for (const { papers, days } of years) {
    for (const { date, name, isOffDay } of days) {
      named.set(date, { date, name, papers, kind: isOffDay ? 'holiday' : 'makeup-workday' })
    }
  }
  for (const { date, name, isOffDay, basis } of localDays) {
    named.set(date, { date, name, basis, kind: isOffDay ? 'closure' : 'makeup-workday' })
  }
  return named
}

/** For each day of the span: how many workdays there are through it; and the workdays themselves, in order. */
function indexWorkdays(named: ReadonlyMap<CalendarDate, CalendarDay>): { through: Int32Array; workdays: number[] } {
  const exceptions = new Map([...named.values()].map((day) => [daysBetween(FIRST_DAY, day.date), works(day.kind)]))
  const through = new Int32Array(SPAN)
  const workdays: number[] = []
  for (let index = 0; index < SPAN; index += 1) {
    if (exceptions.get(index) ?? weekdayAt(index) < SATURDAY) workdays.push(index)
    through[index] = workdays.length
  }
  return { through, workdays }
}

/** Dates and their places in the span, remembered: reading a date costs more than all the counting (measured: 1 µs to 0.05). */
const ordinals = new Map<CalendarDate, number>()
const dates: (CalendarDate | undefined)[] = []

function ordinal(date: CalendarDate): number {
  const known = ordinals.get(date)
  if (known !== undefined) return known
  if (date < FIRST_DAY || date > LAST_DAY) throw new RangeError(`outside the calendar: ${date}`)
  const found = daysBetween(FIRST_DAY, date)
  ordinals.set(date, found)
  return found
}

function dateAt(index: number): CalendarDate {
  return (dates[index] ??= addDays(FIRST_DAY, index))
}

function plainDay(date: CalendarDate, index: number): CalendarDay {
  return { date, kind: weekdayAt(index) < SATURDAY ? 'workday' : 'weekend' }
}

/** 1 (Monday) to 7: the span begins on a Monday. */
function weekdayAt(index: number): number {
  return (index % 7) + 1
}

function works(kind: DayKind): boolean {
  return kind === 'workday' || kind === 'makeup-workday'
}
