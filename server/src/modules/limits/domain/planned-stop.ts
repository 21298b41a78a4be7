import type { CalendarDate } from '../../../kernel/calendar-date.ts'
import { problem } from '../../../kernel/problem.ts'
import { limitsProblems } from '../contract/problems.ts'
import { type Limit, later, mayStop, type Stop } from './limit.ts'
import { readClock } from './limit-clock.ts'
import type { WorkdayCalendar } from './workday-calendar.ts'

/** 行政许可法 art. 45 names these; site visits and public notice (现场勘验、公示) are not among them. */
export const STATUTORY_PROCEDURES = ['听证', '招标', '拍卖', '检验', '检测', '检疫', '鉴定', '专家评审'] as const
const STATUTORY_BASIS = '行政许可法第四十五条'

/** 特别程序 that somebody plans: nothing of it is written down. */
export interface PlannedStop {
  readonly procedure: string
  readonly legalBasis?: string | undefined
  readonly from: CalendarDate
  readonly expectedWorkdays: number
}

/** What a planned stop would do to one limit. */
export interface StopOutlook {
  readonly before?: CalendarDate
  readonly after?: CalendarDate
  readonly with: Limit
  readonly concerns: readonly string[]
}

/** @throws limits/no-legal-basis for a procedure that the law does not name and nobody gave a basis for */
export function plannedStop(planned: PlannedStop, calendar: WorkdayCalendar): Stop & { to: CalendarDate } {
  const { procedure, from, expectedWorkdays } = planned
  const given = planned.legalBasis?.trim() ?? ''
  const isNamed = (STATUTORY_PROCEDURES as readonly string[]).includes(procedure)
  if (given === '' && !isNamed) throw problem(limitsProblems['no-legal-basis'])
  const to = calendar.workdayAfter(from, expectedWorkdays)
  if (to === undefined) throw problem(limitsProblems['outside-calendar'])
  const legalBasis = given === '' ? STATUTORY_BASIS : given
  return { id: 'planned', from, to, procedure: { code: 'planned', name: procedure }, legalBasis, expectedWorkdays }
}

/** @throws limits/nothing-to-stop, limits/date-out-of-order */
export function outlookOf(
  limit: Limit,
  stop: Stop,
  { calendar, today }: { calendar: WorkdayCalendar; today: CalendarDate },
): StopOutlook {
  if (!mayStop(limit)) throw problem(limitsProblems['nothing-to-stop'])
  if (stop.from < limit.startOn) {
    const range = { notBefore: limit.startOn, notAfter: later(limit.startOn, today) }
    throw problem(limitsProblems['date-out-of-order'], { what: '停止计时的日期', date: stop.from, ...range })
  }
  const stopped: Limit = { ...limit, stops: [...limit.stops, stop] }
  const before = readClock(limit, calendar, today).dueOn
  const after = readClock(stopped, calendar, today).dueOn
  const concerns = concernsOf(limit, stop, { calendar, before })
  return { ...(before && { before }), ...(after && { after }), with: stopped, concerns }
}

function concernsOf(
  limit: Limit,
  stop: Stop,
  { calendar, before }: { calendar: WorkdayCalendar; before: CalendarDate | undefined },
): string[] {
  if (before !== undefined && stop.from >= before) return ['开始停止计时时，时限已经到期：停止计时不会改变到期日。']
  const left = readClock(limit, calendar, stop.from).remainingWorkdays
  return [
    ...(left <= 1 ? [`开始停止计时时只剩 ${left} 个工作日，会被视为临期停止计时，请说明理由。`] : []),
    ...(limit.stops.some((one) => one.to === undefined) ? ['现在有停止计时还没有恢复，重叠的日子只扣除一次。'] : []),
  ]
}
