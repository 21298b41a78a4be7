import { addDays, calendarDate } from '../../../kernel/index.ts'
import type { CalendarDate } from '../../../kernel/index.ts'

/** The day before the same date `years` later; 29 February falls back to the 28th. Without years it is valid for good. */
export function lastValidDay(from: CalendarDate, years: number | undefined): CalendarDate | undefined {
  if (years === undefined) return undefined
  const year = Number(from.slice(0, 4)) + years
  const hasLeapDay = new Date(Date.UTC(year, 2, 0)).getUTCDate() === 29
  const monthAndDay = from.endsWith('-02-29') && !hasLeapDay ? '-02-28' : from.slice(4)
  return addDays(calendarDate(`${year}${monthAndDay}`), -1)
}
