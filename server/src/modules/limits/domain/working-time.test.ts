import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, calendarDate, weekday } from '../../../kernel/calendar-date.ts'
import { at, countedBy, HALL, hallTime, HOTLINE, hotlineTime, shippedCalendar } from '../fixtures.ts'
import { assertOfficeHours, DEFAULT_OFFICE_HOURS, openingOf } from './office-hours.ts'
import { SHIPPED_YEARS } from './official-calendar.ts'
import { workdayCalendar } from './workday-calendar.ts'
import { dateOf, instantOf, type Minute, minuteOf, type WorkingTime, workingTime } from './working-time.ts'

const anyTime = fc.constantFrom<WorkingTime>(hallTime, hotlineTime)
/** Around National Day and New Year, make-up days included. */
const anyMinute = fc.integer({ min: at('2025-09-20 00:00'), max: at('2026-01-10 00:00') })

function naiveAfter(time: WorkingTime, from: Minute, minutes: number): Minute {
  let minute = from
  for (let left = minutes; left > 0; minute += 1) if (countedBy(time, minute)) left -= 1
  return minute
}

describe('working time', () => {
  it.each([
    ['2025-09-26 09:00', 180, '2025-09-26 12:00', 'to the end of the morning'],
    ['2025-09-26 09:00', 181, '2025-09-26 14:01', 'over lunch'],
    ['2025-09-26 12:30', 60, '2025-09-26 15:00', 'from lunch'],
    ['2025-09-26 16:59', 1, '2025-09-26 17:00', 'the last minute of a day'],
    [
      '2025-09-26 20:00',
      1,
      '2025-09-28 09:01',
      'after hours on a Friday: the make-up Sunday is worked, the Saturday is not',
    ],
    ['2025-09-30 16:40', 120, '2025-10-09 10:40', 'over National Day'],
    ['2025-10-10 16:00', 61, '2025-10-11 09:01', 'into the make-up Saturday'],
    ['2025-12-31 16:30', 60, '2026-01-04 09:30', 'over New Year into its make-up Sunday'],
  ])('from %s, %i minutes of the hall end at %s: %s', (from, minutes, due) => {
    expect(hallTime.minuteAfter(at(from), minutes)).toBe(at(due))
    expect(hallTime.minutesBetween(at(from), at(due))).toBe(minutes)
  })

  it('of an office that never closes counts every minute, through midnight, rest days and holidays', () => {
    fc.assert(
      fc.property(anyMinute, fc.nat(20_000), (from, minutes) => {
        expect(hotlineTime.minuteAfter(from, minutes)).toBe(from + minutes)
      }),
    )
    expect(hotlineTime.stretchesBetween(at('2025-09-30 23:00'), at('2025-10-02 01:00'))).toHaveLength(1)
  })

  it('follows the edition of the hours that holds on each day, and a day of the week that departs from it', () => {
    const summer = {
      workday: [
        { from: 480, to: 720 },
        { from: 900, to: 1080 },
      ],
      weekend: [],
      holiday: [],
    }
    const winter = { ...HALL, weekdays: { '5': [{ from: 540, to: 720 }] } as const }
    const opening = openingOf(shippedCalendar, [
      { validFrom: calendarDate('2025-05-01'), hours: summer },
      { validFrom: calendarDate('2025-10-09'), hours: winter },
    ])
    const time = workingTime(opening)
    expect(opening(calendarDate('2025-04-28'))).toEqual(DEFAULT_OFFICE_HOURS.workday)
    expect(time.nextOpen(at('2025-09-30 13:00'))).toBe(at('2025-09-30 15:00'))
    expect(time.nextOpen(at('2025-09-30 18:00'))).toBe(at('2025-10-09 09:00'))
    // Friday afternoon is shut in winter; the make-up Saturday after it is worked as a plain day.
    expect(time.minuteAfter(at('2025-10-10 11:00'), 90)).toBe(at('2025-10-11 09:30'))
  })

  it("leaves out a division's own closing days", () => {
    const closure = {
      division: '450721',
      date: calendarDate('2025-09-26'),
      name: '系统升级',
      isOffDay: true,
      basis: '公告',
    }
    const calendar = workdayCalendar(SHIPPED_YEARS, [closure])
    const time = workingTime(openingOf(calendar, [{ validFrom: calendarDate('2020-01-01'), hours: HALL }]))
    expect(time.minuteAfter(at('2025-09-25 16:30'), 60)).toBe(at('2025-09-28 09:30'))
  })

  it('drops the seconds and gives the same minute back, whatever the zone of the machine', () => {
    expect(minuteOf(new Date('2025-09-26T01:00:59.999Z'))).toBe(at('2025-09-26 09:00'))
    expect(instantOf(at('2025-09-26 09:00')).toISOString()).toBe('2025-09-26T01:00:00.000Z')
    expect(dateOf(at('2025-09-27 00:00') - 1)).toBe('2025-09-26')
  })

  it('has no day of 23 or 25 hours: there is no daylight saving', () => {
    for (let date = calendarDate('2025-01-01'); date < '2026-01-01'; date = addDays(date, 1)) {
      expect(hotlineTime.minutesBetween(at(`${date} 00:00`), at(`${addDays(date, 1)} 00:00`))).toBe(1440)
    }
  })

  it('ends where the calendar ends', () => {
    expect(hallTime.minuteAfter(at('2099-12-31 16:00'), 61)).toBeUndefined()
    expect(hallTime.nextOpen(at('2099-12-31 17:00'))).toBeUndefined()
  })
})

