import { withMethod } from '../domain/authentication.ts'
import type { Method } from '../domain/authentication.ts'
import type { IdentityContext } from '../queries/identity-context.ts'
import * as sessionStore from '../store/session-store.ts'

/** Whoever adds a factor has just shown it: the session counts it, and who had to have one may go on. */
export async function noteNewFactor(ctx: IdentityContext, method: Method): Promise<void> {
  const { sessionId } = ctx.actor
  const session = sessionId === undefined ? undefined : await sessionStore.find(ctx.tx, sessionId)
  if (!session) return
  await sessionStore.prove(ctx.tx, session.id, { methods: withMethod(session.methods, method), at: ctx.now })
}
