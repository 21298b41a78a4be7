import type { createRemoteJWKSet } from 'jose'
import type { Configuration } from 'openid-client'
import { fetchThrough } from '../../../platform/outgoing/index.ts'
import type { OutgoingHttp } from '../../../platform/outgoing/index.ts'
import type { OidcUpstream } from '../contract/partners.ts'
import type {
  UpstreamAnswer,
  UpstreamLogout,
  UpstreamPerson,
  UpstreamProvider,
  UpstreamSecrets,
} from '../domain/upstream.ts'

/** Loaded at the first sign-in by it. */
const library = () => import('openid-client')
type KeySet = ReturnType<typeof createRemoteJWKSet>
type Library = Awaited<ReturnType<typeof library>>

const TIMEOUT_MS = 5_000
const MOST_BYTES = 262_144
const CLAIMS = { name: 'name', citizenId: 'citizen_id', phone: 'phone_number', level: 'real_name_level' }

/** 上游 by OpenID Connect: codes with PKCE, state and nonce; the signature of what comes is checked even though it comes by TLS. */
export function createOidcUpstream(settings: OidcUpstream, outgoing: OutgoingHttp): UpstreamProvider {
  const { id, title, levels = {}, validMonths } = settings
  let known: Promise<Configuration> | undefined
  /** Discovered when it is first needed; what failed is tried again. */
  const discover = async (): Promise<Configuration> => {
    known ??= discoverAt(settings, outgoing)
    try {
      return await known
    } catch (error) {
      known = undefined
      throw error
    }
  }
  let keys: KeySet | undefined
  /** Asked for again when a key is unknown, and not more often than every half minute. */
  const keysAt = async (address: string): Promise<KeySet> => {
    const { createRemoteJWKSet, customFetch } = await import('jose')
    const through = fetchThrough(outgoing, { timeoutMs: settings.timeoutMs ?? TIMEOUT_MS, maxBytes: MOST_BYTES })
    keys ??= createRemoteJWKSet(new URL(address), { [customFetch]: through })
    return keys
  }
  return {
    id,
    title,
    method: 'fed',
    ground: 'upstream',
    levels,
    ...(validMonths !== undefined && { validMonths }),
    begin: (returnTo) => orElse('unavailable' as const, async () => begin(await discover(), settings, returnTo)),
    complete: (came, secrets) => complete(discover, settings, { came, secrets }),
    logoutUrl: (returnTo) =>
      orElse(undefined, async () => {
        const { buildEndSessionUrl } = await library()
        return buildEndSessionUrl(await discover(), { post_logout_redirect_uri: returnTo }).href
      }),
    heardLogout: (token, now) => heardLogout({ discover, keysAt, settings, token, now }),
  }
}

async function discoverAt(settings: OidcUpstream, outgoing: OutgoingHttp): Promise<Configuration> {
  const oidc = await library()
  const through = fetchThrough(outgoing, { timeoutMs: settings.timeoutMs ?? TIMEOUT_MS, maxBytes: MOST_BYTES })
  // What travels in clear is refused by the way out, in production always.
  const options = {
    execute: [oidc.allowInsecureRequests, oidc.enableNonRepudiationChecks],
    [oidc.customFetch]: through,
  }
  return oidc.discovery(
    new URL(settings.issuer),
    settings.clientId,
    undefined,
    oidc.ClientSecretBasic(settings.secret),
    {
      ...options,
      timeout: (settings.timeoutMs ?? TIMEOUT_MS) / 1000,
    },
  )
}

async function begin(
  config: Configuration,
  settings: OidcUpstream,
  returnTo: string,
): Promise<{ url: string; secrets: UpstreamSecrets }> {
  const oidc = await library()
  const verifier = oidc.randomPKCECodeVerifier()
  const secrets = { state: oidc.randomState(), nonce: oidc.randomNonce(), verifier }
  const url = oidc.buildAuthorizationUrl(config, {
    redirect_uri: returnTo,
    scope: settings.scope ?? 'openid profile phone',
    code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    state: secrets.state,
    nonce: secrets.nonce,
  })
  return { url: url.href, secrets }
}

async function complete(
  discover: () => Promise<Configuration>,
  settings: OidcUpstream,
  { came, secrets }: { came: URL; secrets: UpstreamSecrets },
): Promise<UpstreamAnswer> {
  const oidc = await library()
  try {
    const config = await discover()
    const tokens = await oidc.authorizationCodeGrant(config, came, {
      expectedState: secrets.state,
      idTokenExpected: true,
      ...(secrets.nonce !== undefined && { expectedNonce: secrets.nonce }),
      ...(secrets.verifier !== undefined && { pkceCodeVerifier: secrets.verifier }),
    })
    const own = tokens.claims()
    if (!own) return 'refused'
    const hasMore = config.serverMetadata().userinfo_endpoint !== undefined
    const more = hasMore ? await oidc.fetchUserInfo(config, tokens.access_token, own.sub) : {}
    const sid = own['sid']
    return { ...personOf({ ...own, ...more }, own.sub, settings), ...(typeof sid === 'string' && { sessionId: sid }) }
  } catch (error) {
    return isRefusal(error, oidc) ? 'refused' : unavailable(error)
  }
}

