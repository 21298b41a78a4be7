import type { SignOnContext } from '../actions/sign-on-context.ts'
import type { ClientView } from '../contract/client.ts'
import { signOnPermits } from '../contract/permits.ts'
import { KIND_TITLES, STATE_TITLES } from '../domain/client.ts'
import { presentScopes } from '../domain/scopes.ts'
import type { ClientRow } from '../store/client-store.ts'

export async function presentClient(ctx: SignOnContext, clients: readonly ClientRow[]): Promise<ClientView[]> {
  const offices = await ctx.organizations.organizationNames(
    ctx,
    clients.map(({ organizationId }) => organizationId),
  )
  const staff = clients.flatMap(({ requestedBy, keptBy, decidedBy }) => [requestedBy, keptBy, decidedBy ?? []].flat())
  const names = await ctx.organizations.staffNames(ctx, staff)
  return clients.map((client) => ({
    id: client.id,
    name: client.name,
    purpose: client.purpose,
    organizationId: client.organizationId,
    organizationName: offices.get(client.organizationId) ?? '',
    division: client.division,
    kind: client.kind,
    kindTitle: KIND_TITLES[client.kind],
    authMethod: client.authMethod,
    redirectUris: [...client.redirectUris],
    postLogoutRedirectUris: [...client.postLogoutRedirectUris],
    ...(client.backchannelLogoutUri !== undefined && { backchannelLogoutUri: client.backchannelLogoutUri }),
    requiresPushedRequests: client.requiresPushedRequests,
    scopes: presentScopes(client.scopes),
    keyIds: client.keys.map((key) => key.kid ?? ''),
    hasSecret: client.secretDigest !== undefined,
    ...(client.formerSecret &&
      client.formerSecret.until > ctx.now && { formerSecretUntil: client.formerSecret.until.toISOString() }),
    state: client.state,
    stateTitle: STATE_TITLES[client.state],
    requestedBy: names.get(client.requestedBy) ?? '',
    requestedAt: client.requestedAt.toISOString(),
    keptBy: names.get(client.keptBy) ?? '',
    ...(client.decidedBy !== undefined && { decidedBy: names.get(client.decidedBy) ?? '' }),
    ...(client.decidedAt && { decidedAt: client.decidedAt.toISOString() }),
    abilities: abilitiesOf(ctx, client),
    version: client.version,
  }))
}

function abilitiesOf(ctx: SignOnContext, client: ClientRow): Record<string, boolean> {
  const isOwn = client.requestedBy === ctx.actor.staffId
  const mayReview = ctx.permit.allows(signOnPermits.reviewClient.name, client) && !isOwn
  const mayChange = ctx.permit.allows(signOnPermits.requestClient.name, client) && client.state === 'approved'
  return {
    approve: mayReview && (client.state === 'requested' || client.state === 'suspended'),
    refuse: mayReview && client.state === 'requested',
    suspend: mayReview && client.state === 'approved',
    renewSecret: mayChange && client.authMethod === 'client_secret_basic',
    changeKeys: mayChange && client.authMethod === 'private_key_jwt',
  }
}
