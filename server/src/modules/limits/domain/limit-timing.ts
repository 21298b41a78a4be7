import type { CalendarDate } from '../../../kernel/index.ts'
import { alarmDatesOf, alarmsOn, alarmsStillGiven, isHeld, nextAlarmOn } from './alarm-level.ts'
import type { AlarmDates, AlarmLevel, AlarmPolicy } from './alarm-level.ts'
import type { Limit } from './limit.ts'
import { readClock } from './limit-clock.ts'
import type { WorkdayCalendar } from './workday-calendar.ts'

/** What is kept beside a limit so that finding it needs no computing; it follows from the limit and the calendar. */
export interface LimitTiming extends AlarmDates {
  readonly state: 'running' | 'stopped' | 'closed'
  readonly provisional: boolean
  readonly alarmGiven?: AlarmLevel
  readonly nextAlarmOn?: CalendarDate
}

export interface TimingRules {
  readonly calendar: WorkdayCalendar
  readonly policy: AlarmPolicy
  readonly today: CalendarDate
}

export function timingOf(limit: Limit, rules: TimingRules, given?: AlarmLevel): LimitTiming {
  const { calendar, policy, today } = rules
  const { dueOn, provisional } = readClock(limit, calendar, today)
  if (limit.closedOn !== undefined) {
    return { state: 'closed', ...(dueOn && { dueOn }), provisional: false, ...(given && { alarmGiven: given }) }
  }
  const dates = alarmDatesOf(limit, calendar, policy)
  const alarms = alarmsOn(dates)
  const alarmGiven = alarmsStillGiven(alarms, given, today)
  const held = isHeld(limit, calendar)
  const next = held ? undefined : nextAlarmOn(alarms, alarmGiven)
  return {
    ...dates,
    state: held ? 'stopped' : 'running',
    ...(dueOn && { dueOn }),
    provisional,
    ...(alarmGiven && { alarmGiven }),
    ...(next && { nextAlarmOn: next }),
  }
}
