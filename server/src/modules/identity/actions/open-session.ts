import { randomUUID } from 'node:crypto'
import { problem } from '../../../kernel/index.ts'
import type { RequestFacts } from '../../../platform/http/index.ts'
import { SessionEnded, SignedIn, SignedOut } from '../contract/events.ts'
import { identityProblems } from '../contract/problems.ts'
import type { SessionView } from '../contract/session.ts'
import { needsSecondFactor } from '../domain/authentication.ts'
import type { Method } from '../domain/authentication.ts'
import { deviceOf } from '../domain/device.ts'
import { hasOpened } from '../domain/joiner.ts'
import { SESSION_MINUTES, openTimes } from '../domain/session.ts'
import { actorFrom, newSessionToken, sessionTokenHash } from '../queries/actor-of.ts'
import { presentSession } from '../queries/get-session.ts'
import type { IdentityContext } from '../queries/identity-context.ts'
import { openNetwork, sealNetwork } from '../queries/sealed-fields.ts'
import { upstreamSid } from '../queries/upstream-ticket.ts'
import type { AccountRow } from '../store/account-store.ts'
import * as sessionStore from '../store/session-store.ts'

/** By whom somebody was signed in, and under what it knows that. */
export interface UpstreamSignIn {
  readonly id: string
  readonly sessionId?: string
}

/** Opens a session and gives the browser its token; the database keeps the token's digest alone. */
export async function openSession(
  ctx: IdentityContext,
  account: AccountRow,
  { request, methods, upstream }: { request: RequestFacts; methods: readonly Method[]; upstream?: UpstreamSignIn },
): Promise<SessionView> {
  if (!hasOpened(account, ctx.today)) throw problem(identityProblems['sign-in-failed'])
  await endFormer(ctx)
  await endTooMany(ctx, account.id)
  const places = account.kind === 'staff' && { otherPlaces: await countOtherPlaces(ctx, account.id, request.network) }
  const token = newSessionToken()
  const sessionId = randomUUID()
  const times = openTimes(account.kind, ctx.now)
  await sessionStore.insert(ctx.tx, {
    id: sessionId,
    tokenHash: sessionTokenHash(token),
    accountId: account.id,
    times,
    device: deviceOf(request.userAgent),
    network: sealNetwork(ctx.vault, request.network),
    methods,
    ...(upstream && { upstream: upstream.id }),
    ...(upstream?.sessionId !== undefined && { upstreamSid: upstreamSid(ctx.vault, upstream.id, upstream.sessionId) }),
  })
  request.setCookie(ctx.cookieName, token, { maxAgeSeconds: SESSION_MINUTES[account.kind].longest * 60 })
  ctx.emit(SignedIn.of({ accountId: account.id, sessionId, methods: [...methods], ...places }))
  const session = { id: sessionId, methods, provedAt: ctx.now }
  const actor = actorFrom(account, {
    session,
    permits: ctx.permitTable(),
    needsTwo: needsSecondFactor(ctx, account),
    today: ctx.today,
  })
  return presentSession(ctx, { account, actor, sessionId, expiresAt: times.expiresAt })
}

/** One account is one person, who has few screens: beyond the most that it may have, the one unused for longest ends. */
async function endTooMany(ctx: IdentityContext, accountId: string): Promise<void> {
  if (ctx.mostSessions === undefined) return
  const live = await sessionStore.listLive(ctx.tx, accountId, ctx.now)
  const sessionIds = live.slice(ctx.mostSessions - 1).map(({ id }) => id)
  for (const only of sessionIds) await sessionStore.end(ctx.tx, accountId, { at: ctx.now, only })
  if (sessionIds.length > 0) ctx.emit(SessionEnded.of({ accountId, sessionIds, reason: 'too-many' }))
}

/** Where somebody is signed in is theirs; that they are in several places at once is all that is recorded of it. */
async function countOtherPlaces(ctx: IdentityContext, accountId: string, network: string): Promise<number> {
  const live = await sessionStore.listLive(ctx.tx, accountId, ctx.now)
  const others = live.flatMap((one) => (one.network ? [openNetwork(ctx.vault, one.network)] : []))
  return new Set(others.filter((other) => other !== network)).size
}

/** A browser has one session: who signs in anew leaves nothing behind for the next one at the counter. */
async function endFormer(ctx: IdentityContext): Promise<void> {
  const { accountId, sessionId } = ctx.actor
  if (accountId === undefined || sessionId === undefined) return
  await sessionStore.end(ctx.tx, accountId, { at: ctx.now, only: sessionId })
  ctx.emit(SignedOut.of({ accountId, sessionId }))
}
