import { type CalendarDate, weekday } from '../../../kernel/calendar-date.ts'
import { problem } from '../../../kernel/problem.ts'
import { limitsProblems } from '../contract/problems.ts'
import type { DayKind, WorkdayCalendar } from './workday-calendar.ts'

/** A stretch of a day in minutes after midnight: open from `from` on, closed from `to` on; 1440 is the midnight at its end. */
export interface OpenStretch {
  readonly from: number
  readonly to: number
}

/** 办公时间. A hall that is always open has the whole day everywhere; the law sets no hours. */
export interface OfficeHours {
  /** Every workday, make-up workdays included. */
  readonly workday: readonly OpenStretch[]
  /** What departs from it, or from the weekend, on one day of the plain week: 1 Monday to 7 Sunday. */
  readonly weekdays?: Readonly<Partial<Record<Weekday, readonly OpenStretch[]>>> | undefined
  readonly weekend: readonly OpenStretch[]
  /** Legal holidays, and days on which the division closes. */
  readonly holiday: readonly OpenStretch[]
}
export type Weekday = '1' | '2' | '3' | '4' | '5' | '6' | '7'

/** From a day on, until the next edition: summer and winter hours are two editions a year. */
export interface OfficeHoursEdition {
  readonly validFrom: CalendarDate
  readonly hours: OfficeHours
}

export const MINUTES_A_DAY = 1440

/** Where nobody declared any: nine to twelve, two to five. */
export const DEFAULT_OFFICE_HOURS: OfficeHours = {
  workday: [
    { from: 9 * 60, to: 12 * 60 },
    { from: 14 * 60, to: 17 * 60 },
  ],
  weekend: [],
  holiday: [],
}

/** When an office is open on a day. */
export type OpeningOf = (date: CalendarDate) => readonly OpenStretch[]

export function openingOf(calendar: WorkdayCalendar, editions: readonly OfficeHoursEdition[]): OpeningOf {
  return (date) => stretchesOn(hoursOn(editions, date), calendar.day(date).kind, date)
}

/** Editions in the order of their first days; before the first, and without any, the default holds. */
export function hoursOn(editions: readonly OfficeHoursEdition[], date: CalendarDate): OfficeHours {
  return editions.findLast(({ validFrom }) => validFrom <= date)?.hours ?? DEFAULT_OFFICE_HOURS
}

/** @throws limits/bad-office-hours */
export function assertOfficeHours(hours: OfficeHours): void {
  const days = [hours.workday, hours.weekend, hours.holiday, ...Object.values(hours.weekdays ?? {})]
  for (const stretches of days) {
    for (const [index, { from, to }] of stretches.entries()) {
      const isWhole = Number.isInteger(from) && Number.isInteger(to) && from >= 0 && to <= MINUTES_A_DAY
      if (!isWhole || from >= to) throw badHours(`${clockText(from)}至${clockText(to)}不是一段时间`)
      const before = stretches[index - 1]
      if (before && from < before.to) throw badHours(`${clockText(from)}起的一段与前一段重叠，或没有按先后顺序填写`)
    }
  }
  if (hours.workday.length === 0) throw badHours('工作日没有办公时间')
}

/** `9:00`. */
export function clockText(minute: number): string {
  return `${Math.floor(minute / 60)}:${String(minute % 60).padStart(2, '0')}`
}

/** 9:00至12:00、14:00至17:00. */
export function stretchText(stretches: readonly OpenStretch[]): string {
  return stretches.map(({ from, to }) => `${clockText(from)}至${clockText(to)}`).join('、')
}

function stretchesOn(hours: OfficeHours, kind: DayKind, date: CalendarDate): readonly OpenStretch[] {
  switch (kind) {
    case 'weekend':
      return hours.weekdays?.[String(weekday(date)) as Weekday] ?? hours.weekend
    case 'holiday':
    case 'closure':
      return hours.holiday
    case 'makeup-workday':
      return hours.workday
    case 'workday':
      return hours.weekdays?.[String(weekday(date)) as Weekday] ?? hours.workday
  }
}

function badHours(reason: string): Error {
  return problem(limitsProblems['bad-office-hours'], { reason })
}
