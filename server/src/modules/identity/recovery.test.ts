import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openTestApp } from '../../../test/harness.ts'
import {
  NEW_PASSWORD,
  PASSWORD,
  app,
  begin,
  behave,
  browserOf,
  calm,
  closeRecoveryStage,
  codeFor,
  codesFor,
  kindsOf,
  messages,
  noticesOf,
  openRecoveryStage,
  post,
  provedByPhone,
  register,
  simulator,
  xiaomei,
} from '../../../test/recovery-stage.ts'
import { createSoftPasskey } from '../../../test/soft-passkey.ts'
import type { PasskeyRequest, PasskeyWish, RecoveryView } from './contract/index.ts'
import { signIn, testCitizenId, trySignIn } from './fixtures.ts'

const CARD = '6222020000000000000'
const HOUR_MS = 3_600_000

beforeAll(openRecoveryStage)
beforeEach(calm)
afterAll(closeRecoveryStage)

describe('who forgot the password', () => {
  it('shows the phone and a face, sets a new one, and is signed in nowhere any more (identity.askRecoveryProof)', async () => {
    const owner = await xiaomei()
    const browser = await provedByPhone(owner.person)
    expect(browser.view).toMatchObject({ step: 'prove', waitHours: 72 })
    expect(browser.view.ways.map(({ kind }) => kind)).toEqual(['face', 'bank-card', 'certificate'])
    const { url } = (await browser.ask('demo-face')).json<{ url: string }>()
    expect(new URL(url).origin).toBe(simulator.address.url)
    const back = await fetch(`${url}?result=yes`, { redirect: 'manual' })
    expect(back.headers.get('location')).toBe('http://localhost/recover')
    expect((await browser.prove({ providerId: 'demo-face' })).json()).toMatchObject({ step: 'password' })
    expect((await browser.setPassword()).json()).toEqual({ kind: 'person' })
    expect((await owner.get('/api/session')).json()).toMatchObject({ signedIn: false })
    expect((await trySignIn(app, owner.person.phone, PASSWORD)).statusCode).toBe(401)
    expect((await trySignIn(app, owner.person.phone, NEW_PASSWORD)).statusCode).toBe(200)
    expect(await noticesOf(owner.accountId)).toBe(1)
    expect((await kindsOf(`account:${owner.accountId}`)).slice(2)).toEqual([
      'RecoveryBegun',
      'RecoveryCodeSent',
      'RecoveryProved',
      'RealNameBegun',
      'RecoveryProved',
      'PasswordRecovered',
    ])
  })

  it('may show a bank card instead; a wrong one is refused', async () => {
    const owner = await xiaomei()
    const browser = await provedByPhone(owner.person)
    const wrong = await browser.prove({ providerId: 'demo-bank-card', cardNumber: '6222020000000000001' })
    expect(wrong.json()).toMatchObject({ code: 'identity/recovery-not-proved' })
    const right = await browser.prove({ providerId: 'demo-bank-card', cardNumber: CARD })
    expect(right.json()).toMatchObject({ step: 'password' })
  })

  it('keeps to the rule for passwords, and each recovery leads to one password', async () => {
    const owner = await xiaomei()
    const browser = await provedByPhone(owner.person)
    await browser.prove({ providerId: 'demo-bank-card', cardNumber: CARD })
    for (const weak of ['12345678', 'password-1', `陆小梅-${owner.person.phone}`])
      expect((await browser.setPassword(weak)).json()).toMatchObject({ code: 'identity/password-weak' })
    expect((await browser.setPassword()).statusCode).toBe(200)
    expect((await browser.setPassword('another-tree-9')).json()).toMatchObject({ code: 'identity/recovery-over' })
    expect((await trySignIn(app, owner.person.phone, NEW_PASSWORD)).statusCode).toBe(200)
  })

  it('uses a passkey and needs nothing else', async () => {
    const owner = await register()
    const wish = (await owner.get('/api/my/passkeys/options')).json<PasskeyWish>()
    const passkey = createSoftPasskey()
    const credential = passkey.register(wish, 'http://localhost')
    await owner.post('/api/my/passkeys', { label: '手机', credential })
    const options = () => app.server.inject({ url: '/api/recoveries/options' })
    const { passkey: asked, byPhone } = (await options()).json<{ passkey: PasskeyRequest; byPhone: boolean }>()
    expect(byPhone).toBe(true)
    const assertion = passkey.sign(asked, 'http://localhost')
    const answer = await post('/api/recoveries/by-passkey', { passkey: assertion })
    expect(answer.json()).toMatchObject({ step: 'password' })
    expect((await browserOf(answer).setPassword()).statusCode).toBe(200)
    const again = await post('/api/recoveries/by-passkey', { passkey: assertion })
    expect(again.json()).toMatchObject({ code: 'identity/passkey-refused' })
  })

  it('cannot use a passkey’s answer to another question', async () => {
    const owner = await register()
    const wish = (await owner.get('/api/my/passkeys/options')).json<PasskeyWish>()
    const passkey = createSoftPasskey()
    await owner.post('/api/my/passkeys', { label: '手机', credential: passkey.register(wish, 'http://localhost') })
    const asked = (await app.server.inject({ url: '/api/session/passkey' })).json<PasskeyRequest>()
    const answer = await post('/api/recoveries/by-passkey', { passkey: passkey.sign(asked, 'http://localhost') })
    expect(answer.json()).toMatchObject({ code: 'identity/passkey-refused' })
  })
})

