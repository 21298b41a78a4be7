import type { Context } from '../../../platform/act/index.ts'
import type { RunAct } from '../../../platform/module/index.ts'
import { ApplicationLeft } from '../contract/events.ts'
import * as artifactStore from '../store/artifact-store.ts'
import type { ArtifactRow } from '../store/artifact-store.ts'
import type { SignOnDeps } from './sign-on-context.ts'

interface Authorization {
  readonly sid?: string
  readonly grantId?: string
  /** The application may go on while the person is away (`offline_access`). */
  readonly persistsLogout?: boolean
}

/** Which sessions of the provider are over, and for which of their applications. */
export interface Over {
  readonly accountId?: string
  /** Only this application, whatever became of the sign-in. */
  readonly clientId?: string
}

/**
 * 一处退出、处处退出: each application that was entered on a sign-in that has ended is told by back-channel logout, and what it
 * was given for that sign-in is taken back. Whoever was told is not told again; whoever did not answer is, when this is repeated.
 */
export async function tellSignedOut(deps: SignOnDeps, act: RunAct, over: Over): Promise<void> {
  const sessions = await act((ctx) => findOver(deps, ctx, over))
  const failures: string[] = []
  for (const session of sessions) failures.push(...(await endAtApplications(deps, act, { session, over })))
  if (failures.length > 0) throw new Error(`not told of the signing out: ${failures.join('; ')}`)
}

async function findOver(deps: SignOnDeps, ctx: Context, { accountId, clientId }: Over): Promise<ArtifactRow[]> {
  if (accountId === undefined) {
    const signIns = await artifactStore.listSignIns(ctx.tx)
    const live = await deps.identity.liveSessions(ctx, signIns)
    const ended = signIns.filter((sessionId) => !live.has(sessionId))
    return artifactStore.listSessionsOn(ctx, ended.slice(0, MOST_AT_ONCE))
  }
  const sessions = await artifactStore.listSessions(ctx, accountId)
  if (clientId !== undefined) return sessions
  const ids = sessions.flatMap(({ sessionId }) => sessionId ?? [])
  const live = await deps.identity.liveSessions(ctx, ids)
  return sessions.filter(({ sessionId }) => sessionId !== undefined && !live.has(sessionId))
}

/** The timer comes again soon. */
const MOST_AT_ONCE = 500

async function endAtApplications(
  deps: SignOnDeps,
  act: RunAct,
  { session, over }: { session: ArtifactRow; over: Over },
): Promise<string[]> {
  const failures: string[] = []
  const authorizations = (session.payload.authorizations ?? {}) as Record<string, Authorization>
  for (const [clientId, authorization] of Object.entries(authorizations)) {
    if (over.clientId !== undefined && over.clientId !== clientId) continue
    const failure = await tell(deps, { clientId, authorization, accountId: session.accountId ?? '' })
    if (failure !== undefined) failures.push(`${clientId}: ${failure}`)
    else await act((ctx) => leave(ctx, session, { clientId, authorization }))
  }
  if (failures.length === 0 && over.clientId === undefined)
    await act((ctx) => artifactStore.removeByDigest(ctx.tx, session.kind, session.digest))
  return failures
}

/** What went wrong, if something did. An application without an address for it, or suspended, has nothing to be told. */
async function tell(
  deps: SignOnDeps,
  { clientId, authorization, accountId }: { clientId: string; authorization: Authorization; accountId: string },
): Promise<string | undefined> {
  const { provider } = await deps.provider.get()
  const client = await provider.Client.find(clientId)
  if (client?.backchannelLogoutUri === undefined) return undefined
  try {
    const send = client.backchannelLogout as (accountId: string, sid: string) => Promise<void>
    await send.call(client, accountId, authorization.sid ?? '')
    return undefined
  } catch (error) {
    return (error as Error).message
  }
}

async function leave(
  ctx: Context,
  session: ArtifactRow,
  { clientId, authorization }: { clientId: string; authorization: Authorization },
): Promise<void> {
  const { grantId, persistsLogout } = authorization
  if (grantId !== undefined && persistsLogout !== true) await artifactStore.removeByGrant(ctx.tx, grantId)
  await artifactStore.forgetAuthorization(ctx, session, clientId)
  if (session.accountId !== undefined) ctx.emit(ApplicationLeft.of({ accountId: session.accountId, clientId }))
}
