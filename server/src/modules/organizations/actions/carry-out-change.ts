import type { CalendarDate } from '../../../kernel/index.ts'
import { PostEnded, StaffLeft } from '../contract/events.ts'
import type { StaffChange } from '../domain/staff-change.ts'
import * as staffChangeStore from '../store/staff-change-store.ts'
import * as substitutionStore from '../store/substitution-store.ts'
import * as staffStore from '../store/staff-store.ts'
import { endSubstitution } from './decide-substitution.ts'
import type { PostsContext } from './posts-context.ts'

/** Those whose day has come; for the timer. */
export function dueChanges(ctx: PostsContext, limit: number): Promise<string[]> {
  return staffChangeStore.listDue(ctx.tx, ctx.today, limit)
}

export async function carryOutDue(ctx: PostsContext, changeId: string): Promise<void> {
  const change = await staffChangeStore.lock(ctx.tx, changeId)
  if (change?.state !== 'confirmed' || change.carriedOutAt !== undefined) return ctx.nothingChanged()
  await carryOutChange(ctx, change)
}

/** 离职: posts end today, and whoever keeps the account closes it in the same transaction. Letters, tasks and what was kept follow from the entry. */
export async function carryOutChange(ctx: PostsContext, change: StaffChange): Promise<void> {
  const { staffId, division } = change
  const staff = await staffStore.lockAppointed(ctx.tx, staffId)
  if (!staff) throw new Error(`${staffId} is to leave and is not there`)
  for (const post of await staffStore.postsOf(ctx.tx, [staffId], ctx.today)) {
    // One that was to begin later ends on the day on which it would have begun.
    const endedOn = (post.startedOn > ctx.today ? post.startedOn : ctx.today) as CalendarDate
    await staffStore.endPost(ctx.tx, post.id, endedOn)
    ctx.emit(PostEnded.of({ staffId, postId: post.id, role: post.role, endedOn }))
  }
  await endSubstitutions(ctx, staffId)
  await staffStore.bumpVersion(ctx.tx, staffId)
  await staffChangeStore.noteCarriedOut(ctx.tx, change.id, ctx.now)
  await ctx.staffLeft(ctx, staffId)
  const { organizationId } = staff
  const successor = change.successorId === undefined ? {} : { successorId: change.successorId }
  ctx.emit(StaffLeft.of({ changeId: change.id, staffId, organizationId, division, ...successor }))
}

/** 代 on either side: nobody stands in for who is gone, and who is gone stands in for nobody. */
async function endSubstitutions(ctx: PostsContext, staffId: string): Promise<void> {
  const lent = await substitutionStore.listOf(ctx.tx, { absentId: staffId }, ctx.today)
  const borrowed = await substitutionStore.listOf(ctx.tx, { substituteId: staffId }, ctx.today)
  for (const one of [...lent, ...borrowed]) await endSubstitution(ctx, one, '离岗离职')
}
