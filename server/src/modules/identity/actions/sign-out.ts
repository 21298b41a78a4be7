import type { IncomingFile, InputOf, OutputOf } from '../../../kernel/index.ts'
import type { RequestFacts } from '../../../platform/http/index.ts'
import { SignedOut } from '../contract/events.ts'
import type { SignOut } from '../contract/session.ts'
import type { IdentityContext } from '../queries/identity-context.ts'
import * as sessionStore from '../store/session-store.ts'

/** 退出登录: the session ends in the database, not only in the browser. */
export async function signOut(
  ctx: IdentityContext,
  _input: InputOf<typeof SignOut>,
  _file: IncomingFile,
  request: RequestFacts,
): Promise<OutputOf<typeof SignOut>> {
  const { accountId, sessionId } = ctx.actor
  if (accountId === undefined || sessionId === undefined) ctx.nothingChanged()
  else {
    await sessionStore.end(ctx.tx, accountId, { at: ctx.now, only: sessionId })
    ctx.emit(SignedOut.of({ accountId, sessionId }))
  }
  request.setCookie(ctx.cookieName, undefined)
  return { signedIn: false }
}
