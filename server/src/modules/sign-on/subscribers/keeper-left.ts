import type { Subscriber } from '../../../platform/module/index.ts'
import { KeepingHandedOver, StaffLeft } from '../../organizations/contract/index.ts'
import { passOnClients } from '../actions/pass-on-clients.ts'

/** Whoever was named keeps them; after an emergency nobody may be named yet, and it is said later. */
export const keeperLeft: Subscriber = {
  name: 'sign-on/keeper-left',
  on: [StaffLeft, KeepingHandedOver],
  run: async (ctx, { kind, body }) => {
    const to = kind === StaffLeft.kind ? body.successorId : body.toStaffId
    if (typeof to === 'string') await passOnClients(ctx, { from: String(body.staffId), to })
  },
}
