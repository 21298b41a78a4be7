import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ROLES, addDays, calendarDate, isWithinReach, standInFor } from '../../../kernel/index.ts'
import type { CalendarDate, PermitDefinition, Reachable } from '../../../kernel/index.ts'
import { grantsOf, isPostInForce } from '../../../platform/permits/index.ts'
import type { HeldPost } from '../../../platform/permits/index.ts'
import type { PostRole, PostView } from '../contract/staff.ts'
import { lentPosts, overlaps } from './substitution.ts'
import type { HeldPostView, Substitution } from './substitution.ts'

/** A county with two towns, and who stands above whom, written down by hand instead of derived from codes. */
const PLACES = ['450721', '450721101', '450721102'] as const
const ABOVE: Readonly<Record<string, readonly string[]>> = {
  '450721': ['450721'],
  '450721101': ['450721', '450721101'],
  '450721102': ['450721', '450721102'],
}
const OFFICES = ['bureau', 'town-office'] as const
const POST_ROLES = ['handler', 'reviewer', 'approver', 'window-clerk'] as const satisfies readonly PostRole[]
const PERMIT: PermitDefinition = { name: 'things.do', title: '办理', roles: ['handler', 'approver', 'window-clerk'] }
const FIRST = calendarDate('2026-10-20')
const DAYS = Array.from({ length: 12 }, (_, n) => addDays(FIRST, n))
const ROWS: Reachable[] = PLACES.flatMap((division) => OFFICES.map((organizationId) => ({ division, organizationId })))

const anyDays = fc
  .tuple(fc.nat(9), fc.nat(9))
  .map(([a, b]) => ({ from: DAYS[Math.min(a, b)]!, to: DAYS[Math.max(a, b)]! }))

function anyPosts(staffId: string): fc.Arbitrary<PostView[]> {
  const anyPost = fc.record({
    role: fc.constantFrom(...POST_ROLES),
    division: fc.constantFrom(...PLACES),
    organizationId: fc.constantFrom(...OFFICES),
    days: anyDays,
    isForNow: fc.boolean(),
  })
  return fc.array(anyPost, { maxLength: 4 }).map((posts) =>
    posts.map(({ days, isForNow, ...post }, n) => ({
      ...post,
      id: `${staffId}-${n}`,
      staffId,
      roleTitle: ROLES[post.role].title,
      startedOn: days.from,
      ...(!isForNow && { endedOn: days.to }),
    })),
  )
}

const anySubstitution: fc.Arbitrary<Substitution> = fc
  .record({
    id: fc.constantFrom('one', 'another'),
    postIds: fc.subarray(['a-0', 'a-1', 'a-2', 'a-3'], { minLength: 1 }),
    days: anyDays,
    state: fc.constantFrom('proposed' as const, 'confirmed' as const, 'refused' as const, 'revoked' as const),
  })
  .map(({ days, ...one }) => ({
    ...one,
    absentId: 'a',
    substituteId: 'b',
    organizationId: 'bureau',
    division: '450721',
    startsOn: days.from,
    endsOn: days.to,
    proposedBy: 'a',
    proposedAt: new Date(0),
    version: 1,
  }))

/** The rule, in sentences: a post of one of the permit's roles, in force that day, above the row and in its office where the role asks that. */
function covers(post: PostView, row: Reachable, day: CalendarDate): boolean {
  const isHeld = post.startedOn <= day && (post.endedOn === undefined || day < post.endedOn)
  const isAbove = ABOVE[row.division]!.includes(post.division)
  const isOfOffice = ROLES[post.role].reach === 'division' || post.organizationId === row.organizationId
  return isHeld && isAbove && isOfOffice && PERMIT.roles.includes(post.role)
}

/** …and B has what A has, of the chosen posts, from the first to the last day of what was confirmed. */
function lends(one: Substitution, posts: readonly PostView[], row: Reachable, day: CalendarDate): boolean {
  const isOn = one.state === 'confirmed' && one.startsOn <= day && day <= one.endsOn
  return isOn && posts.some((post) => one.postIds.includes(post.id) && covers(post, row, day))
}

/** As it is copied into the account, and judged at each request. */
function reachOn(day: CalendarDate, posts: readonly HeldPostView[]) {
  const held = posts.map(({ role, division, organizationId, startedOn, endedOn, standIn }): HeldPost => {
    const until = endedOn === undefined ? {} : { until: endedOn }
    return { role, division, organizationId, from: startedOn, ...until, ...(standIn && { standIn }) }
  })
  const now = held.filter((post) => isPostInForce(post, day))
  return grantsOf([PERMIT], { posts: now, roles: now.map(({ role }) => role) }).get(PERMIT.name) ?? { areas: [] }
}

describe('whoever stands in for another', () => {
  it('reaches on each day what is their own and what is lent, and nothing else; in the other’s stead only what is not their own', () => {
    fc.assert(
      fc.property(anyPosts('b'), anyPosts('a'), fc.array(anySubstitution, { maxLength: 2 }), (own, ofAbsent, all) => {
        const posts = [...own, ...all.flatMap((one) => lentPosts(one, ofAbsent))]
        for (const day of DAYS) {
          const reach = reachOn(day, posts)
          for (const row of ROWS) {
            const isOwn = own.some((post) => covers(post, row, day))
            const isLent = all.some((one) => lends(one, ofAbsent, row, day))
            expect(isWithinReach(row, reach)).toBe(isOwn || isLent)
            expect(standInFor(row, reach)?.insteadOf).toBe(!isOwn && isLent ? 'a' : undefined)
          }
        }
      }),
      { numRuns: 500 },
    )
  })

  it('lends nothing of it on: what is lent is no post of one’s own', () => {
    fc.assert(
      fc.property(anyPosts('a'), anySubstitution, (ofAbsent, one) => {
        const borrowed = lentPosts({ ...one, state: 'confirmed' }, ofAbsent)
        const passedOn = { ...one, absentId: 'b', substituteId: 'c', postIds: ['b-0', 'b-1'] }
        expect(borrowed.every((post) => post.standIn?.insteadOf === 'a')).toBe(true)
        expect(lentPosts(passedOn, borrowed)).toEqual([])
      }),
    )
  })

  it('does so on days that are in common exactly when there is such a day', () => {
    fc.assert(
      fc.property(anySubstitution, anySubstitution, (a, b) => {
        const on = (one: Substitution, day: CalendarDate) => one.startsOn <= day && day <= one.endsOn
        expect(overlaps(a, b)).toBe(DAYS.some((day) => on(a, day) && on(b, day)))
      }),
    )
  })
})