describe('a stranger', () => {
  it('is not told whether there is such an account: by words, by what the browser is given, or by a wrong code', async () => {
    const { person } = await register()
    const cases = [
      person,
      { ...person, name: '别人' },
      { ...person, citizenId: testCitizenId(1) },
      { ...person, phone: '13999999999' },
    ]
    const seen: unknown[] = []
    for (const stated of cases) {
      const answer = await post(
        '/api/recoveries',
        { ...stated, name: stated.name.padEnd(4, '某') },
        undefined,
        '10.7.0.1',
      )
      await app.drain()
      const browser = browserOf(answer)
      const { expiresAt: _, ...view } = answer.json<RecoveryView>()
      const { expiresAt: __, ...held } = (await browser.get()).json<RecoveryView>()
      const wrong = await browser.prove({ code: '000000' })
      const { requestId: ___, ...refusal } = wrong.json<{ requestId: string }>()
      const other = await browser.prove({ providerId: 'demo-face' })
      const wait = (await browser.wait()).json<{ code: string }>().code
      const password = (await browser.setPassword()).json<{ code: string }>().code
      seen.push({
        status: answer.statusCode,
        view,
        held,
        size: browser.size,
        refusal: [wrong.statusCode, refusal],
        other: other.json<{ code: string }>().code,
        password,
        wait,
      })
      await app.sql('delete from identity.throttles')
    }
    for (const one of seen) expect(one).toEqual(seen[0])
  })

  it('waits for an answer as long, whether or not there is somebody', async () => {
    const { person } = await register()
    for (const stated of [person, { ...person, phone: '13999999998' }]) {
      const since = performance.now()
      await post('/api/recoveries', stated)
      expect(performance.now() - since).toBeGreaterThan(145)
    }
    await app.drain()
  })

  it('gets a code to nobody’s phone by knowing a part of it', async () => {
    const { person } = await register()
    const before = (await messages()).length
    await begin({ ...person, name: '别人' })
    await begin({ ...person, citizenId: testCitizenId(2) })
    expect(await codesFor(person)).toEqual([])
    expect((await messages()).length).toBe(before)
  })

  it('guesses five times; after that the right code is worth nothing, with somebody behind it or without', async () => {
    const { person } = await register()
    const browser = await begin(person)
    const nobody = await begin({ ...person, phone: '13999999997' })
    const code = await codeFor(person)
    for (const one of [browser, nobody]) {
      const codes: string[] = []
      for (let i = 0; i < 6; i += 1) {
        const guess = code === '000000' ? '000001' : '000000'
        codes.push((await one.prove({ code: guess })).json<{ code: string }>().code)
      }
      expect(codes).toEqual([
        ...Array.from({ length: 5 }, () => 'identity/recovery-not-proved'),
        'identity/recovery-over',
      ])
    }
    expect((await browser.prove({ code })).json()).toMatchObject({ code: 'identity/recovery-over' })
  })

  it('who asks again and again is made to wait, and the owner at home is not', async () => {
    const { person } = await register()
    const statuses: number[] = []
    for (let i = 0; i < 5; i += 1)
      statuses.push((await post('/api/recoveries', person, undefined, '10.8.0.1')).statusCode)
    expect(statuses).toEqual([200, 200, 200, 200, 429])
    await app.drain()
    const owner = await begin(person, '10.8.0.2')
    expect((await owner.prove({ code: await codeFor(person) })).json()).toMatchObject({ step: 'prove' })
    expect((await trySignIn(app, person.phone, PASSWORD)).statusCode).toBe(200)
  })

  it('who asks from everywhere fills nobody’s phone; who was at a window still gets a code', async () => {
    const { person, accountId } = await register()
    for (let i = 0; i < 12; i += 1) await post('/api/recoveries', person, undefined, `10.9.${i}.1`)
    await app.drain()
    expect((await codesFor(person)).length).toBe(8)
    expect(await kindsOf(`account:${accountId}`)).toContain('RecoveryCodeWithheld')
    const clerk = await signIn(app, 'chenjing')
    const { startCode } = (await clerk.post('/api/recovery-starts', { account: person.phone, ...person })).json<{
      startCode: string
    }>()
    const browser = browserOf(await post('/api/recoveries/by-code', { account: person.phone, startCode }))
    expect((await browser.ask('demo-phone')).statusCode).toBe(200)
    expect((await browser.prove({ providerId: 'demo-phone', code: await codeFor(person) })).json()).toMatchObject({
      step: 'password',
    })
  })

  it('cannot go on with another browser’s recovery, nor with one that is too old', async () => {
    const { person } = await register()
    const browser = await begin(person)
    const bare = await app.server.inject({ url: '/api/recoveries/current' })
    expect(bare.json()).toMatchObject({ code: 'identity/recovery-over' })
    const altered = `${browser.cookie.slice(0, -4)}AAAA`
    const wrong = await post('/api/recoveries/current/proofs', { code: await codeFor(person) }, altered)
    expect(wrong.json()).toMatchObject({ code: 'identity/recovery-over' })
    app.clock.setOffsetMs(31 * 60_000)
    expect((await browser.get()).json()).toMatchObject({ code: 'identity/recovery-over' })
  })

  it('does not get an official’s password by phone, nor a closed account’s', async () => {
    const { person, accountId } = await register()
    await app.sql(`update identity.accounts set state = 'closed', closed_at = now() where id = $1`, [
      accountId.slice(7),
    ])
    const browser = await begin(person)
    expect(await codesFor(person)).toEqual([])
    expect((await browser.get()).json()).toMatchObject({ step: 'code' })
  })
})

