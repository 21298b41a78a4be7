import { addDays, calendarDate, chineseDate, problem, todayIn } from '../../../kernel/index.ts'
import type { CalendarDate } from '../../../kernel/index.ts'
import { CASE_STATES, casesProblems } from '../contract/index.ts'
import type { CaseState } from '../contract/index.ts'
import type { Case } from './case.ts'

/** States after which nothing follows but the archive. */
export const ENDED_STATES: readonly CaseState[] = [
  'notAccepted',
  'noLicenceNeeded',
  'closed',
  'archived',
  'withdrawn',
  'terminated',
]

export function hasEnded(aCase: Case): boolean {
  return ENDED_STATES.includes(aCase.state)
}

/** 保管期限: how long what ended must be kept, and by which rule. */
export interface Keeping {
  readonly until: CalendarDate
  readonly basis: string
}

/** Ten years: the shorter of the two fixed periods of 机关文件材料归档范围和文书档案保管期限规定 (国家档案局令第8号) art. 7. */
const ARCHIVED_YEARS = 10
/** An applicant may sue within six months (行政诉讼法 art. 46): until then what was refused must be provable. */
const DISPUTE_DAYS = 184

export function endedAt(aCase: Case): Date {
  return aCase.closedAt ?? aCase.updatedAt
}

export function keepingOf(aCase: Case): Keeping {
  const endedOn = todayIn(endedAt(aCase))
  if (aCase.acceptedOn === undefined)
    return { until: addDays(endedOn, DISPUTE_DAYS), basis: '《行政诉讼法》第四十六条（起诉期限六个月）' }
  const [year, rest] = [endedOn.slice(0, 4), endedOn.slice(4)]
  const sameDay = `${Number(year) + ARCHIVED_YEARS}${rest === '-02-29' ? '-02-28' : rest}`
  return { until: calendarDate(sameDay), basis: '《机关文件材料归档范围和文书档案保管期限规定》第七条（保管期限十年）' }
}

/** Whether nothing in the case itself stands against erasing it. */
export function isErasable(aCase: Case, on: CalendarDate): boolean {
  return aCase.erasedAt === undefined && aCase.heldAt === undefined && hasEnded(aCase) && on > keepingOf(aCase).until
}

/**
 * 个人信息保护法 art. 47: not while it is needed for its purpose, not before the period that a law sets is over; and not while it
 * is held for a dispute. @throws cases/not-erasable
 */
export function requireErasable(aCase: Case, on: CalendarDate): void {
  const why = whyNotErasable(aCase, on)
  if (why !== undefined) throw problem(casesProblems['not-erasable'], { why })
}

export function whyNotErasable(aCase: Case, on: CalendarDate): string | undefined {
  if (aCase.erasedAt) return '它的个人信息已经删除'
  if (!hasEnded(aCase)) return `办件现在是“${CASE_STATES[aCase.state]}”，还没有办完`
  if (aCase.heldAt) return '它因争议或者调查被要求保留，解除保留之后才能删除'
  const { until, basis } = keepingOf(aCase)
  return on <= until ? `依照${basis}，要保存到${chineseDate(until)}` : undefined
}