const LOGOUT = 'http://schemas.openid.net/event/backchannel-logout'
const LOGOUT_MINUTES = 10
/** Signatures by a key that only they have: one that we share could be made here, and `none` by anybody. */
const ALGORITHMS = ['RS256', 'PS256', 'ES256', 'ES384', 'EdDSA']

/** OpenID Connect Back-Channel Logout 1.0, 2.6. That a word counts once is for whoever keeps what was said. */
async function heardLogout({
  discover,
  keysAt,
  settings,
  token,
  now,
}: {
  discover: () => Promise<Configuration>
  keysAt: (address: string) => Promise<KeySet>
  settings: OidcUpstream
  token: string
  now: Date
}): Promise<UpstreamLogout | 'refused' | 'unavailable'> {
  const { errors, jwtVerify } = await import('jose')
  try {
    const { issuer, jwks_uri: jwksUri } = (await discover()).serverMetadata()
    if (jwksUri === undefined) return 'unavailable'
    const { payload } = await jwtVerify(token, await keysAt(jwksUri), {
      issuer,
      audience: settings.clientId,
      algorithms: ALGORITHMS,
      currentDate: now,
      clockTolerance: 60,
      maxTokenAge: `${LOGOUT_MINUTES}m`,
      requiredClaims: ['exp', 'jti'],
    })
    return logoutOf(payload, now) ?? 'refused'
  } catch (error) {
    const isTheirs = error instanceof errors.JOSEError && error.code !== 'ERR_JOSE_GENERIC'
    return isTheirs && !(error instanceof errors.JWKSTimeout) ? 'refused' : unavailable(error)
  }
}

/** An ID token says of nobody that he signed out: it has a nonce, and no such event. */
function logoutOf(payload: Record<string, unknown>, now: Date): UpstreamLogout | undefined {
  const { events, nonce, jti, sub, sid } = payload
  const said = typeof events === 'object' && events !== null ? (events as Record<string, unknown>)[LOGOUT] : undefined
  if (typeof said !== 'object' || said === null || Array.isArray(said)) return undefined
  if (nonce !== undefined || typeof jti !== 'string') return undefined
  if (typeof sub !== 'string' && typeof sid !== 'string') return undefined
  return {
    jti,
    until: new Date(now.getTime() + 2 * LOGOUT_MINUTES * 60_000),
    ...(typeof sub === 'string' && { subject: sub }),
    ...(typeof sid === 'string' && { sessionId: sid }),
  }
}

/** They said no, or what came does not fit what was asked: another state, nonce, code or signature. */
function isRefusal(error: unknown, oidc: Library): boolean {
  if (error instanceof oidc.AuthorizationResponseError || error instanceof oidc.WWWAuthenticateChallengeError)
    return true
  if (error instanceof oidc.ResponseBodyError) return error.status < 500
  return error instanceof oidc.ClientError && !isAway(error)
}

/** The library wraps what the way out throws. */
function isAway(error: Error): boolean {
  const code = (error as { code?: string }).code
  return (
    code === 'OAUTH_TIMEOUT' ||
    code === 'OAUTH_RESPONSE_IS_NOT_CONFORM' ||
    code === 'OAUTH_RESPONSE_IS_NOT_JSON' ||
    isOutgoing(error)
  )
}

function isOutgoing(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  return error.name === 'OutgoingFailed' || error.name === 'OutgoingRefused' || isOutgoing(error.cause)
}

function unavailable(error: unknown): 'unavailable' {
  if (error instanceof Error) return 'unavailable'
  throw error
}

async function orElse<T, E>(fallback: E, ask: () => Promise<T>): Promise<T | E> {
  try {
    return await ask()
  } catch (error) {
    if (error instanceof Error) return fallback
    throw error
  }
}

function personOf(claims: Record<string, unknown>, subject: string, settings: OidcUpstream): UpstreamPerson {
  const named = { ...CLAIMS, ...settings.claims }
  const textOf = (claim: string): string | undefined => {
    const value = claims[claim]
    return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined
  }
  const told = Object.entries(named).flatMap(([part, claim]) => {
    const text = claim === undefined ? undefined : textOf(claim)
    return text === undefined ? [] : [[part, text] as const]
  })
  return { subject, ...Object.fromEntries(told) }
}
