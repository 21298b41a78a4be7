import { errors } from 'oidc-provider'
import type { Adapter } from 'oidc-provider'
import type { Context } from '../../../platform/act/index.ts'
import { ApplicationEntered, SystemTokenIssued, TokenIssued, TokensRevoked } from '../contract/events.ts'
import * as artifactStore from '../store/artifact-store.ts'
import type { ArtifactPayload, ArtifactRow, Removed } from '../store/artifact-store.ts'
import { clientMetadata } from '../queries/client-metadata.ts'
import { findUsable } from '../queries/usable-mandate.ts'
import { keeping, presentCall } from './provider-call.ts'
import type { ProviderDeps } from './provider-deps.ts'

/** What the provider keeps, through the project's one way to the database; what is issued is recorded in the same transaction. */
export function createAdapter(deps: ProviderDeps, kind: string): Adapter {
  const read = <T>(fn: (ctx: Context) => Promise<T>) => keeping(deps.act, 'read', fn)
  const write = <T>(fn: (ctx: Context) => Promise<T>) => keeping(deps.act, 'record', fn)
  if (kind === 'Client') return clientAdapter(deps)
  return {
    upsert: (id, payload, expiresIn) => write((ctx) => keep(ctx, { kind, id, payload, expiresIn: expiresIn ?? 0 })),
    find: (id) => read(async (ctx) => present(deps, ctx, await artifactStore.find(ctx, kind, id))),
    findByUid: (uid) => read(async (ctx) => present(deps, ctx, await artifactStore.findByUid(ctx, kind, uid))),
    findByUserCode: (code) => read(async (ctx) => present(deps, ctx, await artifactStore.findByUserCode(ctx, code))),
    consume: (id) =>
      write(async (ctx) => {
        if (!(await artifactStore.consume(ctx.tx, kind, id, ctx.now)))
          throw new errors.InvalidGrant(`${kind} already consumed`)
      }),
    destroy: (id) =>
      write(async (ctx) => {
        const gone = await artifactStore.remove(ctx.tx, kind, id)
        if (!gone) return
        recordRevoked(ctx, [gone])
        await endSignInOf(deps, ctx, gone)
      }),
    revokeByGrantId: (grantId) =>
      write(async (ctx) => recordRevoked(ctx, await artifactStore.removeByGrant(ctx.tx, grantId, kind))),
  }
}

/** Applications are not the provider's to change: it may ask for those that are approved. */
function clientAdapter(deps: ProviderDeps): Adapter {
  const never = () => Promise.reject(new Error('applications are changed by their administrators alone'))
  return {
    upsert: never,
    consume: never,
    destroy: never,
    revokeByGrantId: never,
    findByUid: () => Promise.resolve(undefined),
    findByUserCode: () => Promise.resolve(undefined),
    find: (id) => keeping(deps.act, 'read', (ctx) => clientMetadata(ctx, id)),
  }
}

interface ToKeep {
  readonly kind: string
  readonly id: string
  readonly payload: ArtifactPayload
  readonly expiresIn: number
}

async function keep(ctx: Context, { kind, id, payload, expiresIn }: ToKeep): Promise<void> {
  const signIn = kind === 'Session' ? signInOf(payload.accountId) : undefined
  const kept = {
    kind,
    id,
    payload,
    expiresAt: new Date(ctx.now.getTime() + expiresIn * 1000),
    ...(signIn !== undefined && { sessionId: signIn }),
  }
  if (kind === 'ReplayDetection') {
    // Of two that come at once with the same assertion one is too late.
    if (!(await artifactStore.insert(ctx, kept))) throw new errors.InvalidClientAuth('client assertion was used before')
    return
  }
  await artifactStore.save(ctx, kept)
  recordIssued(ctx, kind, payload)
}

/** A session of the provider stands on the sign-in of the browser that holds it. */
function signInOf(accountId: string | undefined): string | undefined {
  const actor = presentCall()?.actor
  return accountId !== undefined && actor?.accountId === accountId ? actor.sessionId : undefined
}

function recordIssued(ctx: Context, kind: string, payload: ArtifactPayload): void {
  const { accountId, clientId, scope } = payload
  const scopes = scope === undefined ? [] : scope.split(' ')
  if (clientId === undefined) return
  if (kind === 'ClientCredentials') ctx.emit(SystemTokenIssued.of({ clientId, scopes }))
  if (accountId === undefined) return
  const sessionId = signInOf(accountId)
  if (kind === 'AuthorizationCode')
    ctx.emit(ApplicationEntered.of({ accountId, clientId, scopes, ...(sessionId !== undefined && { sessionId }) }))
  if (kind === 'AccessToken')
    ctx.emit(TokenIssued.of({ accountId, clientId, scopes, grantType: String(payload.gty ?? 'unknown') }))
}

const RECORDED = new Set(['AccessToken', 'RefreshToken'])

function recordRevoked(ctx: Context, gone: readonly Removed[]): void {
  const [first] = gone.filter(({ kind }) => RECORDED.has(kind))
  if (first?.accountId === undefined || first.clientId === undefined) return
  const { kind: what, accountId, clientId } = first
  ctx.emit(TokensRevoked.of({ accountId, clientId, what, count: gone.length }))
}

/** Whoever signs out at an application signs out here: the sign-in on which the provider's session stood ends with it. */
async function endSignInOf(deps: ProviderDeps, ctx: Context, gone: Removed): Promise<void> {
  const { kind, accountId, sessionId } = gone
  if (kind !== 'Session' || accountId === undefined || sessionId === undefined) return
  if (presentCall()?.isSigningOut !== true) return
  await deps.identity.endSession(ctx, accountId, sessionId)
}

/** Expired is gone; so is what stands on a mandate that has ended. */
async function present(
  deps: ProviderDeps,
  ctx: Context,
  row: ArtifactRow | undefined,
): Promise<ArtifactPayload | undefined> {
  if (!row || row.expiresAt <= ctx.now) return undefined
  const { consumedAt, payload } = row
  const subject = (payload.extra as { mandate_id?: string } | undefined)?.mandate_id
  const { accountId = '' } = payload
  if (subject !== undefined && !(await findUsable(deps, ctx, { accountId, subject }))) return undefined
  return { ...payload, ...(consumedAt && { consumed: Math.floor(consumedAt.getTime() / 1000) }) }
}
