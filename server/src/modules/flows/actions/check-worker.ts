import { ROLES } from '../../../kernel/permit.ts'
import type { Role, StandIn } from '../../../kernel/permit.ts'
import { problem } from '../../../kernel/problem.ts'
import type { Context } from '../../../platform/act/index.ts'
import { flowsPermits } from '../contract/permits.ts'
import { flowsProblems } from '../contract/problems.ts'
import type { Task } from '../contract/task.ts'
import { fitnessFor, workAreasOf } from '../domain/work-areas.ts'
import type { Fitness, WorkArea } from '../domain/work-areas.ts'

/** The reader's roles, each where it is held. */
export function myWorkAreas(ctx: Context): WorkArea[] {
  return workAreasOf(ctx.permit.reach(flowsPermits.work.name))
}

/**
 * Whether the actor may do this task: the right post, the right place, not kept apart from it, not in another's hands.
 * The system acts by law (视为受理 …) and has no posts.
 * @returns in whose stead, if not by a post of his own; the whole act is then recorded so
 */
export function checkWorker(ctx: Context, task: Task): StandIn | undefined {
  if (ctx.actor.kind === 'system') return undefined
  ctx.permit.require(flowsPermits.work.name, task)
  const found = fitness(ctx, task)
  if (!found.may) {
    const role = ROLES[task.role as Role]?.title ?? task.role
    throw problem(flowsProblems[found.why], { name: task.name, role })
  }
  if (found.standIn) ctx.permit.actInStead(found.standIn)
  return found.standIn
}

/** The same as a question, for who shows a task. */
export function fitness(ctx: Context, task: Task): Fitness {
  const { staffId } = ctx.actor
  if (staffId === undefined) return { may: false, why: 'other-role' }
  return fitnessFor(task, { areas: myWorkAreas(ctx), staffId })
}
