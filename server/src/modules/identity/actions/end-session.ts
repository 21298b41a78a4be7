import type { Context } from '../../../platform/act/index.ts'
import { SignedOut } from '../contract/events.ts'
import * as sessionStore from '../store/session-store.ts'

/** Ends one session of an account from elsewhere; ended already is as good. */
export async function endSession(ctx: Context, accountId: string, sessionId: string): Promise<void> {
  const ended = await sessionStore.end(ctx.tx, accountId, { at: ctx.now, only: sessionId })
  if (ended.length > 0) ctx.emit(SignedOut.of({ accountId, sessionId }))
}
