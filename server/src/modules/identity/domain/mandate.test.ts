import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, calendarDate, daysBetween } from '../../../kernel/calendar-date.ts'
import type { CalendarDate } from '../../../kernel/calendar-date.ts'
import { comesOfAgeOn, covers, isInForce, lastDayOfGuardianship, seesAll, standingOf } from './mandate.ts'
import type { Mandate } from './mandate.ts'

const agreed = { confirmedAt: new Date(0), acceptedAt: new Date(0) }
const all = { kind: 'all', codes: [] } as const

describe('a mandate', () => {
  const mandate: Mandate = {
    kind: 'company',
    scope: all,
    validFrom: calendarDate('2026-03-01'),
    validTo: calendarDate('2026-12-31'),
    ...agreed,
  }

  it.each([
    ['2026-02-28', 'coming'],
    ['2026-03-01', 'in-force'],
    ['2026-12-31', 'in-force'],
    ['2027-01-01', 'over'],
  ])('of March to December is on %s: %s', (day, expected) => {
    expect(standingOf(mandate, calendarDate(day))).toBe(expected)
  })

  it('ends on the day it is revoked', () => {
    const revoked = { ...mandate, revokedOn: calendarDate('2026-06-01') }
    expect(isInForce(revoked, calendarDate('2026-05-31'))).toBe(true)
    expect(isInForce(revoked, calendarDate('2026-06-01'))).toBe(false)
  })

  it('permits nothing before it is confirmed and accepted', () => {
    const { acceptedAt: _accepted, ...offered } = mandate
    const { confirmedAt: _confirmed, ...asked } = mandate
    expect(standingOf(offered, calendarDate('2026-06-01'))).toBe('offered')
    expect(standingOf(asked, calendarDate('2026-06-01'))).toBe('asked')
  })

  it('over a minor ends on the eve of the eighteenth birthday, whatever was asked', () => {
    expect(lastDayOfGuardianship('999999200811232016', calendarDate('2030-01-01'))).toBe('2026-11-22')
    expect(lastDayOfGuardianship('999999200811232016', calendarDate('2025-01-01'))).toBe('2025-01-01')
  })

  it('counts the years of whoever was born on 29 February to the last day of that month', () => {
    expect(comesOfAgeOn('999999200802290001')).toBe('2026-02-28')
  })
})

/** The plain way to say the same: every day by itself, every event in its order. */
function naive(story: Story, day: number): boolean {
  let confirmed = false
  let accepted = false
  let revoked = false
  for (let now = 0; now <= day; now += 1) {
    if (story.confirmedOn === now) confirmed = true
    if (story.acceptedOn === now) accepted = true
    if (story.revokedOn === now) revoked = true
  }
  return confirmed && accepted && !revoked && story.from <= day && day <= story.to
}

interface Story {
  readonly from: number
  readonly to: number
  readonly confirmedOn: number | undefined
  readonly acceptedOn: number | undefined
  readonly revokedOn: number | undefined
}

const start = calendarDate('2026-11-01')
const DAYS = 60
const day = fc.integer({ min: 0, max: DAYS })
const maybe = fc.option(day, { nil: undefined })
const stories = fc
  .record({ a: day, b: day, confirmedOn: maybe, acceptedOn: maybe, revokedOn: maybe })
  .map(({ a, b, ...rest }) => ({ from: Math.min(a, b), to: Math.max(a, b), ...rest }))

/** The mandate as it lies in the table on one day of the story: what has not happened yet is not there. */
function asOf(story: Story, on: number): Mandate {
  const had = (when: number | undefined) => when !== undefined && when <= on
  return {
    kind: 'guardian',
    scope: all,
    validFrom: addDays(start, story.from),
    validTo: addDays(start, story.to),
    ...(had(story.confirmedOn) && { confirmedAt: new Date(0) }),
    ...(had(story.acceptedOn) && { acceptedAt: new Date(0) }),
    ...(had(story.revokedOn) && { revokedOn: addDays(start, story.revokedOn ?? 0) }),
  }
}

describe('whatever happens to a mandate', () => {
  it('it is in force on exactly the days on which a plain count of days says so', () => {
    fc.assert(
      fc.property(stories, day, (story, on) => {
        expect(isInForce(asOf(story, on), addDays(start, on))).toBe(naive(story, on))
      }),
      { numRuns: 2000 },
    )
  })

  it('it covers an item by its name, by a theme of it, or all of them', () => {
    const codes = fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 4 })
    fc.assert(
      fc.property(
        fc.constantFrom('all' as const, 'themes' as const, 'items' as const),
        codes,
        fc.record({ itemId: fc.constantFrom('a', 'b', 'c', 'd'), themes: codes }),
        (kind, named, item) => {
          const byName = named.some((code) => code === item.itemId)
          const byTheme = named.filter((code) => item.themes.some((theme) => theme === code)).length > 0
          const expected = { all: true, items: byName, themes: byTheme }[kind]
          expect(covers({ kind, codes: named }, item)).toBe(expected)
        },
      ),
    )
  })

  it('no minor is acted for on the birthday or after it, and none is left alone before', () => {
    const births = fc.integer({ min: 0, max: 20_000 }).map((days) => addDays(calendarDate('1990-01-01'), days))
    fc.assert(
      fc.property(births, (birth: CalendarDate) => {
        const citizenId = `999999${birth.replaceAll('-', '')}0001`
        const last = lastDayOfGuardianship(citizenId, calendarDate('2099-12-31'))
        const years = Number(last.slice(0, 4)) - Number(birth.slice(0, 4))
        expect([17, 18]).toContain(years)
        // 18 years hold four or five leap days.
        expect([6573, 6574]).toContain(daysBetween(birth, last))
      }),
    )
  })

  it('only a guardian in everything sees what others have begun for the same person', () => {
    expect(seesAll({ kind: 'guardian', scope: all })).toBe(true)
    expect(seesAll({ kind: 'guardian', scope: { kind: 'themes', codes: ['birth'] } })).toBe(false)
    expect(seesAll({ kind: 'village-agent', scope: all })).toBe(false)
  })
})
