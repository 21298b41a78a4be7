import { calendarDate } from '../../kernel/calendar-date.ts'
import type { Limit, LimitLength, Stop } from './domain/limit.ts'
import { SHIPPED_YEARS } from './domain/official-calendar.ts'
import { workdayCalendar } from './domain/workday-calendar.ts'

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
    ...over,
  }
}
