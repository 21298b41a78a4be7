import type { CalendarDate } from '../../../kernel/calendar-date.ts'
import { type Limit, later } from './limit.ts'
import { isPaused, pausesOf, readClock, readingDay } from './limit-clock.ts'
import type { CalendarDay, WorkdayCalendar } from './workday-calendar.ts'

/** A stretch of days of the clock ribbon, both ends included. */
export interface StripSegment {
  readonly from: CalendarDate
  readonly to: CalendarDate
  readonly kind: 'counted' | 'rest' | 'stopped' | 'left'
  /** The festival, or the procedure for which the clock stands. */
  readonly label?: string
}

/**
 * The ribbon of a limit: each day after the opening day, up to the due date or `until` (the later of promise and law),
 * and up to today where that is overdue.
 */
export function stripOf(
  limit: Limit,
  calendar: WorkdayCalendar,
  { today, until }: { today: CalendarDate; until?: CalendarDate | undefined },
): StripSegment[] {
  const { dueOn } = readClock(limit, calendar, today)
  if (dueOn === undefined) return []
  const asOf = readingDay(limit, today)
  const end = later(later(dueOn, until ?? dueOn), asOf)
  const pauses = pausesOf(limit, calendar, asOf)
  const segments: StripSegment[] = []
  for (const one of calendar.daysAfter(limit.startOn, end)) {
    const { date } = one
    const day = isPaused(date, pauses) ? stoppedDay(limit, date) : plainDay(limit, one, asOf)
    const last = segments.at(-1)
    if (last && last.kind === day.kind && last.label === day.label)
      segments[segments.length - 1] = { ...last, to: date }
    else segments.push({ from: date, to: date, ...day })
  }
  return segments
}

type StripDay = Pick<StripSegment, 'kind' | 'label'>

function stoppedDay(limit: Limit, date: CalendarDate): StripDay {
  const stop = limit.stops.find(({ from, to }) => from < date && (to === undefined || date <= to))
  return stop ? { kind: 'stopped', label: stop.procedure.name } : { kind: 'stopped' }
}

function plainDay(limit: Limit, { date, kind, name }: CalendarDay, asOf: CalendarDate): StripDay {
  const isFestival = kind === 'holiday' || kind === 'closure'
  const isRest = isFestival || kind === 'weekend'
  if (isRest && limit.length.unit !== 'day')
    return isFestival && name ? { kind: 'rest', label: name } : { kind: 'rest' }
  return { kind: date <= asOf ? 'counted' : 'left' }
}
