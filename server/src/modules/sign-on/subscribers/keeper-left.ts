import type { Subscriber } from '../../../platform/module/index.ts'
import { KeepingHandedOver, StaffLeft } from '../../organizations/contract/index.ts'
import { ClientHandedOver } from '../contract/events.ts'
import * as clientStore from '../store/client-store.ts'

/** 接入应用 that an official kept who has left: whoever was named keeps them from now on. */
export const keeperLeft: Subscriber = {
  name: 'sign-on/keeper-left',
  on: [StaffLeft, KeepingHandedOver],
  run: async (ctx, { kind, body }) => {
    const from = String(body.staffId)
    const to = kind === StaffLeft.kind ? body.successorId : body.toStaffId
    if (typeof to !== 'string') return
    for (const { id: clientId } of await clientStore.listKeptBy(ctx.tx, from)) {
      await clientStore.saveKeeper(ctx.tx, clientId, to)
      ctx.emit(ClientHandedOver.of({ clientId, from, to }))
    }
  },
}
