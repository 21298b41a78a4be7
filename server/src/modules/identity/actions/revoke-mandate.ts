import { problem, streamOf } from '../../../kernel/index.ts'
import type { InputOf, OutputOf } from '../../../kernel/index.ts'
import { MandateRevoked } from '../contract/events.ts'
import type { RevokeMandate } from '../contract/mandate.ts'
import { identityPermits } from '../contract/permits.ts'
import { identityProblems } from '../contract/problems.ts'
import type { IdentityContext } from '../queries/identity-context.ts'
import { presentMandate } from '../queries/list-my-mandates.ts'
import * as mandateStore from '../store/mandate-store.ts'

/** 撤销单位委托: by a clerk on the company's word. */
export async function revokeMandate(
  ctx: IdentityContext,
  input: InputOf<typeof RevokeMandate>,
): Promise<OutputOf<typeof RevokeMandate>> {
  const mandate = await mandateStore.lock(ctx.tx, input.mandateId)
  if (!mandate) throw problem(identityProblems['mandate-unknown'])
  ctx.permit.require(identityPermits.registerMandate.name, mandate)
  const { revokedOn } = mandate
  if (revokedOn !== undefined) throw problem(identityProblems['mandate-revoked'], { revokedOn })
  if (mandate.version !== input.version) throw await ctx.stale(streamOf('mandate', mandate.id))
  await mandateStore.revoke(ctx.tx, { id: mandate.id, on: ctx.today, reason: input.reason })
  const body = { mandateId: mandate.id, revokedOn: ctx.today }
  ctx.emit(MandateRevoked.of(body), { personal: { reason: input.reason } })
  return presentMandate({ ...mandate, revokedOn: ctx.today, version: mandate.version + 1 })
}
