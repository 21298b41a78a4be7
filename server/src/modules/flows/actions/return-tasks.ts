import type { Context } from '../../../platform/act/index.ts'
import { TaskReturned } from '../contract/events.ts'
import * as taskStore from '../store/task-store.ts'
import { taskBody } from './follow-effects.ts'

/** What somebody had taken who may not do it any more goes back to those who share the post, each task with its entry. */
export async function returnTasks(ctx: Context, from: string): Promise<void> {
  for (const task of await taskStore.returnTasks(ctx.tx, from, ctx.now)) {
    ctx.emit(TaskReturned.of({ ...taskBody(task), from }))
  }
}
