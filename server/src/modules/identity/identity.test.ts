import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { openTestApp } from '../../../test/harness.ts'
import type { TestApp } from '../../../test/harness.ts'
import { buildStaff } from '../organizations/fixtures.ts'
import { sessionCookieName } from './queries/actor-of.ts'
import { TEST_PASSWORD, buildResident, signIn, signedInBy, testCitizenId, trySignIn } from './fixtures.ts'

let app: TestApp
beforeAll(async () => {
  app = await openTestApp()
})
afterAll(() => app.close())

async function kindsOf(stream: string): Promise<string[]> {
  const rows = await app.sql<{ kind: string }>('select kind from ledger.entries where stream = $1 order by seq', [
    stream,
  ])
  return rows.map((row) => row.kind)
}

function key(): string {
  return randomUUID()
}

describe('signing in', () => {
  it.each([
    ['a login', 'wangfang'],
    ['a login in capitals', ' WangFang '],
    ['a phone', '13900000001'],
    ['a citizen id', '999999199003120243'],
  ])('works with %s', async (_what, name) => {
    const { session } = await signIn(app, name)
    expect(session).toMatchObject({
      signedIn: true,
      account: { name: '王芳', phone: '139****0001', citizenId: '999***********0243', realNameLevel: 2 },
      roles: ['resident'],
      demo: true,
    })
  })

  it('repeated with the same key, because the first answer was lost, gives a cookie again', async () => {
    const headers = { 'idempotency-key': key() }
    const first = await trySignIn(app, 'wangfang', TEST_PASSWORD, { headers })
    const second = await trySignIn(app, 'wangfang', TEST_PASSWORD, { headers })
    expect([first.statusCode, second.statusCode]).toEqual([200, 200])
    expect((await signedInBy(app, second)).session.signedIn).toBe(true)
  })

  it('tells an official their posts, departments and abilities', async () => {
    const { session, actor } = await signIn(app, 'admin')
    expect(session.posts).toMatchObject([
      { role: 'system-admin', roleTitle: '系统管理员', organizationName: '灵山县政务服务中心', division: '450721' },
    ])
    expect(session.abilities).toMatchObject({ 'organizations.manage': true, 'identity.manageAccounts': true })
    expect(session.abilities).not.toHaveProperty('identity.registerMandate')
    expect(actor).toMatchObject({ kind: 'staff', jurisdiction: '450721', roles: ['system-admin'] })
    expect(actor.grants.get('organizations.manage')).toEqual({
      areas: [{ lo: '450721', hi: '450722', roles: ['system-admin'] }],
    })
  })

  it('gives a cookie that scripts cannot read, and keeps its digest alone', async () => {
    const answer = await trySignIn(app, 'wangfang', TEST_PASSWORD)
    const cookie = answer.cookies[0]!
    expect(cookie).toMatchObject({ name: 'yiwang_session', httpOnly: true, sameSite: 'Lax', path: '/' })
    const rows = await app.sql<{ token_hash: Buffer }>('select token_hash from identity.sessions')
    expect(rows.some((row) => row.token_hash.toString('utf8').includes(cookie.value))).toBe(false)
  })

  it('is in the ledger, success and failure, without a name or password in clear', async () => {
    const { accountId } = await signIn(app, 'suli')
    await trySignIn(app, 'suli', 'not-my-password-1')
    expect(await kindsOf(`session:${accountId}`)).toEqual(['identity/SignedIn.v1', 'identity/SignInFailed.v1'])
    const unknown = `nobody-${key()}`
    await trySignIn(app, unknown, 'not-my-password-2')
    const [row] = await app.sql<{ texts: string }>(
      "select string_agg(canonical, ' ') as texts from ledger.entries where kind ~ '^identity/'",
    )
    expect(row!.texts).toContain('unknown-name')
    for (const secret of [unknown, 'not-my-password', '苏丽', '13900000001', '999999199003120243']) {
      expect(row!.texts).not.toContain(secret)
    }
  })

  it('answers a wrong password and an unknown name alike', async () => {
    const wrong = await trySignIn(app, 'tanwenbin', 'wrong-password')
    const unknown = await trySignIn(app, `x${key()}`, 'wrong-password')
    expect(wrong.statusCode).toBe(401)
    const { requestId: _one, ...first } = wrong.json()
    const { requestId: _other, ...second } = unknown.json()
    expect(first).toEqual(second)
    expect(wrong.cookies).toEqual([])
  })

  it('makes a name wait after five failures from one address, known or not, and lets it in again later', async () => {
    const outcomes = async (name: string): Promise<number[]> => {
      const codes: number[] = []
      for (let i = 0; i < 6; i += 1)
        codes.push((await trySignIn(app, name, `wrong-${i}`, { remoteAddress: '10.0.0.7' })).statusCode)
      return codes
    }
    expect(await outcomes('mozhengming')).toEqual([401, 401, 401, 401, 401, 429])
    expect(await outcomes('no-such-name')).toEqual([401, 401, 401, 401, 401, 429])
    const right = { remoteAddress: '10.0.0.7' }
    expect((await trySignIn(app, 'mozhengming', TEST_PASSWORD, right)).statusCode).toBe(429)
    expect((await trySignIn(app, 'mozhengming', TEST_PASSWORD, { remoteAddress: '10.0.0.8' })).statusCode).toBe(200)
    app.clock.setOffsetMs(31_000)
    expect((await trySignIn(app, 'mozhengming', TEST_PASSWORD, right)).statusCode).toBe(200)
    app.clock.setOffsetMs(0)
  })

  it('counts only the first few of many guesses sent at once', async () => {
    const guesses = Array.from({ length: 20 }, (_, i) =>
      trySignIn(app, 'fagai-handler', i === 19 ? TEST_PASSWORD : `guess-${i}`, { remoteAddress: '10.0.0.9' }),
    )
    const codes = (await Promise.all(guesses)).map((answer) => answer.statusCode)
    expect(codes.filter((code) => code === 401).length).toBeLessThanOrEqual(5)
    expect(codes.filter((code) => code === 429).length).toBeGreaterThanOrEqual(14)
  })
})

