import { addDays, type CalendarDate, weekday, yearOf } from '../../../kernel/calendar-date.ts'
import { MINUTES_A_DAY } from './office-hours.ts'
import type { OfficeHours, OpeningOf, OpenStretch, Weekday } from './office-hours.ts'
import { dateOf, type Minute, midnightOf, type WorkingTime } from './working-time.ts'
import type { CalendarDay, WorkdayCalendar } from './workday-calendar.ts'

/** A place that opens by the calendar. */
export interface OpenPlace {
  readonly calendar: WorkdayCalendar
  readonly opening: OpeningOf
  readonly time: WorkingTime
}

/** Whether a place is open: `until` is the first minute in which it is not, `next` the first in which it is again. */
export interface OpeningAt {
  readonly isOpen: boolean
  /** Absent while it is open: it does not close within a week. */
  readonly until?: Minute
  /** Absent while it is closed: it never opens again. */
  readonly next?: Minute
}

const ALL_DAY = '全天开放'
const WEEK = 7 * MINUTES_A_DAY

export function openingAt({ time }: OpenPlace, now: Minute): OpeningAt {
  const [first] = time.stretchesBetween(now, now + WEEK)
  if (first?.from === now) return { isOpen: true, ...(first.to < now + WEEK && { until: first.to }) }
  const next = first?.from ?? time.nextOpen(now)
  return { isOpen: false, ...(next !== undefined && { next }) }
}

/** 现在开放，到 12:00；今天 14:30 开放；今天不开放（国庆节），下次开放 10月8日 星期四 09:00. */
export function nowInWords(place: OpenPlace, now: Minute): string {
  const { isOpen, until, next } = openingAt(place, now)
  const today = dateOf(now)
  if (isOpen) return until === undefined ? '现在开放，全天不关门' : `现在开放，到 ${momentText(until, today, true)}`
  if (next !== undefined && dateOf(next) === today) return `今天 ${timeText(next - midnightOf(today))} 开放`
  const closed = place.opening(today).length > 0 ? '今天的开放时间已过' : closedWords(place.calendar.day(today))
  return next === undefined ? closed : `${closed}，下次开放 ${momentText(next, today)}${provisionalNote(place, next)}`
}

/** 今天开放 08:30–12:00、14:30–18:00. */
export function todayInWords({ calendar, opening }: OpenPlace, today: CalendarDate): string {
  const stretches = opening(today)
  const day = calendar.day(today)
  if (stretches.length === 0) return closedWords(day)
  const why = day.kind === 'makeup-workday' ? '（调休上班）' : ''
  const hours = hoursText(stretches)
  return `今天${hours === ALL_DAY ? hours : `开放 ${hours}`}${why}`
}

/** 11月23日 星期一; in another year with its year. */
export function dayText(date: CalendarDate, today: CalendarDate): string {
  const [year, month, day] = date.split('-')
  const ofYear = yearOf(date) === yearOf(today) ? '' : `${year}年`
  return `${ofYear}${Number(month)}月${Number(day)}日 星期${'一二三四五六日'[weekday(date) - 1]}`
}

/** 08:30–12:00、14:30–18:00, or 不开放. */
export function hoursText(stretches: readonly OpenStretch[]): string {
  if (stretches.length === 0) return '不开放'
  if (stretches.length === 1 && stretches[0]!.from === 0 && stretches[0]!.to === MINUTES_A_DAY) return ALL_DAY
  return stretches.map(({ from, to }) => `${timeText(from)}–${timeText(to)}`).join('、')
}

/** `08:30`; the end of a day is 24:00. */
export function timeText(minute: number): string {
  return `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`
}

/** 平时: on which days it opens when, days that are alike in one row. */
export function regularHours({
  workday,
  weekdays = {},
  weekend,
  holiday,
}: OfficeHours): { on: string; hours: string }[] {
  const rows = [{ on: '工作日', hours: hoursText(workday) }]
  const add = (on: string, stretches: readonly OpenStretch[]) => {
    const hours = hoursText(stretches)
    const last = rows.at(-1)!
    if (rows.length > 1 && last.hours === hours) last.on += `、${on}`
    else rows.push({ on, hours })
  }
  for (const [index, on] of ['星期一', '星期二', '星期三', '星期四', '星期五'].entries()) {
    const own = weekdays[String(index + 1) as Weekday]
    if (own && hoursText(own) !== hoursText(workday)) add(on, own)
  }
  add('星期六', weekdays['6'] ?? weekend)
  add('星期日', weekdays['7'] ?? weekend)
  add('法定节假日', holiday)
  return rows
}

/** The days from one on. */
export function daysFrom(first: CalendarDate, count: number): CalendarDate[] {
  return Array.from({ length: count }, (_, index) => addDays(first, index))
}

function closedWords({ name }: CalendarDay): string {
  return name === undefined ? '今天不开放' : `今天不开放（${name}）`
}

/** A midnight at which something closes is the end of the day before. */
function momentText(minute: Minute, today: CalendarDate, isEnd = false): string {
  const date = dateOf(isEnd ? minute - 1 : minute)
  const time = timeText(minute - midnightOf(date))
  return date === today ? time : `${dayText(date, today)} ${time}`
}

function provisionalNote({ calendar }: OpenPlace, next: Minute): string {
  return calendar.isProvisional(dateOf(next)) ? '（放假安排还没有公布，以公布的为准）' : ''
}
