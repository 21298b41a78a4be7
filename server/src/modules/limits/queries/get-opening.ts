import type { InputOf, OutputOf } from '../../../kernel/index.ts'
import type { LimitsContext } from '../actions/limits-context.ts'
import type { GetOpening, Opening } from '../contract/opening.ts'
import { assertWithinCalendar } from '../domain/limit.ts'
import { openingOf } from '../domain/office-hours.ts'
import type { OfficeHours } from '../domain/office-hours.ts'
import {
  dayText,
  daysFrom,
  hoursText,
  nowInWords,
  openingAt,
  regularHours,
  timeText,
  todayInWords,
} from '../domain/opening.ts'
import type { OpenPlace } from '../domain/opening.ts'
import { dateOf, instantOf, minuteOf, workingTime } from '../domain/working-time.ts'
import { FIRST_DAY } from '../domain/workday-calendar.ts'

/** What opens: by the office hours of the place, or by hours of its own on the days of the place's calendar. */
export interface AskOpening {
  readonly division: string
  readonly organizationId?: string | undefined
  readonly hours?: OfficeHours | undefined
  /** Absent: now. */
  readonly at?: Date
  /** How many days from that day on; absent: seven. */
  readonly days?: number
}

/** For anyone: when the offices of a place are open. */
export async function findOpening(
  ctx: LimitsContext,
  { at, ...asked }: InputOf<typeof GetOpening>,
): Promise<OutputOf<typeof GetOpening>> {
  return getOpening(ctx, { ...asked, ...(at !== undefined && { at: new Date(at) }) })
}

/** @throws limits/outside-calendar */
export async function getOpening(
  ctx: LimitsContext,
  { division, organizationId, hours, at = ctx.now, days = 7 }: AskOpening,
): Promise<Opening> {
  const now = minuteOf(at)
  const today = dateOf(now)
  assertWithinCalendar(today)
  const office = await ctx.calendars.workingTime(ctx.tx, { division, organizationId })
  const place = hours ? ownPlace(office, hours) : office
  const { isOpen, until, next } = openingAt(place, now)
  return {
    at: instantOf(now).toISOString(),
    isOpen,
    ...(until !== undefined && { until: instantOf(until).toISOString() }),
    ...(next !== undefined && { next: instantOf(next).toISOString() }),
    today: todayInWords(place, today),
    now: nowInWords(place, now),
    days: daysFrom(today, days).map((date) => {
      const { kind, name } = place.calendar.day(date)
      const stretches = place.opening(date)
      return {
        date,
        kind,
        ...(name !== undefined && { name }),
        stretches: stretches.map(({ from, to }) => ({ from: timeText(from), to: timeText(to) })),
        day: dayText(date, today),
        hours: hoursText(stretches),
        provisional: place.calendar.isProvisional(date),
      }
    }),
    regular: regularHours(hours ?? office.hours(today)),
  }
}

function ownPlace({ calendar }: OpenPlace, hours: OfficeHours): OpenPlace {
  const opening = openingOf(calendar, [{ validFrom: FIRST_DAY, hours }])
  return { calendar, opening, time: workingTime(opening) }
}
