import * as oidc from 'openid-client'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { newPublicId } from '../../kernel/index.ts'
import { actorWith } from '../../../test/harness.ts'
import type { PlainBrowser } from '../../../test/plain-browser.ts'
import {
  REDIRECT,
  app,
  askingUrl,
  closeStage,
  discover,
  enter,
  hidden,
  isRefusal,
  issuer,
  office,
  officials,
  openStage,
  recorded,
  signedIn,
  web,
} from '../../../test/sign-on-stage.ts'
import { signIn } from '../identity/fixtures.ts'
import { actAs, buildClient } from './fixtures.ts'

beforeAll(() => openStage(), 240_000)
afterAll(closeStage)
afterEach(() => app.at(new Date().toISOString()))

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
    const foreign = await (await signedIn('liming')).api('POST', path, { version: mine?.version ?? 0 })
    expect(await foreign.json()).toMatchObject({ status: 404, code: 'sign-on/consent-unknown' })
    expect((await browser.api('POST', path, { version: mine?.version ?? 0 })).status).toBe(200)
    expect((await list()).consents.map(({ id }) => id)).not.toContain(mine?.id)
    await expect(oidc.refreshTokenGrant(config, tokens.refresh_token ?? '')).rejects.toSatisfy(
      isRefusal('invalid_grant'),
    )
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

  it('acts for another person by the id of the mandate, until that person takes it back', async () => {
    const wang = await signIn(app, 'wangfang')
    const wei = await signIn(app, 'weiliping')
    const today = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10)
    const body = { agentAccountId: wei.accountId, itemIds: [newPublicId('450721')], validFrom: today, validTo: today }
    const given = (await wang.post('/api/my/village-mandates', body)).json<{ id: string; version: number }>()
    const accepted = await wei.post(`/api/my/mandates/${given.id}/accept`, { version: given.version })
    const { version } = accepted.json<{ version: number }>()
    const config = await discover(web)
    const { tokens } = await enter(config, await signedIn('weiliping'), { scope: 'openid mandates' })
    const userinfo = await oidc.fetchUserInfo(config, tokens.access_token, tokens.claims()?.sub ?? '')
    expect(userinfo.may_act_for).toContainEqual(
      expect.objectContaining({ mandate_id: given.id, kind: 'village-agent', name_masked: '王*' }),
    )
    const acting = await oidc.genericGrantRequest(config, 'urn:ietf:params:oauth:grant-type:token-exchange', {
      subject_token: tokens.access_token,
      subject_token_type: 'urn:ietf:params:oauth:token-type:access_token',
      requested_subject: given.id,
    })
    const principal = await enter(config, await signedIn('wangfang'), { scope: 'openid' })
    expect(await oidc.tokenIntrospection(config, acting.access_token)).toMatchObject({
      active: true,
      sub: principal.tokens.claims()?.sub,
      act: { sub: tokens.claims()?.sub },
      mandate_id: given.id,
    })
    const shown = await app.sql(`select from ledger.entries where canonical like '%identity/MandateShown.v1%'`)
    expect(shown.length).toBe(1)
    expect((await wang.post(`/api/my/mandates/${given.id}/end`, { version })).statusCode).toBe(200)
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

const refused = (code: string) => ({ definition: { code } })

describe('applications', () => {
  it('are approved by another official than the one who asked, and exist for nobody before', async () => {
    const asked = { redirectUris: [REDIRECT] }
    const both = actorWith(app, ['system-admin', 'security-admin'])
    await expect(buildClient(app, { asks: both, approves: both }, asked)).rejects.toMatchObject(
      refused('sign-on/same-official'),
    )
    const [row] = await app.sql<{ id: string; jurisdiction: string }>(
      `select jurisdiction, id from sign_on.clients where state = 'requested'`,
    )
    const clientId = `${row?.jurisdiction}-${row?.id}`
    const page = await fetch(`${issuer}/auth?client_id=${clientId}&response_type=code&scope=openid`)
    expect(page.status).toBe(400)
    await expect(
      actAs(app, officials.approves, ['signOn.refuseClient', { clientId, version: 1, reason: '没有必要' }]),
    ).resolves.toMatchObject({ state: 'refused', abilities: { approve: false } })
    await expect(
      actAs(app, officials.approves, ['signOn.approveClient', { clientId, version: 2 }]),
    ).rejects.toMatchObject(refused('sign-on/client-state'))
  })

  it('are refused with the reason: what cannot be right, what nobody knows, a secret where none is kept', async () => {
    const { asks, approves } = officials
    const asked = { ...web.view, scopes: ['openid', 'citizen_id'] }
    await expect(actAs(app, asks, ['signOn.requestClient', asked])).rejects.toMatchObject(
      refused('sign-on/client-invalid'),
    )
    const clientId = newPublicId('450721')
    await expect(actAs(app, approves, ['signOn.getClient', { clientId }])).rejects.toMatchObject(
      refused('sign-on/client-unknown'),
    )
    const screen = await buildClient(app, officials, { kind: 'device', authMethod: 'none', scopes: ['openid'] })
    const renewal = { clientId: screen.clientId, version: screen.view.version }
    await expect(actAs(app, asks, ['signOn.renewClientSecret', renewal])).rejects.toMatchObject(
      refused('sign-on/no-secret'),
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
    expect(watcher.grants.has('sign-on.reviewClient')).toBe(false)
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
