import { generateKeyPairSync } from 'node:crypto'
import * as oidc from 'openid-client'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { openBrowser } from '../../../test/plain-browser.ts'
import {
  REDIRECT,
  agree,
  answer,
  app,
  askingUrl,
  closeStage,
  discover,
  enter,
  hidden,
  isRefusal,
  issuer,
  officials,
  openStage,
  options,
  recorded,
  seen,
  signedIn,
  site,
  web,
} from '../../../test/sign-on-stage.ts'
import { actAs, buildClient } from './fixtures.ts'

beforeAll(() => openStage(), 240_000)
afterAll(closeStage)
afterEach(() => app.at(new Date().toISOString()))

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
    await expect(oidc.authorizationCodeGrant(config, callback, { pkceCodeVerifier: verifier })).rejects.toSatisfy(
      isRefusal('invalid_grant'),
    )
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
    const foreign = await victim.api('GET', `/api/sign-on/requests/${uid}`)
    expect(await foreign.json()).toMatchObject({ status: 404, code: 'sign-on/request-gone' })
    expect((await victim.api('POST', `/api/sign-on/requests/${uid}/answer`, { answer: 'allow' })).status).toBe(404)
    expect((await seen(attacker, page)).step).toBe('sign-in')
    expect((await attacker.api('POST', `/api/sign-on/requests/${uid}/answer`, { answer: 'allow' })).status).toBe(401)
  })

  it('is for nobody who still has the password that an administrator gave', async () => {
    const browser = await signedIn('suli')
    await app.sql(
      `update identity.accounts set must_change_password = true where posts @> '[{"role":"certificate-clerk"}]'`,
    )
    const page = await browser.follow(await browser.get((await askingUrl(await discover(web))).href))
    const uid = (page.headers.get('location') ?? '').split('/').at(-1) ?? ''
    const view = await browser.api('GET', `/api/sign-on/requests/${uid}`)
    expect(await view.json()).toMatchObject({ status: 409, code: 'sign-on/password-first' })
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
    await expect(oidc.refreshTokenGrant(config, second.refresh_token ?? '')).rejects.toSatisfy(
      isRefusal('invalid_grant'),
    )
    await expect(oidc.fetchUserInfo(config, second.access_token, tokens.claims()?.sub ?? '')).rejects.toThrow()
  })

  it('can be given back', async () => {
    const config = await discover(web)
    const asked = { scope: 'openid offline_access', prompt: 'consent' }
    const { tokens } = await enter(config, await signedIn('wangfang'), asked)
    await oidc.tokenRevocation(config, tokens.refresh_token ?? '')
    await expect(oidc.refreshTokenGrant(config, tokens.refresh_token ?? '')).rejects.toSatisfy(
      isRefusal('invalid_grant'),
    )
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
