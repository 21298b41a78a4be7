import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  addDays,
  calendarDate,
  chineseDate,
  daysBetween,
  divisionLevel,
  divisionRange,
  isCalendarDate,
  isWithinDivision,
  todayIn,
  weekday,
} from './index.ts'

describe('a calendar date', () => {
  it('is the day in Shanghai: it begins eight hours before UTC’s', () => {
    expect(todayIn(new Date('2026-09-30T15:59:59.999Z'))).toBe('2026-09-30')
    expect(todayIn(new Date('2026-09-30T16:00:00Z'))).toBe('2026-10-01')
  })

  it('is a day that exists', () => {
    expect(isCalendarDate('2024-02-29')).toBe(true)
    for (const wrong of ['2025-02-29', '2026-13-01', '2026-1-1', 'today'])
      expect(isCalendarDate(wrong), wrong).toBe(false)
    expect(() => calendarDate('2025-02-29')).toThrow(RangeError)
  })

  it('counts forth and back alike', () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date('1990-01-01'), max: new Date('2090-01-01'), noInvalidDate: true }),
        fc.integer({ min: -4000, max: 4000 }),
        (date, days) => {
          const from = todayIn(date)
          expect(daysBetween(from, addDays(from, days))).toBe(days)
          expect(weekday(addDays(from, 7))).toBe(weekday(from))
        },
      ),
    )
  })

  it('reads as people write it', () => {
    expect(chineseDate(calendarDate('2026-11-02'))).toBe('2026年11月2日')
    expect(weekday(calendarDate('2026-11-22'))).toBe(7)
  })
})

describe('a division', () => {
  it('holds what lies below it, as a range of text', () => {
    expect(divisionRange('450721')).toEqual({ lo: '450721', hi: '450722' })
    expect(divisionRange('450700')).toEqual({ lo: '4507', hi: '4508' })
    expect(divisionRange('450000')).toEqual({ lo: '45', hi: '46' })
    expect(isWithinDivision('450721001003', '450721')).toBe(true)
    expect(isWithinDivision('450721001003', '450700')).toBe(true)
    expect(isWithinDivision('450721001003', '450722')).toBe(false)
    expect(isWithinDivision('620423', '450000')).toBe(false)
    expect(isWithinDivision('620423', '000000')).toBe(true)
  })

  it('has one of five levels', () => {
    expect(['450000', '450700', '450721', '450721001', '450721001003'].map(divisionLevel)).toEqual([1, 2, 3, 4, 5])
  })
})
