import { describe, expect, it } from 'vitest'
import { calendarDate } from '../../../kernel/calendar-date.ts'
import { isInForce } from './mandate.ts'

describe('a mandate', () => {
  const mandate = { validFrom: calendarDate('2026-03-01'), validTo: calendarDate('2026-12-31') }

  it.each([
    ['2026-02-28', false],
    ['2026-03-01', true],
    ['2026-12-31', true],
    ['2027-01-01', false],
  ])('of March to December is in force on %s: %s', (day, expected) => {
    expect(isInForce(mandate, calendarDate(day))).toBe(expected)
  })

  it('ends on the day it is revoked', () => {
    const revoked = { ...mandate, revokedOn: calendarDate('2026-06-01') }
    expect(isInForce(revoked, calendarDate('2026-05-31'))).toBe(true)
    expect(isInForce(revoked, calendarDate('2026-06-01'))).toBe(false)
  })
})
