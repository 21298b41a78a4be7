import { addDays, type CalendarDate } from '../../../kernel/calendar-date.ts'
import { isCounted, type Limit, type LimitKind, openStopsOf } from './limit.ts'
import { dateWithRemaining, dueDate, pausesOf, workdayAfter } from './limit-clock.ts'
import { LAST_DAY, type WorkdayCalendar } from './workday-calendar.ts'

/** 监察等级: 正常, 提示, 今天到期, 黄牌, 红牌; and a clock that stands, or has ended. */
export type LimitLevel = 'normal' | 'soon' | 'today' | 'yellow' | 'red' | 'stopped' | 'closed'

/** The levels that a running clock passes, in order. */
export const ALARM_LEVELS = ['soon', 'today', 'yellow', 'red'] as const
export type AlarmLevel = (typeof ALARM_LEVELS)[number]

/** When a level begins. An installation may set its own; the law sets no numbers. */
export interface AlarmPolicy {
  /** 提示: remaining ≤ max(minRemaining, shareOfLength × length). */
  readonly soon: { readonly minRemaining: number; readonly shareOfLength: number }
  /** 红牌 from so many workdays overdue; 0: as soon as it is late, without a yellow card. Absent: never. */
  readonly redFromOverdueWorkdays: Readonly<Partial<Record<LimitKind, number>>>
}

/** Red for any overdue of a statutory period, from three workdays for a promise. The applicant's own period is nobody's fault. */
export const DEFAULT_ALARM_POLICY: AlarmPolicy = {
  soon: { minRemaining: 1, shareOfLength: 0.2 },
  redFromOverdueWorkdays: {
    'pre-review': 3,
    notify: 0,
    'handling-promised': 3,
    'handling-statutory': 0,
    joint: 0,
    delivery: 0,
  },
}

export interface Alarm {
  readonly level: AlarmLevel
  readonly on: CalendarDate
}

/** The days on which the levels begin; `yellow` begins the day after `dueOn`, unless red does. */
export interface AlarmDates {
  readonly soonOn?: CalendarDate
  readonly dueOn?: CalendarDate
  readonly redOn?: CalendarDate
}

/** While a stop is open, only days that lie before it, or that it can no longer move. */
export function alarmDatesOf(limit: Limit, calendar: WorkdayCalendar, policy: AlarmPolicy): AlarmDates {
  const pauses = pausesOf(limit, calendar, limit.startOn, LAST_DAY)
  const soonOn = soonDate(limit, calendar, policy)
  const dueOn = dueDate(limit, calendar, pauses)
  if (dueOn === undefined) return soonOn ? { soonOn } : {}
  const redAfter = policy.redFromOverdueWorkdays[limit.kind]
  const redOn = redAfter ? workdayAfter(dueOn, { calendar, pauses, count: redAfter }) : addDays(dueOn, 1)
  return {
    ...(soonOn && soonOn < dueOn && { soonOn }),
    dueOn,
    ...(redAfter !== undefined && redOn && { redOn }),
  }
}

export function alarmsOn({ soonOn, dueOn, redOn }: AlarmDates): Alarm[] {
  const lateOn = dueOn && addDays(dueOn, 1)
  const alarms: { level: AlarmLevel; on: CalendarDate | undefined }[] = [
    { level: 'soon', on: soonOn },
    { level: 'today', on: dueOn },
    { level: 'yellow', on: lateOn === redOn ? undefined : lateOn },
    { level: 'red', on: redOn },
  ]
  return alarms.flatMap(({ level, on }) => (on ? [{ level, on }] : []))
}

/** Whether an open stop holds the due date: it can't be told until the clock runs again. */
export function isHeld(limit: Limit, calendar: WorkdayCalendar): boolean {
  if (!isCounted(limit.length.unit) || openStopsOf(limit).length === 0) return false
  return dueDate(limit, calendar, pausesOf(limit, calendar, limit.startOn, LAST_DAY)) === undefined
}

/** The level on a day. A stop hides no lateness: what was due before the clock stopped falls due. */
export function levelOf(
  limit: Limit,
  today: CalendarDate,
  { calendar, policy }: { calendar: WorkdayCalendar; policy: AlarmPolicy },
): LimitLevel {
  if (limit.closedOn !== undefined && limit.closedOn <= today) return 'closed'
  if (isHeld(limit, calendar)) return 'stopped'
  const alarms = alarmsOn(alarmDatesOf(limit, calendar, policy))
  return alarms.findLast((alarm) => alarm.on <= today)?.level ?? 'normal'
}

/** The alarms that lie behind the one already given, up to a day; each is given once. */
export function alarmsReached(alarms: readonly Alarm[], given: AlarmLevel | undefined, today: CalendarDate): Alarm[] {
  return alarms.filter((alarm) => isBehind(alarm.level, given) && alarm.on <= today)
}

/** The day on which the next alarm falls, given the last one; undefined when nothing more can come by itself. */
export function nextAlarmOn(alarms: readonly Alarm[], given: AlarmLevel | undefined): CalendarDate | undefined {
  return alarms.find((alarm) => isBehind(alarm.level, given))?.on
}

/** After the due date moved: what was given and still holds; an alarm that is in the future again will be given again. */
export function alarmsStillGiven(
  alarms: readonly Alarm[],
  given: AlarmLevel | undefined,
  today: CalendarDate,
): AlarmLevel | undefined {
  return alarms.findLast((alarm) => !isBehind(alarm.level, given) && alarm.on <= today)?.level
}

function isBehind(level: AlarmLevel, given: AlarmLevel | undefined): boolean {
  return given === undefined || ALARM_LEVELS.indexOf(level) > ALARM_LEVELS.indexOf(given)
}

function soonDate(limit: Limit, calendar: WorkdayCalendar, { soon }: AlarmPolicy): CalendarDate | undefined {
  if (!isCounted(limit.length.unit)) return undefined
  const pauses = pausesOf(limit, calendar, limit.startOn, LAST_DAY)
  const remaining = Math.floor(Math.max(soon.minRemaining, soon.shareOfLength * limit.length.value))
  return dateWithRemaining(limit, { calendar, pauses, remaining })
}