describe('a session', () => {
  it('is nobody for a request without a cookie, with a foreign one, or with a made-up one', async () => {
    for (const value of [undefined, 'x', 'A'.repeat(43), "A'; drop table identity.sessions; --"]) {
      const headers = value === undefined ? {} : { cookie: `yiwang_session=${value}` }
      const answer = await app.server.inject({ url: '/api/session', headers })
      expect(answer.json()).toEqual({ signedIn: false, roles: [], posts: [], abilities: {}, demo: true })
    }
  })

  it('ends in the database when its owner signs out', async () => {
    const browser = await signIn(app, 'wangfang')
    const out = await browser.post('/api/session/end')
    expect(out.json()).toEqual({ signedIn: false })
    expect(out.headers['clear-site-data']).toBe('"cache", "storage"')
    expect((await browser.get('/api/session')).json()).toMatchObject({ signedIn: false })
    expect(await kindsOf(`session:${browser.accountId}`)).toContain('identity/SignedOut.v1')
  })

  it('ends when it is left idle, and at the latest after its longest time', async () => {
    const minutes = 60_000
    const official = await signIn(app, 'qinguodong')
    app.clock.setOffsetMs(29 * minutes)
    expect((await official.get('/api/session')).json().signedIn).toBe(true)
    app.clock.setOffsetMs(58 * minutes)
    expect((await official.get('/api/session')).json().signedIn).toBe(true)
    app.clock.setOffsetMs(89 * minutes)
    expect((await official.get('/api/session')).json().signedIn).toBe(false)
    app.clock.setOffsetMs(0)
    const resident = await signIn(app, 'wangfang')
    for (let hour = 0.9; hour < 12; hour += 0.9) {
      app.clock.setOffsetMs(hour * 60 * minutes)
      expect((await resident.get('/api/session')).json().signedIn).toBe(true)
    }
    app.clock.setOffsetMs(12.01 * 60 * minutes)
    expect((await resident.get('/api/session')).json().signedIn).toBe(false)
    app.clock.setOffsetMs(0)
  })

  it('of before ends when its browser signs in anew', async () => {
    const before = await signIn(app, 'wangfang')
    const headers = { ...before.headers, 'idempotency-key': key() }
    const after = await signedInBy(app, await trySignIn(app, 'liming', TEST_PASSWORD, { headers }))
    expect(after.session.account).toMatchObject({ name: '李明' })
    expect((await before.get('/api/session')).json().signedIn).toBe(false)
  })

  it('has a cookie that only this host can set, where the address is encrypted', () => {
    expect(sessionCookieName(true)).toBe('__Host-yiwang_session')
    expect(sessionCookieName(false)).toBe('yiwang_session')
  })

  it('refuses an unsafe request without its token, or with that of another session', async () => {
    const one = await signIn(app, 'wangfang')
    const other = await signIn(app, 'wangfang')
    const headers = { cookie: one.cookie, 'idempotency-key': key() }
    const bare = await app.server.inject({ method: 'POST', url: '/api/session/end', headers, payload: {} })
    expect(bare.json()).toMatchObject({ code: 'http/csrf-token' })
    const foreign = await one.post('/api/session/end', {}, { 'x-csrf-token': other.headers['x-csrf-token']! })
    expect(foreign.json()).toMatchObject({ code: 'http/csrf-token' })
  })

  it('costs one look-up a request', async () => {
    const browser = await signIn(app, 'huangzhiqiang')
    await app.sql(`insert into identity.sessions
      (token_hash, id, account_jurisdiction, account_id, created_at, seen_at, idle_expires_at, expires_at, proved_at)
      select sha256(n::text::bytea), gen_random_uuid(), account_jurisdiction, account_id, created_at, seen_at, created_at, expires_at, proved_at
      from (select * from identity.sessions limit 1) as one, generate_series(1, 2000) as n`)
    await app.sql('analyze identity.sessions')
    const [plan] = await app.sql<{ 'QUERY PLAN': { Plan: object }[] }>(
      `explain (format json, costs off) select * from identity.sessions s
       join identity.accounts a on a.jurisdiction = s.account_jurisdiction and a.id = s.account_id
       where s.token_hash = '\\x00'::bytea and s.ended_at is null and a.state = 'active'`,
    )
    expect(JSON.stringify(plan)).toContain('sessions_pkey')
    expect((await browser.get('/api/session')).statusCode).toBe(200)
  })
})

