import { problem } from '../../../kernel/index.ts'
import type { InputOf, OutputOf } from '../../../kernel/index.ts'
import { MoveProposed } from '../contract/events.ts'
import { organizationsProblems } from '../contract/problems.ts'
import type { ProposeMove } from '../contract/staff-change.ts'
import type { StaffChange } from '../domain/staff-change.ts'
import { postsOf } from '../queries/list-staff.ts'
import { presentStaffChanges } from '../queries/list-staff-changes.ts'
import { lockStaff } from './lock-staff.ts'
import type { PostsContext } from './posts-context.ts'
import { beginningPosts, changeOf, firstDayOf, requireFitPosts, save } from './propose-change.ts'
import { refuseOwn, requireHandover, requireSuccessor } from './propose-leaving.ts'

/** 提出调岗: from a day on these posts end and those begin, in one act about one official. */
export async function proposeMove(
  ctx: PostsContext,
  input: InputOf<typeof ProposeMove>,
): Promise<OutputOf<typeof ProposeMove>> {
  const staff = await lockStaff(ctx, input.staffId, input.version)
  ctx.permit.requireProof()
  refuseOwn(ctx, staff)
  const { organizationId, successorId } = input
  const ends = [...new Set(input.ends)]
  const held = new Set((await postsOf(ctx, staff.id)).map(({ id }) => id))
  if (!ends.every((id) => held.has(id))) throw problem(organizationsProblems['post-unknown'])
  const change = changeOf(ctx, staff, {
    kind: 'move',
    effectiveOn: firstDayOf(input.firstDay, ctx.today),
    ends,
    begins: beginningPosts(staff.id, input.begins),
    organizationId,
    successorId,
  })
  await requireFitPosts(ctx, change)
  if (successorId !== undefined) await requireSuccessor(ctx, { staff, successorId })
  if (organizationId !== staff.organizationId) await requireHandover(ctx, { staffId: staff.id, successorId })
  await save(ctx, change)
  tell(ctx, change, { organizationId, reason: input.reason })
  return (await presentStaffChanges(ctx, [change]))[0]!
}

function tell(
  ctx: PostsContext,
  { id: changeId, staffId, effectiveOn, ends, begins }: StaffChange,
  { organizationId, reason }: { organizationId: string; reason: string },
): void {
  const facts = begins.map(({ id: _, ...post }) => post)
  const body = { changeId, staffId, effectiveOn, ends: [...ends], begins: facts, organizationId }
  ctx.emit(MoveProposed.of(body), { personal: { reason } })
}
