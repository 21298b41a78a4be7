import { interactionPolicy } from 'oidc-provider'
import type { Client, Configuration, KoaContextWithOIDC, Provider } from 'oidc-provider'
import { fetchThrough } from '../../../platform/outgoing/index.ts'
import { SCOPES } from '../domain/scopes.ts'
import { claimsOf, pairwiseSubject } from '../queries/claims-of.ts'
import { ACR, acrOf, askedAcrs } from './acr.ts'
import { requestedAcrs } from './requested-acrs.ts'
import { createAdapter } from './artifact-adapter.ts'
import { loadGrant } from './load-grant.ts'
import { mandateOf } from './exchange-token.ts'
import { keeping, presentCall } from './provider-call.ts'
import {
  answerDeviceDonePage,
  answerDevicePage,
  answerFailurePage,
  answerSignOutPage,
  answerSignedOutPage,
  answerUserCodePage,
} from './provider-pages.ts'
import type { ProviderDeps } from './provider-deps.ts'
import { INTERACTION_COOKIE } from './interaction-cookie.ts'
import type { PrivateKey } from '../store/key-store.ts'
import { digestOf } from '../store/artifact-store.ts'
import * as artifactStore from '../store/artifact-store.ts'

const MINUTE = 60
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

export function providerSettings(deps: ProviderDeps, keys: readonly PrivateKey[]): Configuration {
  return {
    adapter: (kind: string) => createAdapter(deps, kind),
    jwks: { keys: keys.map((key) => ({ ...key })) },
    scopes: Object.keys(SCOPES),
    claims: {
      ...Object.fromEntries(Object.entries(SCOPES).map(([scope, { claims }]) => [scope, [...claims]])),
      openid: ['sub', 'acr', 'amr', 'auth_time', 'sid'],
    },
    acrValues: Object.values(ACR),
    subjectTypes: ['public', 'pairwise'],
    pairwiseIdentifier: (_ctx, accountId, client) =>
      Promise.resolve(pairwiseSubject(deps.act.vault, accountId, sectorOf(client))),
    responseTypes: ['code'],
    clientAuthMethods: ['client_secret_basic', 'private_key_jwt', 'none'],
    clientDefaults: {
      grant_types: ['authorization_code'],
      id_token_signed_response_alg: 'ES256',
      response_types: ['code'],
      token_endpoint_auth_method: 'client_secret_basic',
    },
    extraClientMetadata: { properties: ['former_secret', 'former_secret_until'] },
    enabledJWA: {
      clientAuthSigningAlgValues: ['ES256', 'RS256', 'PS256'],
      idTokenSigningAlgValues: ['ES256', 'RS256'],
    },
    pkce: { required: () => true },
    allowOmittingSingleRegisteredRedirectUri: false,
    clientBasedCORS: () => false,
    rotateRefreshToken: () => true,
    // A consent is the person's: whatever happens to tokens, only he withdraws it.
    revokeGrantPolicy: () => false,
    loadExistingGrant: (ctx) => loadGrant(deps, ctx),
    findAccount: (_ctx, accountId) => findAccount(deps, accountId),
    extraTokenClaims: (_ctx, token) => Promise.resolve(extraClaims(deps, token)),
    interactions: { url: (_ctx, interaction) => `/sign-on/${interaction.uid}`, policy: policy(deps) },
    renderError: (ctx, out) => answerFailurePage(ctx, out),
    fetch: fetchThrough(deps.outgoing, { timeoutMs: 5_000, maxBytes: 64 * 1024 }),
    cookies: cookieSettings(deps),
    ttl: TTL,
    features: features(),
  }
}

const TTL: NonNullable<Configuration['ttl']> = {
  AccessToken: HOUR,
  AuthorizationCode: MINUTE,
  ClientCredentials: 10 * MINUTE,
  DeviceCode: 10 * MINUTE,
  IdToken: HOUR,
  Interaction: 30 * MINUTE,
  // Longer than any sign-in: it ends with the one that it stands on.
  Session: DAY,
  Grant: 30 * DAY,
  RefreshToken: 30 * DAY,
}

function cookieSettings(deps: ProviderDeps): NonNullable<Configuration['cookies']> {
  const guarded = { httpOnly: true, sameSite: 'lax', secure: deps.https } as const
  const prefix = deps.https ? '__Host-' : ''
  return {
    names: { session: `${prefix}yiwang_sign_on`, interaction: INTERACTION_COOKIE, resume: 'yiwang_sign_on_resume' },
    long: { ...guarded, path: '/' },
    // The portal's page asks for its data at an address beside its own.
    short: { ...guarded, path: '/sign-on' },
    keys: [deps.act.vault.derive('sign-on cookies').toString('base64url')],
  }
}

function features(): NonNullable<Configuration['features']> {
  return {
    devInteractions: { enabled: false },
    dPoP: { enabled: false },
    resourceIndicators: { enabled: false },
    pushedAuthorizationRequests: { enabled: true },
    clientCredentials: { enabled: true },
    introspection: {
      enabled: true,
      allowedPolicy: (ctx, client, token) =>
        client.clientAuthMethod !== 'none' || token.clientId === ctx.oidc.client?.clientId,
    },
    revocation: {
      enabled: true,
      allowedPolicy: (_ctx, client, token) => token.clientId === client.clientId,
    },
    backchannelLogout: { enabled: true },
    rpInitiatedLogout: {
      enabled: true,
      logoutSource: (ctx) => answerSignOutPage(ctx),
      postLogoutSuccessSource: (ctx) => answerSignedOutPage(ctx),
    },
    deviceFlow: {
      enabled: true,
      userCodeInputSource: (ctx, _form, _out, failure) => answerUserCodePage(ctx, failure),
      userCodeConfirmSource: (ctx, _form, client, _device, userCode) =>
        answerDevicePage(ctx, client.clientName ?? '', userCode),
      successSource: (ctx) => answerDeviceDonePage(ctx),
    },
  }
}

