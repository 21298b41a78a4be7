import type { Context } from '../../../platform/act/index.ts'
import { AuthorizationRevoked } from '../contract/events.ts'
import * as authorizationStore from '../store/authorization-store.ts'

const reason = '被授权人离岗离职'

/** 授权书 that name an official who has left end with him, whichever department gave them. */
export async function endLetters(ctx: Context, staffId: string): Promise<void> {
  const letters = await authorizationStore.listForGrantee(ctx.tx, staffId)
  for (const { id } of letters.filter((letter) => letter.revokedOn === undefined)) {
    await authorizationStore.revoke(ctx.tx, { id, on: ctx.today, reason })
    ctx.emit(AuthorizationRevoked.of({ authorizationId: id, revokedOn: ctx.today }), { personal: { reason } })
  }
}
