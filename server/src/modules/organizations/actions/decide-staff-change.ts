import { problem, streamOf } from '../../../kernel/index.ts'
import type { CalendarDate, InputOf, OutputOf } from '../../../kernel/index.ts'
import {
  KeepingHandedOver,
  StaffChangeCancelled,
  StaffChangeConfirmed,
  StaffChangeRefused,
} from '../contract/events.ts'
import { organizationsPermits } from '../contract/permits.ts'
import { organizationsProblems } from '../contract/problems.ts'
import type {
  CancelStaffChange,
  ConfirmStaffChange,
  ConfirmedChangeView,
  RefuseStaffChange,
  StaffChangeView,
} from '../contract/staff-change.ts'
import { isSecondPersonOf, isToCome } from '../domain/staff-change.ts'
import type { StaffChange } from '../domain/staff-change.ts'
import { decidingPermit, presentStaffChanges } from '../queries/list-staff-changes.ts'
import * as staffChangeStore from '../store/staff-change-store.ts'
import * as staffStore from '../store/staff-store.ts'
import { carryOutChange } from './carry-out-change.ts'
import type { PostsContext } from './posts-context.ts'
import { requireFitPosts } from './propose-change.ts'
import { requireHandover } from './propose-leaving.ts'
import { tellPostsChanged } from './tell-posts-changed.ts'

/** 确认: it is carried out now if its day has come. Of an emergency it says that it was right, and takes over what was kept. */
export async function confirmStaffChange(
  ctx: PostsContext,
  input: InputOf<typeof ConfirmStaffChange>,
): Promise<OutputOf<typeof ConfirmStaffChange>> {
  const change = await takeChange(ctx, input)
  if (change.isEmergency) return confirmEmergency(ctx, change)
  await requireFit(ctx, change)
  const confirmed = await decide(ctx, change, 'confirmed')
  const { id: changeId, staffId, proposedBy, effectiveOn } = confirmed
  ctx.emit(StaffChangeConfirmed.of({ changeId, staffId, proposedBy, effectiveOn }))
  if (effectiveOn > ctx.today) {
    // The copies of posts learn the day: what they permit ends and begins at that midnight, and needs no timer.
    await tellPostsChanged(ctx, staffId)
    return welcome(ctx, confirmed)
  }
  await carryOutChange(ctx, confirmed)
  return welcome(ctx, { ...confirmed, carriedOutAt: ctx.now, version: confirmed.version + 1 })
}

async function confirmEmergency(ctx: PostsContext, change: StaffChange): Promise<ConfirmedChangeView> {
  const confirmed = await decide(ctx, change, 'confirmed')
  const { id: changeId, staffId, proposedBy, effectiveOn } = confirmed
  ctx.emit(StaffChangeConfirmed.of({ changeId, staffId, proposedBy, effectiveOn }))
  const kept = await ctx.keptBy(ctx, staffId)
  if (kept.length > 0) ctx.emit(KeepingHandedOver.of({ staffId, toStaffId: confirmed.decidedBy ?? '' }))
  return present(ctx, confirmed)
}

/** The rules are asked again: others may have changed something since. */
async function requireFit(ctx: PostsContext, change: StaffChange): Promise<void> {
  const { staffId, successorId, organizationId } = change
  const staff = await staffStore.lockAppointed(ctx.tx, staffId)
  await requireFitPosts(ctx, { ...change, effectiveOn: dayOf(ctx, change) }, decidingPermit(change))
  if (change.kind === 'leave' || (change.kind === 'move' && staff?.organizationId !== organizationId)) {
    await requireHandover(ctx, { staffId, successorId })
  }
}

/** Nobody is moved backwards: a day that went by while it waited is today. */
function dayOf(ctx: PostsContext, { effectiveOn, isEmergency }: StaffChange): CalendarDate {
  return !isEmergency && effectiveOn < ctx.today ? ctx.today : effectiveOn
}

/** Of somebody who joins, who confirmed is given the other half of the code. */
async function welcome(ctx: PostsContext, change: StaffChange): Promise<ConfirmedChangeView> {
  const view = await present(ctx, change)
  if (change.kind !== 'join') return view
  const { staffId, effectiveOn: firstDay } = change
  return { ...view, codePart: await ctx.joinerConfirmed(ctx, { staffId, firstDay }) }
}

export async function refuseStaffChange(
  ctx: PostsContext,
  input: InputOf<typeof RefuseStaffChange>,
): Promise<OutputOf<typeof RefuseStaffChange>> {
  const change = await takeChange(ctx, input)
  const refused = await decide(ctx, change, 'refused')
  const { id: changeId, staffId, isEmergency } = change
  ctx.emit(StaffChangeRefused.of({ changeId, staffId, isEmergency }), { personal: { reason: input.reason } })
  if (change.kind === 'join') await ctx.staffLeft(ctx, staffId)
  return present(ctx, refused)
}

/** 取消: before its day, by one: who was to go or to move stays as he was, who was to come does not. */
export async function cancelStaffChange(
  ctx: PostsContext,
  input: InputOf<typeof CancelStaffChange>,
): Promise<OutputOf<typeof CancelStaffChange>> {
  const change = await staffChangeStore.lock(ctx.tx, input.changeId)
  if (!change) throw problem(organizationsProblems['change-unknown'])
  ctx.permit.require(organizationsPermits.manage.name, change)
  if (change.staffId === ctx.actor.staffId) throw problem(organizationsProblems['own-change'])
  if (!isToCome(change)) throw problem(organizationsProblems['change-decided'])
  if (change.version !== input.version) throw await ctx.stale(streamOf('staff', change.staffId))
  const cancelled = await decide(ctx, change, 'cancelled')
  if (change.kind === 'join') await ctx.staffLeft(ctx, change.staffId)
  else await tellPostsChanged(ctx, change.staffId)
  const { id: changeId, staffId } = change
  ctx.emit(StaffChangeCancelled.of({ changeId, staffId }), { personal: { reason: input.reason } })
  return present(ctx, cancelled)
}

async function takeChange(
  ctx: PostsContext,
  { changeId, version }: { changeId: string; version: number },
): Promise<StaffChange> {
  const change = await staffChangeStore.lock(ctx.tx, changeId)
  if (!change) throw problem(organizationsProblems['change-unknown'])
  ctx.permit.require(decidingPermit(change), { division: change.division })
  if (!isSecondPersonOf(change, ctx.actor.staffId)) throw problem(organizationsProblems['second-person'])
  if (change.state !== 'proposed') throw problem(organizationsProblems['change-decided'])
  if (change.version !== version) throw await ctx.stale(streamOf('staff', change.staffId))
  ctx.permit.requireProof()
  return change
}

async function decide(
  ctx: PostsContext,
  change: StaffChange,
  state: 'confirmed' | 'refused' | 'cancelled',
): Promise<StaffChange> {
  const by = ctx.actor.staffId ?? ''
  const effectiveOn = state === 'confirmed' ? dayOf(ctx, change) : change.effectiveOn
  await staffChangeStore.decide(ctx.tx, change.id, { state, by, at: ctx.now, effectiveOn })
  return { ...change, effectiveOn, state, decidedBy: by, version: change.version + 1 }
}

async function present(ctx: PostsContext, change: StaffChange): Promise<StaffChangeView> {
  return (await presentStaffChanges(ctx, [change]))[0]!
}
