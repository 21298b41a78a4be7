import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTestApp } from '../../../test/harness.ts'
import type { TestApp } from '../../../test/harness.ts'
import { createSoftPasskey } from '../../../test/soft-passkey.ts'
import type { SoftPasskey } from '../../../test/soft-passkey.ts'
import type { FactorsView, PasskeyRequest, PasskeyWish, SessionLines, SessionView } from './contract/index.ts'
import { totpCode, totpStep } from './actions/totp.ts'
import type { IdentityContext } from './queries/identity-context.ts'
import { beginPasskeySignIn } from './queries/list-factors.ts'
import { TEST_PASSWORD, buildResident, signIn, signedInBy, trySignIn } from './fixtures.ts'
import type { SignedIn } from './fixtures.ts'

const ORIGIN = 'http://localhost'
let app: TestApp
beforeAll(async () => {
  app = await openTestApp({ sessionsPerAccount: 3 })
})
afterAll(() => app.close())

async function kindsOf(stream: string, of = app): Promise<string[]> {
  const rows = await of.sql<{ kind: string }>('select kind from ledger.entries where stream = $1 order by seq', [
    stream,
  ])
  return rows.map((row) => row.kind)
}

function post(url: string, payload: object, of = app) {
  return of.server.inject({ method: 'POST', url, payload, headers: { 'idempotency-key': randomUUID() } })
}

async function read<T>(url: string, of = app): Promise<T> {
  return (await of.server.inject({ url })).json<T>()
}

async function addPasskey(browser: SignedIn, passkey: SoftPasskey, label = '我的手机'): Promise<FactorsView> {
  const wish = (await browser.get('/api/my/passkeys/options')).json<PasskeyWish>()
  const answer = await browser.post('/api/my/passkeys', { label, credential: passkey.register(wish, ORIGIN) })
  expect(answer.statusCode, answer.body).toBe(200)
  return answer.json<FactorsView>()
}

/** An app for one-time codes in somebody's pocket. */
async function addCodes(browser: SignedIn): Promise<(now: Date) => string> {
  const begun = (await browser.get('/api/my/totp/options')).json<{ secret: string; ticket: string; qrPath: string }>()
  expect(begun.qrPath).toMatch(/^M\d/)
  const secret = fromBase32(begun.secret)
  const codeAt = (now: Date) => totpCode(secret, totpStep(now))
  const body = { label: '验证器', ticket: begun.ticket, code: codeAt(app.clock.now()) }
  const answer = await browser.post('/api/my/totp', body)
  expect(answer.statusCode, answer.body).toBe(200)
  return codeAt
}

function fromBase32(text: string): Buffer {
  const bits = [...text]
    .map((one) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(one).toString(2).padStart(5, '0'))
    .join('')
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)))
}

async function asked(login: string): Promise<NonNullable<SessionView['secondFactor']>> {
  const answer = await trySignIn(app, login, TEST_PASSWORD)
  expect(answer.cookies).toEqual([])
  const session = answer.json<SessionView>()
  expect(session).toMatchObject({ signedIn: false, roles: [], posts: [], abilities: {} })
  return session.secondFactor!
}

