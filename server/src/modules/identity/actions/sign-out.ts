import type { IncomingFile, InputOf, OutputOf } from '../../../kernel/index.ts'
import type { Preparation, RequestFacts } from '../../../platform/http/index.ts'
import { SignedOut } from '../contract/events.ts'
import type { SignOut } from '../contract/session.ts'
import type { IdentityContext } from '../queries/identity-context.ts'
import * as sessionStore from '../store/session-store.ts'

/** Where the sign-in goes on: asked while no connection waits for it. */
export async function askWhereFrom(work: Preparation<IdentityContext>): Promise<SignedInAt | undefined> {
  const upstream = await work.act(async (ctx) => {
    const { sessionId } = ctx.actor
    return sessionId === undefined ? undefined : sessionStore.upstreamOf(ctx.tx, sessionId)
  })
  const provider = work.upstreams.find(({ id }) => id === upstream)
  const logoutUrl = await provider?.logoutUrl(`${work.publicUrl}/`)
  return provider && logoutUrl !== undefined ? { title: provider.title, logoutUrl } : undefined
}

type SignedInAt = NonNullable<OutputOf<typeof SignOut>['upstream']>

/** 退出登录: the session ends in the database, not only in the browser; who came from upstream is told that it goes on there. */
export async function signOut(
  ctx: IdentityContext,
  _input: InputOf<typeof SignOut>,
  _file: IncomingFile,
  request: RequestFacts,
  upstream: SignedInAt | undefined,
): Promise<OutputOf<typeof SignOut>> {
  const { accountId, sessionId } = ctx.actor
  if (accountId === undefined || sessionId === undefined) ctx.nothingChanged()
  else {
    await sessionStore.end(ctx.tx, accountId, { at: ctx.now, only: sessionId })
    ctx.emit(SignedOut.of({ accountId, sessionId }))
  }
  request.setCookie(ctx.cookieName, undefined)
  return { signedIn: false, ...(upstream && { upstream }) }
}
