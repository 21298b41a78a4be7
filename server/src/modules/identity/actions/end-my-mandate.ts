import { problem, streamOf } from '../../../kernel/index.ts'
import type { InputOf, OutputOf } from '../../../kernel/index.ts'
import { permitProblems } from '../../../platform/permits/index.ts'
import { MandateRevoked } from '../contract/events.ts'
import type { EndMyMandate } from '../contract/index.ts'
import { identityProblems } from '../contract/problems.ts'
import type { IdentityContext } from '../queries/identity-context.ts'
import { sideOf } from '../queries/list-person-mandates.ts'
import { onlyOne } from '../queries/only-one.ts'
import { ownAccount } from '../queries/own-account.ts'
import { presentMandates } from '../queries/present-mandate.ts'
import * as mandateStore from '../store/mandate-store.ts'
import type { RevokedBy } from '../store/mandate-store.ts'
import * as personMandateStore from '../store/person-mandate-store.ts'
import type { PersonMandate } from '../store/person-mandate-store.ts'
import * as sessionStore from '../store/session-store.ts'
import { parties } from './give-mandate.ts'

const REASONS = { principal: '授权人撤销', agent: '代办人不再代办' } as const

/** 撤销: at once, also for whoever is acting at this moment. A guardian lays it down; a ward does not take it away. */
export async function endMyMandate(
  ctx: IdentityContext,
  input: InputOf<typeof EndMyMandate>,
): Promise<OutputOf<typeof EndMyMandate>> {
  const account = await ownAccount(ctx)
  const mandate = await personMandateStore.lock(ctx, input.mandateId)
  const side = sideOf(ctx, mandate, account)
  if (!mandate) throw problem(identityProblems['mandate-unknown'])
  if (side === 'principal' && mandate.kind === 'guardian') throw problem(permitProblems['not-allowed'])
  const { revokedOn } = mandate
  if (revokedOn !== undefined) throw problem(identityProblems['mandate-revoked'], { revokedOn })
  if (mandate.version !== input.version) throw await ctx.stale(streamOf('mandate', mandate.id))
  await endMandate(ctx, mandate, { by: side, reason: REASONS[side] })
  const next = { ...mandate, revokedOn: ctx.today, revokedBy: side, version: mandate.version + 1 }
  return onlyOne(await presentMandates(ctx, [next], side))
}

/** Ends a mandate today, in every session that acts by it too. What was begun by it stays with the principal. */
export async function endMandate(
  ctx: Pick<IdentityContext, 'tx' | 'today' | 'emit'>,
  mandate: PersonMandate,
  how: { by: RevokedBy; reason: string },
): Promise<void> {
  await mandateStore.revoke(ctx.tx, { id: mandate.id, on: ctx.today, ...how })
  await sessionStore.endActing(ctx.tx, mandate)
  const body = { ...parties(mandate), revokedOn: ctx.today, by: how.by }
  ctx.emit(MandateRevoked.of(body), how.by === 'official' ? { personal: { reason: how.reason } } : {})
}
