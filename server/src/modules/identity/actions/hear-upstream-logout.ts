import { hash } from 'node:crypto'
import { problem } from '../../../kernel/index.ts'
import type { IncomingFile, InputOf, OutputOf } from '../../../kernel/index.ts'
import type { Preparation, RequestFacts } from '../../../platform/http/index.ts'
import { SessionEnded, UpstreamRefused } from '../contract/events.ts'
import { identityProblems } from '../contract/problems.ts'
import type { HearUpstreamLogout } from '../contract/upstream.ts'
import type { UpstreamLogout } from '../domain/upstream.ts'
import type { IdentityContext } from '../queries/identity-context.ts'
import { upstreamCalled } from '../queries/upstream-providers.ts'
import { subjectBlind, upstreamSid } from '../queries/upstream-ticket.ts'
import * as factorStore from '../store/factor-store.ts'
import * as sessionStore from '../store/session-store.ts'
import * as upstreamStore from '../store/upstream-store.ts'

type Input = InputOf<typeof HearUpstreamLogout>

/** Asks for the provider's keys, while no connection waits for them. */
export async function checkLogoutToken(
  work: Preparation<IdentityContext>,
  input: Input,
): Promise<UpstreamLogout | 'refused'> {
  const provider = upstreamCalled(work, input.upstreamId)
  if (!provider.heardLogout) throw problem(identityProblems['upstream-unknown'])
  const now = await work.act((ctx) => Promise.resolve(ctx.now))
  const heard = await provider.heardLogout(input.logout_token, now)
  if (heard === 'unavailable') throw problem(identityProblems['upstream-unavailable'])
  return heard
}

/** 上游退出: ends the sessions that were begun through it, and no other; each word counts once. */
export async function hearUpstreamLogout(
  ctx: IdentityContext,
  { upstreamId: upstream }: Input,
  _file: IncomingFile,
  _request: RequestFacts,
  heard: UpstreamLogout | 'refused',
): Promise<OutputOf<typeof HearUpstreamLogout>> {
  if (heard === 'refused') return refuse(ctx, upstream, 'logout-not-theirs')
  const digest = hash('sha256', `upstream logout ${upstream} ${heard.jti}`, 'buffer')
  if (!(await factorStore.useChallenge(ctx.tx, digest, heard.until))) return refuse(ctx, upstream, 'logout-replayed')
  const which = await whichOf(ctx, upstream, heard)
  const ended = which ? await sessionStore.endOfUpstream(ctx.tx, { upstream, at: ctx.now, ...which }) : new Map()
  for (const [accountId, sessionIds] of ended)
    ctx.emit(SessionEnded.of({ accountId, sessionIds, reason: 'by-upstream' }))
  if (ended.size === 0) ctx.nothingChanged()
  return { ended: [...ended.values()].flat().length }
}

/** Undefined for somebody whom nobody here is linked to. */
async function whichOf(
  ctx: IdentityContext,
  upstream: string,
  { subject, sessionId }: UpstreamLogout,
): Promise<{ sid?: string; accountId?: string } | undefined> {
  const sid = sessionId === undefined ? {} : { sid: upstreamSid(ctx.vault, upstream, sessionId) }
  if (subject === undefined) return sid
  const key = { upstream, subjectBlind: subjectBlind(ctx.vault, upstream, subject) }
  const accountId = await upstreamStore.findLink(ctx.tx, key)
  return accountId === undefined ? undefined : { ...sid, accountId }
}

function refuse(ctx: IdentityContext, upstream: string, reason: string): never {
  ctx.emit(UpstreamRefused.of({ upstream, reason }))
  throw problem(identityProblems['upstream-logout-refused'])
}
