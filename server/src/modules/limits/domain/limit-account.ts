import type { CalendarDate } from '../../../kernel/calendar-date.ts'
import { isCounted, type Limit, later, type Stop } from './limit.ts'
import { dateAtCount, endOfDays, isPaused, type Pause, pausesOf, readClock, readingDay } from './limit-clock.ts'
import type { CalendarDay, WorkdayCalendar } from './workday-calendar.ts'

/** 时限算式: one stretch of days, what it counts for, and why. Together the rows are every day from the opening to the end. */
export interface AccountRow {
  readonly from: CalendarDate
  readonly to: CalendarDate
  readonly kind: AccountKind
  /** Days that were counted in it, and up to its end; workdays, or days of a limit in days. */
  readonly counted: number
  readonly total: number
  readonly restDays: number
  readonly isAhead: boolean
  readonly why: string
  readonly basis?: string
  /** Where the notice of a holiday or a make-up day stands. */
  readonly papers?: readonly string[]
  readonly noticeDocumentId?: string
  readonly noticeDocumentNo?: string
}

export type AccountKind = 'opening' | 'counted' | 'extended' | 'off' | 'makeup' | 'stopped' | 'rolled' | 'over'

const OPENING_BASIS = '民法典第二百零一条'
const WORKDAY_BASIS = '行政许可法第八十二条'
const ROLLED_BASIS = '民法典第二百零三条'

/** Why the due date is what it is, stretch by stretch. Nothing for an item that is done on the spot or has no period. */
export function accountOf(limit: Limit, calendar: WorkdayCalendar, today: CalendarDate): AccountRow[] {
  const { dueOn } = readClock(limit, calendar, today)
  if (dueOn === undefined || !isCounted(limit.length.unit)) return []
  const asOf = readingDay(limit, today)
  const pauses = pausesOf(limit, calendar, asOf)
  const facts = { limit, calendar, pauses, asOf, dueOn, ends: endsOf(limit, calendar, pauses) }
  const rows: Draft[] = []
  for (const day of calendar.daysAfter(limit.startOn, later(dueOn, asOf))) addDay(rows, facts, day)
  return [openingRow(limit), ...summed(rows).map((row) => worded(row, facts))]
}

interface Facts {
  readonly limit: Limit
  readonly calendar: WorkdayCalendar
  readonly pauses: readonly Pause[]
  readonly asOf: CalendarDate
  readonly dueOn: CalendarDate
  readonly ends: { readonly ownLast: CalendarDate; readonly rolledTo: CalendarDate }
}

/** A row while it grows. */
interface Draft {
  readonly from: CalendarDate
  readonly to: CalendarDate
  readonly kind: AccountKind
  readonly isAhead: boolean
  readonly counted: number
  readonly restDays: number
  readonly first: CalendarDay
  readonly stops: readonly Stop[]
}

/** Where the length of the limit itself is used up, and where it ends if that is a day on which offices rest. */
function endsOf(limit: Limit, calendar: WorkdayCalendar, pauses: readonly Pause[]): Facts['ends'] {
  const ownLast = dateAtCount(limit, { calendar, pauses, count: limit.length.value }) ?? limit.startOn
  const rolledTo = limit.length.unit === 'day' ? (endOfDays(limit, calendar, pauses) ?? ownLast) : ownLast
  return { ownLast, rolledTo }
}

function addDay(rows: Draft[], facts: Facts, day: CalendarDay): void {
  const kind = kindOf(facts, day)
  const isAhead = day.date > facts.asOf
  const stops = kind === 'stopped' ? facts.limit.stops.filter((stop) => covers(stop, day.date)) : []
  const isRest = !facts.calendar.isWorkday(day.date)
  const counts = isCountedDay(facts, kind, isRest) ? 1 : 0
  const next: Draft = {
    from: day.date,
    to: day.date,
    kind,
    isAhead,
    counted: counts,
    restDays: isRest ? 1 : 0,
    first: day,
    stops,
  }
  const last = rows.at(-1)
  if (last && joins(last, next)) {
    rows[rows.length - 1] = {
      ...last,
      to: next.to,
      counted: last.counted + counts,
      restDays: last.restDays + next.restDays,
    }
  } else rows.push(next)
}

function kindOf({ limit, pauses, dueOn, ends }: Facts, { date, kind }: CalendarDay): AccountKind {
  if (date > dueOn) return 'over'
  if (isPaused(date, pauses)) return 'stopped'
  const inDays = limit.length.unit === 'day'
  if (inDays && date <= ends.ownLast) return 'counted'
  if (inDays && date <= ends.rolledTo) return 'rolled'
  if (kind === 'holiday' || kind === 'closure') return 'off'
  if (kind === 'makeup-workday') return 'makeup'
  return date > ends.rolledTo ? 'extended' : 'counted'
}

