import { problem, streamOf } from '../../../kernel/index.ts'
import type { InputOf, OutputOf } from '../../../kernel/index.ts'
import type { Context } from '../../../platform/act/index.ts'
import type { RevokeAuthorization } from '../contract/authorization.ts'
import { AuthorizationRevoked } from '../contract/events.ts'
import { organizationsPermits } from '../contract/permits.ts'
import { organizationsProblems } from '../contract/problems.ts'
import { presentAuthorizations } from '../queries/list-authorizations.ts'
import * as authorizationStore from '../store/authorization-store.ts'

/** 撤销授权书, with its reason; acts of the day itself are no longer covered. */
export async function revokeAuthorization(
  ctx: Context,
  input: InputOf<typeof RevokeAuthorization>,
): Promise<OutputOf<typeof RevokeAuthorization>> {
  const { authorizationId, version, reason } = input
  const letter = await authorizationStore.lock(ctx.tx, authorizationId)
  if (!letter) throw problem(organizationsProblems['authorization-unknown'])
  ctx.permit.require(organizationsPermits.authorize.name, { ...letter, organizationId: letter.grantorId })
  ctx.permit.requireProof()
  const { revokedOn } = letter
  if (revokedOn !== undefined) throw problem(organizationsProblems['authorization-revoked'], { revokedOn })
  if (letter.version !== version) throw await ctx.stale(streamOf('authorization', authorizationId))
  await authorizationStore.revoke(ctx.tx, { id: authorizationId, on: ctx.today, reason })
  ctx.emit(AuthorizationRevoked.of({ authorizationId, revokedOn: ctx.today }), { personal: { reason } })
  const revoked = { ...letter, revokedOn: ctx.today, revokeReason: reason, version: version + 1 }
  return (await presentAuthorizations(ctx, [revoked]))[0]!
}
