import { addDays, type CalendarDate, chineseDate, yearOf } from '../../../kernel/calendar-date.ts'
import type { Limit, Stop } from './limit.ts'
import {
  dateAtCount,
  endOfDays,
  isPaused,
  mergePauses,
  type Pause,
  pausesOf,
  readClock,
  readingDay,
} from './limit-clock.ts'
import type { CalendarDay, WorkdayCalendar } from './workday-calendar.ts'

/** 时限说明: why the due date is what it is, in one or two sentences for the applicant. */
export function explainLimit(limit: Limit, calendar: WorkdayCalendar, today: CalendarDate): string {
  const { dueOn } = readClock(limit, calendar, today)
  if (limit.length.unit === 'none') return `${limit.title}：该事项没有规定办理时限。`
  if (limit.length.unit === 'instant') return `${limit.title}：即办件，受理当日（${chineseDate(limit.startOn)}）办结。`
  if (dueOn === undefined) return `${limit.title}：到期日超出可推算的日期范围。`
  const facts = { limit, calendar, dueOn, pauses: pausesOf(limit, calendar, readingDay(limit, today)) }
  const clauses = [openingOf(limit), ...daysPassedOver(facts), ...stopsOf(facts), rolledOver(facts), extensionOf(limit)]
  const openStop = limit.stops.some((stop) => stop.to === undefined)
  const end = openStop ? `预计不早于${chineseDate(dueOn)}届满` : `于${chineseDate(dueOn)}届满`
  const sentence = `${[...clauses.filter((clause) => clause !== ''), end].join('，')}。`
  return sentence + provisionalNote(limit, calendar, { today, dueOn })
}

interface Facts {
  readonly limit: Limit
  readonly calendar: WorkdayCalendar
  readonly dueOn: CalendarDate
  readonly pauses: readonly Pause[]
}

function openingOf({ title, basis, startOn, length }: Limit): string {
  const unit = length.unit === 'workday' ? '个工作日' : '日'
  return `${title}（${basis.replace(/[。；\s]+$/, '')}）：自${chineseDate(startOn)}的次日起算${length.value}${unit}`
}

/** Holidays and closures left out, and make-up days counted in, each by the name that its notice gives it. */
function daysPassedOver({ limit, calendar, dueOn, pauses }: Facts): string[] {
  if (limit.length.unit === 'day') return []
  const days = calendar
    .daysAfter(limit.startOn, dueOn)
    .filter(({ name, date }) => name !== undefined && !isPaused(date, pauses))
  const off = festivalsText(days, limit.startOn)
  const makeUp = days.filter((day) => day.kind === 'makeup-workday').map((day) => shortDate(day.date, limit.startOn))
  return [...(off === '' ? [] : [`避开${off}`]), ...(makeUp.length > 0 ? [`${makeUp.join('、')}调休上班照常计入`] : [])]
}

/** `国庆节、中秋节（10月1日至8日）`: the holidays and closures among the days, each by the name of its notice. */
export function festivalsText(days: readonly CalendarDay[], reference: CalendarDate): string {
  return runsOf(days.filter((day) => day.kind === 'holiday' || day.kind === 'closure'))
    .map((run) => `${run.name}（${spanText(run, reference)}）`)
    .join('、')
}

/** Stops that overlap are told together, as they are counted. */
function stopsOf({ limit, calendar, dueOn }: Facts): string[] {
  const begun = limit.stops.filter((stop) => stop.from < dueOn)
  const ended = begun.flatMap((stop) => (stop.to === undefined ? [] : [{ ...stop, to: stop.to }]))
  const open = begun.filter((stop) => stop.to === undefined)
  return [
    ...mergePauses(ended).map((pause) => {
      const within = ended.filter((stop) => stop.from >= pause.from && stop.to <= pause.to)
      const span = spanText({ from: addDays(pause.from, 1), to: pause.to }, limit.startOn)
      const workdays = calendar.workdaysBetween(pause.from, pause.to)
      const lasted = limit.length.unit === 'day' ? '' : `${workdays}个工作日`
      return `因${namesOf(within)}停止计时${lasted}（${span}，${basesOf(within)}）`
    }),
    ...open.map((stop) => {
      const from = shortDate(stop.from, limit.startOn)
      return `${from}起因${stop.procedure.name}停止计时（${stop.legalBasis}），恢复后继续计算`
    }),
  ]
}

function namesOf(stops: readonly Stop[]): string {
  return [...new Set(stops.map((stop) => stop.procedure.name))].join('、')
}

function basesOf(stops: readonly Stop[]): string {
  return [...new Set(stops.map((stop) => stop.legalBasis))].join('、')
}

function extensionOf({ extension }: Limit): string {
  return extension ? `经批准延长${extension.workdays}个工作日（${extension.basis}）` : ''
}

function rolledOver({ limit, calendar, pauses }: Facts): string {
  if (limit.length.unit !== 'day') return ''
  const last = dateAtCount(limit, { calendar, pauses, count: limit.length.value })
  if (last === undefined || last === endOfDays(limit, calendar, pauses)) return ''
  return `最后一日${shortDate(last, limit.startOn)}是休息日，顺延至下一个工作日（民法典第二百零三条）`
}

function provisionalNote(
  limit: Limit,
  calendar: WorkdayCalendar,
  { today, dueOn }: { today: CalendarDate; dueOn: CalendarDate },
): string {
  if (!readClock(limit, calendar, today).provisional) return ''
  const years = Array.from(
    { length: yearOf(addDays(dueOn, 6)) - yearOf(limit.startOn) + 1 },
    (_, n) => yearOf(limit.startOn) + n,
  )
  const missing = years.filter((year) => !calendar.coveredYears.has(year)).map((year) => `${year}年`)
  return `${missing.join('、')}放假安排尚未公布，暂按周末推算，该日期为暂定，公布后重新计算。`
}

interface Run {
  readonly name: string
  readonly from: CalendarDate
  readonly to: CalendarDate
}

function runsOf(days: readonly CalendarDay[]): Run[] {
  const runs: Run[] = []
  for (const { date, name } of days) {
    const last = runs.at(-1)
    const plainName = (name ?? '').replace(/[“”]/g, '')
    if (last && last.name === plainName && addDays(last.to, 1) === date) runs[runs.length - 1] = { ...last, to: date }
    else runs.push({ name: plainName, from: date, to: date })
  }
  return runs
}

/** `10月1日至8日`, `9月30日至10月2日`, with the year where it is not that of `reference`. */
function spanText({ from, to }: { from: CalendarDate; to: CalendarDate }, reference: CalendarDate): string {
  const start = shortDate(from, reference)
  if (from === to) return start
  const end = from.slice(0, 7) === to.slice(0, 7) ? `${Number(to.slice(8))}日` : shortDate(to, from)
  return `${start}至${end}`
}

function shortDate(date: CalendarDate, reference: CalendarDate): string {
  return yearOf(date) === yearOf(reference) ? chineseDate(date).slice(5) : chineseDate(date)
}
