import {
  ROLES,
  calendarDate,
  daysBetween,
  isCalendarDate,
  newPublicId,
  problem,
  splitPublicId,
} from '../../../kernel/index.ts'
import type { InputOf, OutputOf } from '../../../kernel/index.ts'
import { permitProblems } from '../../../platform/permits/index.ts'
import { SubstituteNamed } from '../contract/events.ts'
import { organizationsPermits } from '../contract/permits.ts'
import { organizationsProblems } from '../contract/problems.ts'
import type { PostView } from '../contract/staff.ts'
import type { NameSubstitute } from '../contract/substitution.ts'
import { MOST_DAYS, isSubstitutable, lentPosts, overlaps } from '../domain/substitution.ts'
import type { Substitution } from '../domain/substitution.ts'
import { postsOf } from '../queries/list-staff.ts'
import { presentSubstitutions } from '../queries/list-substitutions.ts'
import * as staffStore from '../store/staff-store.ts'
import type { StaffRow } from '../store/staff-store.ts'
import * as substitutionStore from '../store/substitution-store.ts'
import type { PostsContext } from './posts-context.ts'
import { refuseConflict } from './refuse-unfit.ts'
import { requireOwnOffice } from './require-own-office.ts'

/** 提出AB角: by the one who will be away, or for them by the head or an administrator. It lends nothing before another has confirmed it. */
export async function nameSubstitute(
  ctx: PostsContext,
  input: InputOf<typeof NameSubstitute>,
): Promise<OutputOf<typeof NameSubstitute>> {
  const absentId = input.absentId ?? ctx.actor.staffId
  if (absentId === undefined) throw problem(permitProblems['not-allowed'])
  const absent = await lockAbsent(ctx, absentId)
  ctx.permit.requireProof()
  const { organizationId, division } = absent
  const substitution: Substitution = {
    id: newPublicId(splitPublicId(absentId).jurisdiction),
    absentId,
    substituteId: input.substituteId,
    organizationId,
    division,
    postIds: [...new Set(input.postIds)],
    ...daysOf(ctx, input),
    state: 'proposed',
    proposedBy: ctx.actor.staffId ?? '',
    proposedAt: ctx.now,
    version: 1,
  }
  const posts = await requireFit(ctx, substitution)
  await substitutionStore.insert(ctx.tx, substitution)
  const { id: substitutionId, substituteId, startsOn, endsOn } = substitution
  const roles = posts.map(({ role }) => role)
  const named = { substitutionId, staffId: absentId, substituteId, roles, startsOn, endsOn }
  ctx.emit(SubstituteNamed.of(named), { personal: { reason: input.reason } })
  return (await presentSubstitutions(ctx, [substitution]))[0]!
}

/** Oneself, or somebody of one's office: never by a post that one holds in another's stead. */
async function lockAbsent(ctx: PostsContext, absentId: string): Promise<StaffRow> {
  const absent = await staffStore.lockAppointed(ctx.tx, absentId)
  if (!absent) throw problem(organizationsProblems['staff-unknown'])
  if (absentId !== ctx.actor.staffId) requireOwnOffice(ctx, organizationsPermits.nameSubstitutes.name, absent)
  return absent
}

function daysOf(ctx: PostsContext, { startsOn = ctx.today, endsOn }: { startsOn?: string; endsOn: string }) {
  const wrong = () => problem(organizationsProblems['substitution-days'], { most: MOST_DAYS })
  if (!isCalendarDate(startsOn) || !isCalendarDate(endsOn)) throw wrong()
  if (startsOn < ctx.today || endsOn < startsOn || daysBetween(startsOn, endsOn) >= MOST_DAYS) throw wrong()
  return { startsOn: calendarDate(startsOn), endsOn: calendarDate(endsOn) }
}

/** The rules of a substitution, asked when it is named and again when it is confirmed. @returns the posts that it lends */
export async function requireFit(ctx: PostsContext, substitution: Substitution): Promise<PostView[]> {
  const { absentId, substituteId, organizationId, postIds } = substitution
  const posts = await postsLent(ctx, substitution)
  if (posts.length < postIds.length) throw problem(organizationsProblems['post-unknown'])
  for (const { role } of posts) {
    if (!isSubstitutable(role)) throw problem(organizationsProblems['not-substitutable'], { role: ROLES[role].title })
  }
  const substitute = await staffStore.lockAppointed(ctx.tx, substituteId)
  const held = await postsOf(ctx, substituteId)
  const isColleague = substitute?.organizationId === organizationId && substituteId !== absentId && held.length > 0
  if (!isColleague) throw problem(organizationsProblems['substitute-unfit'])
  if (posts.some((post) => post.organizationId !== organizationId)) {
    throw problem(organizationsProblems['substitute-unfit'])
  }
  for (const post of posts) refuseConflict(held, post)
  await refuseOverlap(ctx, substitution, posts)
  return posts
}

/** With the days on which they would be lent: one that ends before them is not there. */
async function postsLent(ctx: PostsContext, wish: Substitution): Promise<PostView[]> {
  return lentPosts({ ...wish, state: 'confirmed' }, await postsOf(ctx, wish.absentId))
}

/** One substitute a post and day; and nobody stands in for another while somebody stands in for him. */
async function refuseOverlap(ctx: PostsContext, wish: Substitution, posts: readonly PostView[]): Promise<void> {
  const others = await substitutionStore.listOf(ctx.tx, { absentId: wish.absentId }, wish.startsOn)
  const same = others.filter((one) => one.id !== wish.id && overlaps(one, wish)).flatMap(({ postIds }) => postIds)
  const taken = posts.find(({ id }) => same.includes(id))
  if (taken) throw problem(organizationsProblems['substituted-already'], { role: taken.roleTitle })
  const away = await substitutionStore.listOf(ctx.tx, { absentId: wish.substituteId }, wish.startsOn)
  if (away.some((one) => overlaps(one, wish))) throw problem(organizationsProblems['substitute-away'])
}