describe('sessions', () => {
  it('are listed with device, place and time, and ended by their owner', async () => {
    const one = await buildResident(app)
    const phone = 'Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/131.0 Mobile Safari/537.36'
    const other = await signedInBy(
      app,
      await trySignIn(app, one.phone, TEST_PASSWORD, {
        remoteAddress: '10.9.8.7',
        headers: { 'idempotency-key': randomUUID(), 'user-agent': phone },
      }),
    )
    const { sessions } = (await one.get('/api/my/sessions')).json<SessionLines>()
    expect(sessions).toHaveLength(2)
    const there = sessions.find((line) => !line.isThis)!
    expect(there).toMatchObject({ device: 'Chrome · 安卓', network: '10.9.8.7', methods: ['pwd'] })
    const ended = await one.post(`/api/my/sessions/${there.id}/end`)
    expect(ended.json<SessionLines>().sessions.map((line) => line.isThis)).toEqual([true])
    expect((await other.get('/api/session')).json()).toMatchObject({ signedIn: false })
    expect((await one.post(`/api/my/sessions/${there.id}/end`)).json()).toMatchObject({
      code: 'identity/session-unknown',
    })
    expect(await kindsOf(`session:${one.accountId}`)).toContain('identity/SessionEnded.v1')
  })

  it('of somebody else are not ended', async () => {
    const [one, other] = [await buildResident(app), await buildResident(app)]
    const line = (await other.get('/api/my/sessions')).json<SessionLines>().sessions[0]!
    expect((await one.post(`/api/my/sessions/${line.id}/end`)).json()).toMatchObject({
      code: 'identity/session-unknown',
    })
    expect((await other.get('/api/session')).json()).toMatchObject({ signedIn: true })
  })

  it('all but this one end at once', async () => {
    const one = await buildResident(app)
    const other = await signIn(app, one.phone)
    await one.post('/api/my/sessions/end-others')
    expect((await other.get('/api/session')).json()).toMatchObject({ signedIn: false })
    expect((await one.get('/api/session')).json()).toMatchObject({ signedIn: true })
  })

  it('beyond the most that an account may have: the one unused for longest ends', async () => {
    const first = await buildResident(app)
    const later: SignedIn[] = []
    for (let minute = 2; minute <= 6; minute += 2) {
      app.clock.setOffsetMs(minute * 60_000)
      later.push(await signIn(app, first.phone))
    }
    const live = await Promise.all(
      [first, ...later].map(async (one) => (await one.get('/api/session')).json().signedIn),
    )
    expect(live).toEqual([false, true, true, true])
    app.clock.setOffsetMs(0)
  })

  it('keep the place sealed', async () => {
    const rows = await app.sql<{ text: string }>('select s::text as text from identity.sessions s')
    expect(rows.map((row) => row.text).join(' ')).not.toContain('10.9.8.7')
  })
})

describe('passkeys', () => {
  it('are not offered where the public address has no name', () => {
    const request = () =>
      app.act({ mode: 'read' }, (ctx) =>
        beginPasskeySignIn({ ...ctx, relyingParty: undefined } as unknown as IdentityContext),
      )
    return expect(request()).rejects.toMatchObject({ definition: { code: 'identity/passkeys-need-a-name' } })
  })
})

