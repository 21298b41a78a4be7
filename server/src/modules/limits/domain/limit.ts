import type { CalendarDate } from '../../../kernel/calendar-date.ts'
import { problem } from '../../../kernel/problem.ts'
import { limitsProblems } from '../contract/problems.ts'
import { POWER_SUSPENDED } from '../contract/limit.ts'
import { STATUTORY_PERIODS } from '../contract/statutory-periods.ts'

/** Which period runs: 预审, 补正告知, 承诺办结, 法定办结, 联合办理, 颁发送达, 申请人补正. */
export type LimitKind =
  | 'pre-review'
  | 'notify'
  | 'handling-promised'
  | 'handling-statutory'
  | 'joint'
  | 'delivery'
  | 'correction'

/** 工作日 (行政许可法 art. 82), 自然日 (民法典 arts. 201–203), 即办 (on the day of acceptance), 无时限. */
export type LimitUnit = 'workday' | 'day' | 'instant' | 'none'

export interface LimitLength {
  readonly value: number
  readonly unit: LimitUnit
}

/** 停止计时 (行政许可法 art. 45): the days d with `from < d ≤ to` don't count; without `to` it still runs. */
export interface Stop {
  readonly id: string
  readonly from: CalendarDate
  readonly to?: CalendarDate
  readonly procedure: { readonly code: string; readonly name: string }
  readonly legalBasis: string
  /** 书面告知: the document by which the applicant was told, as our own record or by its number. */
  readonly noticeDocumentId?: string
  readonly noticeDocumentNo?: string
  /** What the applicant was told in writing: how long the procedure takes. */
  readonly expectedWorkdays?: number
  readonly openedBy?: string
  readonly endReason?: string
}

/** 延期 (行政许可法 art. 42): once, approved by the head of the agency, the reason told to the applicant. */
export interface Extension {
  readonly id: string
  readonly on: CalendarDate
  readonly workdays: number
  readonly basis: string
  readonly reason: string
  readonly openedBy?: string
}

/** 时限: a ledger of intervals. Everything that is shown of it follows from these facts and the calendar. */
export interface Limit {
  readonly kind: LimitKind
  readonly title: string
  readonly basis: string
  readonly startOn: CalendarDate
  readonly length: LimitLength
  readonly stops: readonly Stop[]
  readonly extension?: Extension
  readonly closedOn?: CalendarDate
}

/** A period that nobody has opened: for previews. */
export const LIMIT_PREVIEW: Pick<Limit, 'kind' | 'title' | 'basis'> = {
  kind: 'handling-statutory',
  title: '办理时限',
  basis: '行政许可法第八十二条',
}

export const STOP_PREVIEW: Pick<Stop, 'procedure' | 'legalBasis'> = {
  procedure: { code: 'special', name: '特别程序' },
  legalBasis: '行政许可法第四十五条',
}

/** Ten years: no law sets a longer period. From the latest start it still ends within the calendar, stops included. */
const LONGEST = 3650
const EARLIEST_START = '1990-01-01'
const LATEST_START = '2069-12-31'

export interface RunInterval {
  readonly from: CalendarDate
  readonly to?: CalendarDate
}

export const LIMIT_KIND_TITLES: Readonly<Record<LimitKind, string>> = {
  'pre-review': '预审',
  notify: '补正告知',
  'handling-promised': '承诺办结',
  'handling-statutory': '法定办结',
  joint: '联合办理',
  delivery: '颁发送达',
  correction: '申请人补正',
}

/** 行政许可法 art. 45 excludes the time that a procedure takes「作出行政许可决定」: it stops the handling of a case, nothing else. */
const STOPPABLE: ReadonlySet<LimitKind> = new Set(['handling-promised', 'handling-statutory', 'joint'])

/**
 * While the power itself stands still nobody can answer, correct or decide, so every clock of the case stands that
 * somebody runs before its decision; by the act that suspends the power, not by art. 45.
 */
const STANDS_WITH_POWER: ReadonlySet<LimitKind> = new Set([...STOPPABLE, 'pre-review', 'notify', 'correction'])

/** 行政许可法 art. 42: ten days by the head of the agency; fifteen of a joint project by the head of its government. */
const LONGEST_EXTENSION: Readonly<Partial<Record<LimitKind, number>>> = {
  'handling-promised': STATUTORY_PERIODS.extension.workdays,
  'handling-statutory': STATUTORY_PERIODS.extension.workdays,
  joint: STATUTORY_PERIODS.jointExtension.workdays,
}

export function mayStop(limit: Limit, procedureCode = ''): boolean {
  const kinds = procedureCode === POWER_SUSPENDED ? STANDS_WITH_POWER : STOPPABLE
  return limit.closedOn === undefined && kinds.has(limit.kind) && isCounted(limit.length.unit)
}

export function isCounted(unit: LimitUnit): boolean {
  return unit === 'workday' || unit === 'day'
}

export function openStopsOf(limit: Limit): Stop[] {
  return limit.stops.filter((stop) => stop.to === undefined)
}

