import type { Subscriber } from '../../../platform/module/index.ts'
import { endLetters } from '../actions/end-letters.ts'
import { StaffLeft, StaffMoved } from '../contract/events.ts'

/** Whoever has left has no office, whoever has moved has those of the posts held now. */
export const staffLeft: Subscriber = {
  name: 'organizations/end-letters',
  on: [StaffLeft, StaffMoved],
  run: (ctx, { kind, body }) => {
    const staffId = String(body.staffId)
    if (kind === StaffLeft.kind) return endLetters(ctx, { staffId, offices: [], reason: '被授权人离岗离职' })
    const posts = body.posts as readonly { organizationId: string }[]
    const offices = posts.map(({ organizationId }) => organizationId)
    return endLetters(ctx, { staffId, offices, reason: '被授权人调岗' })
  },
}
