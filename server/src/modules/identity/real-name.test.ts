import { createHmac, randomUUID } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { startRealNames } from '../../simulators/start-real-names.ts'
import type { RunningSimulator } from '../../simulators/start-real-names.ts'
import { openTestApp } from '../../../test/harness.ts'
import type { TestApp } from '../../../test/harness.ts'
import { signIn, signedInBy, testCitizenId } from './fixtures.ts'
import type { SignedIn } from './fixtures.ts'
import { runOutRealNames } from './actions/run-out-real-names.ts'
import { createRealNames } from './queries/real-name-providers.ts'
import { createOutgoing } from '../../platform/outgoing/index.ts'

const CARD = '6222020000000000000'
let simulator: RunningSimulator
let app: TestApp
beforeAll(async () => {
  simulator = await startRealNames({ slowMs: 6_000 })
  app = await openTestApp({ identityPartners: simulator.partners })
})
beforeEach(async () => {
  app.clock.setOffsetMs(0)
  await behave('ok')
  await app.sql('delete from identity.throttles')
})
afterAll(async () => {
  await app.close()
  await simulator.stop()
})

async function behave(to: string): Promise<void> {
  await fetch(`${simulator.address.url}/behaviour?to=${to}`, { method: 'POST', redirect: 'manual' })
}

let people = 0
/** 陆小梅 is known to the simulated register; anybody else is not. */
async function register(person: { name?: string; citizenId?: string } = {}): Promise<SignedIn & { phone: string }> {
  people += 1
  const phone = `1390003${String(people).padStart(4, '0')}`
  const payload = {
    name: '测试居民',
    citizenId: testCitizenId(300 + people),
    phone,
    password: 'lychee-tree-7',
    ...person,
  }
  const headers = { 'idempotency-key': randomUUID() }
  const answer = await app.server.inject({ method: 'POST', url: '/api/registrations', headers, payload })
  if (answer.statusCode !== 200) throw new Error(answer.body)
  return { ...(await signedInBy(app, answer)), phone }
}

async function viewOf(browser: SignedIn) {
  return (await browser.get('/api/my/real-name')).json<{
    level: number
    version: number
    ways: { providerId: string }[]
  }>()
}

async function check(browser: SignedIn, body: object) {
  return browser.post('/api/my/real-name', { version: (await viewOf(browser)).version, ...body })
}

async function begin(browser: SignedIn, providerId: string, next?: string) {
  return browser.post('/api/my/real-name/attempts', { providerId, ...(next && { next }) })
}

/** What a phone shows: the newest message. */
async function newestCode(): Promise<string> {
  const text = await (await fetch(`${simulator.address.url}/messages`)).text()
  return /<strong>(\d{6})<\/strong>/.exec(text)![1]!
}

async function entriesOf(stream: string): Promise<{ kind: string; canonical: string }[]> {
  return app.sql('select kind, canonical from ledger.entries where stream = $1 order by seq', [stream])
}

async function fresh(): Promise<SignedIn & { phone: string }> {
  await app.sql(
    `update identity.accounts set state = 'closed', closed_at = now(), erased_at = now(), citizen_id = null, citizen_id_blind = null,
       phone = null, division = null, password_hash = '' where id::text in (select substr(account_id, 8) from identity.sign_in_names where kind = 'citizen-id')
       and kind = 'person' and not is_demo`,
  )
  await app.sql(
    `delete from identity.sign_in_names n using identity.accounts a where substr(n.account_id, 8)::uuid = a.id and a.erased_at is not null`,
  )
  return register({ name: '陆小梅', citizenId: '999999200001010628' })
}

describe('registering', () => {
  it('leads to level 2 whom the register knows, to none whom it does not, and says nothing of why', async () => {
    const known = await fresh()
    expect(known.session.account).toMatchObject({ realNameLevel: 2, realNameSource: '演示人口库（模拟，虚构人员）' })
    const unknown = await register()
    const wrongName = await register({ name: '陆小妹', citizenId: '999999200001010628' })
    for (const browser of [unknown, wrongName]) expect(browser.session.account).toMatchObject({ realNameLevel: 0 })
  })

  it('goes on when the register is away, and the level is caught up later', async () => {
    await behave('down')
    const browser = await fresh()
    expect(browser.session.account!.realNameLevel).toBe(0)
    await behave('ok')
    const answer = await check(browser, { providerId: 'demo-population' })
    expect(answer.json()).toMatchObject({ level: 2, source: '演示人口库（模拟，虚构人员）' })
  })
})

