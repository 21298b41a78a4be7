import { ROLES } from '../../../kernel/permit.ts'
import type { Role } from '../../../kernel/permit.ts'
import { problem } from '../../../kernel/problem.ts'
import type { Context } from '../../../platform/act/index.ts'
import { flowsPermits } from '../contract/permits.ts'
import { flowsProblems } from '../contract/problems.ts'
import type { Task } from '../contract/task.ts'
import { isInWorkAreas, workAreasOf } from '../domain/work-areas.ts'
import type { WorkArea } from '../domain/work-areas.ts'

/** The reader's roles, each where it is held. */
export function myWorkAreas(ctx: Context): WorkArea[] {
  return workAreasOf(ctx.permit.reach(flowsPermits.work.name))
}

/**
 * Whether the actor may do this task: the right post, the right place, not kept apart from it, not in another's hands.
 * The system acts by law (视为受理 …) and has no posts.
 */
export function checkWorker(ctx: Context, task: Task): void {
  if (ctx.actor.kind === 'system') return
  const { staffId } = ctx.actor
  ctx.permit.require(flowsPermits.work.name, task)
  if (staffId === undefined || !isInWorkAreas(task, myWorkAreas(ctx))) {
    const role = ROLES[task.role as Role]?.title ?? task.role
    throw problem(flowsProblems['other-role'], { name: task.name, role })
  }
  if (task.excludedStaff.includes(staffId)) throw problem(flowsProblems['same-person'], { name: task.name })
  if (task.assigneeId !== undefined && task.assigneeId !== staffId) {
    throw problem(flowsProblems['task-claimed'], { name: task.name })
  }
}
