import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ROLES, addDays, calendarDate } from '../../../kernel/index.ts'
import { isPostInForce } from '../../../platform/permits/index.ts'
import type { PostRole, PostView } from '../contract/staff.ts'
import { conflictingRole, isConcurrent, isHeldOn } from './post.ts'
import { officesAfter, postsAfter } from './posts-after.ts'
import type { ChangeOfPosts } from './posts-after.ts'

const START = calendarDate('2026-10-20')
const dayNo = (n: number) => addDays(START, n)
const STAFF = '450721-somebody'
const HELD_ROLES: PostRole[] = ['handler', 'reviewer', 'system-admin', 'auditor']

/** A post with days told by number: easier to compare with than with the dates themselves. */
interface Numbered {
  readonly role: PostRole
  readonly office: string
  readonly from: number
  readonly to: number | undefined
}

const anyPost: fc.Arbitrary<Numbered> = fc.record({
  role: fc.constantFrom(...HELD_ROLES),
  office: fc.constantFrom('a', 'b', 'c'),
  from: fc.integer({ min: -5, max: 12 }),
  to: fc.option(fc.integer({ min: 0, max: 14 }), { nil: undefined }),
})

function postOf({ role, office, from, to }: Numbered, n: number): PostView {
  return {
    id: `held-${n}`,
    staffId: STAFF,
    role,
    roleTitle: ROLES[role].title,
    organizationId: office,
    division: '450721',
    startedOn: dayNo(from),
    ...(to !== undefined && { endedOn: dayNo(Math.max(from, to)) }),
  }
}

/** The rule in one sentence, day by day and without any interval: which of the posts somebody holds on a day. */
function heldOn(day: number, given: { held: readonly Numbered[]; change: NumberedChange }): string[] {
  const { held, change } = given
  const old = held.flatMap(({ from, to }, n) => {
    const isIn = from <= day && (to === undefined || day < to)
    const isGone = day >= change.day && (change.kind === 'leave' || change.ends.includes(n))
    return isIn && !isGone ? [`held-${n}`] : []
  })
  return day >= change.day ? [...old, ...change.begins.map((_, n) => `new-${n}`)] : old
}

interface NumberedChange {
  readonly kind: ChangeOfPosts['kind']
  readonly day: number
  readonly ends: readonly number[]
  readonly begins: readonly Pick<Numbered, 'role' | 'office'>[]
}

function changeOf({ kind, day, ends, begins }: NumberedChange): ChangeOfPosts {
  return {
    kind,
    staffId: STAFF,
    effectiveOn: dayNo(day),
    ends: ends.map((n) => `held-${n}`),
    begins: begins.map(({ role, office }, n) => ({ id: `new-${n}`, role, organizationId: office, division: '450721' })),
  }
}

const anyCase = fc
  .record({
    held: fc.array(anyPost, { maxLength: 5 }),
    kind: fc.constantFrom<ChangeOfPosts['kind']>('move', 'leave', 'join'),
    day: fc.integer({ min: 1, max: 10 }),
    begins: fc.array(fc.record({ role: fc.constantFrom(...HELD_ROLES), office: fc.constantFrom('a', 'b') }), {
      minLength: 1,
      maxLength: 3,
    }),
    picks: fc.array(fc.boolean(), { minLength: 5, maxLength: 5 }),
  })
  .map(({ held, kind, day, begins, picks }) => ({
    held,
    change: {
      kind,
      day,
      ends: kind === 'move' ? held.flatMap((_, n) => (picks[n] ? [n] : [])) : [],
      begins: kind === 'leave' ? [] : begins,
    },
  }))

describe('a change of posts', () => {
  it('leaves on every day exactly the posts that the rule says: the old ones to the midnight, the new ones from it', () => {
    fc.assert(
      fc.property(anyCase, fc.integer({ min: -6, max: 16 }), (given, day) => {
        const posts = postsAfter(given.held.map(postOf), changeOf(given.change))
        const copied = posts.map(({ startedOn: from, endedOn: until, ...post }) => ({
          ...post,
          from,
          ...(until !== undefined && { until }),
        }))
        const inForce = copied.filter((post) => isPostInForce(post, dayNo(day))).map(({ id }) => id)
        expect(inForce.toSorted()).toEqual(heldOn(day, given).toSorted())
      }),
      { numRuns: 1000 },
    )
  })

  it('names the offices that are left on its day, and none to whom somebody who left belongs', () => {
    fc.assert(
      fc.property(anyCase, (given) => {
        const { held, change } = given
        const left = officesAfter(held.map(postOf), changeOf(change))
        const officeOf = (id: string) =>
          id.startsWith('held-') ? held[Number(id.slice(5))]!.office : change.begins[Number(id.slice(4))]!.office
        expect([...left].toSorted()).toEqual([...new Set(heldOn(change.day, given).map(officeOf))].toSorted())
        if (change.kind === 'leave') expect(left.size).toBe(0)
      }),
      { numRuns: 500 },
    )
  })
})

describe('two posts', () => {
  it('are held together when some day has both, and only then', () => {
    fc.assert(
      fc.property(anyPost, anyPost, (one, other) => {
        const [a, b] = [postOf(one, 0), postOf(other, 1)]
        const days = Array.from({ length: 40 }, (_, n) => dayNo(n - 10))
        const isBoth = days.some((day) => isHeldOn(a, day) && isHeldOn(b, day))
        expect([isConcurrent(a, b), isConcurrent(b, a)]).toEqual([isBoth, isBoth])
      }),
      { numRuns: 1000 },
    )
  })

  const until = (endedOn: string) => ({ startedOn: '2026-01-01', endedOn })
  it.each([
    ['a handler until the 20th may watch the record from the 21st on', until('2026-10-21'), '2026-10-21', undefined],
    ['and not from the 20th on, the last whole day', until('2026-10-21'), '2026-10-20', 'handler'],
    ['nor while no end is known', { startedOn: '2026-01-01' }, '2030-01-01', 'handler'],
    [
      'a post that ended on the day it began was never held',
      { startedOn: '2026-10-21', endedOn: '2026-10-21' },
      '2026-10-21',
      undefined,
    ],
  ] as const)('at midnight: %s', (_, held, startedOn, expected) => {
    const roles = isConcurrent(held, { startedOn }) ? (['handler'] as const) : []
    expect(conflictingRole(roles, 'auditor')).toBe(expected)
  })
})