describe('a passkey of a resident', () => {
  it('is added, and signs in alone', async () => {
    const owner = await buildResident(app)
    const passkey = createSoftPasskey()
    const view = await addPasskey(owner, passkey)
    expect(view).toMatchObject({
      factors: [{ kind: 'passkey', label: '我的手机', isBlocked: false }],
      isRequired: false,
    })
    const request = await read<PasskeyRequest>('/api/session/passkey')
    expect(request).toMatchObject({ rpId: 'localhost', userVerification: 'required', allowCredentials: [] })
    const answer = await post('/api/session/passkey', { passkey: passkey.sign(request, ORIGIN) })
    const browser = await signedInBy(app, answer)
    expect(browser.accountId).toBe(owner.accountId)
    expect(browser.session.methods).toContain('mfa')
    expect(browser.actor.authentication?.methods).toEqual(['hwk', 'mfa'])
    const used = (await browser.get('/api/my/factors')).json<FactorsView>().factors[0]!
    expect(used.usedAt).toBeDefined()
  })

  it('does not stand in the way of the password, and is no source of codes', async () => {
    const owner = await buildResident(app)
    await addPasskey(owner, createSoftPasskey())
    expect((await trySignIn(app, owner.phone, TEST_PASSWORD)).json()).toMatchObject({ signedIn: true })
    expect((await owner.get('/api/my/totp/options')).json()).toMatchObject({ code: 'identity/staff-only' })
    expect((await owner.post('/api/my/recovery-codes')).json()).toMatchObject({ code: 'identity/staff-only' })
  })

  it('counts for the challenge it was asked for, once, within its time', async () => {
    const owner = await buildResident(app)
    const passkey = createSoftPasskey()
    await addPasskey(owner, passkey)
    const request = await read<PasskeyRequest>('/api/session/passkey')
    const assertion = passkey.sign(request, ORIGIN)
    expect((await post('/api/session/passkey', { passkey: assertion })).statusCode).toBe(200)
    expect((await post('/api/session/passkey', { passkey: assertion })).json()).toMatchObject({
      code: 'identity/passkey-refused',
    })
    const made = passkey.sign({ ...request, challenge: 'bWFkZS11cC1ieS1hLXRoaWVm' }, ORIGIN)
    expect((await post('/api/session/passkey', { passkey: made })).statusCode).toBe(403)
    const late = await read<PasskeyRequest>('/api/session/passkey')
    app.clock.setOffsetMs(6 * 60_000)
    expect((await post('/api/session/passkey', { passkey: passkey.sign(late, ORIGIN) })).statusCode).toBe(403)
    app.clock.setOffsetMs(0)
    const wish = (await owner.get('/api/my/passkeys/options')).json<PasskeyWish>()
    const mixed = passkey.sign({ ...request, challenge: wish.challenge }, ORIGIN)
    expect((await post('/api/session/passkey', { passkey: mixed })).statusCode).toBe(403)
  })

  it('made for another site, shown from another page, or without its holder, is refused', async () => {
    const owner = await buildResident(app)
    const passkey = createSoftPasskey()
    await addPasskey(owner, passkey)
    const fresh = () => read<PasskeyRequest>('/api/session/passkey')
    const attempts = [
      passkey.sign(await fresh(), 'https://zwfw.example.cn.evil.example'),
      passkey.sign({ ...(await fresh()), rpId: 'evil.example' }, ORIGIN),
      passkey.sign(await fresh(), ORIGIN, { isHolderChecked: false }),
    ]
    for (const attempt of attempts) {
      expect((await post('/api/session/passkey', { passkey: attempt })).json()).toMatchObject({
        code: 'identity/passkey-refused',
      })
    }
    const wish = (await owner.get('/api/my/passkeys/options')).json<PasskeyWish>()
    const foreign = createSoftPasskey().register(wish, 'https://evil.example')
    expect((await owner.post('/api/my/passkeys', { label: '假', credential: foreign })).json()).toMatchObject({
      code: 'identity/passkey-refused',
    })
    expect(await kindsOf(`account:${owner.accountId}`)).toContain('identity/FactorRefused.v1')
    expect((await post('/api/session/passkey', { passkey: passkey.sign(await fresh(), ORIGIN) })).statusCode).toBe(200)
  })

  it('whose counter went back was copied: it is blocked for both, and that is on record', async () => {
    const owner = await buildResident(app)
    const passkey = createSoftPasskey()
    await addPasskey(owner, passkey)
    const attempt = async (counter: number) => {
      const request = await read<PasskeyRequest>('/api/session/passkey')
      return (await post('/api/session/passkey', { passkey: passkey.sign(request, ORIGIN, { counter }) })).statusCode
    }
    expect(await attempt(7)).toBe(200)
    expect(await attempt(7)).toBe(403)
    expect(await attempt(8)).toBe(403)
    expect((await owner.get('/api/my/factors')).json()).toMatchObject({ factors: [{ isBlocked: true }] })
    expect(await kindsOf(`account:${owner.accountId}`)).toContain('identity/FactorBlocked.v1')
  })

  it('of a closed account lets nobody in', async () => {
    const owner = await buildResident(app)
    const passkey = createSoftPasskey()
    await addPasskey(owner, passkey)
    await app.sql("update identity.accounts set state = 'closed', closed_at = now() where id = $1", [
      owner.accountId.slice(7),
    ])
    const request = await read<PasskeyRequest>('/api/session/passkey')
    expect((await post('/api/session/passkey', { passkey: passkey.sign(request, ORIGIN) })).statusCode).toBe(403)
  })

  it('is renamed and removed by its owner, and there are ten at most', async () => {
    const owner = await buildResident(app)
    const { factors } = await addPasskey(owner, createSoftPasskey())
    const { id, version } = factors[0]!
    const renamed = await owner.post(`/api/my/factors/${id}/rename`, { version, label: '家里的电脑' })
    expect(renamed.json()).toMatchObject({ factors: [{ label: '家里的电脑', version: version + 1 }] })
    const stale = await owner.post(`/api/my/factors/${id}/remove`, { version })
    expect(stale.json()).toMatchObject({ code: 'http/stale-version' })
    const stranger = await buildResident(app)
    expect((await stranger.post(`/api/my/factors/${id}/remove`, { version: version + 1 })).json()).toMatchObject({
      code: 'identity/factor-unknown',
    })
    const removed = await owner.post(`/api/my/factors/${id}/remove`, { version: version + 1 })
    expect(removed.json()).toMatchObject({ factors: [] })
    for (let count = 0; count < 10; count += 1) await addPasskey(owner, createSoftPasskey(), `第${count}个`)
    const wish = (await owner.get('/api/my/passkeys/options')).json<PasskeyWish>()
    const credential = createSoftPasskey().register(wish, ORIGIN)
    expect((await owner.post('/api/my/passkeys', { label: '再来', credential })).json()).toMatchObject({
      code: 'identity/too-many-factors',
    })
  })
})