describe('a name that was mistyped', () => {
  it('is corrected by the register as long as none was confirmed, and not after', async () => {
    const browser = await register({ name: '陆晓梅', citizenId: '999999200001010628' })
    await app.sql(
      `delete from identity.sign_in_names where kind = 'citizen-id' and account_id <> $1
      and account_id not in (select jurisdiction || '-' || id from identity.accounts where is_demo)`,
      [browser.accountId],
    )
    const answer = await check(browser, { providerId: 'demo-population', name: '陆小梅' })
    expect(answer.json()).toMatchObject({ level: 2, name: '陆小梅' })
    expect((await check(browser, { providerId: 'demo-population', name: '别的名' })).json()).toMatchObject({
      name: '陆小梅',
    })
  })
})

describe('a code by message', () => {
  it('proves a phone: level 1, with its day and its source', async () => {
    const browser = await register()
    const begun = (await begin(browser, 'demo-phone')).json<{ attemptId: string; url?: string }>()
    expect(begun.url).toBeUndefined()
    const { attemptId } = begun
    const wrong = await check(browser, { providerId: 'demo-phone', attemptId, code: '000001' })
    expect(wrong.json()).toMatchObject({ code: 'identity/real-name-not-matched' })
    const right = await check(browser, { providerId: 'demo-phone', attemptId, code: await newestCode() })
    expect(right.json()).toMatchObject({ level: 1, source: '演示短信（模拟）' })
    const again = await check(browser, { providerId: 'demo-phone', attemptId, code: await newestCode() })
    expect(again.json()).toMatchObject({ code: 'identity/real-name-attempt-over' })
  })

  it('is one account’s, and good for ten minutes', async () => {
    const [mine, theirs] = [await register(), await register()]
    const { attemptId } = (await begin(mine, 'demo-phone')).json<{ attemptId: string }>()
    const code = await newestCode()
    const stolen = await check(theirs, { providerId: 'demo-phone', attemptId, code })
    expect(stolen.json()).toMatchObject({ code: 'identity/real-name-attempt-over' })
    app.clock.setOffsetMs(10 * 60_000 + 1)
    const late = await check(mine, { providerId: 'demo-phone', attemptId, code })
    expect(late.json()).toMatchObject({ code: 'identity/real-name-attempt-over' })
  })

  it('is sent a few times an hour to one phone and no more', async () => {
    const browser = await register()
    const statuses: number[] = []
    for (let i = 0; i < 5; i += 1) statuses.push((await begin(browser, 'demo-phone')).statusCode)
    expect(statuses).toEqual([200, 200, 200, 200, 429])
  })
})