describe('a password', () => {
  it('is changed by who knows the old one, and other sessions end', async () => {
    const one = await buildResident(app)
    const other = await signIn(app, one.phone)
    const { version } = one.session.account!
    const body = { version, oldPassword: TEST_PASSWORD, newPassword: 'lichee-2026-harvest' }
    const answer = await one.post('/api/my/password', body)
    expect(answer.json()).toMatchObject({ version: version + 1 })
    expect((await one.get('/api/session')).json().signedIn).toBe(true)
    expect((await other.get('/api/session')).json().signedIn).toBe(false)
    expect((await trySignIn(app, one.phone, TEST_PASSWORD)).statusCode).toBe(401)
    expect((await signIn(app, one.phone, 'lichee-2026-harvest')).accountId).toBe(one.accountId)
  })

  it('stays when the old one is wrong, and that is an entry', async () => {
    const browser = await buildResident(app)
    const { version } = browser.session.account!
    const body = { version, oldPassword: 'not-it-at-all-1', newPassword: 'lichee-2026-harvest' }
    expect((await browser.post('/api/my/password', body)).json()).toMatchObject({ code: 'identity/password-wrong' })
    expect(await kindsOf(`account:${browser.accountId}`)).toContain('identity/PasswordChangeRefused.v1')
  })

  it.each([
    ['short-1', '密码至少要有 8 个字符。'],
    ['onlyletters', '密码要包含字母、数字、符号中的至少两种，或者有 15 个以上字符。'],
    ['P@ssw0rd', '这个密码太常见，容易被猜到，请换一个。'],
  ])('%s is refused at its field', async (newPassword, message) => {
    const browser = await signIn(app, 'liming')
    const body = { version: browser.session.account!.version, oldPassword: TEST_PASSWORD, newPassword }
    const answer = await browser.post('/api/my/password', body)
    expect(answer.statusCode).toBe(400)
    expect(answer.json()).toMatchObject({ code: 'identity/password-weak', fields: [{ path: '/newPassword', message }] })
  })
})

