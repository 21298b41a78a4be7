import type { Subscriber } from '../../../platform/module/index.ts'
import { endLetters } from '../actions/end-letters.ts'
import { StaffLeft } from '../contract/events.ts'

export const staffLeft: Subscriber = {
  name: 'organizations/end-letters',
  on: [StaffLeft],
  run: (ctx, { body }) => endLetters(ctx, String(body.staffId)),
}