describe('a source that is away', () => {
  it('is said to be away, and costs no try', async () => {
    const owner = await xiaomei()
    const browser = await provedByPhone(owner.person)
    await behave('down')
    for (let i = 0; i < 6; i += 1) {
      const answer = await browser.prove({ providerId: 'demo-bank-card', cardNumber: CARD })
      expect(answer.json()).toMatchObject({ status: 503, code: 'identity/real-name-unavailable' })
    }
    expect((await browser.ask('demo-face')).statusCode).toBe(503)
    await behave('ok')
    expect((await browser.prove({ providerId: 'demo-bank-card', cardNumber: CARD })).json()).toMatchObject({
      step: 'password',
    })
  })
})

describe('a phone alone', () => {
  it('leads to a password after three days, in which the owner was told (identity.waitForRecovery)', async () => {
    const owner = await register()
    const browser = await provedByPhone(owner.person)
    expect(browser.view).toMatchObject({ step: 'prove', waitHours: 72 })
    expect((await browser.setPassword()).json()).toMatchObject({ code: 'identity/recovery-more' })
    expect((await browser.wait()).json()).toMatchObject({ step: 'waiting' })
    expect(await noticesOf(owner.accountId)).toBe(1)
    expect((await owner.get('/api/my/recovery')).json()).toHaveProperty('underway.readyAt')
    const early = await provedByPhone(owner.person)
    expect(early.view.step).toBe('waiting')
    expect((await early.setPassword()).json()).toMatchObject({ code: 'identity/recovery-more' })
    app.clock.setOffsetMs(73 * HOUR_MS)
    const later = await provedByPhone(owner.person)
    expect(later.view.step).toBe('password')
    expect((await later.setPassword()).statusCode).toBe(200)
    expect((await trySignIn(app, owner.person.phone, NEW_PASSWORD)).statusCode).toBe(200)
  })

  it('leads nowhere once the owner said no, for thirty days', async () => {
    const owner = await register()
    await (await provedByPhone(owner.person)).wait()
    expect((await owner.post('/api/my/recovery/stop')).json()).toEqual({ stopped: 1 })
    expect((await owner.get('/api/my/recovery')).json()).toEqual({})
    const again = await provedByPhone(owner.person)
    expect(again.view.step).toBe('prove')
    expect(again.view.waitHours).toBeUndefined()
    expect((await again.wait()).json()).toMatchObject({ code: 'identity/recovery-more' })
    app.clock.setOffsetMs(31 * 24 * HOUR_MS)
    expect((await provedByPhone(owner.person)).view.waitHours).toBe(72)
  })

  it('is not enough for an account at level 3, however long one waits', async () => {
    const owner = await xiaomei()
    const { version } = (await owner.get('/api/my/real-name')).json<{ version: number }>()
    await owner.post('/api/my/real-name', { version, providerId: 'demo-bank-card', cardNumber: CARD })
    const browser = await provedByPhone(owner.person)
    expect(browser.view.waitHours).toBeUndefined()
    expect((await browser.wait()).json()).toMatchObject({ code: 'identity/recovery-more' })
  })

  it('and the rules are the operator’s, except that a window alone is never enough', async () => {
    const none = await openTestApp({ identityPartners: { realNames: [], recovery: { waitHours: 24 } } })
    const options = await none.server.inject({ url: '/api/recoveries/options' })
    expect(options.json()).toMatchObject({ byPhone: false })
    const headers = { 'idempotency-key': crypto.randomUUID() }
    const payload = { name: '王芳', citizenId: '999999199003120243', phone: '13900000001' }
    const answer = await none.server.inject({ method: 'POST', url: '/api/recoveries', headers, payload })
    expect(answer.json()).toMatchObject({ code: 'identity/recovery-elsewhere' })
    await none.close()
    const alone = { ...simulator.partners, recovery: { atOnce: [['window']] } } as typeof simulator.partners
    await expect(openTestApp({ identityPartners: alone })).rejects.toThrow('window')
  })
})