describe('a face', () => {
  async function lookAt(browser: SignedIn, result: 'yes' | 'no') {
    const { attemptId, url } = (await begin(browser, 'demo-face', '/apply/x')).json<{
      attemptId: string
      url: string
    }>()
    expect(new URL(url).origin).toBe(simulator.address.url)
    const back = await fetch(`${url}?result=${result}`, { redirect: 'manual' })
    expect(back.headers.get('location')).toBe('http://localhost/my/real-name?way=demo-face&next=%2Fapply%2Fx')
    return check(browser, { providerId: 'demo-face', attemptId })
  }

  it('is looked at on the source’s own page and gives level 3 for a year; what is left then is level 2', async () => {
    const browser = await fresh()
    expect((await lookAt(browser, 'no')).json()).toMatchObject({ code: 'identity/real-name-not-matched' })
    expect((await lookAt(browser, 'yes')).json()).toMatchObject({ level: 3, then: 2, source: '演示人脸核身（模拟）' })
    app.clock.setOffsetMs(366 * 86_400_000)
    const row = await app.sql<{ real_name_level: number }>(
      'select real_name_level from identity.accounts where id = $1',
      [browser.accountId.slice(7)],
    )
    expect(row[0]!.real_name_level).toBe(3)
    const owner = () => app.act({ mode: 'read' }, (ctx) => app.modules.identity.api.ownerOf(ctx, browser.accountId))
    expect((await owner()).realNameLevel).toBe(2)
    const realNames = createRealNames(simulator.partners, createOutgoing({ httpsOnly: true, allowed: [] }))
    await app.act({ mode: 'record', role: 'yiwang_worker' }, (ctx) => runOutRealNames({ ...ctx, realNames }))
    const kinds = (await entriesOf(`account:${browser.accountId}`)).map(({ kind }) => kind)
    expect(kinds.at(-1)).toBe('identity/RealNameRanOut.v1')
    expect((await owner()).realNameLevel).toBe(2)
  })

  it('of somebody whose name no register has confirmed gives nothing', async () => {
    const browser = await register()
    expect((await lookAt(browser, 'yes')).json()).toMatchObject({ code: 'identity/real-name-not-matched' })
    expect((await viewOf(browser)).level).toBe(0)
  })
})

describe('what is kept', () => {
  it('is who was verified by what, and neither card, code nor reference', async () => {
    const browser = await fresh()
    const answer = await check(browser, { providerId: 'demo-bank-card', cardNumber: CARD })
    expect(answer.json()).toMatchObject({ level: 3, source: '演示银行卡核验（模拟）' })
    const entries = await entriesOf(`account:${browser.accountId}`)
    expect(JSON.parse(entries.at(-1)!.canonical)).toMatchObject({
      body: { level: 3, kind: 'bank-card', source: '演示银行卡核验（模拟）' },
    })
    const everything = await app.sql<{ text: string }>(
      `select string_agg(t, ' ') as text from (
         select c::text as t from identity.real_name_checks c union all select a::text from identity.real_name_attempts a
         union all select e.canonical from ledger.entries e where e.stream = $1
       ) as rows`,
      [`account:${browser.accountId}`],
    )
    for (const secret of [CARD, '999999200001010628', '陆小梅', browser.phone])
      expect(everything[0]!.text).not.toContain(secret)
  })

  it('goes with the account', async () => {
    const browser = await fresh()
    const version = (await viewOf(browser)).version
    const erased = await browser.post('/api/my/account/erasure', { version, password: 'lychee-tree-7' })
    expect(erased.json()).toEqual({ erased: true })
    const left = await app.sql('select 1 from identity.real_name_checks where account_id = $1', [
      browser.accountId.slice(7),
    ])
    expect(left).toEqual([])
  })
})

