import { createServer } from 'node:http'
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
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
  /** The browser's part: follows redirects from the address it was sent to until it is back at ours. */
  visit(url: string): Promise<URL>
  close(): Promise<void>
}

export async function startOidcUpstream(redirectUri: string): Promise<OidcUpstreamServer> {
  const server = createServer()
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const accounts = new Map<string, UpstreamAccount>()
  const provider = new Provider(issuer, configurationOf(redirectUri, accounts))
  const upstream: OidcUpstreamServer = {
    issuer,
    as: undefined,
    trouble: 'none',
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

function configurationOf(redirectUri: string, accounts: Map<string, UpstreamAccount>): Configuration {
  return {
    clients: [
      {
        client_id: 'lingshan',
        client_secret: UPSTREAM_SECRET,
        redirect_uris: [redirectUri],
        post_logout_redirect_uris: [new URL('/', redirectUri).href],
      },
    ],
    cookies: { keys: ['upstream'] },
    claims: { openid: ['sub'], profile: ['name', 'citizen_id', 'real_name_level'], phone: ['phone_number'] },
    features: { devInteractions: { enabled: false } },
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
