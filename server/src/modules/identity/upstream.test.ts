import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import {
  Visitor,
  app,
  calmUpstream,
  closeUpstreamStage,
  openUpstreamStage,
  somebody,
  ticketFor,
  upstream,
} from '../../../test/upstream-stage.ts'
import { TEST_PASSWORD, buildResident } from './fixtures.ts'
import { isCitizenId, isPhone } from '../../kernel/index.ts'
import { plainPerson } from './domain/upstream.ts'

const WANG_FANG = { citizenId: '999999199003120243', name: '王芳' }

beforeAll(openUpstreamStage)
beforeEach(calmUpstream)
afterAll(closeUpstreamStage)

describe('who comes from the nation’s sign-in for the first time', () => {
  it('opens an account with what is told, at the level that is carried, and is known the next time', async () => {
    const person = somebody({ real_name_level: '3' })
    const first = new Visitor()
    const came = (await first.signsInByNation(person, '/items')).json()
    expect(came).toMatchObject({
      next: '/items',
      linking: { title: '国家统一身份认证', name: '测试来客', hasAccount: false, canOpen: true, needsPhone: false },
    })
    expect(came.session).toBeUndefined()
    const opened = await first.post('/api/session/upstreams/accounts', {})
    expect(opened.json()).toMatchObject({
      signedIn: true,
      methods: ['fed'],
      account: { name: '测试来客', realNameLevel: 3, realNameSource: '国家统一身份认证' },
    })
    const again = (await new Visitor().signsInByNation(person)).json()
    expect(again.session.account.id).toBe(opened.json().account.id)
    const twice = await new Visitor().post('/api/session/upstreams/accounts', {})
    expect(twice.json()).toMatchObject({ code: 'identity/proof-expired' })
    app.clock.setOffsetMs(190 * 86_400_000)
    const owner = await app.act({ mode: 'read' }, (ctx) =>
      app.modules.identity.api.ownerOf(ctx, again.session.account.id),
    )
    app.clock.setOffsetMs(0)
    expect(owner.realNameLevel).toBe(1)
  })

  it('gets no account that is here by upstream’s word alone: its password has to be proved', async () => {
    const person = { sub: 'nation-wang', name: WANG_FANG.name, citizen_id: WANG_FANG.citizenId, real_name_level: '3' }
    const visitor = new Visitor()
    const { linking } = (await visitor.signsInByNation(person)).json()
    expect(linking).toMatchObject({ hasAccount: true, canOpen: false })
    const opened = await visitor.post('/api/session/upstreams/accounts', { phone: '13900067777' })
    expect(opened.json()).toMatchObject({ code: 'identity/already-registered' })
    const wrong = await visitor.post('/api/session/upstreams/links', { name: 'wangfang', password: 'not-hers-1' })
    expect(wrong.json()).toMatchObject({ code: 'identity/sign-in-failed' })
    const other = await visitor.post('/api/session/upstreams/links', { name: 'liming', password: TEST_PASSWORD })
    expect(other.json()).toMatchObject({ code: 'identity/upstream-another-person' })
    const official = await visitor.post('/api/session/upstreams/links', { name: 'suli', password: TEST_PASSWORD })
    expect(official.json()).toMatchObject({ code: 'identity/sign-in-failed' })
    const right = await visitor.post('/api/session/upstreams/links', { name: 'wangfang', password: TEST_PASSWORD })
    expect(right.json()).toMatchObject({ signedIn: true, account: { name: '王芳', realNameLevel: 3 } })
    expect((await new Visitor().signsInByNation(person)).json().session.account.name).toBe('王芳')
    const second = { ...person, sub: 'nation-wang-2' }
    const another = new Visitor()
    await another.signsInByNation(second)
    const taken = { name: 'wangfang', password: TEST_PASSWORD }
    expect((await another.post('/api/session/upstreams/links', taken)).json()).toMatchObject({
      code: 'identity/upstream-linked',
    })
  })

  it('carries no level of another person, nor one that is not named', async () => {
    const resident = await buildResident(app)
    const nobody = new Visitor()
    const { linking } = (await nobody.signsInByNation({ sub: 'nation-nobody', real_name_level: '3' })).json()
    expect(linking).toMatchObject({ hasAccount: false, canOpen: false, needsPhone: true })
    const body = { name: resident.phone, password: TEST_PASSWORD }
    const linked = await nobody.post('/api/session/upstreams/links', body)
    expect(linked.json()).toMatchObject({ signedIn: true, account: { realNameLevel: 1 } })
    const unknownLevel = new Visitor()
    await unknownLevel.signsInByNation(somebody({ real_name_level: '9' }))
    const opened = await unknownLevel.post('/api/session/upstreams/accounts', {})
    expect(opened.json()).toMatchObject({ account: { realNameLevel: 1 } })
  })

  it('is asked for a phone where none was told, and needs enough to be somebody', async () => {
    const { phone_number: _none, ...person } = somebody()
    const visitor = new Visitor()
    await visitor.signsInByNation(person)
    const without = await visitor.post('/api/session/upstreams/accounts', {})
    expect(without.json()).toMatchObject({ code: 'identity/upstream-needs-account' })
    const opened = await visitor.post('/api/session/upstreams/accounts', {
      phone: '13900068888',
    })
    expect(opened.json()).toMatchObject({ signedIn: true })
  })
})

