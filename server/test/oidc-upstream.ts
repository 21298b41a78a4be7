import { createServer } from 'node:http'
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { exportJWK, generateKeyPair, SignJWT } from 'jose'
import { Provider } from 'oidc-provider'
import type { Configuration, KoaContextWithOIDC } from 'oidc-provider'

export const UPSTREAM_SECRET = 'upstream-secret-of-the-tests'

/** Somebody the province knows. */
export interface UpstreamAccount {
  readonly sub: string
  readonly [claim: string]: string
}

/** Another system's OpenID provider: the library in its plainest form, in memory, with nothing of ours. */
export interface OidcUpstreamServer {
  readonly issuer: string
  /** Who signs in there next; undefined: says no. */
  as: UpstreamAccount | undefined
  /** What it does to its answers. */
  trouble: 'none' | 'away' | 'slow' | 'garbled'
  /** Its word that somebody signed out there, as its library makes and posts it, for one sign-in or for all. */
  logsOut(sub: string, sid?: string): Promise<string>
  /** Under what it knows the last sign-in. */
  readonly sid: string
  /** Signs anything with its key. */
  sign(payload: Record<string, unknown>, header?: Record<string, string>): Promise<string>
  /** The browser's part: follows redirects from the address it was sent to until it is back at ours. */
  visit(url: string): Promise<URL>
  close(): Promise<void>
}

export async function startOidcUpstream(redirectUri: string): Promise<OidcUpstreamServer> {
  const server = createServer()
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const accounts = new Map<string, UpstreamAccount>()
  const { privateKey } = await generateKeyPair('RS256', { extractable: true })
  const jwk = { ...(await exportJWK(privateKey)), kid: 'upstream', alg: 'RS256', use: 'sig' }
  const posted: string[] = []
  const hear: typeof fetch = (_url, init) => {
    posted.push(String(new URLSearchParams(String(init?.body)).get('logout_token')))
    return Promise.resolve(new Response(null, { status: 200 }))
  }
  const settings = configurationOf(redirectUri, accounts)
  const provider = new Provider(issuer, { ...settings, jwks: { keys: [jwk] }, fetch: hear })
  let sid = ''
  provider.on('authorization.success', (ctx) => {
    sid = ctx.oidc.session?.sidFor('lingshan') ?? ''
  })
  const upstream: OidcUpstreamServer = {
    issuer,
    as: undefined,
    trouble: 'none',
    get sid() {
      return sid
    },
    logsOut: async (sub, of) => {
      const client = await provider.Client.find('lingshan')
      await (client as unknown as BackchannelClient).backchannelLogout(sub, of)
      return posted.at(-1) ?? ''
    },
    sign: (payload, header = {}) =>
      new SignJWT(payload).setProtectedHeader({ alg: 'RS256', kid: 'upstream', ...header }).sign(privateKey),
    visit: (url) => follow(url, issuer),
    close: () => closed(server),
  }
  const callback = provider.callback()
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    if (upstream.trouble === 'away') return void request.socket.destroy()
    if (upstream.trouble === 'slow') return undefined
    if (upstream.trouble === 'garbled') return void response.end('<p>busy</p>')
    if (request.url?.startsWith('/sign-in/'))
      return void answerAsked(provider, upstream, { accounts, request, response })
    void callback(request, response)
  })
  return upstream
}

/** What the library's clients can do and its types leave out. */
interface BackchannelClient {
  backchannelLogout(sub: string, sid: string | undefined): Promise<void>
}

function configurationOf(redirectUri: string, accounts: Map<string, UpstreamAccount>): Configuration {
  return {
    clients: [
      {
        client_id: 'lingshan',
        client_secret: UPSTREAM_SECRET,
        redirect_uris: [redirectUri],
        post_logout_redirect_uris: [new URL('/', redirectUri).href],
        backchannel_logout_uri: new URL('/api/session/upstreams/nation/logout', redirectUri).href,
        backchannel_logout_session_required: true,
      },
    ],
    cookies: { keys: ['upstream'] },
    claims: { openid: ['sub'], profile: ['name', 'citizen_id', 'real_name_level'], phone: ['phone_number'] },
    features: { devInteractions: { enabled: false }, backchannelLogout: { enabled: true } },
    interactions: { url: (_ctx, interaction) => `/sign-in/${interaction.uid}` },
    findAccount: (_ctx: KoaContextWithOIDC, sub: string) => ({
      accountId: sub,
      claims: () => accounts.get(sub) ?? { sub },
    }),
    loadExistingGrant: async (ctx) => {
      const { Grant } = ctx.oidc.provider
      const grant = new Grant({ clientId: ctx.oidc.client!.clientId, accountId: ctx.oidc.session!.accountId! })
      grant.addOIDCScope('openid profile phone')
      await grant.save()
      return grant
    },
  }
}

async function answerAsked(
  provider: Provider,
  upstream: OidcUpstreamServer,
  {
    accounts,
    request,
    response,
  }: { accounts: Map<string, UpstreamAccount>; request: IncomingMessage; response: ServerResponse },
): Promise<void> {
  const { as } = upstream
  if (as) accounts.set(as.sub, as)
  const result = as ? { login: { accountId: as.sub } } : { error: 'access_denied' }
  await provider.interactionFinished(request, response, result, { mergeWithLastSubmission: false })
}

async function follow(from: string, issuer: string): Promise<URL> {
  const jar = new Map<string, string>()
  let url = from
  for (let steps = 0; steps < 10; steps += 1) {
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ')
    const answer = await fetch(url, { redirect: 'manual', headers: { cookie } })
    for (const line of answer.headers.getSetCookie()) {
      const [pair = ''] = line.split(';')
      jar.set(pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1))
    }
    const location = answer.headers.get('location')
    if (location === null)
      throw new Error(`the upstream provider stopped at ${url}: ${answer.status} ${await answer.text()}`)
    url = new URL(location, url).href
    if (!url.startsWith(issuer)) return new URL(url)
  }
  throw new Error('the upstream provider goes in circles')
}

function closed(server: Server): Promise<void> {
  server.closeAllConnections()
  return new Promise((done) => void server.close(() => done()))
}
