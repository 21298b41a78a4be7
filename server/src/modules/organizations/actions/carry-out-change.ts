import type { CalendarDate } from '../../../kernel/index.ts'
import { PostAssigned, PostEnded, StaffJoined, StaffLeft, StaffMoved } from '../contract/events.ts'
import type { PostView } from '../contract/staff.ts'
import { isHeldOn } from '../domain/post.ts'
import { begun, isEnding, postsAfter } from '../domain/posts-after.ts'
import { KIND_TITLES } from '../domain/staff-change.ts'
import type { StaffChange } from '../domain/staff-change.ts'
import { getOrganization } from '../queries/get-organization.ts'
import * as staffChangeStore from '../store/staff-change-store.ts'
import * as substitutionStore from '../store/substitution-store.ts'
import * as staffStore from '../store/staff-store.ts'
import type { StaffRow } from '../store/staff-store.ts'
import { endSubstitution } from './decide-substitution.ts'
import type { PostsContext } from './posts-context.ts'
import { tellPostsChanged } from './tell-posts-changed.ts'

/** Those whose day has come; for the timer. */
export function dueChanges(ctx: PostsContext, limit: number): Promise<string[]> {
  return staffChangeStore.listDue(ctx.tx, ctx.today, limit)
}

export async function carryOutDue(ctx: PostsContext, changeId: string): Promise<void> {
  const change = await staffChangeStore.lock(ctx.tx, changeId)
  if (change?.state !== 'confirmed' || change.carriedOutAt !== undefined) return ctx.nothingChanged()
  await carryOutChange(ctx, change)
}

/**
 * 生效: posts end and begin in one transaction, and whoever keeps copies of them, or the account, hears of it in the same one. Letters,
 * tasks and what was kept follow from the entry.
 */
export async function carryOutChange(ctx: PostsContext, change: StaffChange): Promise<void> {
  const { staffId } = change
  const staff = await staffStore.lockAppointed(ctx.tx, staffId)
  if (!staff) throw new Error(`${staffId} is to ${change.kind} and is not there`)
  const posts = await staffStore.postsOf(ctx.tx, [staffId], ctx.today)
  for (const post of posts.filter((one) => isEnding(one, change))) await endWith(ctx, post, change.effectiveOn)
  for (const post of begun(change)) await begin(ctx, post, change)
  if (change.kind !== 'join') await endSubstitutions(ctx, change)
  await staffStore.bumpVersion(ctx.tx, staffId)
  await staffChangeStore.noteCarriedOut(ctx.tx, change.id, ctx.now)
  await TELL[change.kind](ctx, { staff, change, posts })
}

/** One that was to begin later ends on the day on which it would have begun. */
async function endWith(ctx: PostsContext, post: PostView, day: CalendarDate): Promise<void> {
  const endedOn = (post.startedOn > day ? post.startedOn : day) as CalendarDate
  await staffStore.endPost(ctx.tx, post.id, endedOn)
  ctx.emit(PostEnded.of({ staffId: post.staffId, postId: post.id, role: post.role, endedOn }))
}

async function begin(ctx: PostsContext, post: PostView, { proposedBy }: StaffChange): Promise<void> {
  await staffStore.insertPost(ctx.tx, post)
  const { id: postId, staffId, role, organizationId, division, startedOn } = post
  ctx.emit(PostAssigned.of({ staffId, postId, role, organizationId, division, startedOn, proposedBy }))
}

interface CarriedOut {
  readonly staff: StaffRow
  readonly change: StaffChange
  /** Held before. */
  readonly posts: readonly PostView[]
}

const TELL = { leave: tellLeft, move: tellMoved, join: tellJoined }

async function tellLeft(ctx: PostsContext, { staff, change }: CarriedOut): Promise<void> {
  const { id: changeId, staffId, division } = change
  await ctx.staffLeft(ctx, staffId)
  ctx.emit(StaffLeft.of({ changeId, staffId, organizationId: staff.organizationId, division, ...successorOf(change) }))
}

async function tellMoved(ctx: PostsContext, { staff, change, posts }: CarriedOut): Promise<void> {
  const place = await settle(ctx, { staff, change })
  const held = postsAfter(posts, change).filter((post) => isHeldOn(post, change.effectiveOn))
  const facts = held.map(({ role, organizationId, division }) => ({ role, organizationId, division }))
  ctx.emit(StaffMoved.of({ changeId: change.id, staffId: staff.id, ...place, posts: facts, ...successorOf(change) }))
}

async function tellJoined(ctx: PostsContext, { staff, change }: CarriedOut): Promise<void> {
  const place = await settle(ctx, { staff, change })
  ctx.emit(StaffJoined.of({ changeId: change.id, staffId: staff.id, ...place }))
}

/** From now on the official belongs to the organization of the change. */
async function settle(
  ctx: PostsContext,
  { staff, change }: Pick<CarriedOut, 'staff' | 'change'>,
): Promise<{ organizationId: string; division: string }> {
  const organizationId = change.organizationId ?? staff.organizationId
  const { division } = await getOrganization(ctx, organizationId)
  await staffStore.place(ctx.tx, { id: staff.id, organizationId, division })
  await tellPostsChanged(ctx, staff.id)
  return { organizationId, division }
}

function successorOf({ successorId }: StaffChange): { successorId?: string } {
  return successorId === undefined ? {} : { successorId }
}

/** 代 on either side: two colleagues of one office named each other, and one of them is not there any more. */
async function endSubstitutions(ctx: PostsContext, { staffId, kind }: StaffChange): Promise<void> {
  const lent = await substitutionStore.listOf(ctx.tx, { absentId: staffId }, ctx.today)
  const borrowed = await substitutionStore.listOf(ctx.tx, { substituteId: staffId }, ctx.today)
  for (const one of [...lent, ...borrowed]) await endSubstitution(ctx, one, KIND_TITLES[kind])
}
