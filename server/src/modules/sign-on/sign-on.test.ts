import { createServer } from 'node:http'
import type { Server } from 'node:http'
import { generateKeyPairSync } from 'node:crypto'
import { inspect } from 'node:util'
import * as oidc from 'openid-client'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { actorWith, openTestApp } from '../../../test/harness.ts'
import type { TestApp } from '../../../test/harness.ts'
import { openBrowser } from '../../../test/plain-browser.ts'
import type { PlainBrowser } from '../../../test/plain-browser.ts'
import { TEST_PASSWORD } from '../identity/fixtures.ts'
import type { SignOnRequestView } from './contract/index.ts'
import { actAs, buildClient, freePort } from './fixtures.ts'
import type { BuiltClient, Officials } from './fixtures.ts'

let app: TestApp
let site: string
let issuer: string
let officials: Officials
let web: BuiltClient
let office: LogoutHearer

const REDIRECT = 'http://localhost:9/callback'
const options = { execute: [oidc.allowInsecureRequests] }

beforeAll(async () => {
  const port = await freePort()
  site = `http://localhost:${port}`
  issuer = `${site}/oidc`
  app = await openTestApp({ publicUrl: site })
  await app.server.listen({ port, host: 'localhost' })
  officials = { asks: actorWith(app, ['system-admin']), approves: actorWith(app, ['auditor']) }
  office = await hearLogouts()
  web = await buildClient(app, officials, {
    redirectUris: [REDIRECT],
    postLogoutRedirectUris: ['http://localhost:9/bye'],
    backchannelLogoutUri: office.address,
    scopes: ['openid', 'profile', 'phone', 'mandates', 'staff', 'offline_access'],
  })
}, 120_000)

afterAll(async () => {
  await office.close()
  await app.close()
})

afterEach(() => app.at(new Date().toISOString()))

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

function discover(client: BuiltClient): Promise<oidc.Configuration> {
  const proof = oidc.ClientSecretBasic(client.secret)
  return oidc.discovery(new URL(issuer), client.clientId, undefined, proof, options)
}

async function signedIn(name: string): Promise<PlainBrowser> {
  const browser = openBrowser(site)
  const answer = await browser.api('POST', '/api/session', { name, password: TEST_PASSWORD })
  expect(answer.status).toBe(200)
  return browser
}

async function seen(browser: PlainBrowser, page: Response): Promise<SignOnRequestView & { uid: string }> {
  const place = page.headers.get('location') ?? ''
  const uid = place.split('/').at(-1) ?? ''
  expect(place).toBe(`/sign-on/${uid}`)
  const answer = await browser.api('GET', `/api/sign-on/requests/${uid}`)
  expect(await answer.clone().text()).toContain('step')
  return { ...((await answer.json()) as SignOnRequestView), uid }
}