describe('a resident', () => {
  it('registers, is signed in, and stands at level 1 where nobody can be asked about phones or names', async () => {
    const browser = await buildResident(app, { name: '韦新' })
    expect(browser.session.account).toMatchObject({ name: '韦新', realNameLevel: 1, isDemo: false })
    expect(browser.actor).toMatchObject({ kind: 'person', jurisdiction: '450721' })
    expect((await browser.get('/api/my/real-name')).json()).toMatchObject({ level: 1, ways: [] })
    expect(await kindsOf(`account:${browser.accountId}`)).toEqual(['identity/AccountOpened.v1'])
  })

  function register(body: object) {
    const person = { name: '陆小梅', citizenId: '999999200001010628', phone: '13900002001', password: 'yiwang-demo' }
    const headers = { 'idempotency-key': key() }
    return app.server.inject({ method: 'POST', url: '/api/registrations', headers, payload: { ...person, ...body } })
  }

  it('registers once with a phone', async () => {
    expect((await register({})).statusCode).toBe(200)
    expect((await register({ citizenId: testCitizenId(901) })).json()).toMatchObject({
      code: 'identity/already-registered',
    })
  })

  it.each([
    ['citizenId', '999999200001010629', '公民身份号码不正确，请核对（18 位，末位可能是大写 X）'],
    ['phone', '12345', '手机号码不正确，请填写 11 位手机号'],
  ])('with a wrong %s learns it at that field', async (field, value, message) => {
    const answer = await register({ [field]: value })
    expect(answer.statusCode).toBe(400)
    expect(answer.json().fields).toEqual([{ path: `/${field}`, message }])
  })

  it('in a division that is not known is refused', async () => {
    const answer = await register({ citizenId: testCitizenId(900), phone: '13900002003', division: '459999' })
    expect(answer.json()).toMatchObject({ code: 'organizations/division-unknown' })
  })

  it('is kept sealed: neither name, phone nor citizen id stand in the tables', async () => {
    const rows = await app.sql<{ text: string }>('select a::text as text from identity.accounts a')
    const all = rows.map((row) => row.text).join(' ')
    for (const secret of ['王芳', '13900000001', '999999199003120243']) {
      expect(all).not.toContain(secret)
      expect(all).not.toContain(Buffer.from(secret).toString('hex'))
    }
  })
})

describe('staff accounts', () => {
  it('permit nothing until the first password is changed, and everything of the posts after it', async () => {
    const admin = await signIn(app, 'admin')
    const staff = await buildStaff(app, { staffNo: 'I-1', roles: ['handler'] })
    const body = { staffId: staff.id, login: 'new-handler', initialPassword: 'first-password-1' }
    expect((await admin.post('/api/staff-accounts', body)).statusCode).toBe(200)
    const fresh = await signIn(app, 'new-handler', 'first-password-1')
    expect(fresh.session).toMatchObject({ roles: [], posts: [], abilities: {}, account: { mustChangePassword: true } })
    const change = { version: 1, oldPassword: 'first-password-1', newPassword: 'second-password-2' }
    expect((await fresh.post('/api/my/password', change)).statusCode).toBe(200)
    expect((await fresh.get('/api/session')).json()).toMatchObject({ roles: ['handler'] })
    expect((await admin.post('/api/staff-accounts', body)).json()).toMatchObject({ code: 'identity/account-exists' })
  })

  it('are not opened or closed by the administrator of another county, nor by a clerk', async () => {
    const staff = await buildStaff(app, { staffNo: 'I-2', roles: ['handler'] })
    const clerk = await signIn(app, 'chenjing')
    const body = { staffId: staff.id, login: 'other-handler', initialPassword: 'first-password-1' }
    expect((await clerk.post('/api/staff-accounts', body)).statusCode).toBe(403)
    const stranger = await signIn(app, 'zhaojingtai')
    expect((await stranger.post('/api/staff-accounts', body)).statusCode).toBe(403)
  })

  it('end at once when they are closed', async () => {
    const admin = await signIn(app, 'admin')
    const staff = await buildStaff(app, { staffNo: 'I-3', roles: ['handler'] })
    const body = { staffId: staff.id, login: 'leaver', initialPassword: 'first-password-1' }
    const { accountId } = (await admin.post('/api/staff-accounts', body)).json<{ accountId: string }>()
    const leaver = await signIn(app, 'leaver', 'first-password-1')
    const closed = await admin.post(`/api/staff-accounts/${accountId}/close`, { version: 1, reason: '调离' })
    expect(closed.json()).toEqual({ accountId, version: 2 })
    expect((await leaver.get('/api/session')).json().signedIn).toBe(false)
    expect((await trySignIn(app, 'leaver', 'first-password-1')).statusCode).toBe(401)
  })

  it('are refused for a login that is taken, for nobody, and for who is closed already', async () => {
    const admin = await signIn(app, 'admin')
    const staff = await buildStaff(app, { staffNo: 'I-4', roles: ['handler'] })
    const nobody = '450721-00000000-0000-7000-8000-000000000000'
    const open = async (staffId: string, login: string) => {
      const answer = await admin.post('/api/staff-accounts', { staffId, login, initialPassword: 'first-password-1' })
      return answer.json<{ code?: string; accountId: string }>()
    }
    expect(await open(staff.id, 'huangzhiqiang')).toMatchObject({ code: 'identity/login-taken' })
    expect(await open(nobody, 'somebody')).toMatchObject({ code: 'identity/staff-unknown' })
    const { accountId } = await open(staff.id, 'closing')
    const close = async (id: string, version: number) =>
      (await admin.post(`/api/staff-accounts/${id}/close`, { version, reason: '退休' })).json<{ code?: string }>()
    expect(await close(accountId, 7)).toMatchObject({ code: 'http/stale-version' })
    expect(await close(accountId, 1)).not.toHaveProperty('code')
    expect(await close(accountId, 2)).toMatchObject({ code: 'identity/account-closed' })
    expect(await close(nobody, 1)).toMatchObject({ code: 'identity/account-unknown' })
  })

  it('follow the posts that are given and taken, from the very next request on', async () => {
    const admin = await signIn(app, 'admin')
    const handler = await signIn(app, 'minzong-handler')
    const staff = (await app.act({ mode: 'read' }, (ctx) =>
      app.modules.organizations.api.findStaff(ctx, handler.actor.staffId!),
    ))!
    const { id, version, organizationId } = staff
    const post = { version, role: 'reviewer', organizationId, division: '450721' }
    const proposed = (await admin.post(`/api/staff/${id}/posts`, post)).json<{ id: string }>()
    expect((await handler.get('/api/session')).json().roles).toEqual(['handler'])
    const security = await signIn(app, 'luweiping')
    await security.post(`/api/appointments/${proposed.id}/confirm`, { version: 1 })
    expect((await handler.get('/api/session')).json().roles).toEqual(['handler', 'reviewer'])
    const ending = { version: version + 1 }
    expect((await admin.post(`/api/staff/${id}/posts/${staff.posts[0]!.id}/end`, ending)).statusCode).toBe(200)
    expect((await handler.get('/api/session')).json().roles).toEqual(['reviewer'])
  })
})

