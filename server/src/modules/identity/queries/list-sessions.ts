import type { OutputOf } from '../../../kernel/index.ts'
import type { ListMySessions, SessionLine } from '../contract/session.ts'
import { amrOf } from '../domain/authentication.ts'
import * as sessionStore from '../store/session-store.ts'
import type { IdentityContext } from './identity-context.ts'
import { ownAccount } from './own-account.ts'
import { openNetwork } from './sealed-fields.ts'

export async function listMySessions(ctx: IdentityContext): Promise<OutputOf<typeof ListMySessions>> {
  const { id } = await ownAccount(ctx)
  return { sessions: await linesOf(ctx, id), ...(ctx.mostSessions !== undefined && { most: ctx.mostSessions }) }
}

/** 登录记录 that still hold, the one used last first. */
export async function linesOf(ctx: IdentityContext, accountId: string): Promise<SessionLine[]> {
  const sessions = await sessionStore.listLive(ctx.tx, accountId, ctx.now)
  return sessions.map(({ id, device, network, methods, times }) => ({
    id,
    device,
    ...(network && { network: openNetwork(ctx.vault, network) }),
    methods: amrOf(methods),
    createdAt: times.createdAt.toISOString(),
    seenAt: times.seenAt.toISOString(),
    expiresAt: times.idleExpiresAt.toISOString(),
    isThis: id === ctx.actor.sessionId,
  }))
}
