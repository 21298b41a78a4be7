import { createServer } from 'node:http'
import type { Server } from 'node:http'
import { inspect } from 'node:util'
import * as oidc from 'openid-client'
import { expect } from 'vitest'
import { TEST_PASSWORD } from '../src/modules/identity/fixtures.ts'
import type { SignOnRequestView } from '../src/modules/sign-on/contract/index.ts'
import { buildClient, freePort } from '../src/modules/sign-on/fixtures.ts'
import type { BuiltClient, Officials } from '../src/modules/sign-on/fixtures.ts'
import { actorWith, openTestApp } from './harness.ts'
import type { TestApp } from './harness.ts'
import { openBrowser } from './plain-browser.ts'
import type { PlainBrowser } from './plain-browser.ts'

export let app: TestApp
export let site: string
export let issuer: string
export let officials: Officials
export let web: BuiltClient
export let office: LogoutHearer

export const REDIRECT = 'http://localhost:9/callback'
export const options = { execute: [oidc.allowInsecureRequests] }

/** The program on an address of its own, two officials, and the website of another office that has joined. */
export async function openStage(settings: { secondFactor?: boolean } = {}): Promise<void> {
  const port = await freePort()
  site = `http://localhost:${port}`
  issuer = `${site}/oidc`
  app = await openTestApp({ publicUrl: site, outgoingAllowed: [{ host: 'localhost' }], ...settings })
  await app.server.listen({ port, host: 'localhost' })
  officials = { asks: actorWith(app, ['system-admin']), approves: actorWith(app, ['security-admin']) }
  office = await hearLogouts()
  web = await buildClient(app, officials, {
    redirectUris: [REDIRECT],
    postLogoutRedirectUris: ['http://localhost:9/bye'],
    backchannelLogoutUri: office.address,
    scopes: ['openid', 'profile', 'phone', 'mandates', 'staff', 'offline_access'],
  })
}

export async function closeStage(): Promise<void> {
  await office.close()
  await app.close()
}

/** An application's end of back-channel logout. */
interface LogoutHearer {
  readonly address: string
  readonly heard: string[]
  status: number
  close(): Promise<unknown>
}

async function hearLogouts(): Promise<LogoutHearer> {
  const heard: string[] = []
  const server: Server = createServer((request, response) => {
    let body = ''
    request.on('data', (part: Buffer) => (body += part.toString()))
    request.on('end', () => {
      if (hearer.status === 200) heard.push(new URLSearchParams(body).get('logout_token') ?? '')
      response.writeHead(hearer.status).end()
    })
  })
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve))
  const { port } = server.address() as { port: number }
  const hearer: LogoutHearer = {
    address: `http://localhost:${port}/logout`,
    heard,
    status: 200,
    close: () => new Promise((resolve) => server.close(resolve)),
  }
  return hearer
}

export function discover(client: BuiltClient): Promise<oidc.Configuration> {
  const proof = oidc.ClientSecretBasic(client.secret)
  return oidc.discovery(new URL(issuer), client.clientId, undefined, proof, options)
}

export async function signedIn(name: string): Promise<PlainBrowser> {
  const browser = openBrowser(site)
  const answer = await browser.api('POST', '/api/session', { name, password: TEST_PASSWORD })
  expect(answer.status).toBe(200)
  return browser
}

export async function seen(browser: PlainBrowser, page: Response): Promise<SignOnRequestView & { uid: string }> {
  const place = page.headers.get('location') ?? ''
  const uid = place.split('/').at(-1) ?? ''
  expect(place).toBe(`/sign-on/${uid}`)
  const answer = await browser.api('GET', `/api/sign-on/requests/${uid}`)
  expect(await answer.clone().text()).toContain('step')
  return { ...((await answer.json()) as SignOnRequestView), uid }
}

/** Goes where the application sends the browser, and agrees to all that is asked, until the application has its answer. */
export async function agree(browser: PlainBrowser, address: URL): Promise<URL> {
  let page = await browser.follow(await browser.get(address.href))
  for (let steps = 0; steps < 5; steps += 1) {
    const place = page.headers.get('location')
    if (!place?.startsWith('/sign-on/')) return new URL(place ?? 'about:blank')
    const view = await seen(browser, page)
    expect(view.step).not.toBe('sign-in')
    const to = view.continueTo ?? (await answer(browser, view.uid, 'allow'))
    page = await browser.follow(await browser.get(to))
  }
  throw new Error('it never ends')
}

export async function answer(browser: PlainBrowser, uid: string, said: 'allow' | 'refuse'): Promise<string> {
  const given = await browser.api('POST', `/api/sign-on/requests/${uid}/answer`, { answer: said })
  expect(given.status).toBe(200)
  return ((await given.json()) as { continueTo: string }).continueTo
}

interface Entered {
  readonly tokens: oidc.TokenEndpointResponse & oidc.TokenEndpointResponseHelpers
  readonly callback: URL
  readonly verifier: string
}

export async function enter(
  config: oidc.Configuration,
  browser: PlainBrowser,
  asked: Record<string, string> = {},
): Promise<Entered> {
  const verifier = oidc.randomPKCECodeVerifier()
  const parameters = {
    redirect_uri: REDIRECT,
    scope: 'openid profile',
    code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    ...asked,
  }
  const callback = await agree(browser, oidc.buildAuthorizationUrl(config, parameters))
  const tokens = await oidc.authorizationCodeGrant(config, callback, { pkceCodeVerifier: verifier })
  return { tokens, callback, verifier }
}

export async function recorded(kind: string): Promise<{ body: Record<string, unknown> }[]> {
  await app.modules['sign-on'].api.settled()
  return app.sql(`select canonical::jsonb -> 'body' as body from ledger.entries where kind = $1 order by id`, [
    `sign-on/${kind}.v1`,
  ])
}

/** What the library throws says somewhere with which code it was refused. */
export const isRefusal = (error: string) => (thrown: unknown) =>
  inspect(thrown, { depth: 5 }).includes(`error: '${error}'`)

export async function askingUrl(
  config: oidc.Configuration,
  { verifier = oidc.randomPKCECodeVerifier(), ...more }: Record<string, string> = {},
): Promise<URL> {
  const code_challenge = await oidc.calculatePKCECodeChallenge(verifier)
  const parameters = { redirect_uri: REDIRECT, scope: 'openid profile', code_challenge, code_challenge_method: 'S256' }
  return oidc.buildAuthorizationUrl(config, { ...parameters, ...more })
}

export function hidden(page: string, name: string): string {
  return new RegExp(`name="${name}" value="([^"]*)"`).exec(page)?.[1] ?? ''
}