describe('adding working minutes', () => {
  it('equals the count minute by minute', () => {
    fc.assert(
      fc.property(anyTime, anyMinute, fc.nat(1500), (time, from, minutes) => {
        expect(time.minuteAfter(from, minutes)).toBe(naiveAfter(time, from, minutes))
      }),
      { numRuns: 60 },
    )
  })

  it('grows with what is added and with where it begins', () => {
    fc.assert(
      fc.property(anyTime, anyMinute, fc.nat(5000), fc.nat(500), (time, from, a, b) => {
        expect(time.minuteAfter(from, a + b)).toBeGreaterThanOrEqual(time.minuteAfter(from, a)!)
        expect(time.minuteAfter(from + b, a)).toBeGreaterThanOrEqual(time.minuteAfter(from, a)!)
      }),
    )
  })

  it('may be done in two steps: due(a + b) is due(due(a), b)', () => {
    fc.assert(
      fc.property(anyTime, anyMinute, fc.nat(5000), fc.nat(5000), (time, from, a, b) => {
        expect(time.minuteAfter(from, a + b)).toBe(time.minuteAfter(time.minuteAfter(from, a)!, b))
      }),
    )
  })

  it('is undone by counting, and never ends in a minute after the first that suffices', () => {
    fc.assert(
      fc.property(anyTime, anyMinute, fc.integer({ min: 1, max: 9000 }), (time, from, minutes) => {
        const due = time.minuteAfter(from, minutes)!
        expect(time.minutesBetween(from, due)).toBe(minutes)
        expect(time.minutesBetween(from, due - 1)).toBe(minutes - 1)
      }),
    )
  })
})

describe('office hours', () => {
  it.each([
    [{ ...HALL, workday: [] }, '工作日没有办公时间'],
    [{ ...HALL, workday: [{ from: 720, to: 540 }] }, '不是一段时间'],
    [{ ...HALL, workday: [{ from: 540, to: 1441 }] }, '不是一段时间'],
    [
      {
        ...HALL,
        weekend: [
          { from: 540, to: 720 },
          { from: 700, to: 900 },
        ],
      },
      '重叠',
    ],
    [
      {
        ...HALL,
        weekdays: {
          '5': [
            { from: 840, to: 900 },
            { from: 540, to: 720 },
          ],
        },
      },
      '先后顺序',
    ],
  ])('are refused when they are none: %#', (hours, words) => {
    expect(() => assertOfficeHours(hours)).toThrow(words)
  })

  it('are taken when they are ordered, to midnight too', () => {
    expect(() => assertOfficeHours(HOTLINE)).not.toThrow()
    expect(() => assertOfficeHours(DEFAULT_OFFICE_HOURS)).not.toThrow()
  })
})

/** Once at Zammad, a feed of holidays took the day after each as well (its issue 390). */
describe('a holiday', () => {
  it('closes exactly the days that its notice names, from midnight to midnight', () => {
    const days = SHIPPED_YEARS.flatMap((year) => year.days)
    const named = new Map(days.map((day) => [day.date, day.isOffDay]))
    for (const { date } of days.filter((day) => day.date >= '2010-01-01')) {
      for (const near of [addDays(date, -1), date, addDays(date, 1)]) {
        const isOff = named.get(near) ?? weekday(near) > 5
        const minutes = hallTime.minutesBetween(at(`${near} 00:00`), at(`${addDays(near, 1)} 00:00`))
        expect([near, minutes]).toEqual([near, isOff ? 0 : 360])
      }
    }
  })
})

/** Once at Zammad, hours up to 23:59 counted a closed minute at every midnight (its issue 3180). */
describe('midnight', () => {
  it('takes no minute from an office that is open until then, and adds none to one that opens then', () => {
    const evening = { workday: [{ from: 1320, to: 1440 }], weekend: [], holiday: [] }
    const time = workingTime(openingOf(shippedCalendar, [{ validFrom: calendarDate('2020-01-01'), hours: evening }]))
    expect(time.minuteAfter(at('2025-09-23 23:30'), 30)).toBe(at('2025-09-24 00:00'))
    expect(time.minuteAfter(at('2025-09-23 23:30'), 31)).toBe(at('2025-09-24 22:01'))
    expect(hotlineTime.minuteAfter(at('2025-09-23 23:59'), 2)).toBe(at('2025-09-24 00:01'))
    expect(hotlineTime.minutesBetween(at('2025-09-23 00:00'), at('2025-09-30 00:00'))).toBe(7 * 1440)
  })
})
