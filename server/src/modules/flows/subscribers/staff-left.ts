import type { Subscriber } from '../../../platform/module/index.ts'
import { StaffLeft } from '../../organizations/contract/index.ts'
import { taskBody } from '../actions/follow-effects.ts'
import { TaskReturned } from '../contract/events.ts'
import * as taskStore from '../store/task-store.ts'

/** 离岗离职: what somebody had taken goes back to those who share the post, each task with its entry. */
export const staffLeft: Subscriber = {
  name: 'flows/staff-left',
  on: [StaffLeft],
  run: async (ctx, { body }) => {
    const from = String(body.staffId)
    for (const task of await taskStore.returnTasks(ctx.tx, from, ctx.now)) {
      ctx.emit(TaskReturned.of({ ...taskBody(task), from }))
    }
  },
}
