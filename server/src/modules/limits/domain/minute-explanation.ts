import { chineseDate } from '../../../kernel/calendar-date.ts'
import { festivalsText } from './explanation.ts'
import { type MinuteLimit, type MinutePause, pausesOf, readMinutes } from './minute-limit.ts'
import { clockText, MINUTES_A_DAY } from './office-hours.ts'
import type { WorkdayCalendar } from './workday-calendar.ts'
import { dateOf, type Minute, midnightOf, type Worked, type WorkingTime } from './working-time.ts'

/** How many stretches a sentence names one by one. */
const MOST_NAMED = 6

/** 时限说明, to the minute: the stretches that were counted, the holidays between them, and the stops with their bases. */
export function explainMinutes(
  limit: MinuteLimit,
  { time, calendar, now }: { time: WorkingTime; calendar: WorkdayCalendar; now: Minute },
): string {
  const { dueAt, openStop } = readMinutes(limit, time, now)
  const opening = `${limit.title}（${limit.basis}）：自${momentText(limit.startAt)}起按办公时间计算${durationText(limit.minutes)}`
  if (dueAt === undefined) return `${opening}，到期时间超出可推算的日期范围。`
  const pauses = pausesOf(limit, Math.max(limit.startAt, now))
  // While a stop is open, only what was counted before it is certain.
  const countedTo = openStop ? Math.min(openStop.from, dueAt) : dueAt
  const counted = without(time.stretchesBetween(limit.startAt, countedTo), pauses)
  const festivals = closedFestivals(limit.startAt, dueAt, { time, calendar })
  const clauses = [
    opening,
    countedText(counted),
    festivals === '' ? '' : `避开${festivals}`,
    ...limit.stops.filter((stop) => stop.from < dueAt).map(stopText),
    openStop ? `恢复后继续计算，预计不早于${momentText(dueAt)}届满` : `于${momentText(dueAt)}届满`,
  ]
  return `${clauses.filter((clause) => clause !== '').join('，')}。`
}

/** `2026年9月30日16:40`. */
export function momentText(minute: Minute): string {
  return `${chineseDate(dateOf(minute))}${clockText(minute - midnightOf(dateOf(minute)))}`
}

/** `1小时40分钟`. */
export function durationText(minutes: number): string {
  const hours = Math.floor(minutes / 60)
  const rest = minutes % 60
  if (hours === 0) return `${rest}分钟`
  return rest === 0 ? `${hours}小时` : `${hours}小时${rest}分钟`
}

/** The holidays in between on which the office was shut. */
function closedFestivals(
  from: Minute,
  to: Minute,
  { time, calendar }: { time: WorkingTime; calendar: WorkdayCalendar },
): string {
  const days = calendar.daysAfter(dateOf(from), dateOf(to)).filter(({ date, name }) => {
    const midnight = midnightOf(date)
    return name !== undefined && time.minutesBetween(midnight, midnight + MINUTES_A_DAY) === 0
  })
  return festivalsText(days, dateOf(from))
}

function countedText(counted: readonly Worked[]): string {
  if (counted.length === 0) return ''
  const minutes = counted.reduce((sum, { from, to }) => sum + to - from, 0)
  const named = counted.length <= MOST_NAMED ? counted : [...counted.slice(0, 2), ...counted.slice(-2)]
  const parts = named.map((stretch) => `${stretchText(stretch)}（${durationText(stretch.to - stretch.from)}）`)
  if (named.length < counted.length) parts.splice(2, 0, `……共${counted.length}段、${durationText(minutes)}……`)
  return `计入${parts.join('、').replaceAll('、……', '……').replaceAll('……、', '……')}`
}

function stretchText({ from, to }: Worked): string {
  const [begin, end] = [dateOf(from), dateOf(to - 1)]
  const day = chineseDate(begin).slice(5)
  const close = to - midnightOf(end)
  const until = begin === end ? '' : chineseDate(end).slice(5)
  return `${day}${clockText(from - midnightOf(begin))}至${until}${close === MINUTES_A_DAY ? '24:00' : clockText(close)}`
}

function stopText({ from, to, because, legalBasis }: MinuteLimit['stops'][number]): string {
  if (to === undefined) return `${momentText(from)}起因${because}停止计时（${legalBasis}）`
  return `因${because}自${momentText(from)}至${momentText(to)}停止计时（${legalBasis}）`
}

function without(stretches: readonly Worked[], pauses: readonly MinutePause[]): Worked[] {
  return pauses.reduce<Worked[]>(
    (left, pause) =>
      left.flatMap(({ from, to }) => [
        ...(from < Math.min(to, pause.from) ? [{ from, to: Math.min(to, pause.from) }] : []),
        ...(Math.max(from, pause.to) < to ? [{ from: Math.max(from, pause.to), to }] : []),
      ]),
    [...stretches],
  )
}
