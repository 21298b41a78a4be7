import type { Context } from '../../../platform/act/index.ts'
import { AuthorizationRevoked } from '../contract/events.ts'
import * as authorizationStore from '../store/authorization-store.ts'

/** 授权书 that name an official end with him: all when he has left, those of other departments than his own when he has moved. */
export async function endLetters(
  ctx: Context,
  { staffId, offices, reason }: { staffId: string; offices: readonly string[]; reason: string },
): Promise<void> {
  const letters = await authorizationStore.listForGrantee(ctx.tx, staffId)
  const over = letters.filter(({ revokedOn, grantorId }) => revokedOn === undefined && !offices.includes(grantorId))
  for (const { id } of over) {
    await authorizationStore.revoke(ctx.tx, { id, on: ctx.today, reason })
    ctx.emit(AuthorizationRevoked.of({ authorizationId: id, revokedOn: ctx.today }), { personal: { reason } })
  }
}
