import { readFile } from 'node:fs/promises'
import { isCalendarDate, todayIn } from '../kernel/calendar-date.ts'
import type { CalendarDate } from '../kernel/calendar-date.ts'
import { isDivisionCode, isWithinDivision } from '../kernel/division-code.ts'
import { explainLimit } from '../modules/limits/domain/explanation.ts'
import { assertTerms, LIMIT_PREVIEW, STOP_PREVIEW } from '../modules/limits/domain/limit.ts'
import type { Limit, Stop } from '../modules/limits/domain/limit.ts'
import { readClock } from '../modules/limits/domain/limit-clock.ts'
import { parseLocalDays, SHIPPED_YEARS } from '../modules/limits/domain/official-calendar.ts'
import { workdayCalendar } from '../modules/limits/domain/workday-calendar.ts'
import type { WorkdayCalendar } from '../modules/limits/domain/workday-calendar.ts'
import { EXIT, textOption, textOptions, UsageError } from './command.ts'
import type { Command, ExitCode, Invocation } from './command.ts'

/** Pure: the official calendar that is shipped, and a division's own days from a file; no database. */
export const limitDue: Command = {
  name: 'limit due',
  summary: '按官方节假日安排推算到期日 · due date by the official calendar (no database)',
  options: {
    start: { type: 'string', value: 'DATE', required: true, help: '起算日,当日不计入 · day it opens; not counted' },
    workdays: { type: 'string', value: 'N', help: '工作日数 · length in workdays' },
    days: { type: 'string', value: 'N', help: '自然日数,末日遇休息日顺延 · length in calendar days' },
    pause: {
      type: 'string',
      value: 'FROM..TO',
      repeats: true,
      help: '停止计时的区间,起始日当天不扣除,可多次给出 · stop; FROM itself still counts; may be repeated',
    },
    division: { type: 'string', value: 'CODE', help: '行政区划,与 --local 一起使用 · division, together with --local' },
    local: {
      type: 'string',
      value: 'FILE',
      help: '地方性放假文件(JSON) · days off of divisions, as for `calendar local`',
    },
    explain: { type: 'boolean', help: '同时说明如何得出 · also say how it follows' },
  },
  run: printDueDate,
}

async function printDueDate(invocation: Invocation): Promise<ExitCode> {
  const limit = limitOf(invocation)
  const calendar = await calendarOf(invocation)
  const { dueOn, provisional } = readClock(limit, calendar, limit.startOn)
  if (!dueOn) throw new UsageError('超出日历范围 · beyond the calendar (1990–2099)')
  invocation.out(dueOn)
  if (provisional)
    invocation.say('暂定:相关年份的放假安排尚未公布 · provisional: the official calendar of that year is not out yet')
  if (invocation.options['explain']) invocation.say(explainLimit(limit, calendar, todayIn(new Date())))
  return EXIT.ok
}

function limitOf(invocation: Invocation): Limit {
  const lengths = (['workdays', 'days'] as const).filter((name) => textOption(invocation, name) !== undefined)
  const [name, another] = lengths
  if (!name || another) throw new UsageError('--workdays 与 --days 须给且只给一个 · give either --workdays or --days')
  const limit: Limit = {
    ...LIMIT_PREVIEW,
    startOn: startOf(invocation),
    length: { value: countOf(invocation, name), unit: name === 'days' ? 'day' : 'workday' },
    stops: textOptions(invocation, 'pause').map(stopOf),
  }
  assertTerms(limit)
  return limit
}

function startOf(invocation: Invocation): CalendarDate {
  const text = textOption(invocation, 'start') ?? ''
  if (!isCalendarDate(text)) throw new UsageError(`--start 应为 YYYY-MM-DD 格式的日期 · not a date: ${text}`)
  return text
}

function countOf(invocation: Invocation, name: string): number {
  const text = textOption(invocation, name) ?? ''
  if (!/^[1-9]\d{0,3}$/.test(text) || Number(text) > 3650)
    throw new UsageError(`--${name} 应为 1 到 3650 的整数 · not a whole number from 1 to 3650: ${text}`)
  return Number(text)
}

function stopOf(text: string): Stop {
  const [from = '', to = '', ...more] = text.split('..')
  if (
    more.length > 0 ||
    !isCalendarDate(from) ||
    !isCalendarDate(to) ||
    from > to ||
    from < '1990-01-01' ||
    to > '2069-12-31'
  )
    throw new UsageError(`--pause 应为“开始日..结束日”,如 2025-09-18..2025-09-24 · not a stretch of days: ${text}`)
  return { id: text, from, to, ...STOP_PREVIEW }
}

async function calendarOf(invocation: Invocation): Promise<WorkdayCalendar> {
  const division = textOption(invocation, 'division')
  const file = textOption(invocation, 'local')
  if ((division === undefined) !== (file === undefined))
    throw new UsageError('--division 与 --local 须一起给出 · --division and --local go together')
  if (division === undefined || file === undefined) return workdayCalendar(SHIPPED_YEARS)
  if (!isDivisionCode(division))
    throw new UsageError(`--division 应为 6、9 或 12 位行政区划代码 · not a division code: ${division}`)
  const days = parseLocalDays(await readText(file))
  return workdayCalendar(
    SHIPPED_YEARS,
    days.filter((day) => isWithinDivision(division, day.division)),
  )
}

/** @throws UsageError when the operator named a file that cannot be read */
export async function readText(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    throw new UsageError(`无法读取文件 · cannot read ${file}: ${(error as Error).message}`)
  }
}
