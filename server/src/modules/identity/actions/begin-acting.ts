import { problem } from '../../../kernel/index.ts'
import type { InputOf, OutputOf } from '../../../kernel/index.ts'
import { permitProblems } from '../../../platform/permits/index.ts'
import { ActingBegun, ActingLeft } from '../contract/events.ts'
import type { BeginActing, LeaveActing } from '../contract/index.ts'
import { identityProblems } from '../contract/problems.ts'
import { seesAll } from '../domain/mandate.ts'
import { getSession } from '../queries/get-session.ts'
import type { IdentityContext } from '../queries/identity-context.ts'
import { findAccountByCode } from '../queries/person-of.ts'
import * as personMandateStore from '../store/person-mandate-store.ts'
import * as sessionStore from '../store/session-store.ts'
import type { Acting } from '../store/session-store.ts'
import { parties, requireInForce } from './give-mandate.ts'

/** 为谁办理: chosen once; from the next request on everything of this session is the principal's business. */
export async function beginActing(
  ctx: IdentityContext,
  input: InputOf<typeof BeginActing>,
): Promise<OutputOf<typeof BeginActing>> {
  const { sessionId, accountId } = ctx.actor
  if (sessionId === undefined) throw problem(permitProblems['sign-in-required'])
  const mandate = await personMandateStore.lock(ctx, input.mandateId)
  if (!mandate || mandate.agentAccountId !== accountId) throw problem(identityProblems['mandate-unknown'])
  requireInForce(ctx, mandate)
  // Whoever got an account since the mandate was given is acted for by it.
  const principalAccountId = await findAccountByCode(ctx, mandate.principal.citizenId)
  const acting: Acting = {
    mandateId: mandate.id,
    validFrom: mandate.validFrom,
    validTo: mandate.validTo,
    seesAll: seesAll(mandate),
    ...(principalAccountId !== undefined && { principalAccountId }),
  }
  await sessionStore.setActing(ctx.tx, sessionId, acting)
  const { principalAccountId: _before, ...between } = parties(mandate)
  ctx.emit(ActingBegun.of({ ...between, sessionId, ...(principalAccountId !== undefined && { principalAccountId }) }))
  return getSession(ctx)
}

/** 退出代办: back to one's own business. */
export async function leaveActing(ctx: IdentityContext): Promise<OutputOf<typeof LeaveActing>> {
  const { sessionId, accountId } = ctx.actor
  const session = sessionId === undefined ? undefined : await sessionStore.find(ctx.tx, sessionId)
  if (!session || accountId === undefined) throw problem(permitProblems['sign-in-required'])
  if (session.acting) {
    await sessionStore.setActing(ctx.tx, session.id, null)
    const { mandateId } = session.acting
    ctx.emit(ActingLeft.of({ mandateId, agentAccountId: accountId, sessionId: session.id }))
  } else ctx.nothingChanged()
  return getSession(ctx)
}