describe('a source', () => {
  it.each(['down', 'garbled', 'slow'])(
    'that is %s is unavailable in its time, and costs no attempt',
    async (behaviour) => {
      const browser = await fresh()
      await behave(behaviour)
      const since = Date.now()
      for (let i = 0; i < (behaviour === 'slow' ? 1 : 6); i += 1) {
        const answer = await check(browser, { providerId: 'demo-bank-card', cardNumber: CARD })
        expect(answer.json()).toMatchObject({ status: 503, code: 'identity/real-name-unavailable' })
      }
      expect(Date.now() - since).toBeLessThan(12_000)
      expect((await begin(browser, 'demo-face')).json()).toMatchObject({ code: 'identity/real-name-unavailable' })
      await behave('ok')
      expect((await check(browser, { providerId: 'demo-bank-card', cardNumber: CARD })).json()).toMatchObject({
        level: 3,
      })
    },
  )

  it('that nobody named is not there, nor one of another kind of account', async () => {
    const browser = await register()
    const unknown = await check(browser, { providerId: 'somebody-else' })
    expect(unknown.json()).toMatchObject({ code: 'identity/real-name-way-unknown' })
    const company = await check(browser, { providerId: 'demo-company' })
    expect(company.json()).toMatchObject({ code: 'identity/real-name-way-unknown' })
    const official = await signIn(app, 'suli')
    expect((await official.get('/api/my/real-name')).json()).toMatchObject({ code: 'identity/people-only' })
  })

  it('is believed by none who does not know its secret, and hears each question once', async () => {
    const text = JSON.stringify({ requestId: randomUUID(), kind: 'population', subject: { name: '王芳' } })
    const send = (secret: string, time = new Date()) => {
      const stamp = time.toISOString()
      const signature = createHmac('sha256', secret).update(`${stamp}\n/sources/check\n${text}`).digest('hex')
      const headers = { 'x-partner-client': 'demo', 'x-partner-time': stamp, 'x-partner-signature': signature }
      return fetch(`${simulator.address.url}/sources/check`, { method: 'POST', body: text, headers })
    }
    expect((await send('another-secret')).status).toBe(401)
    expect((await send(simulator.address.secret, new Date(Date.now() - 600_000))).status).toBe(401)
    expect((await send(simulator.address.secret)).status).toBe(200)
    expect((await send(simulator.address.secret)).status).toBe(409)
  })

  it('may answer anything: nothing but a plain yes to this very question counts, and nobody is sent to another’s page', async () => {
    let said = ''
    const liar = createServer((request, response) => {
      request.resume().once('end', () => response.end(said))
    })
    await new Promise<void>((done) => liar.listen(0, '127.0.0.1', done))
    const url = `http://127.0.0.1:${(liar.address() as AddressInfo).port}`
    const outgoing = createOutgoing({ httpsOnly: false, allowed: [{ host: '127.0.0.1' }] })
    const settings = { id: 'liar', title: '说谎者', kind: 'face', url, client: 'x', secret: 'x'.repeat(16) } as const
    const [provider] = createRealNames({ realNames: [settings] }, outgoing).providers
    const subject = { name: '王芳', citizenId: '999999199003120243', phone: '13900000001' }
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.json(), fc.string(), fc.constant('{"answer":"matched"}')), async (text) => {
        said = text
        expect(await provider!.check(subject, {})).toBe('unavailable')
        expect(await provider!.begin(subject, 'http://localhost/')).toBe('unavailable')
      }),
      { numRuns: 60 },
    )
    liar.closeAllConnections()
    liar.close()
  })
})

describe('trying out', () => {
  it('is made to wait after a few refusals, whether they were near or far, and from whatever account', async () => {
    const codes: string[] = []
    const browser = await fresh()
    for (let i = 0; i < 6; i += 1) {
      const answer = await check(browser, { providerId: 'demo-bank-card', cardNumber: '6222020000000000001' })
      codes.push(answer.json<{ code: string }>().code)
    }
    expect(codes.slice(0, 5)).toEqual(Array.from({ length: 5 }, () => 'identity/real-name-not-matched'))
    expect(codes[5]).toBe('http/too-many')
    const right = await check(browser, { providerId: 'demo-bank-card', cardNumber: CARD })
    expect(right.statusCode).toBe(429)
    const headers = { 'idempotency-key': randomUUID() }
    const payload = { name: '陆小梅', citizenId: '999999200001010628', phone: '13900039999', password: 'lychee-tree-7' }
    const again = await app.server.inject({ method: 'POST', url: '/api/registrations', headers, payload })
    expect(again.statusCode).toBe(429)
  })

  it('counts the first few of many sent at once, and tells no more than those', async () => {
    const browser = await fresh()
    const { version } = await viewOf(browser)
    const answers = await Promise.all(
      Array.from({ length: 12 }, (_, i) =>
        browser.post('/api/my/real-name', {
          version,
          providerId: 'demo-bank-card',
          cardNumber: i === 11 ? CARD : `62220200000000000${String(i + 11)}`.slice(0, 18) + '9',
        }),
      ),
    )
    // Whoever comes after a success saw an older version, and learns nothing either.
    const said = answers.map((answer) => answer.json<{ code?: string }>().code ?? 'matched')
    const told = said.filter((code) => code === 'matched' || code === 'identity/real-name-not-matched')
    expect(told.length).toBeGreaterThan(0)
    expect(told.length).toBeLessThanOrEqual(6)
  })
})
