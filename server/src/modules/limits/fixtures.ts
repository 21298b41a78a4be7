import { calendarDate } from '../../kernel/calendar-date.ts'
import type { Limit, LimitLength, Stop } from './domain/limit.ts'
import type { MinuteLimit, MinuteStop } from './domain/minute-limit.ts'
import { DEFAULT_OFFICE_HOURS, openingOf } from './domain/office-hours.ts'
import type { OfficeHours } from './domain/office-hours.ts'
import { SHIPPED_YEARS } from './domain/official-calendar.ts'
import { workdayCalendar } from './domain/workday-calendar.ts'
import { minuteOf, workingTime } from './domain/working-time.ts'
import type { Minute, WorkingTime } from './domain/working-time.ts'

/** The calendar that the product ships, without imported years or closures. */
export const shippedCalendar = workdayCalendar(SHIPPED_YEARS)

export function buildLimit(
  startOn: string,
  value: number,
  over: Partial<Limit> & { unit?: LimitLength['unit'] } = {},
): Limit {
  const { unit = 'workday', ...rest } = over
  return {
    kind: 'handling-promised',
    title: '承诺办结时限',
    basis: '行政许可法第四十二条',
    startOn: calendarDate(startOn),
    length: { value, unit },
    stops: [],
    ...rest,
  }
}

export function buildStop(from: string, to?: string, over: Partial<Stop> = {}): Stop {
  return {
    id: `${from}..${to ?? ''}`,
    from: calendarDate(from),
    ...(to !== undefined && { to: calendarDate(to) }),
    procedure: { code: 'inspection', name: '检验检测' },
    legalBasis: '行政许可法第四十五条',
    noticeDocumentNo: '灵审特告〔2025〕7号',
    ...over,
  }
}

/** A hall with a lunch break: 9:00 to 12:00 and 14:00 to 17:00 on workdays. */
export const HALL: OfficeHours = DEFAULT_OFFICE_HOURS
const ALWAYS = [{ from: 0, to: 1440 }]
export const HOTLINE: OfficeHours = { workday: ALWAYS, weekend: ALWAYS, holiday: ALWAYS }

export const hallTime = timeOf(HALL)
export const hotlineTime = timeOf(HOTLINE)

/** A minute of Shanghai time: `2025-09-30 16:40`. */
export function at(text: string): Minute {
  return minuteOf(new Date(`${text.replace(' ', 'T')}:00+08:00`))
}

/** Whether a minute is worked, asked for that minute alone. */
export function countedBy(time: WorkingTime, minute: Minute): boolean {
  return time.minutesBetween(minute, minute + 1) === 1
}

export function buildMinuteLimit(startAt: Minute, minutes: number, stops: readonly MinuteStop[] = []): MinuteLimit {
  return { title: '首次答复', basis: '服务承诺', startAt, minutes, stops }
}

function timeOf(hours: OfficeHours): WorkingTime {
  return workingTime(openingOf(shippedCalendar, [{ validFrom: calendarDate('1990-01-01'), hours }]))
}
