import type { Subscriber } from '../../../platform/module/index.ts'
import { AuthorizationRevoked, StaffLeft } from '../contract/events.ts'
import * as authorizationStore from '../store/authorization-store.ts'

/** 授权书 that name an official who has left end with him, whichever department gave them. */
export const staffLeft: Subscriber = {
  name: 'organizations/end-letters',
  on: [StaffLeft],
  run: async (ctx, { body }) => {
    const letters = await authorizationStore.listForGrantee(ctx.tx, String(body.staffId))
    for (const { id } of letters.filter((letter) => letter.revokedOn === undefined)) {
      const reason = '被授权人离岗离职'
      await authorizationStore.revoke(ctx.tx, { id, on: ctx.today, reason })
      const ended = AuthorizationRevoked.of({ authorizationId: id, revokedOn: ctx.today })
      ctx.emit(ended, { personal: { reason } })
    }
  },
}