describe('mandates', () => {
  const letter = {
    creditCode: '91450721MAYW000248',
    organizationName: '灵山县百年荔果业有限公司',
    agentCitizenId: '999999199003120243',
    letterNo: '委托2026-1',
    validFrom: '2026-01-01',
    validTo: '2099-12-31',
    division: '450721',
  }

  it('of the demo let 李明 act for 灵山县荔香食品有限公司', async () => {
    const browser = await signIn(app, 'liming')
    expect((await browser.get('/api/my/organizations')).json().mandates).toMatchObject([
      { creditCode: '91450721MAYW00016D', organizationName: '灵山县荔香食品有限公司', isDemo: true },
    ])
  })

  it('are registered and revoked by a clerk of the county', async () => {
    const clerk = await signIn(app, 'chenjing')
    const mandate = (await clerk.post('/api/mandates', letter)).json<{ id: string; version: number }>()
    const agent = await signIn(app, 'wangfang')
    expect((await agent.get('/api/my/organizations')).json().mandates).toHaveLength(1)
    expect((await clerk.post('/api/mandates', letter)).json()).toMatchObject({ code: 'identity/mandate-exists' })
    const stranger = await signIn(app, 'zhaojingtai')
    const revocation = { version: 1, reason: '公司来函' }
    expect((await stranger.post(`/api/mandates/${mandate.id}/revoke`, revocation)).statusCode).toBe(404)
    expect((await clerk.post(`/api/mandates/${mandate.id}/revoke`, revocation)).statusCode).toBe(200)
    expect((await agent.get('/api/my/organizations')).json().mandates).toEqual([])
    const nothing = `/api/mandates/450721-00000000-0000-7000-8000-000000000000/revoke`
    expect((await clerk.post(nothing, revocation)).json()).toMatchObject({ code: 'identity/mandate-unknown' })
    const again = await clerk.post(`/api/mandates/${mandate.id}/revoke`, { version: 2, reason: '再次' })
    expect(again.json()).toMatchObject({ code: 'identity/mandate-revoked' })
  })

  it('need a right credit code, an agent who is proved, and a time to come', async () => {
    const clerk = await signIn(app, 'chenjing')
    const code = async (change: object) => {
      const answer = (await clerk.post('/api/mandates', { ...letter, ...change })).json()
      return answer.code === 'http/invalid-input' ? answer.fields[0].path : answer.code
    }
    expect(await code({ creditCode: '91450721MAYW000249' })).toBe('/creditCode')
    expect(await code({ agentCitizenId: testCitizenId(901) })).toBe('identity/agent-unknown')
    expect(await code({ validTo: '2020-01-01' })).toBe('identity/mandate-period')
    expect(await code({ scope: { kind: 'all', codes: ['x'] } })).toBe('identity/mandate-scope')
    expect(await code({ division: '620423' })).toBe('permit/out-of-reach')
  })
})
