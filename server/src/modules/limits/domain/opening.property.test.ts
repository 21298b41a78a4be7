import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { calendarDate } from '../../../kernel/calendar-date.ts'
import { shippedCalendar } from '../fixtures.ts'
import { openingOf } from './office-hours.ts'
import type { OfficeHours } from './office-hours.ts'
import { openingAt } from './opening.ts'
import { minuteOf, workingTime } from './working-time.ts'

/** 国务院办公厅关于2026年部分节假日安排的通知, typed off the notice: a reference that shares nothing with the calendar's file. */
const DAYS_OFF = [
  ['2026-01-01', '2026-01-03'],
  ['2026-02-15', '2026-02-23'],
  ['2026-04-04', '2026-04-06'],
  ['2026-05-01', '2026-05-05'],
  ['2026-06-19', '2026-06-21'],
  ['2026-09-25', '2026-09-27'],
  ['2026-10-01', '2026-10-07'],
] as const
const MAKEUP = ['2026-01-04', '2026-02-14', '2026-02-28', '2026-05-09', '2026-09-20', '2026-10-10']

const DAY = 1440

/** For each minute of the year whether a place is open, told as plainly as it can be. */
function plainYear(hours: OfficeHours): Uint8Array {
  const isOpen = new Uint8Array(365 * DAY)
  for (let day = 0; day < 365; day += 1) {
    const local = new Date(Date.UTC(2026, 0, 1 + day))
    for (const { from, to } of listOf(hours, local.toISOString().slice(0, 10), local.getUTCDay()))
      for (let minute = from; minute < to; minute += 1) isOpen[day * DAY + minute] = 1
  }
  return isOpen
}

function listOf(hours: OfficeHours, date: string, day: number): OfficeHours['workday'] {
  if (DAYS_OFF.some(([from, to]) => from <= date && date <= to)) return hours.holiday
  if (MAKEUP.includes(date)) return hours.workday
  const own = hours.weekdays?.[String(day === 0 ? 7 : day) as '1']
  return own ?? (day === 0 || day === 6 ? hours.weekend : hours.workday)
}

const stretches = fc
  .uniqueArray(fc.integer({ min: 0, max: DAY }), { maxLength: 6 })
  .map((cuts) => cuts.toSorted((a, b) => a - b))
  .map((cuts) =>
    Array.from({ length: Math.floor(cuts.length / 2) }, (_, index) => ({
      from: cuts[index * 2]!,
      to: cuts[index * 2 + 1]!,
    })),
  )
const anyHours: fc.Arbitrary<OfficeHours> = fc.record({
  workday: stretches.filter((list) => list.length > 0),
  weekdays: fc.record({ '1': stretches, '3': stretches, '6': stretches, '7': stretches }, { requiredKeys: [] }),
  weekend: stretches,
  holiday: stretches,
})
const COMMON: OfficeHours = {
  workday: [
    { from: 510, to: 720 },
    { from: 870, to: 1080 },
  ],
  weekdays: { '6': [{ from: 540, to: 720 }] },
  weekend: [],
  holiday: [],
}
/** Fifteen days before its end: what is looked for lies in the year. */
const LAST = 350 * DAY
const YEAR = minuteOf(new Date('2026-01-01T00:00:00+08:00'))

function placeOf(hours: OfficeHours) {
  const opening = openingOf(shippedCalendar, [{ validFrom: calendarDate('1990-01-01'), hours }])
  return { calendar: shippedCalendar, opening, time: workingTime(opening) }
}

/** Each of these minutes of the year, against the plain year looked through minute by minute. */
function expectAsPlain(hours: OfficeHours, minutes: readonly number[]): void {
  const place = placeOf(hours)
  const plain = plainYear(hours)
  for (const minute of minutes) {
    const changes = plain.indexOf(1 - plain[minute]!, minute)
    const told = openingAt(place, YEAR + minute)
    if (plain[minute] === 1) {
      const isWithinWeek = changes >= 0 && changes < minute + 7 * DAY
      expect(told).toEqual({ isOpen: true, ...(isWithinWeek && { until: YEAR + changes }) })
    } else expect(told).toEqual({ isOpen: false, next: YEAR + changes })
  }
}

describe('whether a place is open, until when and when next', () => {
  it('is as a plain reading of the notice and of the hours says, whatever the hours', () => {
    const minutes = fc.array(fc.integer({ min: 0, max: LAST }), { minLength: 5, maxLength: 5 })
    fc.assert(fc.property(anyHours, minutes, expectAsPlain), { numRuns: 60 })
  })

  it('is so at every change of every day of 2026, with hours as halls have them', () => {
    const changes = [0, 509, 510, 539, 540, 719, 720, 869, 870, 1079, 1080, 1439]
    const days = Array.from({ length: 350 }, (_, day) => day)
    expectAsPlain(
      COMMON,
      days.flatMap((day) => changes.map((minute) => day * DAY + minute)),
    )
  })
})
