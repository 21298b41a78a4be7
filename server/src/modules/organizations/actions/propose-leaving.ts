import { isCalendarDate, problem } from '../../../kernel/index.ts'
import type { CalendarDate, InputOf, OutputOf } from '../../../kernel/index.ts'
import { LeavingProposed, StaffChangeCancelled } from '../contract/events.ts'
import { organizationsPermits } from '../contract/permits.ts'
import { organizationsProblems } from '../contract/problems.ts'
import type { ExpelStaff, ProposeLeaving } from '../contract/staff-change.ts'
import { dayAfter } from '../domain/post-period.ts'
import type { StaffChange } from '../domain/staff-change.ts'
import { presentStaffChanges } from '../queries/list-staff-changes.ts'
import * as staffChangeStore from '../store/staff-change-store.ts'
import * as staffStore from '../store/staff-store.ts'
import type { StaffRow } from '../store/staff-store.ts'
import { carryOutChange } from './carry-out-change.ts'
import { lockStaff } from './lock-staff.ts'
import type { PostsContext } from './posts-context.ts'
import { changeOf, save } from './propose-change.ts'

/** 提出离职: nothing ends before a second administrator has confirmed it. */
export async function proposeLeaving(
  ctx: PostsContext,
  input: InputOf<typeof ProposeLeaving>,
): Promise<OutputOf<typeof ProposeLeaving>> {
  const staff = await lockStaff(ctx, input.staffId, input.version)
  ctx.permit.requireProof()
  refuseOwn(ctx, staff)
  const effectiveOn = effectiveDayOf(input.lastDay, ctx.today)
  const { successorId } = input
  if (successorId !== undefined) await requireSuccessor(ctx, { staff, successorId })
  await requireHandover(ctx, { staffId: staff.id, successorId })
  const change = changeOf(ctx, staff, { kind: 'leave', effectiveOn, successorId })
  await save(ctx, change)
  tell(ctx, change, input.reason)
  return (await presentStaffChanges(ctx, [change]))[0]!
}

/** 紧急离岗: whoever must be out at once is out by one pair of hands; another looks at it afterwards. It gives nobody any power. */
export async function expelStaff(
  ctx: PostsContext,
  input: InputOf<typeof ExpelStaff>,
): Promise<OutputOf<typeof ExpelStaff>> {
  const staff = await staffStore.lockStaff(ctx.tx, input.staffId)
  if (!staff) throw problem(organizationsProblems['staff-unknown'])
  ctx.permit.require(organizationsPermits.expel.name, staff)
  ctx.permit.requireProof()
  refuseOwn(ctx, staff)
  const waiting = await staffChangeStore.lockOpen(ctx.tx, staff.id)
  if (waiting) {
    const by = ctx.actor.staffId ?? ''
    await staffChangeStore.decide(ctx.tx, waiting.id, { state: 'cancelled', by, at: ctx.now })
    ctx.emit(StaffChangeCancelled.of({ changeId: waiting.id, staffId: staff.id }), {
      personal: { reason: input.reason },
    })
  }
  const change: StaffChange = {
    ...changeOf(ctx, staff, { kind: 'leave', effectiveOn: ctx.today, isEmergency: true }),
    carriedOutAt: ctx.now,
  }
  await save(ctx, change)
  tell(ctx, change, input.reason)
  await carryOutChange(ctx, change)
  return (await presentStaffChanges(ctx, [change]))[0]!
}

function tell(ctx: PostsContext, { id: changeId, staffId, effectiveOn, isEmergency }: StaffChange, reason: string) {
  ctx.emit(LeavingProposed.of({ changeId, staffId, effectiveOn, isEmergency }), { personal: { reason } })
}

export function refuseOwn(ctx: PostsContext, staff: StaffRow): void {
  if (staff.id === ctx.actor.staffId) throw problem(organizationsProblems['own-change'])
}

/** Of a last day the day after it; without one today, which has come when it is confirmed. */
function effectiveDayOf(lastDay: string | undefined, today: CalendarDate): CalendarDate {
  if (lastDay === undefined) return today
  if (!isCalendarDate(lastDay) || lastDay < today) throw problem(organizationsProblems['change-day'])
  return dayAfter(lastDay)
}

export async function requireSuccessor(
  ctx: PostsContext,
  { staff, successorId }: { staff: StaffRow; successorId: string },
): Promise<void> {
  const successor = await staffStore.findStaff(ctx.tx, successorId)
  const isFit =
    successor !== undefined &&
    successor.id !== staff.id &&
    ctx.permit.allows(organizationsPermits.manage.name, successor) &&
    (await staffStore.postsOf(ctx.tx, [successor.id], ctx.today)).length > 0
  if (!isFit) throw problem(organizationsProblems['successor-unfit'])
}

/** What an official keeps is never left without anybody. */
export async function requireHandover(
  ctx: PostsContext,
  { staffId, successorId }: { staffId: string; successorId: string | undefined },
): Promise<void> {
  if (successorId !== undefined) return
  const kept = await ctx.keptBy(ctx, staffId)
  if (kept.length > 0) throw problem(organizationsProblems['successor-needed'], { kept: kept.join('、') })
}
