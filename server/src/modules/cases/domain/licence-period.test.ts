import { describe, expect, it } from 'vitest'
import { calendarDate } from '../../../kernel/index.ts'
import { lastValidDay } from './licence-period.ts'

describe('the period of a licence', () => {
  it('ends on the day before the same date some years later', () => {
    expect(lastValidDay(calendarDate('2026-11-23'), 5)).toBe('2031-11-22')
    expect(lastValidDay(calendarDate('2026-01-01'), 1)).toBe('2026-12-31')
  })

  it('falls back to 28 February where there is no 29th', () => {
    expect(lastValidDay(calendarDate('2028-02-29'), 1)).toBe('2029-02-27')
    expect(lastValidDay(calendarDate('2028-02-29'), 4)).toBe('2032-02-28')
  })

  it('has no end where the item states no years', () => {
    expect(lastValidDay(calendarDate('2026-11-23'), undefined)).toBeUndefined()
  })
})