describe('coming back', () => {
  it('is none for who never went there', async () => {
    const answer = await new Visitor().post('/api/session/upstreams/nation/return', { query: 'code=a&state=b' })
    expect(answer.json()).toMatchObject({ code: 'identity/upstream-refused' })
  })

  it('counts once, in the browser it began in, with the answer to its own question', async () => {
    upstream.as = somebody()
    const visitor = new Visitor()
    const back = (await upstream.visit(await visitor.begin('nation'))).search.slice(1)
    const cookie = visitor.cookies.get('yiwang_visit')!
    const stranger = await new Visitor().comesBack('nation', back)
    expect(stranger.json()).toMatchObject({ code: 'identity/upstream-refused' })
    const spoilt = await visitor.comesBack('nation', back.replace(/state=[^&]+/, 'state=another'))
    expect(spoilt.json()).toMatchObject({ code: 'identity/upstream-refused' })
    visitor.cookies.set('yiwang_visit', cookie)
    expect((await visitor.comesBack('nation', back)).json()).toHaveProperty('linking')
    visitor.cookies.set('yiwang_visit', cookie)
    expect((await visitor.comesBack('nation', back)).json()).toMatchObject({ code: 'identity/upstream-refused' })
  })

  it('is nothing after ten minutes, nor to another provider', async () => {
    upstream.as = somebody()
    const visitor = new Visitor()
    const back = (await upstream.visit(await visitor.begin('nation'))).search.slice(1)
    const crossed = await visitor.comesBack('demo-province', back)
    expect(crossed.json()).toMatchObject({ code: 'identity/upstream-refused' })
    const late = new Visitor()
    const lateBack = (await upstream.visit(await late.begin('nation'))).search.slice(1)
    app.clock.setOffsetMs(11 * 60_000)
    expect((await late.comesBack('nation', lateBack)).json()).toMatchObject({ code: 'identity/upstream-refused' })
    app.clock.setOffsetMs(0)
  })

  it('with a no, with a code of somebody else’s visit or with an ID token for another nonce signs nobody in', async () => {
    expect((await new Visitor().signsInByNation(undefined)).json()).toMatchObject({ code: 'identity/upstream-refused' })
    upstream.as = somebody()
    const attacker = new Visitor()
    const stolen = await upstream.visit(await attacker.begin('nation'))
    const victim = new Visitor()
    const own = new URL(await victim.begin('nation'))
    // The attacker's code under the victim's state: PKCE and the nonce are the attacker's.
    stolen.searchParams.set('state', own.searchParams.get('state')!)
    const answer = await victim.comesBack('nation', stolen.search.slice(1))
    expect(answer.json()).toMatchObject({ code: 'identity/upstream-refused' })
  })

  it('leads nowhere but here, whatever one asked for', async () => {
    for (const next of ['//evil.example', '/\\evil.example', 'https://evil.example/', 'javascript:alert(1)']) {
      const answer = await new Visitor().post('/api/session/upstreams/nation', { next })
      expect(answer.json()).toMatchObject({ code: 'http/invalid-input' })
    }
  })

  it('with an arrival that was altered or is old links nothing', async () => {
    const visitor = new Visitor()
    await visitor.signsInByNation(somebody())
    const arrival = visitor.cookies.get('yiwang_arrival')!
    const looked = await visitor.get('/api/session/upstreams/arrival')
    expect(looked.json()).toMatchObject({ title: '国家统一身份认证', next: '/my' })
    visitor.cookies.set('yiwang_arrival', `${arrival.slice(0, -3)}AAA`)
    const body = { name: 'wangfang', password: TEST_PASSWORD }
    const one = await visitor.post('/api/session/upstreams/links', body)
    expect(one.json()).toMatchObject({ code: 'identity/proof-expired' })
    visitor.cookies.set('yiwang_arrival', arrival)
    app.clock.setOffsetMs(11 * 60_000)
    const two = await visitor.post('/api/session/upstreams/accounts')
    app.clock.setOffsetMs(0)
    expect(two.json()).toMatchObject({ code: 'identity/proof-expired' })
  })
})