describe('a second factor of an official', () => {
  it('is asked for once it is there: nobody is signed in by the password alone', async () => {
    const codeAt = await addCodes(await signIn(app, 'suli'))
    const ask = await asked('suli')
    expect(ask.kinds).toEqual(['totp'])
    app.clock.setOffsetMs(60_000)
    const code = codeAt(app.clock.now())
    const answer = await post('/api/session/second-factor', { ticket: ask.ticket, code })
    const browser = await signedInBy(app, answer)
    expect(browser.session).toMatchObject({
      signedIn: true,
      roles: ['certificate-clerk'],
      methods: ['pwd', 'otp', 'mfa'],
    })
    expect(await kindsOf(`session:${browser.accountId}`)).toContain('identity/SecondFactorAsked.v1')
    const replay = await post('/api/session/second-factor', { ticket: ask.ticket, code })
    expect(replay.json()).toMatchObject({ code: 'identity/factor-wrong' })
    expect(replay.cookies).toEqual([])
    app.clock.setOffsetMs(0)
  })

  it('may be a passkey, which also signs in alone', async () => {
    const passkey = createSoftPasskey()
    await addPasskey(await signIn(app, 'tanwenbin'), passkey)
    const ask = await asked('tanwenbin')
    expect(ask).toMatchObject({ kinds: ['passkey'], passkey: { rpId: 'localhost' } })
    expect(ask.passkey!.allowCredentials).toHaveLength(1)
    const body = { ticket: ask.ticket, passkey: passkey.sign(ask.passkey!, ORIGIN) }
    expect((await signedInBy(app, await post('/api/session/second-factor', body))).session.methods).toEqual([
      'pwd',
      'hwk',
      'mfa',
    ])
    const request = await read<PasskeyRequest>('/api/session/passkey')
    const alone = await post('/api/session/passkey', { passkey: passkey.sign(request, ORIGIN) })
    expect((await signedInBy(app, alone)).session).toMatchObject({ roles: ['item-admin'], methods: ['hwk', 'mfa'] })
  })

  it('is replaced by a recovery code, once each; new ones end the old', async () => {
    const browser = await signIn(app, 'liangxiuying')
    expect((await browser.post('/api/my/recovery-codes')).json()).toMatchObject({ code: 'identity/factor-needed' })
    await addCodes(browser)
    const { codes } = (await browser.post('/api/my/recovery-codes')).json<{ codes: string[] }>()
    expect(new Set(codes).size).toBe(10)
    const [digest] = await app.sql<{ text: string }>(
      "select string_agg(r::text, ' ') as text from identity.recovery_codes r",
    )
    for (const code of codes) expect(digest!.text).not.toContain(code)
    const ask = await asked('liangxiuying')
    expect(ask.kinds).toEqual(['totp', 'recovery'])
    const give = (recoveryCode: string) => post('/api/session/second-factor', { ticket: ask.ticket, recoveryCode })
    expect((await give(codes[0]!.toLowerCase())).statusCode).toBe(200)
    expect((await give(codes[0]!)).json()).toMatchObject({ code: 'identity/factor-wrong' })
    expect((await browser.get('/api/my/factors')).json()).toMatchObject({ recoveryCodesLeft: 9 })
    await browser.post('/api/my/recovery-codes')
    expect((await give(codes[1]!)).json()).toMatchObject({ code: 'identity/factor-wrong' })
  })

  it('is not guessed at: five wrong ones, then a wait', async () => {
    await addCodes(await signIn(app, 'qinguodong'))
    const ask = await asked('qinguodong')
    const codes: number[] = []
    for (let guess = 0; guess < 6; guess += 1) {
      const answer = await post('/api/session/second-factor', { ticket: ask.ticket, code: `00000${guess}` })
      codes.push(answer.statusCode)
    }
    expect(codes).toEqual([403, 403, 403, 403, 403, 429])
  })

  it('needs a ticket of ours that is not old, and a factor that the account has', async () => {
    await addCodes(await signIn(app, 'weijianhua'))
    const ask = await asked('weijianhua')
    const give = async (body: object) => (await post('/api/session/second-factor', body)).json<{ code: string }>().code
    expect(await give({ ticket: 'AAAA', code: '123456' })).toBe('identity/proof-expired')
    expect(await give({ ticket: ask.ticket })).toBe('identity/factor-needed')
    app.clock.setOffsetMs(6 * 60_000)
    expect(await give({ ticket: ask.ticket, code: '123456' })).toBe('identity/proof-expired')
    app.clock.setOffsetMs(0)
  })

  it('of codes is one an account, and its first code must fit', async () => {
    const browser = await signIn(app, 'chenjing')
    const { ticket } = (await browser.get('/api/my/totp/options')).json<{ ticket: string }>()
    const wrong = await browser.post('/api/my/totp', { label: '验证器', ticket, code: '000000' })
    expect(wrong.json()).toMatchObject({ code: 'identity/factor-wrong' })
    await addCodes(browser)
    const again = (await browser.get('/api/my/totp/options')).json<{ ticket: string; secret: string }>()
    const code = totpCode(fromBase32(again.secret), totpStep(app.clock.now()))
    expect((await browser.post('/api/my/totp', { label: '又一个', ticket: again.ticket, code })).json()).toMatchObject({
      code: 'identity/factor-exists',
    })
    const rows = await app.sql<{ text: string }>('select f::text as text from identity.factors f')
    expect(rows.map((row) => row.text).join(' ')).not.toContain(fromBase32(again.secret).toString('hex'))
  })
})

