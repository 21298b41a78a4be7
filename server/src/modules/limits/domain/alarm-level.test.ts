import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, calendarDate } from '../../../kernel/calendar-date.ts'
import { buildLimit, buildStop, shippedCalendar as calendar } from '../fixtures.ts'
import {
  alarmDatesOf,
  alarmsOn,
  alarmsReached,
  alarmsStillGiven,
  DEFAULT_ALARM_POLICY as policy,
  levelOf,
  nextAlarmOn,
} from './alarm-level.ts'
import type { Limit, LimitKind } from './limit.ts'
import { readClock } from './limit-clock.ts'

const alarmsOf = (limit: Limit, thresholds = policy) => alarmsOn(alarmDatesOf(limit, calendar, thresholds))
const levelOn = (limit: Limit, today: string) => levelOf(limit, calendarDate(today), { calendar, policy })
const promise = buildLimit('2025-09-15', 20)
const statutory = buildLimit('2025-09-15', 20, { kind: 'handling-statutory' })

describe('the level of a promised limit', () => {
  it.each([
    ['2025-09-15', 'normal'],
    ['2025-10-11', 'normal'],
    ['2025-10-13', 'soon'],
    ['2025-10-16', 'soon'],
    ['2025-10-17', 'today'],
    ['2025-10-18', 'yellow'],
    ['2025-10-21', 'yellow'],
    ['2025-10-22', 'red'],
    ['2026-10-22', 'red'],
  ])('on %s is %s (20 workdays due on 17 October 2025)', (today, level) => {
    expect(levelOn(promise, today)).toBe(level)
  })

  it('prompts one workday ahead when a fifth of the length is less', () => {
    expect(alarmsOf(buildLimit('2025-09-29', 3))[0]).toEqual({ level: 'soon', on: '2025-10-09' })
  })

  it('follows the thresholds that an installation sets', () => {
    const strict = { soon: { minRemaining: 5, shareOfLength: 0.5 }, redFromOverdueWorkdays: { 'handling-promised': 1 } }
    expect(alarmsOf(promise, strict).map((alarm) => [alarm.level, alarm.on])).toEqual([
      ['soon', '2025-09-28'],
      ['today', '2025-10-17'],
      ['yellow', '2025-10-18'],
      ['red', '2025-10-20'],
    ])
  })
})

describe('the level of a statutory limit', () => {
  it('is red as soon as it is late', () => {
    expect(levelOn(statutory, '2025-10-17')).toBe('today')
    expect(levelOn(statutory, '2025-10-18')).toBe('red')
  })
})

describe('the level of the period that the applicant has', () => {
  it('never turns red', () => {
    expect(levelOn(buildLimit('2025-09-15', 5, { kind: 'correction' }), '2026-09-15')).toBe('yellow')
  })
})

describe('the level while the clock stands', () => {
  it('is stopped, with no alarm to come', () => {
    const stopped = buildLimit('2025-09-15', 20, { stops: [buildStop('2025-09-18')] })
    expect(levelOn(stopped, '2025-12-01')).toBe('stopped')
    expect(nextAlarmOn(alarmsOf(stopped), undefined)).toBeUndefined()
  })

  it('stays red when it was late before the stop began', () => {
    const late = buildLimit('2025-09-15', 20, { kind: 'handling-statutory', stops: [buildStop('2025-10-20')] })
    expect(levelOn(late, '2025-10-21')).toBe('red')
  })
})

it('an item without a period is always normal; an instant one is due on its day', () => {
  expect(levelOn(buildLimit('2025-09-15', 0, { unit: 'none' }), '2030-01-01')).toBe('normal')
  const instant = buildLimit('2025-09-15', 0, { unit: 'instant' })
  expect(['2025-09-15', '2025-09-16', '2025-09-18'].map((day) => levelOn(instant, day))).toEqual([
    'today',
    'yellow',
    'red',
  ])
})

it('a closed limit is closed whatever the day', () => {
  expect(levelOn({ ...statutory, closedOn: calendarDate('2025-09-20') }, '2025-12-01')).toBe('closed')
})

describe('alarms', () => {
  const alarms = alarmsOf(promise)

  it('are given once each, and all that were missed', () => {
    expect(alarmsReached(alarms, undefined, calendarDate('2025-10-20')).map((alarm) => alarm.level)).toEqual([
      'soon',
      'today',
      'yellow',
    ])
    expect(alarmsReached(alarms, 'yellow', calendarDate('2025-10-20'))).toEqual([])
    expect(nextAlarmOn(alarms, 'yellow')).toBe('2025-10-22')
    expect(nextAlarmOn(alarms, 'red')).toBeUndefined()
  })

  it('are given again when the due date moved back into the future', () => {
    const later = alarmsOf({ ...promise, stops: [buildStop('2025-10-13', '2025-10-20')] })
    expect(alarmsStillGiven(later, 'today', calendarDate('2025-10-20'))).toBe('soon')
    expect(alarmsStillGiven(alarms, 'soon', calendarDate('2025-09-20'))).toBeUndefined()
  })

  it('agree with elapsed and remaining workdays on every day', () => {
    const kinds = fc.constantFrom<LimitKind>('notify', 'handling-promised', 'handling-statutory', 'delivery')
    fc.assert(
      fc.property(kinds, fc.integer({ min: 1, max: 60 }), fc.nat(120), (kind, value, days) => {
        const limit = buildLimit('2025-09-15', value, { kind })
        const today = addDays(limit.startOn, days)
        const { dueOn, remainingWorkdays, overdueWorkdays } = readClock(limit, calendar, today)
        const redFrom = policy.redFromOverdueWorkdays[kind]!
        const expected =
          today > dueOn!
            ? overdueWorkdays >= redFrom
              ? 'red'
              : 'yellow'
            : today === dueOn
              ? 'today'
              : remainingWorkdays <= Math.max(1, 0.2 * value)
                ? 'soon'
                : 'normal'
        expect(levelOn(limit, today)).toBe(expected)
      }),
      { numRuns: 500 },
    )
  })
})

it('a limit in days prompts so many days ahead, counted from its extension when it has one', () => {
  const days = buildLimit('2025-09-01', 10, { unit: 'day' })
  expect(alarmsOf(days)[0]).toEqual({ level: 'soon', on: '2025-09-09' })
  const extension = { id: 'e', on: calendarDate('2025-09-05'), workdays: 5, basis: '', reason: '' }
  expect(alarmsOf({ ...days, extension }).slice(0, 2)).toEqual([
    { level: 'soon', on: '2025-09-16' },
    { level: 'today', on: '2025-09-18' },
  ])
  expect(alarmsOf({ ...days, extension: { ...extension, workdays: 1 } })[0]).toEqual({
    level: 'soon',
    on: '2025-09-10',
  })
})
