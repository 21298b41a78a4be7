import type { Context } from '../../../platform/act/index.ts'
import { TaskReturned } from '../contract/events.ts'
import { isOfPosts } from '../domain/work-areas.ts'
import type { PostFacts } from '../domain/work-areas.ts'
import * as taskStore from '../store/task-store.ts'
import { taskBody } from './follow-effects.ts'

/** What somebody had taken who may not do it any more goes back to those who share the post, each task with its entry. */
export async function returnTasks(
  ctx: Context,
  { from, posts }: { from: string; posts: readonly PostFacts[] },
): Promise<void> {
  const taken = await taskStore.lockTaken(ctx.tx, from)
  const ids = taken.filter((task) => !isOfPosts(task, posts)).map(({ id }) => id)
  for (const task of await taskStore.returnTasks(ctx.tx, ids, ctx.now)) {
    ctx.emit(TaskReturned.of({ ...taskBody(task), from }))
  }
}

export type { PostFacts }