describe('the province’s tickets', () => {
  it('sign in whom the document’s number knows, linked by proof, and carry the level', async () => {
    const visitor = new Visitor()
    const came = (await visitor.signsInByProvince('999999198506070319')).json()
    expect(came.linking).toMatchObject({ name: '李明', hasAccount: true })
    const body = { name: 'liming', password: TEST_PASSWORD }
    expect((await visitor.post('/api/session/upstreams/links', body)).json()).toMatchObject({ signedIn: true })
    const again = (await new Visitor().signsInByProvince('999999198506070319')).json()
    expect(again.session).toMatchObject({ account: { name: '李明', realNameLevel: 2 } })
    const rows = await app.sql<{ text: string }>('select l::text as text from identity.upstream_links l')
    expect(rows.map(({ text }) => text).join(' ')).not.toContain('999999198506070319')
  })

  it('count once and for this browser, and a made-up one not at all', async () => {
    const visitor = new Visitor()
    const back = (await ticketFor(await visitor.begin('demo-province'), '999999200001010628')).search.slice(1)
    const refused = { code: 'identity/upstream-refused' }
    expect((await new Visitor().comesBack('demo-province', back)).json()).toMatchObject(refused)
    const cookie = visitor.cookies.get('yiwang_visit')!
    expect((await visitor.comesBack('demo-province', back)).json()).toHaveProperty('linking')
    visitor.cookies.set('yiwang_visit', cookie)
    expect((await visitor.comesBack('demo-province', back)).json()).toMatchObject(refused)
    const other = new Visitor()
    const state = new URL(new URL(await other.begin('demo-province')).searchParams.get('backUrl')!).searchParams.get(
      'state',
    )
    const query = `state=${state}&ticket=${randomUUID()}`
    expect((await other.comesBack('demo-province', query)).json()).toMatchObject(refused)
  })
})

