import type { Subscriber } from '../../../platform/module/index.ts'
import { StaffLeft } from '../../organizations/contract/index.ts'
import { returnTasks } from '../actions/return-tasks.ts'

/** 离岗离职: what was taken and not done goes back. */
export const staffLeft: Subscriber = {
  name: 'flows/staff-left',
  on: [StaffLeft],
  run: (ctx, { body }) => returnTasks(ctx, String(body.staffId)),
}
