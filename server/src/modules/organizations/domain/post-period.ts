import { addDays } from '../../../kernel/calendar-date.ts'
import type { CalendarDate } from '../../../kernel/calendar-date.ts'

/** 任期: from its first day to its last, both whole days in Asia/Shanghai. */
export interface PostPeriod {
  readonly startsOn: CalendarDate
  /** Absent: until it is ended. */
  readonly endsOn?: CalendarDate | undefined
}

/** Nobody is appointed backwards: what was done without a post was done without it. */
export function isPeriodToCome({ startsOn, endsOn }: PostPeriod, today: CalendarDate): boolean {
  return startsOn >= today && (endsOn === undefined || endsOn >= startsOn)
}

/** Posts are kept with the day from which they are held no more: a post that ends at once ends on its day. */
export function dayAfter(lastDay: CalendarDate): CalendarDate {
  return addDays(lastDay, 1)
}
