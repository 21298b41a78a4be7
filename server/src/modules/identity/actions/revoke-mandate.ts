import { problem, streamOf } from '../../../kernel/index.ts'
import type { InputOf, OutputOf } from '../../../kernel/index.ts'
import { MandateRevoked } from '../contract/events.ts'
import type { RevokeMandate } from '../contract/mandate.ts'
import { identityPermits } from '../contract/permits.ts'
import { identityProblems } from '../contract/problems.ts'
import type { IdentityContext } from '../queries/identity-context.ts'
import * as mandateStore from '../store/mandate-store.ts'
import * as personMandateStore from '../store/person-mandate-store.ts'
import { endMandate } from './end-my-mandate.ts'

/** 窗口撤销: a company's on its word, a guardian's on a document, a villager's when the villager asks; also 不予确认. */
export async function revokeMandate(
  ctx: IdentityContext,
  input: InputOf<typeof RevokeMandate>,
): Promise<OutputOf<typeof RevokeMandate>> {
  const ofPerson = await personMandateStore.lock(ctx, input.mandateId)
  const mandate = ofPerson ?? (await mandateStore.lock(ctx.tx, input.mandateId))
  if (!mandate) throw problem(identityProblems['mandate-unknown'])
  ctx.permit.require(identityPermits.registerMandate.name, mandate)
  const { id, revokedOn } = mandate
  if (revokedOn !== undefined) throw problem(identityProblems['mandate-revoked'], { revokedOn })
  if (mandate.version !== input.version) throw await ctx.stale(streamOf('mandate', id))
  if (ofPerson) await endMandate(ctx, ofPerson, { by: 'official', reason: input.reason })
  else {
    await mandateStore.revoke(ctx.tx, { id, on: ctx.today, reason: input.reason, by: 'official' })
    ctx.emit(MandateRevoked.of({ mandateId: id, revokedOn: ctx.today }), { personal: { reason: input.reason } })
  }
  return { id, revokedOn: ctx.today, version: mandate.version + 1 }
}
