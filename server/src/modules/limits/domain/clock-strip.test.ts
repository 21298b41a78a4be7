import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, calendarDate, daysBetween } from '../../../kernel/calendar-date.ts'
import { buildLimit, buildStop, shippedCalendar as calendar } from '../fixtures.ts'
import { stripOf } from './clock-strip.ts'
import { readClock } from './limit-clock.ts'

describe('the strip of the clock ribbon', () => {
  it('tells counted days, rest days with the festival, and what is left', () => {
    const strip = stripOf(buildLimit('2025-09-29', 5), calendar, { today: calendarDate('2025-10-09') })
    expect(strip).toEqual([
      { from: '2025-09-30', to: '2025-09-30', kind: 'counted' },
      { from: '2025-10-01', to: '2025-10-08', kind: 'rest', label: '国庆节、中秋节' },
      { from: '2025-10-09', to: '2025-10-09', kind: 'counted' },
      { from: '2025-10-10', to: '2025-10-11', kind: 'left' },
      { from: '2025-10-12', to: '2025-10-12', kind: 'rest' },
      { from: '2025-10-13', to: '2025-10-13', kind: 'left' },
    ])
  })

  it('names the procedure of a stop', () => {
    const limit = buildLimit('2025-09-15', 20, { stops: [buildStop('2025-09-18', '2025-09-24')] })
    expect(stripOf(limit, calendar, { today: calendarDate('2025-09-20') })).toContainEqual({
      from: '2025-09-19',
      to: '2025-09-24',
      kind: 'stopped',
      label: '检验检测',
    })
  })

  it('runs on to the legal due date when that is later', () => {
    const until = calendarDate('2025-10-17')
    const strip = stripOf(buildLimit('2025-09-15', 5), calendar, { today: calendarDate('2025-09-15'), until })
    expect(strip.at(-1)?.to).toBe(until)
  })

  it('is empty for an item without a period', () => {
    expect(
      stripOf(buildLimit('2025-09-15', 0, { unit: 'none' }), calendar, { today: calendarDate('2025-09-16') }),
    ).toEqual([])
  })

  it('covers every day after the opening day once, and shows the elapsed workdays as counted', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 40 }),
        fc.nat(90),
        fc.nat(30),
        fc.nat(20),
        (value, days, stopAfter, length) => {
          const start = calendarDate('2025-09-15')
          const stops = [buildStop(addDays(start, stopAfter), addDays(start, stopAfter + length))]
          const limit = buildLimit(start, value, { stops })
          const today = addDays(start, days)
          const strip = stripOf(limit, calendar, { today })
          const lengths = strip.map((segment) => daysBetween(segment.from, segment.to) + 1)
          expect(lengths.reduce((sum, n) => sum + n, 0)).toBe(daysBetween(start, strip.at(-1)!.to))
          const counted = strip.flatMap((segment, index) => (segment.kind === 'counted' ? [lengths[index]!] : []))
          expect(counted.reduce((sum, n) => sum + n, 0)).toBe(readClock(limit, calendar, today).elapsedWorkdays)
        },
      ),
    )
  })
})