describe('a fresh proof', () => {
  it('is needed to add a factor when the last one is older than five minutes, and given by the password where there is nothing better', async () => {
    const owner = await buildResident(app)
    app.clock.setOffsetMs(6 * 60_000)
    const passkey = createSoftPasskey()
    const wish = (await owner.get('/api/my/passkeys/options')).json<PasskeyWish>()
    const body = { label: '手机', credential: passkey.register(wish, ORIGIN) }
    const headers = { 'idempotency-key': randomUUID() }
    expect((await owner.post('/api/my/passkeys', body, headers)).json()).toMatchObject({
      code: 'permit/proof-needed',
      params: { minutes: 5 },
    })
    expect((await owner.get('/api/session/proof')).json()).toEqual({ kinds: ['password'] })
    expect((await owner.post('/api/session/proof', { password: 'not-it-at-all' })).json()).toMatchObject({
      code: 'identity/factor-wrong',
    })
    expect((await owner.post('/api/session/proof', { password: TEST_PASSWORD })).statusCode).toBe(200)
    expect((await owner.post('/api/my/passkeys', body, headers)).statusCode).toBe(200)
    expect(await kindsOf(`session:${owner.accountId}`)).toEqual([
      'identity/SignedIn.v1',
      'identity/ProofRefused.v1',
      'identity/ProofGiven.v1',
    ])
    app.clock.setOffsetMs(0)
  })

  it('is given by the factor, not by the password, where there is one', async () => {
    const owner = await buildResident(app)
    const passkey = createSoftPasskey()
    await addPasskey(owner, passkey)
    expect((await owner.post('/api/session/proof', { password: TEST_PASSWORD })).json()).toMatchObject({
      code: 'identity/factor-needed',
    })
    const { kinds, passkey: request } = (await owner.get('/api/session/proof')).json<{
      kinds: string[]
      passkey: PasskeyRequest
    }>()
    expect(kinds).toEqual(['passkey'])
    const proof = await owner.post('/api/session/proof', { passkey: passkey.sign(request, ORIGIN) })
    expect(proof.json()).toMatchObject({ methods: ['pwd', 'hwk', 'mfa'] })
  })
})

describe('where officials must have two factors', () => {
  let strict: TestApp
  beforeAll(async () => {
    strict = await openTestApp({ secondFactor: true })
  })
  afterAll(() => strict.close())

  it('who has none yet may do nothing but add one, and everything from then on', async () => {
    const browser = await signIn(strict, 'huangzhiqiang')
    expect(browser.session).toMatchObject({ mustEnrolFactor: true, roles: [], posts: [], abilities: {} })
    expect((await browser.get('/api/inbox')).statusCode).not.toBe(200)
    const wish = (await browser.get('/api/my/passkeys/options')).json<PasskeyWish>()
    const passkey = createSoftPasskey()
    const credential = passkey.register(wish, ORIGIN)
    expect((await browser.post('/api/my/passkeys', { label: '安全密钥', credential })).statusCode).toBe(200)
    const session = (await browser.get('/api/session')).json<SessionView>()
    expect(session.mustEnrolFactor).toBeUndefined()
    expect(session.roles).toEqual(['handler'])
    const { factors, isRequired } = (await browser.get('/api/my/factors')).json<FactorsView>()
    expect(isRequired).toBe(true)
    const removal = await browser.post(`/api/my/factors/${factors[0]!.id}/remove`, { version: factors[0]!.version })
    expect(removal.json()).toMatchObject({ code: 'identity/last-factor' })
  })

  it('residents are not asked', async () => {
    const browser = await signIn(strict, 'wangfang')
    expect(browser.session).toMatchObject({ roles: ['resident'] })
    expect(browser.session.mustEnrolFactor).toBeUndefined()
  })
})
