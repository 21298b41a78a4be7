import { problem } from '../../../kernel/index.ts'
import type { OutputOf } from '../../../kernel/index.ts'
import { permitProblems } from '../../../platform/permits/index.ts'
import type { SignOnContext } from '../actions/sign-on-context.ts'
import type { ListMyConsents } from '../contract/mine.ts'
import { presentScopes } from '../domain/scopes.ts'
import * as artifactStore from '../store/artifact-store.ts'
import * as clientStore from '../store/client-store.ts'
import * as consentStore from '../store/consent-store.ts'

/** 我的授权: who may see what of mine, and where I am signed in at this moment. */
export async function listMyConsents(ctx: SignOnContext): Promise<OutputOf<typeof ListMyConsents>> {
  const { accountId } = ctx.actor
  if (accountId === undefined) throw problem(permitProblems['sign-in-required'])
  const consents = await consentStore.listFor(ctx.tx, accountId)
  const clients = await clientStore.findMany(
    ctx.tx,
    consents.map(({ clientId }) => clientId),
  )
  const offices = await ctx.organizations.organizationNames(
    ctx,
    [...clients.values()].map(({ organizationId }) => organizationId),
  )
  const entered = await enteredBy(ctx, accountId)
  return {
    consents: consents.map((consent) => {
      const client = clients.get(consent.clientId)
      return {
        id: consent.id,
        clientName: client?.name ?? '',
        organizationName: offices.get(client?.organizationId ?? '') ?? '',
        purpose: client?.purpose ?? '',
        scopes: presentScopes(consent.scopes),
        givenAt: consent.givenAt.toISOString(),
        usedAt: consent.usedAt.toISOString(),
        isSignedIn: entered.has(consent.clientId),
        version: consent.version,
      }
    }),
  }
}

/** The applications that were entered on a sign-in that still lasts. */
async function enteredBy(ctx: SignOnContext, accountId: string): Promise<Set<string>> {
  const sessions = await artifactStore.listSessions(ctx, accountId)
  const ids = sessions.flatMap(({ sessionId }) => sessionId ?? [])
  const live = await ctx.identity.liveSessions(ctx, ids)
  const lasting = sessions.filter(({ sessionId }) => sessionId !== undefined && live.has(sessionId))
  return new Set(lasting.flatMap(({ payload }) => Object.keys(payload.authorizations ?? {})))
}
