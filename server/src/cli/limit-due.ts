import { isCalendarDate, todayIn } from '../kernel/calendar-date.ts'
import type { CalendarDate } from '../kernel/calendar-date.ts'
import { explainLimit } from '../modules/limits/domain/explanation.ts'
import type { Limit } from '../modules/limits/domain/limit.ts'
import { readClock } from '../modules/limits/domain/limit-clock.ts'
import { SHIPPED_YEARS } from '../modules/limits/domain/official-calendar.ts'
import { workdayCalendar } from '../modules/limits/domain/workday-calendar.ts'
import { EXIT, UsageError, textOption } from './command.ts'
import type { Command, ExitCode, Invocation } from './command.ts'

/** Pure: the official calendar that is shipped, no database. Closures of one division are therefore not counted. */
export const limitDue: Command = {
  name: 'limit due',
  summary: '按官方节假日安排推算到期日 · due date by the official calendar (no database)',
  options: {
    start: { type: 'string', value: 'DATE', required: true, help: '起算日,当日不计入 · day it opens; not counted' },
    workdays: { type: 'string', value: 'N', help: '工作日数 · length in workdays' },
    days: { type: 'string', value: 'N', help: '自然日数,末日遇休息日顺延 · length in calendar days' },
    explain: { type: 'boolean', help: '同时说明如何得出 · also say how it follows' },
  },
  run: async (invocation) => await Promise.resolve(printDueDate(invocation)),
}

function printDueDate(invocation: Invocation): ExitCode {
  const limit = limitOf(invocation)
  const calendar = workdayCalendar(SHIPPED_YEARS)
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
  return {
    kind: 'handling-statutory',
    title: '办理时限',
    basis: '',
    startOn: startOf(invocation),
    length: { value: countOf(invocation, name), unit: name === 'days' ? 'day' : 'workday' },
    stops: [],
  }
}

function startOf(invocation: Invocation): CalendarDate {
  const text = textOption(invocation, 'start') ?? ''
  if (!isCalendarDate(text)) throw new UsageError(`--start 应为 YYYY-MM-DD 格式的日期 · not a date: ${text}`)
  return text
}

function countOf(invocation: Invocation, name: string): number {
  const text = textOption(invocation, name) ?? ''
  if (!/^[1-9]\d{0,3}$/.test(text))
    throw new UsageError(`--${name} 应为 1 到 9999 的整数 · not a whole number from 1 to 9999: ${text}`)
  return Number(text)
}
