import { streamOf } from '../../../kernel/event.ts'
import { problem } from '../../../kernel/problem.ts'
import type { InputOf } from '../../../kernel/contract.ts'
import type { ClaimTask, ReleaseTask } from '../contract/claim-task.ts'
import { TaskClaimed, TaskReleased } from '../contract/events.ts'
import { flowsPermits } from '../contract/permits.ts'
import { flowsProblems } from '../contract/problems.ts'
import type { Task } from '../contract/task.ts'
import * as taskStore from '../store/task-store.ts'
import type { TaskRow } from '../store/task-store.ts'
import { checkWorker, fitness } from './check-worker.ts'
import type { FlowsContext } from './flows-context.ts'
import { taskBody } from './follow-effects.ts'
import { presentTask } from './present-task.ts'

/** 领取: nobody else sees it in his inbox any more. */
export async function claimTask(ctx: FlowsContext, input: InputOf<typeof ClaimTask>): Promise<Task> {
  const task = await lock(ctx, input)
  const standIn = checkWorker(ctx, task)
  // Taken in another's stead it is in that one's hands, and there it stays when the substitution is over.
  const staffId = standIn?.insteadOf ?? ctx.actor.staffId!
  if (task.assigneeId === staffId) {
    ctx.nothingChanged()
    return presentTask(task)
  }
  await taskStore.assignTask(ctx.tx, task, staffId)
  ctx.emit(TaskClaimed.of({ ...taskBody(task), staffId }))
  return presentTask({ ...task, assigneeId: staffId, version: task.version + 1 })
}

/** 退还 to those who share the post. */
export async function releaseTask(ctx: FlowsContext, input: InputOf<typeof ReleaseTask>): Promise<Task> {
  const task = await lock(ctx, input)
  const staffId = task.assigneeId
  const found = fitness(ctx, task)
  const isMine =
    staffId !== undefined && (staffId === ctx.actor.staffId || (found.may && found.standIn?.insteadOf === staffId))
  if (!isMine) throw problem(flowsProblems['not-assignee'])
  if (staffId !== ctx.actor.staffId && found.may && found.standIn) ctx.permit.actInStead(found.standIn)
  await taskStore.assignTask(ctx.tx, task, undefined)
  ctx.emit(TaskReleased.of({ ...taskBody(task), staffId }))
  const { assigneeId: _, ...rest } = task
  return presentTask({ ...rest, version: task.version + 1 })
}

async function lock(ctx: FlowsContext, { taskId, version }: InputOf<typeof ClaimTask>): Promise<TaskRow> {
  const task = await taskStore.lockTask(ctx.tx, taskId)
  // What became of a task is told only to whom it concerns.
  if (!task || !ctx.permit.allows(flowsPermits.work.name, task)) throw problem(flowsProblems['task-unknown'])
  if (task.version !== version) throw await ctx.stale(streamOf(task.subjectKind, task.subject))
  if (task.state !== 'open') throw problem(flowsProblems['task-ended'], { name: task.name })
  return task
}