describe('an upstream provider', () => {
  it.each(['away', 'slow', 'garbled'] as const)('that is %s leaves the local sign-in', async (trouble) => {
    upstream.as = somebody()
    const visitor = new Visitor()
    const back = (await upstream.visit(await visitor.begin('nation'))).search.slice(1)
    upstream.trouble = trouble
    const answer = await visitor.comesBack('nation', back)
    expect(answer.json()).toMatchObject({ code: 'identity/upstream-unavailable', status: 503 })
    const local = await new Visitor().post('/api/session', { name: 'wangfang', password: TEST_PASSWORD })
    expect(local.json()).toMatchObject({ signedIn: true })
  })

  it('that nobody named is not there', async () => {
    const answer = await new Visitor().post('/api/session/upstreams/nowhere', {})
    expect(answer.json()).toMatchObject({ code: 'identity/upstream-unknown' })
    const list = await app.server.inject({ url: '/api/session/upstreams' })
    expect(list.json()).toEqual({
      upstreams: [
        { id: 'demo-province', title: '省统一身份认证（模拟）' },
        { id: 'nation', title: '国家统一身份认证' },
      ],
    })
  })

  it('says where one is signed out there as well, and knows nothing of who signed in here', async () => {
    const visitor = new Visitor()
    await visitor.signsInByNation(somebody())
    const opened = (await visitor.post('/api/session/upstreams/accounts', {})).json()
    const cookie = `yiwang_session=${visitor.cookies.get('yiwang_session')}`
    const headers = { cookie, 'x-csrf-token': opened.csrfToken, 'idempotency-key': randomUUID() }
    const out = await app.server.inject({ method: 'POST', url: '/api/session/end', headers, payload: {} })
    expect(out.json()).toMatchObject({ signedIn: false, upstream: { id: 'nation', title: '国家统一身份认证' } })
    const leaving = await new Visitor().post('/api/session/upstreams/nation/sign-out')
    expect(new URL(leaving.json().url).origin).toBe(upstream.issuer)
    expect((await app.server.inject({ url: '/api/session', headers: { cookie } })).json().signedIn).toBe(false)
  })

  it('leaves nothing of its person in the record, and links end with the account', async () => {
    const person = somebody()
    const visitor = new Visitor()
    await visitor.signsInByNation(person)
    const opened = (await visitor.post('/api/session/upstreams/accounts', {})).json()
    const entries = await app.sql<{ text: string }>(
      "select string_agg(canonical, ' ') as text from ledger.entries where kind ~ '^identity/'",
    )
    for (const secret of [person.sub, person.citizen_id, person.phone_number, person.name])
      expect(entries[0]!.text).not.toContain(secret)
    const cookie = `yiwang_session=${visitor.cookies.get('yiwang_session')}`
    const close = async () => {
      const headers = { cookie, 'x-csrf-token': opened.csrfToken, 'idempotency-key': randomUUID() }
      const payload = { version: opened.account.version }
      return app.server.inject({ method: 'POST', url: '/api/my/account/erasure', headers, payload })
    }
    app.clock.setOffsetMs(6 * 60_000)
    expect((await close()).json()).toMatchObject({ code: 'permit/proof-needed' })
    app.clock.setOffsetMs(0)
    expect((await close()).json()).toEqual({ erased: true })
    expect((await new Visitor().signsInByNation(person)).json().session).toBeUndefined()
  })
})

describe('what is told', () => {
  const is = { citizenId: isCitizenId, phone: isPhone }
  it('is taken where it is what it should be, and left where it is not', () => {
    const told = { subject: 's', name: ' 王芳 ', citizenId: '99999919900312024 3', phone: '+8613900000001' }
    expect(plainPerson(told, is)).toEqual({
      subject: 's',
      name: '王芳',
      citizenId: WANG_FANG.citizenId,
      phone: '13900000001',
    })
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.string(), (name, citizenId, phone) => {
        const plain = plainPerson({ subject: 's', name, citizenId, phone }, is)
        expect(plain.citizenId === undefined || isCitizenId(plain.citizenId)).toBe(true)
        expect(plain.phone === undefined || isPhone(plain.phone)).toBe(true)
        expect(plain.name === undefined || plain.name.trim() === plain.name).toBe(true)
      }),
    )
  })
})
