import type { Subscriber } from '../../../platform/module/index.ts'
import { KeepingHandedOver, StaffLeft, StaffMoved } from '../../organizations/contract/index.ts'
import { passOnClients } from '../actions/pass-on-clients.ts'

/** Whoever was named keeps them; after an emergency nobody may be named yet, and it is said later. */
export const keeperLeft: Subscriber = {
  name: 'sign-on/keeper-left',
  on: [StaffLeft, StaffMoved, KeepingHandedOver],
  run: async (ctx, { kind, body }) => {
    const to = kind === KeepingHandedOver.kind ? body.toStaffId : body.successorId
    if (typeof to === 'string') await passOnClients(ctx, { from: String(body.staffId), to })
  },
}
