import { randomUUID } from 'node:crypto'
import type { RequestFacts } from '../../../platform/http/index.ts'
import { SignedIn, SignedOut } from '../contract/events.ts'
import type { SessionView } from '../contract/session.ts'
import { SESSION_MINUTES, openTimes } from '../domain/session.ts'
import { actorFrom, newSessionToken, sessionTokenHash } from '../queries/actor-of.ts'
import { presentSession } from '../queries/get-session.ts'
import type { IdentityContext } from '../queries/identity-context.ts'
import type { AccountRow } from '../store/account-store.ts'
import * as sessionStore from '../store/session-store.ts'

/** Opens a session and gives the browser its token; the database keeps the token's digest alone. */
export async function openSession(
  ctx: IdentityContext,
  account: AccountRow,
  request: RequestFacts,
): Promise<SessionView> {
  await endFormer(ctx)
  const token = newSessionToken()
  const sessionId = randomUUID()
  const times = openTimes(account.kind, ctx.now)
  await sessionStore.insert(ctx.tx, { id: sessionId, tokenHash: sessionTokenHash(token), accountId: account.id, times })
  request.setCookie(ctx.cookieName, token, { maxAgeSeconds: SESSION_MINUTES[account.kind].longest * 60 })
  ctx.emit(SignedIn.of({ accountId: account.id, sessionId }))
  const actor = actorFrom(account, { sessionId, permits: ctx.permitTable() })
  return presentSession(ctx, { account, actor, sessionId, expiresAt: times.expiresAt })
}

/** A browser has one session: who signs in anew leaves nothing behind for the next one at the counter. */
async function endFormer(ctx: IdentityContext): Promise<void> {
  const { accountId, sessionId } = ctx.actor
  if (accountId === undefined || sessionId === undefined) return
  await sessionStore.end(ctx.tx, accountId, { at: ctx.now, only: sessionId })
  ctx.emit(SignedOut.of({ accountId, sessionId }))
}
