import { problem } from '../../../kernel/index.ts'
import type { InputOf, OutputOf } from '../../../kernel/index.ts'
import { SessionEnded } from '../contract/events.ts'
import { identityProblems } from '../contract/problems.ts'
import type { EndMyOtherSessions, EndMySession } from '../contract/session.ts'
import type { IdentityContext } from '../queries/identity-context.ts'
import { listMySessions } from '../queries/list-sessions.ts'
import { ownAccount } from '../queries/own-account.ts'
import * as sessionStore from '../store/session-store.ts'

export async function endMySession(
  ctx: IdentityContext,
  input: InputOf<typeof EndMySession>,
): Promise<OutputOf<typeof EndMySession>> {
  const { id: accountId } = await ownAccount(ctx)
  const sessionIds = await sessionStore.end(ctx.tx, accountId, { at: ctx.now, only: input.sessionId })
  if (sessionIds.length === 0) throw problem(identityProblems['session-unknown'])
  ctx.emit(SessionEnded.of({ accountId, sessionIds, reason: 'by-owner' }))
  return listMySessions(ctx)
}

export async function endMyOtherSessions(ctx: IdentityContext): Promise<OutputOf<typeof EndMyOtherSessions>> {
  const { id: accountId } = await ownAccount(ctx)
  const { sessionId: except } = ctx.actor
  const which = { at: ctx.now, ...(except !== undefined && { except }) }
  const sessionIds = await sessionStore.end(ctx.tx, accountId, which)
  if (sessionIds.length === 0) ctx.nothingChanged()
  else ctx.emit(SessionEnded.of({ accountId, sessionIds, reason: 'by-owner' }))
  return listMySessions(ctx)
}