function isCountedDay({ limit }: Facts, kind: AccountKind, isRest: boolean): boolean {
  if (kind === 'stopped' || kind === 'off' || kind === 'rolled') return false
  if (kind === 'counted' && limit.length.unit === 'day') return true
  return !isRest
}

function covers({ from, to }: Stop, date: CalendarDate): boolean {
  return from < date && (to === undefined || date <= to)
}

/** Named days stand by their names; plain days and the weekends between them are one stretch. */
function joins(a: Draft, b: Draft): boolean {
  if (a.kind !== b.kind || a.isAhead !== b.isAhead) return false
  if (a.kind === 'off' || a.kind === 'makeup') return a.first.name === b.first.name
  return a.stops.map((stop) => stop.id).join() === b.stops.map((stop) => stop.id).join()
}

function summed(rows: readonly Draft[]): (Draft & { total: number })[] {
  let total = 0
  return rows.map((row) => ({ ...row, total: (total += row.kind === 'over' ? 0 : row.counted) }))
}

function openingRow({ startOn }: Limit): AccountRow {
  const row = {
    from: startOn,
    to: startOn,
    kind: 'opening',
    counted: 0,
    total: 0,
    restDays: 0,
    isAhead: false,
  } as const
  return { ...row, why: '起算当日不计入', basis: OPENING_BASIS }
}

function worded(row: Draft & { total: number }, facts: Facts): AccountRow {
  const { from, to, kind, counted, total, restDays, isAhead } = row
  return { from, to, kind, counted, total, restDays, isAhead, ...reasonOf(row, facts) }
}

type Reason = Pick<AccountRow, 'why' | 'basis' | 'papers' | 'noticeDocumentId' | 'noticeDocumentNo'>

function reasonOf(row: Draft, { limit }: Facts): Reason {
  const { kind, first, counted, restDays } = row
  const weekends = restDays > 0 ? `，其间周末 ${restDays} 日不计` : ''
  switch (kind) {
    case 'stopped':
      return stoppedBecause(row)
    case 'off':
      return { why: `${plain(first.name)}放假，不计入`, ...sourceOf(first) }
    case 'makeup':
      return { why: `${plain(first.name)}调休上班，照常计入`, ...sourceOf(first) }
    case 'rolled':
      return { why: '最后一日是休息日，顺延至下一个工作日', basis: ROLLED_BASIS }
    case 'extended': {
      const { workdays = 0, basis = '', reason = '' } = limit.extension ?? {}
      return { why: `经批准延长 ${workdays} 个工作日（${reason}）：计入 ${counted} 个工作日${weekends}`, basis }
    }
    case 'over':
      return { why: `已经超期 ${counted} 个工作日` }
    case 'opening':
    case 'counted':
      if (limit.length.unit === 'day') return { why: `按自然日计算，计入 ${counted} 日`, basis: limit.basis }
      return { why: counted === 0 ? '周末，不计入' : `计入 ${counted} 个工作日${weekends}`, basis: WORKDAY_BASIS }
  }
}

function stoppedBecause({ stops }: Draft): Reason {
  const names = [...new Set(stops.map((stop) => stop.procedure.name))].join('、')
  const bases = [...new Set(stops.map((stop) => stop.legalBasis))].join('、')
  const [told] = stops.filter((stop) => stop.noticeDocumentId !== undefined || stop.noticeDocumentNo !== undefined)
  const expected = told?.expectedWorkdays === undefined ? '' : `，已书面告知需要 ${told.expectedWorkdays} 个工作日`
  return {
    why: `${names === '' ? '' : `因${names}`}停止计时，不计入${expected}`,
    ...(bases !== '' && { basis: bases }),
    ...(told?.noticeDocumentId !== undefined && { noticeDocumentId: told.noticeDocumentId }),
    ...(told?.noticeDocumentNo !== undefined && { noticeDocumentNo: told.noticeDocumentNo }),
  }
}

function sourceOf({ papers, basis }: CalendarDay): Pick<AccountRow, 'basis' | 'papers'> {
  return { ...(papers && { papers, basis: '国务院办公厅关于节假日安排的通知' }), ...(basis !== undefined && { basis }) }
}

function plain(name = ''): string {
  return name.replace(/[“”]/g, '')
}