/** @throws limits/bad-length, limits/outside-calendar */
export function assertTerms({ startOn, length }: Pick<Limit, 'startOn' | 'length'>): void {
  const { value } = length
  const fits = isCounted(length.unit) ? value >= 1 && value <= LONGEST : value === 0
  if (!fits || !Number.isInteger(value)) throw problem(limitsProblems['bad-length'])
  assertWithinCalendar(startOn)
}

/** Days outside cannot be reckoned from. @throws limits/outside-calendar */
export function assertWithinCalendar(day: string): void {
  if (day < EARLIEST_START || day > LATEST_START) throw problem(limitsProblems['outside-calendar'])
}

/** @throws limits/no-legal-basis, limits/no-written-notice, limits/already-stopped, limits/date-out-of-order */
export function stopLimit(limit: Limit, stop: Stop, today: CalendarDate): Limit {
  if (stop.legalBasis.trim() === '') throw problem(limitsProblems['no-legal-basis'])
  if (!isToldInWriting(stop)) throw problem(limitsProblems['no-written-notice'])
  if (openStopsOf(limit).some((open) => open.procedure.code === stop.procedure.code)) {
    throw problem(limitsProblems['already-stopped'], { procedure: stop.procedure.name })
  }
  // A power may be suspended before the day from which a clock counts: then it stands from there.
  const begun = stop.procedure.code === POWER_SUSPENDED ? { ...stop, from: later(stop.from, limit.startOn) } : stop
  const notAfter = begun === stop ? today : later(today, limit.startOn)
  assertBetween('停止计时的日期', begun.from, { notBefore: limit.startOn, notAfter })
  return { ...limit, stops: [...limit.stops, begun] }
}

/** 行政许可法 art. 45: how long the procedure takes is told to the applicant in writing. */
function isToldInWriting({ noticeDocumentId, noticeDocumentNo = '', expectedWorkdays, procedure }: Stop): boolean {
  const isLengthTold = expectedWorkdays !== undefined || procedure.code === POWER_SUSPENDED
  return isLengthTold && (noticeDocumentId !== undefined || noticeDocumentNo.trim() !== '')
}

/** Ends one procedure's stop, or every open one. The day of resumption is still excluded; counting goes on the day after. */
export function resumeLimit(
  limit: Limit,
  end: { on: CalendarDate; reason: string; procedureCode?: string },
  today: CalendarDate,
): Limit {
  const ends = (stop: Stop) =>
    stop.to === undefined && (end.procedureCode === undefined || stop.procedure.code === end.procedureCode)
  const stops = limit.stops.map((stop) => {
    if (!ends(stop)) return stop
    if (stop.from > today) return { ...stop, to: stop.from, endReason: end.reason }
    assertBetween('恢复计时的日期', end.on, { notBefore: stop.from, notAfter: today })
    return { ...stop, to: end.on, endReason: end.reason }
  })
  return { ...limit, stops }
}

/**
 * 延期. `lawfulMost` is what another law allows instead (art. 42: 法律、法规另有规定的，依照其规定).
 * @throws limits/already-extended, limits/not-extendable, limits/extension-too-long
 */
export function extendLimit(limit: Limit, extension: Extension, lawfulMost?: number): Limit {
  if (limit.extension) throw problem(limitsProblems['already-extended'])
  const most = lawfulMost ?? LONGEST_EXTENSION[limit.kind]
  if (most === undefined || !(limit.kind in LONGEST_EXTENSION) || !isCounted(limit.length.unit)) {
    throw problem(limitsProblems['not-extendable'], { kind: LIMIT_KIND_TITLES[limit.kind] })
  }
  if (extension.workdays < 1 || extension.workdays > most) throw problem(limitsProblems['extension-too-long'], { most })
  return { ...limit, extension }
}

/** Stops that are still open end with the limit. What is done before the clock has begun ends it all the same. */
export function closeLimit(limit: Limit, on: CalendarDate, today: CalendarDate): Limit {
  assertBetween('时限结束的日期', on, { notBefore: earlier(limit.startOn, today), notAfter: today })
  const stops = limit.stops.map((stop) => (stop.to === undefined ? { ...stop, to: later(stop.from, on) } : stop))
  return { ...limit, stops, closedOn: on }
}

/** 计时区间: where the clock ran, between the stops. */
export function runIntervals(limit: Limit): RunInterval[] {
  const runs: RunInterval[] = []
  let from: CalendarDate = limit.startOn
  for (const stop of [...limit.stops].sort((a, b) => (a.from < b.from ? -1 : 1))) {
    if (stop.from > from) runs.push({ from, to: stop.from })
    if (stop.to === undefined) return runs
    from = later(from, stop.to)
  }
  if (limit.closedOn === undefined) return [...runs, { from }]
  return limit.closedOn > from ? [...runs, { from, to: limit.closedOn }] : runs
}

export function later(a: CalendarDate, b: CalendarDate): CalendarDate {
  return a > b ? a : b
}

export function earlier(a: CalendarDate, b: CalendarDate): CalendarDate {
  return a < b ? a : b
}

function assertBetween(
  what: string,
  date: CalendarDate,
  range: { notBefore: CalendarDate; notAfter: CalendarDate },
): void {
  if (date >= range.notBefore && date <= range.notAfter) return
  throw problem(limitsProblems['date-out-of-order'], { what, date, ...range })
}
