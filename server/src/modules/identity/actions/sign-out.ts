import { problem } from '../../../kernel/index.ts'
import type { IncomingFile, InputOf, OutputOf } from '../../../kernel/index.ts'
import type { Preparation, RequestFacts } from '../../../platform/http/index.ts'
import { SignedOut } from '../contract/events.ts'
import { identityProblems } from '../contract/problems.ts'
import type { SignOut } from '../contract/session.ts'
import type { LeaveUpstream } from '../contract/upstream.ts'
import type { IdentityContext } from '../queries/identity-context.ts'
import { upstreamCalled } from '../queries/upstream-providers.ts'
import * as sessionStore from '../store/session-store.ts'

/** 退出登录: the session ends in the database, not only in the browser; who came from upstream is told that it goes on there. */
export async function signOut(
  ctx: IdentityContext,
  _input: InputOf<typeof SignOut>,
  _file: IncomingFile,
  request: RequestFacts,
): Promise<OutputOf<typeof SignOut>> {
  const { accountId, sessionId } = ctx.actor
  request.setCookie(ctx.cookieName, undefined)
  request.forgetPages()
  if (accountId === undefined || sessionId === undefined) {
    ctx.nothingChanged()
    return { signedIn: false }
  }
  const by = await sessionStore.upstreamOf(ctx.tx, sessionId)
  await sessionStore.end(ctx.tx, accountId, { at: ctx.now, only: sessionId })
  ctx.emit(SignedOut.of({ accountId, sessionId }))
  const upstream = ctx.upstreams.find(({ id }) => id === by)
  return { signedIn: false, ...(upstream && { upstream: { id: upstream.id, title: upstream.title } }) }
}

/** Asks where one signs out there, while no connection waits for it. */
export async function askWhereOut(
  work: Preparation<IdentityContext>,
  input: InputOf<typeof LeaveUpstream>,
): Promise<string> {
  const url = await upstreamCalled(work, input.upstreamId).logoutUrl(`${work.publicUrl}/`)
  if (url === undefined) throw problem(identityProblems['upstream-unavailable'])
  return url
}

/** 在上游也退出: nothing is written here. */
export function leaveUpstream(
  ctx: IdentityContext,
  _input: InputOf<typeof LeaveUpstream>,
  _file: IncomingFile,
  _request: RequestFacts,
  url: string,
): Promise<OutputOf<typeof LeaveUpstream>> {
  ctx.nothingChanged()
  return Promise.resolve({ url })
}