describe('at the window', () => {
  it('an official who saw the person gives a start, which is not enough, counts once, and not for long', async () => {
    const owner = await register()
    const { person } = owner
    const clerk = await signIn(app, 'chenjing')
    const start = async () =>
      (await clerk.post('/api/recovery-starts', { account: person.phone, ...person })).json<{ startCode: string }>()
    const { startCode } = await start()
    expect(await noticesOf(owner.accountId)).toBe(1)
    const answer = await post('/api/recoveries/by-code', { account: person.phone, startCode: startCode.toLowerCase() })
    expect(answer.json()).toMatchObject({ step: 'prove' })
    expect(answer.json<RecoveryView>().ways.map(({ kind }) => kind)).toContain('phone')
    expect(answer.json<RecoveryView>().waitHours).toBeUndefined()
    const browser = browserOf(answer)
    expect((await browser.setPassword()).json()).toMatchObject({ code: 'identity/recovery-more' })
    const twice = await post('/api/recoveries/by-code', { account: person.phone, startCode })
    expect(twice.json()).toMatchObject({ code: 'identity/recovery-not-proved' })
    await browser.ask('demo-phone')
    await browser.prove({ providerId: 'demo-phone', code: await codeFor(person) })
    expect((await browser.setPassword()).statusCode).toBe(200)
    const late = await start()
    app.clock.setOffsetMs(31 * 60_000)
    const old = await post('/api/recoveries/by-code', { account: person.phone, startCode: late.startCode })
    expect(old.json()).toMatchObject({ code: 'identity/recovery-not-proved' })
  })

  it('is not given for another than the document says, nor by anybody else, nor without a fresh proof', async () => {
    const { person } = await register()
    const clerk = await signIn(app, 'chenjing')
    const wrong = await clerk.post('/api/recovery-starts', { account: person.phone, ...person, name: '别人' })
    expect(wrong.json()).toMatchObject({ code: 'identity/recovery-person-unknown' })
    const official = await clerk.post('/api/recovery-starts', { account: 'suli', ...person })
    expect(official.json()).toMatchObject({ code: 'identity/recovery-person-unknown' })
    for (const login of ['suli', 'admin', 'wangfang']) {
      const other = await signIn(app, login)
      const answer = await other.post('/api/recovery-starts', { account: person.phone, ...person })
      expect(answer.json()).toMatchObject({ code: 'permit/not-allowed' })
    }
    app.clock.setOffsetMs(20 * 60_000)
    const stale = await clerk.post('/api/recovery-starts', { account: person.phone, ...person })
    expect(stale.json()).toMatchObject({ code: 'permit/proof-needed' })
  })
})

describe('what is kept', () => {
  it('is neither code, nor name, nor number; and it goes with the account', async () => {
    const owner = await xiaomei()
    const browser = await provedByPhone(owner.person)
    await browser.prove({ providerId: 'demo-bank-card', cardNumber: CARD })
    const everything = await app.sql<{ text: string }>(
      `select string_agg(t, ' ') as text from (
         select r::text as t from identity.recoveries r union all select a::text from identity.real_name_attempts a
         union all select e.canonical from ledger.entries e where e.stream = $1) as rows`,
      [`account:${owner.accountId}`],
    )
    for (const secret of [CARD, owner.person.name, owner.person.citizenId, owner.person.phone])
      expect(everything[0]!.text).not.toContain(secret)
    const { version } = (await owner.get('/api/session')).json<{ account: { version: number } }>().account
    expect((await owner.post('/api/my/account/erasure', { version, password: PASSWORD })).statusCode).toBe(200)
    const left = await app.sql('select 1 from identity.recoveries where account_id = $1', [owner.accountId.slice(7)])
    expect(left).toEqual([])
  })
})