/** Goes where the application sends the browser, and agrees to all that is asked, until the application has its answer. */
async function agree(browser: PlainBrowser, address: URL): Promise<URL> {
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

async function answer(browser: PlainBrowser, uid: string, said: 'allow' | 'refuse'): Promise<string> {
  const given = await browser.api('POST', `/api/sign-on/requests/${uid}/answer`, { answer: said })
  expect(given.status).toBe(200)
  return ((await given.json()) as { continueTo: string }).continueTo
}

interface Entered {
  readonly tokens: oidc.TokenEndpointResponse & oidc.TokenEndpointResponseHelpers
  readonly callback: URL
  readonly verifier: string
}

async function enter(
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

async function recorded(kind: string): Promise<{ body: Record<string, unknown> }[]> {
  await app.modules['sign-on'].api.settled()
  return app.sql(`select canonical::jsonb -> 'body' as body from ledger.entries where kind = $1 order by id`, [
    `sign-on/${kind}.v1`,
  ])
}

/** What the library throws says somewhere with which code it was refused. */
const isRefusal = (error: string) => (thrown: unknown) =>
  inspect(thrown, { depth: 5 }).includes(`error: '${error}'`)

describe('authorization code with PKCE', () => {
  it('is found by discovery, and names what it can', async () => {
    const metadata = (await discover(web)).serverMetadata()
    expect(metadata.issuer).toBe(issuer)
    expect(metadata.code_challenge_methods_supported).toEqual(['S256'])
    expect(metadata.response_types_supported).toEqual(['code'])
    expect(metadata.pushed_authorization_request_endpoint).toBe(`${issuer}/request`)
    expect(metadata.device_authorization_endpoint).toBe(`${issuer}/device/auth`)
    expect(metadata.backchannel_logout_supported).toBe(true)
    expect(metadata.token_endpoint_auth_methods_supported).toEqual(['client_secret_basic', 'private_key_jwt', 'none'])
  })

  it('signs a person in after one consent, says no more than was asked, and asks no second time', async () => {
    const config = await discover(web)
    const browser = await signedIn('wangfang')
    const { tokens } = await enter(config, browser)
    const claims = tokens.claims()
    expect(claims).toMatchObject({ iss: issuer, aud: web.clientId, acr: 'urn:yiwang:acr:1' })
    const userinfo = await oidc.fetchUserInfo(config, tokens.access_token, claims?.sub ?? '')
    expect(claims?.amr).toEqual(['pwd'])
    expect(userinfo).toEqual({
      sub: claims?.sub,
      name_masked: '王*',
      real_name_level: 2,
      account_kind: 'person',
    })
    expect(JSON.stringify([userinfo, claims])).not.toMatch(/王芳|999999/)
    expect(claims?.sub).not.toContain('450721')
    const again = await browser.follow(await browser.get((await askingUrl(config)).href))
    expect(new URL(again.headers.get('location') ?? '').origin).toBe('http://localhost:9')
    expect((await recorded('ConsentGiven')).length).toBe(1)
    expect((await recorded('ApplicationEntered')).length).toBe(2)
    expect((await recorded('TokenIssued'))[0]?.body.grantType).toBe('authorization_code')
  })

  it('keeps no token and no personal data in clear', async () => {
    const config = await discover(web)
    const { tokens, callback } = await enter(config, await signedIn('wangfang'))
    const rows = await app.sql('select * from sign_on.artifacts')
    const text = rows.map((row) => JSON.stringify(row) + (row.payload as Buffer).toString('latin1')).join()
    for (const secret of [tokens.access_token, callback.searchParams.get('code') ?? '?', '王芳', '"sub"'])
      expect(text).not.toContain(secret)
  })

  it('gives two sectors different numbers for one person, and one sector the same', async () => {
    const [other, sister] = await Promise.all([
      buildClient(app, officials, { redirectUris: ['http://127.0.0.1:9/callback'] }),
      buildClient(app, officials, { redirectUris: [REDIRECT] }),
    ])
    const browser = await signedIn('wangfang')
    const subjects: (string | undefined)[] = []
    for (const client of [web, other, sister]) {
      const [redirect_uri = ''] = client.view.redirectUris
      const { tokens } = await enter(await discover(client), browser, { redirect_uri })
      subjects.push(tokens.claims()?.sub)
    }
    expect(subjects[0]).toBe(subjects[2])
    expect(subjects[0]).not.toBe(subjects[1])
  })

  it('refuses a wrong verifier, a request without one, a foreign address and an unknown application', async () => {
    const config = await discover(web)
    const browser = await signedIn('wangfang')
    const callback = await agree(browser, await askingUrl(config))
    await expect(
      oidc.authorizationCodeGrant(config, callback, { pkceCodeVerifier: oidc.randomPKCECodeVerifier() }),
    ).rejects.toSatisfy(isRefusal('invalid_grant'))
    const plain = oidc.buildAuthorizationUrl(config, { redirect_uri: REDIRECT, scope: 'openid' })
    const sent = await browser.follow(await browser.get(plain.href))
    expect(new URL(sent.headers.get('location') ?? '').searchParams.get('error')).toBe('invalid_request')
    for (const redirect_uri of [`${REDIRECT}/`, `${REDIRECT}?a=b`, 'https://evil.example/callback']) {
      const page = await browser.get(oidc.buildAuthorizationUrl(config, { redirect_uri, scope: 'openid' }).href)
      expect([page.status, page.headers.get('location')]).toEqual([400, null])
      expect(await page.text()).toContain('登录没有完成')
      expect(page.headers.get('content-security-policy')).toContain("default-src 'none'")
    }
    const stranger = await browser.get(`${issuer}/auth?client_id=nobody&response_type=code&scope=openid`)
    expect(stranger.status).toBe(400)
    expect((await recorded('RequestRefused')).map(({ body }) => body.error)).toContain('invalid_redirect_uri')
  })

  it('takes a code once, and takes back what came of it when it is shown again', async () => {
    const config = await discover(web)
    const { tokens, callback, verifier } = await enter(config, await signedIn('wangfang'))
    const subject = tokens.claims()?.sub ?? ''
    await oidc.fetchUserInfo(config, tokens.access_token, subject)
    await expect(
      oidc.authorizationCodeGrant(config, callback, { pkceCodeVerifier: verifier }),
    ).rejects.toSatisfy(isRefusal('invalid_grant'))
    await expect(oidc.fetchUserInfo(config, tokens.access_token, subject)).rejects.toThrow()
    expect((await recorded('TokensRevoked')).at(-1)?.body).toMatchObject({ what: 'AccessToken', count: 1 })
  })

  it('takes one of two that show the same code at once', async () => {
    const config = await discover(web)
    const browser = await signedIn('wangfang')
    const verifier = oidc.randomPKCECodeVerifier()
    const callback = await agree(browser, await askingUrl(config, { verifier }))
    const tries = await Promise.allSettled(
      [1, 2, 3, 4].map(() => oidc.authorizationCodeGrant(config, callback, { pkceCodeVerifier: verifier })),
    )
    expect(tries.filter(({ status }) => status === 'fulfilled').length).toBeLessThanOrEqual(1)
  })

  it('tells the application when the person does not agree', async () => {
    const config = await discover(web)
    const browser = await signedIn('liming')
    let page = await browser.follow(await browser.get((await askingUrl(config)).href))
    const first = await seen(browser, page)
    page = await browser.follow(await browser.get(first.continueTo ?? ''))
    const asked = await seen(browser, page)
    expect([asked.step, asked.accountName, asked.client.name]).toEqual(['consent', '李明', '法律服务网'])
    expect(asked.scopes.map(({ scope }) => scope)).toEqual(['openid', 'profile'])
    const back = await browser.get(await answer(browser, asked.uid, 'refuse'))
    expect(new URL(back.headers.get('location') ?? '').searchParams.get('error')).toBe('access_denied')
    expect((await recorded('ConsentRefused')).length).toBe(1)
  })

  it('is finished by the browser that began it and by nobody else, signed in', async () => {
    const config = await discover(web)
    const victim = await signedIn('wangfang')
    const attacker = openBrowser(site)
    const page = await attacker.follow(await attacker.get((await askingUrl(config)).href))
    const uid = (page.headers.get('location') ?? '').split('/').at(-1) ?? ''
    expect((await victim.api('GET', `/api/sign-on/requests/${uid}`)).status).toBe(404)
    expect((await victim.api('POST', `/api/sign-on/requests/${uid}/answer`, { answer: 'allow' })).status).toBe(404)
    expect((await seen(attacker, page)).step).toBe('sign-in')
    expect((await attacker.api('POST', `/api/sign-on/requests/${uid}/answer`, { answer: 'allow' })).status).toBe(401)
  })

  it('has an answer without a page for who is signed in, and for who is not', async () => {
    const config = await discover(web)
    const browser = await signedIn('wangfang')
    await enter(config, browser)
    const silent = await browser.get((await askingUrl(config, { prompt: 'none' })).href)
    expect(new URL(silent.headers.get('location') ?? '').searchParams.has('code')).toBe(true)
    await browser.api('POST', '/api/session/end')
    const after = await browser.get((await askingUrl(config, { prompt: 'none' })).href)
    expect(new URL(after.headers.get('location') ?? '').searchParams.get('error')).toBe('login_required')
  })
})

async function askingUrl(
  config: oidc.Configuration,
  { verifier = oidc.randomPKCECodeVerifier(), ...more }: Record<string, string> = {},
): Promise<URL> {
  const code_challenge = await oidc.calculatePKCECodeChallenge(verifier)
  const parameters = { redirect_uri: REDIRECT, scope: 'openid profile', code_challenge, code_challenge_method: 'S256' }
  return oidc.buildAuthorizationUrl(config, { ...parameters, ...more })
}

describe('pushed authorization requests', () => {
  it('are required where the application was registered so', async () => {
    const strict = await buildClient(app, officials, { redirectUris: [REDIRECT], requiresPushedRequests: true })
    const config = await discover(strict)
    const browser = await signedIn('wangfang')
    const plain = await browser.get((await askingUrl(config)).href)
    expect(new URL(plain.headers.get('location') ?? '').searchParams.get('error')).toBe('invalid_request')
    const verifier = oidc.randomPKCECodeVerifier()
    const asked = Object.fromEntries((await askingUrl(config, { verifier })).searchParams)
    const pushed = await oidc.buildAuthorizationUrlWithPAR(config, asked)
    expect([...pushed.searchParams.keys()].sort()).toEqual(['client_id', 'request_uri'])
    const callback = await agree(browser, pushed)
    const tokens = await oidc.authorizationCodeGrant(config, callback, { pkceCodeVerifier: verifier })
    expect(tokens.claims()?.aud).toBe(strict.clientId)
  })
})

describe('refresh tokens', () => {
  it('are given on consent to go on, change with each use, and a replayed one ends all', async () => {
    const config = await discover(web)
    const asked = { scope: 'openid profile offline_access', prompt: 'consent' }
    const { tokens } = await enter(config, await signedIn('wangfang'), asked)
    const first = tokens.refresh_token ?? ''
    const second = await oidc.refreshTokenGrant(config, first)
    expect(second.refresh_token).toBeTypeOf('string')
    expect(second.refresh_token).not.toBe(first)
    await expect(oidc.refreshTokenGrant(config, first)).rejects.toSatisfy(isRefusal('invalid_grant'))
    await expect(oidc.refreshTokenGrant(config, second.refresh_token ?? '')).rejects.toSatisfy(isRefusal('invalid_grant'))
    await expect(oidc.fetchUserInfo(config, second.access_token, tokens.claims()?.sub ?? '')).rejects.toThrow()
  })

  it('can be given back', async () => {
    const config = await discover(web)
    const asked = { scope: 'openid offline_access', prompt: 'consent' }
    const { tokens } = await enter(config, await signedIn('wangfang'), asked)
    await oidc.tokenRevocation(config, tokens.refresh_token ?? '')
    await expect(oidc.refreshTokenGrant(config, tokens.refresh_token ?? '')).rejects.toSatisfy(isRefusal('invalid_grant'))
    expect(await oidc.tokenIntrospection(config, tokens.access_token)).toEqual({ active: false })
  })
})

describe('systems', () => {
  it('prove who they are with a key of their own, once with each assertion, and to us alone', async () => {
    const { clientId, config, key } = await buildSystem('one')
    const tokens = await oidc.clientCredentialsGrant(config, { scope: 'system' })
    expect(tokens.scope).toBe('system')
    expect(await oidc.tokenIntrospection(config, tokens.access_token)).toMatchObject({
      active: true,
      client_id: clientId,
    })
    const foreign = await oidc.discovery(
      new URL(issuer),
      clientId,
      undefined,
      oidc.PrivateKeyJwt(key, {
        [oidc.modifyAssertion]: (_header, payload) => {
          payload.aud = 'https://elsewhere.example/oidc'
        },
      }),
      options,
    )
    await expect(oidc.clientCredentialsGrant(foreign)).rejects.toSatisfy(isRefusal('invalid_client'))
    const replayed = await oidc.discovery(
      new URL(issuer),
      clientId,
      undefined,
      oidc.PrivateKeyJwt(key, {
        [oidc.modifyAssertion]: (_header, payload) => {
          payload.jti = 'always-the-same'
        },
      }),
      options,
    )
    await oidc.clientCredentialsGrant(replayed)
    await expect(oidc.clientCredentialsGrant(replayed)).rejects.toSatisfy(isRefusal('invalid_client'))
    expect((await recorded('SystemTokenIssued')).length).toBe(2)
  })

  it('change their keys: the former is refused from then on', async () => {
    const { clientId, config } = await buildSystem('old')
    await oidc.clientCredentialsGrant(config)
    const fresh = keyPair('new')
    await actAs(app, officials.asks, ['signOn.changeClientKeys', { clientId, version: 2, keys: [fresh.jwk] }])
    await expect(oidc.clientCredentialsGrant(config)).rejects.toSatisfy(isRefusal('invalid_client'))
    const changed = await oidc.discovery(
      new URL(issuer),
      clientId,
      undefined,
      oidc.PrivateKeyJwt(await importKey(fresh.pem, 'new')),
      options,
    )
    await oidc.clientCredentialsGrant(changed)
  })

  it('change their secrets without a gap: the former is good for a day', async () => {
    const former = await buildClient(app, officials, { kind: 'system', scopes: ['system'] })
    const before = await discover(former)
    const renewal = { clientId: former.clientId, version: former.view.version }
    const { secret } = await actAs<{ secret: string }>(app, officials.asks, ['signOn.renewClientSecret', renewal])
    await oidc.clientCredentialsGrant(before)
    await oidc.clientCredentialsGrant(await discover({ ...former, secret }))
    app.at(new Date(Date.now() + 25 * 3_600_000).toISOString())
    await expect(oidc.clientCredentialsGrant(before)).rejects.toSatisfy(isRefusal('invalid_client'))
  })
})

function keyPair(kid: string): { pem: string; jwk: Record<string, string> } {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const jwk = { ...(publicKey.export({ format: 'jwk' }) as Record<string, string>), kid, alg: 'ES256', use: 'sig' }
  return { pem: privateKey.export({ format: 'pem', type: 'pkcs8' }).toString(), jwk }
}

async function importKey(pem: string, kid: string): Promise<oidc.PrivateKey> {
  const der = Buffer.from(pem.replaceAll(/-----[^-]+-----|\s/g, ''), 'base64')
  const key = await crypto.subtle.importKey('pkcs8', der, { name: 'ECDSA', namedCurve: 'P-256' }, false, ['sign'])
  return { key, kid }
}

async function buildSystem(kid: string) {
  const { pem, jwk } = keyPair(kid)
  const asked = { kind: 'system', authMethod: 'private_key_jwt', scopes: ['system'], keys: [jwk] }
  const { clientId } = await buildClient(app, officials, asked)
  const key = await importKey(pem, kid)
  const config = await oidc.discovery(new URL(issuer), clientId, undefined, oidc.PrivateKeyJwt(key), options)
  return { clientId, config, key }
}

describe('screens and kiosks', () => {
  it('are let in by a person who typed their code and saw which device it is', async () => {
    const kiosk = await buildClient(app, officials, {
      name: '大厅自助终端',
      kind: 'device',
      authMethod: 'none',
      scopes: ['openid', 'profile'],
    })
    const config = await oidc.discovery(new URL(issuer), kiosk.clientId, undefined, oidc.None(), options)
    const device = await oidc.initiateDeviceAuthorization(config, { scope: 'openid profile' })
    expect(device.user_code).toMatch(/^[A-Z]{4}-[A-Z]{4}$/)
    const browser = await signedIn('wangfang')
    const first = await (await browser.get(device.verification_uri)).text()
    expect(first).toContain('设备上的代码')
    const wrong = await browser.send(`${issuer}/device`, { xsrf: hidden(first, 'xsrf'), user_code: 'AAAA-AAAA' })
    expect(await wrong.text()).toContain('没有这个代码')
    const typed = await (await browser.get(device.verification_uri)).text()
    const fields = { xsrf: hidden(typed, 'xsrf'), user_code: device.user_code }
    const shown = await (await browser.send(`${issuer}/device`, fields)).text()
    expect(shown).toContain('大厅自助终端')
    expect(shown).toContain(device.user_code)
    let page = await browser.send(`${issuer}/device`, { ...fields, confirm: 'yes' })
    for (let steps = 0; steps < 3 && page.headers.get('location')?.startsWith('/sign-on/'); steps += 1) {
      const view = await seen(browser, page)
      page = await browser.follow(await browser.get(view.continueTo ?? (await answer(browser, view.uid, 'allow'))))
    }
    expect(await page.text()).toContain('设备已经登录')
    const tokens = await oidc.pollDeviceAuthorizationGrant(config, device)
    const userinfo = await oidc.fetchUserInfo(config, tokens.access_token, tokens.claims()?.sub ?? '')
    expect(userinfo.name_masked).toBe('王*')
    expect(tokens.claims()?.sub).not.toContain('450721')
  }, 30_000)
})

function hidden(page: string, name: string): string {
  return new RegExp(`name="${name}" value="([^"]*)"`).exec(page)?.[1] ?? ''
}

describe('signing out', () => {
  it('of Yiwang signs out of every application, which is told until it answers, and takes its tokens back', async () => {
    const config = await discover(web)
    const browser = await signedIn('wangfang')
    const { tokens } = await enter(config, browser)
    const claims = tokens.claims()
    const { sid, sub = '' } = { sid: claims?.sid, sub: claims?.sub }
    await app.drain()
    office.heard.length = 0
    office.status = 503
    await browser.api('POST', '/api/session/end')
    await app.drain()
    expect(office.heard).toEqual([])
    office.status = 200
    await app.sql(`update graphile_worker._private_jobs set run_at = now()`)
    await app.drain()
    expect(office.heard.length).toBe(1)
    const said = JSON.parse(Buffer.from(office.heard[0]?.split('.')[1] ?? '', 'base64url').toString()) as object
    expect(said).toMatchObject({ iss: issuer, aud: web.clientId, sid, sub })
    expect(said).toHaveProperty('events')
    await expect(oidc.fetchUserInfo(config, tokens.access_token, sub)).rejects.toThrow()
    expect((await recorded('ApplicationLeft')).at(-1)?.body).toMatchObject({ clientId: web.clientId })
  })

  it('at an application signs out of Yiwang, after the person confirmed it', async () => {
    const config = await discover(web)
    const browser = await signedIn('wangfang')
    const { tokens } = await enter(config, browser)
    office.heard.length = 0
    const leaving = oidc.buildEndSessionUrl(config, {
      id_token_hint: tokens.id_token ?? '',
      post_logout_redirect_uri: 'http://localhost:9/bye',
    })
    const page = await browser.get(leaving.href)
    const text = await page.text()
    expect(text).toContain('要退出登录吗')
    expect(page.headers.get('content-security-policy')).toContain("form-action 'self' http://localhost:9")
    const left = await browser.send(`${issuer}/session/end/confirm`, { xsrf: hidden(text, 'xsrf'), logout: 'yes' })
    expect(left.headers.get('location')).toBe('http://localhost:9/bye')
    expect(office.heard.length).toBe(1)
    expect(await (await browser.api('GET', '/api/session')).json()).toMatchObject({ signedIn: false })
  })

  it('of a sign-in that ended of itself is told by the timer', async () => {
    const config = await discover(web)
    await app.drain()
    const browser = await signedIn('wangfang')
    await enter(config, browser)
    office.heard.length = 0
    app.at(new Date(Date.now() + 2 * 3_600_000).toISOString())
    const timer = app.modules['sign-on'].timers?.find(({ name }) => name === 'sign-on/end-with-sign-in')
    await timer?.work((fn) => app.act({ mode: 'record', role: 'yiwang_worker' }, fn))
    app.at(new Date().toISOString())
    expect(office.heard.length).toBeGreaterThan(0)
  })
})

describe('a person', () => {
  it('sees who may see what, and withdraws it: the application is out at once', async () => {
    const config = await discover(web)
    const browser = await signedIn('wangfang')
    const asked = { scope: 'openid profile offline_access', prompt: 'consent' }
    const { tokens } = await enter(config, browser, asked)
    const list = async () =>
      (await (await browser.api('GET', '/api/my/applications')).json()) as {
        consents: { id: string; clientName: string; isSignedIn: boolean; version: number; scopes: object[] }[]
      }
    const mine = (await list()).consents[0]
    expect(mine).toMatchObject({ clientName: '法律服务网', isSignedIn: true })
    office.heard.length = 0
    const path = `/api/my/applications/${mine?.id}/withdraw`
    expect((await browser.api('POST', path, { version: 99 })).status).toBe(409)
    expect((await (await signedIn('liming')).api('POST', path, { version: mine?.version ?? 0 })).status).toBe(404)
    expect((await browser.api('POST', path, { version: mine?.version ?? 0 })).status).toBe(200)
    expect((await list()).consents.map(({ id }) => id)).not.toContain(mine?.id)
    await expect(oidc.refreshTokenGrant(config, tokens.refresh_token ?? '')).rejects.toSatisfy(isRefusal('invalid_grant'))
    await app.drain()
    expect(office.heard.length).toBeGreaterThan(0)
    const page = await browser.follow(await browser.get((await askingUrl(config)).href))
    expect(page.headers.get('location')).toMatch(/^\/sign-on\//)
  })

  it('acts for a company with a token that names both, as long as the mandate lasts', async () => {
    const config = await discover(web)
    const { tokens } = await enter(config, await signedIn('liming'), { scope: 'openid mandates' })
    const userinfo = await oidc.fetchUserInfo(config, tokens.access_token, tokens.claims()?.sub ?? '')
    const [mandate] = userinfo.may_act_for as { credit_code: string }[]
    const exchange = (creditCode: string) =>
      oidc.genericGrantRequest(config, 'urn:ietf:params:oauth:grant-type:token-exchange', {
        subject_token: tokens.access_token,
        subject_token_type: 'urn:ietf:params:oauth:token-type:access_token',
        requested_subject: creditCode,
      })
    const acting = await exchange(mandate?.credit_code ?? '')
    expect(await oidc.tokenIntrospection(config, acting.access_token)).toMatchObject({
      active: true,
      sub: mandate?.credit_code,
      act: { sub: tokens.claims()?.sub },
    })
    await expect(exchange('91350100M000100Y43')).rejects.toSatisfy(isRefusal('invalid_target'))
    expect((await recorded('MandateUsed')).length).toBe(1)
    await app.sql(`update identity.mandates set revoked_on = current_date, revoke_reason = 'test'`)
    expect(await oidc.tokenIntrospection(config, acting.access_token)).toEqual({ active: false })
  })

  it('who is an official shows his posts where he agreed to it', async () => {
    const config = await discover(web)
    const { tokens } = await enter(config, await signedIn('chenjing'), { scope: 'openid staff' })
    const userinfo = await oidc.fetchUserInfo(config, tokens.access_token, tokens.claims()?.sub ?? '')
    expect(userinfo.posts).toEqual([expect.objectContaining({ role: 'window-clerk' })])
    expect(userinfo.organization_name).toContain('灵山县')
  })
})

describe('signing keys', () => {
  const keyIds = async () =>
    ((await (await fetch(`${issuer}/jwks`)).json()) as { keys: { kid: string; d?: string; p?: string }[] }).keys

  it('change without interruption: the next was published before it signs, the former until its tokens expire', async () => {
    const config = await discover(web)
    const browser = await signedIn('wangfang')
    const before = await enter(config, browser)
    const published = await keyIds()
    expect(published.length).toBe(4)
    expect(published.every((key) => !('d' in key) && !('p' in key))).toBe(true)
    const { signing } = await rotate(false)
    const after = await enter(config, browser)
    const kid = headerOf(after.tokens.id_token)
    expect(published.map((key) => key.kid)).toContain(kid)
    expect(signing).toContain(kid)
    expect(kid).not.toBe(headerOf(before.tokens.id_token))
    expect((await keyIds()).map((key) => key.kid)).toContain(headerOf(before.tokens.id_token))
    const hinted = await hint(config, browser, before.tokens.id_token ?? '')
    expect(hinted.searchParams.has('code')).toBe(true)
    expect((await recorded('SigningKeysRotated')).at(-1)?.body).toMatchObject({ signing, atOnce: false })
  })

  it('are worth nothing at once when one leaked', async () => {
    const config = await discover(web)
    const browser = await signedIn('wangfang')
    const before = await enter(config, browser)
    await rotate(true)
    expect((await keyIds()).map((key) => key.kid)).not.toContain(headerOf(before.tokens.id_token))
    const page = await browser.get((await askingUrl(config, hintOf(before.tokens.id_token ?? ''))).href)
    expect(new URL(page.headers.get('location') ?? '').searchParams.get('error')).toBe('invalid_request')
  })
})

const hintOf = (token: string) => ({ prompt: 'none', id_token_hint: token })

async function hint(config: oidc.Configuration, browser: PlainBrowser, token: string): Promise<URL> {
  const page = await browser.get((await askingUrl(config, hintOf(token))).href)
  return new URL(page.headers.get('location') ?? '')
}

function rotate(atOnce: boolean): Promise<{ signing: string[] }> {
  return app.modules['sign-on'].api.rotateKeys((fn) => app.act({ mode: 'write' }, fn), { atOnce })
}

function headerOf(token: string | undefined): string {
  const header = JSON.parse(Buffer.from(token?.split('.')[0] ?? '', 'base64url').toString()) as { kid: string }
  return header.kid
}

describe('applications', () => {
  it('are approved by another official than the one who asked, and exist for nobody before', async () => {
    const asked = { redirectUris: [REDIRECT] }
    const both = actorWith(app, ['system-admin', 'auditor'])
    await expect(buildClient(app, { asks: both, approves: both }, asked)).rejects.toThrow('另一位管理员')
    const [row] = await app.sql<{ id: string; jurisdiction: string }>(
      `select jurisdiction, id from sign_on.clients where state = 'requested'`,
    )
    const clientId = `${row?.jurisdiction}-${row?.id}`
    const page = await fetch(`${issuer}/auth?client_id=${clientId}&response_type=code&scope=openid`)
    expect(page.status).toBe(400)
    await expect(
      actAs(app, officials.approves, ['signOn.refuseClient', { clientId, version: 1, reason: '没有必要' }]),
    ).resolves.toMatchObject({ state: 'refused', abilities: { approve: false } })
    await expect(actAs(app, officials.approves, ['signOn.approveClient', { clientId, version: 2 }])).rejects.toThrow(
      '未批准',
    )
  })

  it('lose all that they hold when they are suspended, and come back with a second approval', async () => {
    const client = await buildClient(app, officials, { redirectUris: [REDIRECT] })
    const config = await discover(client)
    const { tokens } = await enter(config, await signedIn('wangfang'))
    const { clientId } = client
    const suspended = await actAs<{ version: number }>(app, officials.approves, [
      'signOn.suspendClient',
      { clientId, version: client.view.version, reason: '发现问题' },
    ])
    await expect(oidc.tokenIntrospection(config, tokens.access_token)).rejects.toSatisfy(isRefusal('invalid_client'))
    await actAs(app, officials.approves, ['signOn.approveClient', { clientId, version: suspended.version }])
    expect(await oidc.tokenIntrospection(config, tokens.access_token)).toEqual({ active: false })
  })

  it('are listed page by page within reach, and changed only as they were seen', async () => {
    const watcher = actorWith(app, ['auditor'])
    const first = await actAs<{ clients: { id: string }[]; nextCursor?: string }>(app, watcher, [
      'signOn.listClients',
      { limit: 2 },
    ]).catch((error: unknown) => error)
    expect(first).toBeInstanceOf(Error)
    const page = await listed(watcher, { limit: 2 })
    expect(page.clients.length).toBe(2)
    const next = await listed(watcher, { limit: 100, cursor: page.nextCursor ?? '' })
    expect(next.clients.map(({ id }) => id)).not.toContain(page.clients[0]?.id)
    expect((await listed(actorWith(app, ['auditor'], { division: '620423' }), { limit: 20 })).clients).toEqual([])
    const clientId = page.clients[0]?.id ?? ''
    const stale: [string, object] = ['signOn.suspendClient', { clientId, version: 99, reason: '…' }]
    await expect(actAs(app, watcher, stale)).rejects.toThrow()
  })

  it('that nobody has heard of can be nobody’s problem: expired codes and tokens are swept', async () => {
    await enter(await discover(web), await signedIn('wangfang'))
    app.at(new Date(Date.now() + 40 * 86_400_000).toISOString())
    const timer = app.modules['sign-on'].timers?.find(({ name }) => name === 'sign-on/sweep')
    await timer?.work((fn) => app.act({ mode: 'record', role: 'yiwang_worker' }, fn))
    app.at(new Date().toISOString())
    expect(await app.sql('select 1 from sign_on.artifacts')).toEqual([])
  })
})

async function listed(actor: Parameters<typeof app.as>[0], input: object) {
  const row = app.routes.find(({ contract }) => contract.name === 'signOn.listClients')
  const none = { fileName: '', declaredType: '', stream: (async function* () {})() }
  return app.as(
    actor,
    async (ctx) =>
      (await row?.run(ctx, input, none, {} as never, undefined)) as { clients: { id: string }[]; nextCursor?: string },
    'read',
  )
}
