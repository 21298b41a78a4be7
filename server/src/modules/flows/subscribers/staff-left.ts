import type { Subscriber } from '../../../platform/module/index.ts'
import { StaffLeft, StaffMoved } from '../../organizations/contract/index.ts'
import { returnTasks } from '../actions/return-tasks.ts'
import type { PostFacts } from '../actions/return-tasks.ts'

/** 离岗离职、调岗: what was taken and not done goes back, unless it is of a post that the official goes on holding. */
export const staffLeft: Subscriber = {
  name: 'flows/staff-left',
  on: [StaffLeft, StaffMoved],
  run: (ctx, { kind, body }) => {
    const posts = kind === StaffMoved.kind ? (body.posts as readonly PostFacts[]) : []
    return returnTasks(ctx, { from: String(body.staffId), posts })
  },
}