/** An office's host is its sector: its applications may know each other's people, nobody else's. A screen is its own. */
function sectorOf(client: Client): string {
  const [first] = client.redirectUris ?? []
  return first !== undefined && URL.canParse(first) ? new URL(first).host || client.clientId : client.clientId
}

async function findAccount(deps: ProviderDeps, accountId: string) {
  const isOpen = await keeping(deps.act, 'read', (ctx) => deps.identity.isOpen(ctx, accountId))
  if (!isOpen) return undefined
  return {
    accountId,
    claims: async (_use: string, scope: string) => {
      const scopes = new Set(scope.split(' '))
      const claims = await keeping(deps.act, 'read', (ctx) => claimsOf(deps, ctx, { accountId, scopes }))
      return { ...claims, sub: accountId }
    },
  }
}

function presentClient(): Client | undefined {
  return presentProvider()?.oidc.client
}

let presentProvider: () => KoaContextWithOIDC | undefined = () => undefined
/** Told by whoever loads the library which request it is answering. */
export function askProvider(present: () => KoaContextWithOIDC | undefined): void {
  presentProvider = present
}

function extraClaims(deps: ProviderDeps, token: object): Record<string, unknown> | undefined {
  const { accountId } = token as { accountId?: string }
  const client = presentClient()
  const mandate = mandateOf(token)
  if (accountId === undefined || !client || !mandate) return undefined
  const sub = pairwiseSubject(deps.act.vault, accountId, sectorOf(client))
  const { creditCode, principal = '', mandateId } = mandate
  const subject = creditCode ?? pairwiseSubject(deps.act.vault, principal, sectorOf(client))
  return { sub: subject, act: { sub }, mandate_id: mandateId }
}

/** Whoever is not signed in here any more, or as somebody else, is asked to sign in, whatever the provider remembers. */
function policy(deps: ProviderDeps): ReturnType<typeof interactionPolicy.base> {
  const prompts = interactionPolicy.base()
  const check = new interactionPolicy.Check('signed_out', 'the sign-in has ended', 'login_required', async (ctx) => {
    const { session } = ctx.oidc
    if (session?.accountId === undefined || ctx.oidc.result?.login) return false
    const actor = presentCall()?.actor
    if (actor?.sessionId === undefined || actor.accountId !== session.accountId) return true
    const row = await keeping(deps.act, 'read', (act) => artifactStore.find(act, 'Session', session.jti))
    return row?.sessionId !== actor.sessionId
  })
  const strength = new interactionPolicy.Check(
    'acr_unmet',
    'the sign-in is not as strong as was asked for',
    'unmet_authentication_requirements',
    (ctx) => isWeakerThanAsked(deps, ctx),
  )
  prompts.get('login')?.checks.add(check)
  prompts.get('login')?.checks.add(strength)
  return prompts
}

/** Whether what was asked for is more, or other, than what the provider would say of this sign-in. */
async function isWeakerThanAsked(deps: ProviderDeps, ctx: KoaContextWithOIDC): Promise<boolean> {
  const { session, claims } = ctx.oidc
  const accountId = session?.accountId
  if (accountId === undefined || ctx.oidc.result?.login) return false
  const asked = askedAcrs(requestedAcrs(claims))
  const isSilent = ctx.oidc.prompts.has('none')
  if (asked.length === 0 && isSilent) return false
  const { realNameLevel } = await keeping(deps.act, 'read', (act) => deps.identity.ownerOf(act, accountId))
  const isTwoFactor = presentCall()?.actor.authentication?.methods.includes('mfa') ?? false
  return acrOf(asked, { isTwoFactor, realNameLevel }) !== ctx.oidc.acr
}

/** The library knows no sector for an application without an address of its own; ours have one each ({@link sectorOf}). */
export function nameByPseudonym(provider: Provider): void {
  const clients = provider.Client as unknown as { find(id: string): Promise<{ subjectType?: string } | undefined> }
  const find = clients.find.bind(clients)
  clients.find = async (id) => {
    const client = await find(id)
    if (client) client.subjectType = 'pairwise'
    return client
  }
}

/** Secrets are known by their digests; the one before is good until its day is over. */
export function compareByDigest(provider: Provider, now: () => Date): void {
  const prototype = provider.Client.prototype as unknown as {
    compareClientSecret(this: Client, actual: string): Promise<boolean>
  }
  prototype.compareClientSecret = function compareClientSecret(actual) {
    const digest = secretDigest(actual).toString('base64url')
    const { former_secret: former, former_secret_until: until } = this as unknown as {
      former_secret?: string
      former_secret_until?: number
    }
    if (digest === this.clientSecret) return Promise.resolve(true)
    return Promise.resolve(former === digest && until !== undefined && until > now().getTime())
  }
}

export function secretDigest(secret: string): Buffer {
  return digestOf('client-secret', secret)
}
