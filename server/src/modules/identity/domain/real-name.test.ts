import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  LEVEL_RULES,
  STATED_RULES,
  companyLevel,
  currentLevel,
  levelWith,
  standingOf,
  validUntil,
} from './real-name.ts'
import type { CheckKind, PassedCheck } from './real-name.ts'
import { serves, shapeOf } from './real-name-provider.ts'

const now = new Date('2026-11-22T02:00:00Z')
const KINDS: readonly CheckKind[] = ['phone', 'population', 'face', 'bank-card', 'certificate']

function passed(kind: CheckKind, options: Partial<PassedCheck> = {}): PassedCheck {
  return { kind, source: `source of ${kind}`, passedAt: new Date('2026-01-01T00:00:00Z'), ...options }
}

describe('a real-name level', () => {
  it.each<[string, CheckKind[], number]>([
    ['nothing', [], 0],
    ['a phone', ['phone'], 1],
    ['name and citizen id', ['population'], 2],
    ['a face alone, of nobody knows whom', ['face'], 0],
    ['name, citizen id and face', ['population', 'face'], 3],
    ['name, citizen id and bank card', ['population', 'bank-card'], 3],
    ['name, citizen id and network certificate', ['phone', 'population', 'certificate'], 3],
  ])('of %s', (_what, kinds, level) => {
    expect(
      standingOf(
        kinds.map((kind) => passed(kind)),
        LEVEL_RULES,
        now,
      ).level,
    ).toBe(level)
  })

  it('is one by what a person states where no phones can be asked', () => {
    expect(standingOf([], STATED_RULES, now)).toEqual({ level: 1 })
  })

  it('ends with the first check that it needs, and says what is left then', () => {
    const until = new Date('2027-01-01T00:00:00Z')
    const standing = standingOf([passed('population'), passed('face', { validUntil: until })], LEVEL_RULES, now)
    expect(standing).toMatchObject({ level: 3, until, then: 2 })
  })

  it('reached in two ways holds as long as the longer', () => {
    const later = new Date('2028-06-01T00:00:00Z')
    const checks = [
      passed('population'),
      passed('face', { validUntil: new Date('2027-01-01T00:00:00Z') }),
      passed('bank-card', { validUntil: later }),
    ]
    expect(standingOf(checks, LEVEL_RULES, now)).toMatchObject({ level: 3, until: later, then: 2 })
  })

  it('that was written down is what is left once its time is over', () => {
    const until = new Date('2026-12-01T00:00:00Z')
    const account = { realNameLevel: 3, realNameUntil: until, realNameThen: 2 }
    expect(currentLevel(account, new Date(until.getTime() - 1))).toBe(3)
    expect(currentLevel(account, until)).toBe(2)
    expect(currentLevel({ realNameLevel: 3 }, new Date('2100-01-01'))).toBe(3)
  })

  it('never falls by one more check, and at every moment what is written down says what would be worked out', () => {
    const check = fc.record({ kind: fc.constantFrom(...KINDS), days: fc.option(fc.integer({ min: -500, max: 500 })) })
    const unique = fc.uniqueArray(check, { selector: ({ kind }) => kind })
    fc.assert(
      fc.property(unique, fc.constantFrom(...KINDS), fc.integer({ min: 0, max: 600 }), (rows, added, days) => {
        const after = (count: number) => new Date(now.getTime() + count * 86_400_000)
        const checks = rows.map(({ kind, days: left }) =>
          passed(kind, left === null ? {} : { validUntil: after(left) }),
        )
        const standing = standingOf(checks, LEVEL_RULES, now)
        expect(levelWith(added, checks, LEVEL_RULES, now)).toBeGreaterThanOrEqual(standing.level)
        const { level, until, then } = standing
        const row = { realNameLevel: level, ...(until && { realNameUntil: until, realNameThen: then ?? 0 }) }
        const ahead = after(days)
        // What is left is worked out for now: it may run out too, and then a job or a visit writes the next.
        expect(currentLevel(row, ahead)).toBeGreaterThanOrEqual(standingOf(checks, LEVEL_RULES, ahead).level)
        if (until && ahead >= until) expect(currentLevel(row, ahead)).toBeLessThan(Math.max(level, 1) + 1)
        if (!until || ahead < until) expect(currentLevel(row, ahead)).toBe(level)
      }),
    )
  })
})

describe('a check', () => {
  it('counts for months of the calendar', () => {
    const on = (text: string) => new Date(`${text}T08:00:00Z`)
    expect(validUntil(on('2026-01-31'), 1)).toEqual(on('2026-02-28'))
    expect(validUntil(on('2026-11-22'), 12)).toEqual(on('2027-11-22'))
    expect(validUntil(on('2026-11-22'), undefined)).toBeUndefined()
  })

  it('is offered where its source serves, and to who is at home nowhere in particular', () => {
    expect(serves({ jurisdictions: ['45'] }, '450721')).toBe(true)
    expect(serves({ jurisdictions: ['45'] }, '620423')).toBe(false)
    expect(serves({ jurisdictions: ['45'] }, '000000')).toBe(true)
    expect(serves({}, '620423')).toBe(true)
  })

  it('comes at once, with a code or on a page of its source', () => {
    expect(KINDS.map(shapeOf)).toEqual(['code', 'at-once', 'page', 'at-once', 'page'])
  })
})

describe('a company', () => {
  it('stands where its legal representative stands, at two or at three', () => {
    expect([2, 3].map(companyLevel)).toEqual([2, 3])
  })
})
