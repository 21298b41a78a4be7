import { randomUUID } from 'node:crypto'
import type { LightMyRequestResponse } from 'fastify'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openCertificateWorld } from '../../../test/certificate-world.ts'
import type { CertificateWorld } from '../../../test/certificate-world.ts'
import { openTestApp } from '../../../test/harness.ts'
import type { TestApp } from '../../../test/harness.ts'
import { HOLDER, OpensslAuthority } from '../../../test/openssl-ca.ts'
import type { Issued, KeyKind } from '../../../test/openssl-ca.ts'
import { TEST_PASSWORD, buildResident, testCitizenId } from './fixtures.ts'

const HOUR_MS = 3_600_000
const KINDS = ['rsa', 'ecdsa', 'sm2'] as const
const WANG_FANG = '999999199003120243'

let worlds: Record<KeyKind, CertificateWorld>
let revoked: Record<KeyKind, Issued>
let app: TestApp

beforeAll(async () => {
  const [rsa, ecdsa, sm2] = await Promise.all([
    openCertificateWorld('rsa', 'lists'),
    openCertificateWorld('ecdsa', 'responder'),
    openCertificateWorld('sm2', 'both'),
  ])
  worlds = { rsa, ecdsa, sm2 }
  const gone = await Promise.all(
    [rsa, ecdsa, sm2].map(async (world) => {
      const issued = await world.person(testCitizenId(799))
      await world.issuing.revoke(issued)
      await world.publishLists()
      if (world !== rsa) await world.answerByOcsp()
      return issued
    }),
  )
  revoked = { rsa: gone[0]!, ecdsa: gone[1]!, sm2: gone[2]! }
  app = await openTestApp({
    identityPartners: { realNames: [], authorities: [rsa.settings, ecdsa.settings, sm2.settings] },
  })
}, 120_000)

beforeEach(async () => {
  await app.sql('delete from identity.throttles')
})

afterAll(async () => {
  await app.close()
  for (const world of Object.values(worlds)) await world.close()
})

interface Handed {
  signature: string
  certificates?: string
}

let visitors = 0

/** A browser, and somebody with a key beside it; each comes from a place of their own. */
class Visitor {
  readonly #address = `10.1.${(visitors += 1) >> 8}.${visitors & 255}`
  readonly cookies = new Map<string, string>()
  csrf: string | undefined

  async post(url: string, payload: object = {}): Promise<LightMyRequestResponse> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const csrf = this.csrf === undefined ? {} : { 'x-csrf-token': this.csrf }
    const headers = { 'idempotency-key': randomUUID(), ...csrf, ...(cookie !== '' && { cookie }) }
    const answer = await app.server.inject({ method: 'POST', url, headers, payload, remoteAddress: this.#address })
    for (const { name, value } of answer.cookies) {
      if (value === '') this.cookies.delete(name)
      else this.cookies.set(name, value)
    }
    this.csrf = answer.json<{ session?: { csrfToken?: string } }>().session?.csrfToken ?? this.csrf
    return answer
  }

  async challenge(next?: string): Promise<string> {
    const answer = await this.post('/api/session/certificates/challenges', next === undefined ? {} : { next })
    return answer.json<{ text: string }>().text
  }

  handIn(handed: Handed): Promise<LightMyRequestResponse> {
    return this.post('/api/session/certificates', handed)
  }

  /** Challenge, plain signature, hand in. */
  async signsIn(world: CertificateWorld, issued: Issued, next?: string): Promise<LightMyRequestResponse> {
    const signature = await world.issuing.sign(issued, await this.challenge(next))
    return this.handIn({ signature, certificates: issued.pem })
  }
}

let people = 0
function newCitizen(): string {
  people += 1
  return testCitizenId(800 + people)
}

/** Everybody's refusal, with the reason that the record knows. */
async function expectRefused(answer: LightMyRequestResponse, reason: string): Promise<void> {
  expect(answer.json()).toMatchObject({ code: 'identity/certificate-refused', status: 403 })
  expect(await lastReason()).toBe(reason)
}

async function lastReason(): Promise<string | undefined> {
  const rows = await app.sql<{ reason: string }>(
    `select canonical::jsonb->'body'->>'reason' as reason from ledger.entries
     where kind = 'identity/CertificateRefused.v1' order by id desc limit 1`,
  )
  return rows[0]?.reason
}

describe.each(KINDS)('a certificate by %s', (kind) => {
  it('is linked or opens an account the first time, at the level that the operator gives it, and signs in from then on', async () => {
    const world = worlds[kind]
    const citizenId = newCitizen()
    const issued = await world.person(citizenId, '测试持证人')
    const visitor = new Visitor()
    const came = (await visitor.signsIn(world, issued, '/items')).json()
    expect(came).toMatchObject({
      next: '/items',
      linking: {
        by: 'cert',
        title: `测试认证机构 ${kind}`,
        name: '测试持证人',
        hasAccount: false,
        canOpen: true,
        needsPhone: true,
      },
    })
    const opened = await visitor.post('/api/session/upstreams/accounts', { phone: `139000700${10 + people}` })
    expect(opened.json()).toMatchObject({
      signedIn: true,
      methods: ['cert'],
      account: { name: '测试持证人', realNameLevel: 3, realNameSource: `测试认证机构 ${kind}` },
    })
    const again = (await new Visitor().signsIn(world, issued)).json()
    expect(again).toMatchObject({
      next: '/my',
      session: { methods: ['cert'], account: { id: opened.json().account.id } },
    })
    const renewed = await world.person(citizenId)
    expect((await new Visitor().signsIn(world, renewed)).json().session.account.id).toBe(opened.json().account.id)
  })

  it('signs for this challenge alone, once, in this browser, for ten minutes', async () => {
    const world = worlds[kind]
    const issued = await world.person(newCitizen())
    const visitor = new Visitor()
    const text = await visitor.challenge()
    const signature = await world.issuing.sign(issued, text)
    const handed = { signature, certificates: issued.pem }
    const cookie = visitor.cookies.get('yiwang_challenge')!
    const stranger = new Visitor()
    await expectRefused(await stranger.handIn(handed), 'no-challenge')
    await stranger.challenge()
    await expectRefused(await stranger.handIn(handed), 'not-signed')
    const other = await world.issuing.sign(issued, text.replace('http://localhost', 'http://evil.example'))
    await expectRefused(await visitor.handIn({ ...handed, signature: other }), 'not-signed')
    expect((await visitor.handIn(handed)).json()).toHaveProperty('linking')
    visitor.cookies.set('yiwang_challenge', cookie)
    await expectRefused(await visitor.handIn(handed), 'replayed')
    const late = new Visitor()
    const lateSignature = await world.issuing.sign(issued, await late.challenge())
    app.clock.setOffsetMs(11 * 60_000)
    await expectRefused(await late.handIn({ ...handed, signature: lateSignature }), 'no-challenge')
    app.clock.setOffsetMs(0)
  })

  it('with a signature that was altered, of another key or without one is refused alike', async () => {
    const world = worlds[kind]
    const [issued, other] = [await world.person(newCitizen()), await world.person(newCitizen())]
    const visitor = new Visitor()
    const text = await visitor.challenge()
    const right = Buffer.from(await world.issuing.sign(issued, text), 'base64')
    const altered = Buffer.from(right)
    altered[altered.length - 5]! ^= 1
    const answers = []
    for (const handed of [
      { signature: altered.toString('base64'), certificates: issued.pem },
      { signature: right.toString('base64'), certificates: other.pem },
      { signature: right.toString('base64') },
      { signature: right.subarray(0, -1).toString('base64'), certificates: issued.pem },
      { signature: Buffer.alloc(64).toString('base64'), certificates: issued.pem },
      { signature: 'not base64 at all!', certificates: issued.pem },
      { signature: right.toString('base64'), certificates: 'no certificate' },
    ]) {
      const answer = await visitor.handIn(handed)
      await expectRefused(answer, 'not-signed')
      answers.push(answer.json().detail)
    }
    expect(new Set(answers).size).toBe(1)
  })

  it('that is expired, not yet valid, for encrypting or for a server does not sign in', async () => {
    const world = worlds[kind]
    const citizenId = newCitizen()
    const expired = await world.person(citizenId, '测试', { from: '20240101000000Z', to: '20250101000000Z' })
    await expectRefused(await new Visitor().signsIn(world, expired), 'expired')
    const early = await world.person(citizenId, '测试', { from: '20400101000000Z', to: '20410101000000Z' })
    await expectRefused(await new Visitor().signsIn(world, early), 'not-yet-valid')
    for (const extensions of [
      ['basicConstraints=critical,CA:false', 'keyUsage=critical,keyEncipherment,dataEncipherment'],
      [...HOLDER, 'extendedKeyUsage=serverAuth'],
      [...HOLDER, '1.2.3.4=critical,ASN1:UTF8String:unheard of'],
    ]) {
      const issued = await world.person(citizenId, '测试', { extensions })
      await expectRefused(await new Visitor().signsIn(world, issued), 'not-for-signing')
    }
  })

  it('that its authority has revoked does not sign in', async () => {
    await expectRefused(await new Visitor().signsIn(worlds[kind], revoked[kind]), 'revoked')
  })

  it('below a root of the same name with another key, or below who is no authority, is not trusted', async () => {
    const world = worlds[kind]
    const citizenId = newCitizen()
    const forged = await OpensslAuthority.root(kind, `测试根证书 ${kind}`)
    const forgedIssuing = await forged.below(`测试签发机构 ${kind}`)
    const subject = '/C=CN/CN=冒充'
    const extensions = [...HOLDER, `1.2.156.10260.4.1.1=ASN1:IMPLICIT:0,PRINTABLESTRING:${citizenId}`]
    const fake = await forgedIssuing.issue({ subject, extensions })
    const visitor = new Visitor()
    const text = await visitor.challenge()
    const certificates = [fake.pem, forgedIssuing.own.pem, forged.own.pem].join('')
    await expectRefused(
      await visitor.handIn({ signature: await forgedIssuing.sign(fake, text), certificates }),
      'untrusted',
    )
    // A holder's certificate plays authority; so does one that may not sign certificates.
    for (const own of [
      ['basicConstraints=critical,CA:false'],
      ['basicConstraints=CA:true', 'keyUsage=digitalSignature'],
    ]) {
      const false_ = await world.issuing.below('没有签发权', { extensions: own })
      const below = await false_.issue({ subject, extensions })
      const signature = await false_.sign(below, text)
      await expectRefused(await visitor.handIn({ signature, certificates: below.pem + false_.own.pem }), 'untrusted')
      await false_.remove()
    }
    await forged.remove()
    await forgedIssuing.remove()
  })

  it('does not sign in while nobody says whether it is revoked: the list is out of date and the responder away', async () => {
    const world = worlds[kind]
    const issued = await world.person(newCitizen())
    app.clock.setOffsetMs(26 * HOUR_MS)
    const answer = await new Visitor().signsIn(world, issued)
    app.clock.setOffsetMs(0)
    expect(answer.json()).toMatchObject({ code: 'identity/certificate-status-unknown', status: 503 })
    expect(await lastReason()).toBe('status-unknown')
  })
})

describe('a signed message', () => {
  it.each(['rsa', 'ecdsa'] as const)('by %s carries certificate and signature in one', async (kind) => {
    const world = worlds[kind]
    const issued = await world.person(newCitizen())
    const visitor = new Visitor()
    const text = await visitor.challenge()
    const signature = await world.issuing.signMessage(issued, text)
    const altered = Buffer.from(signature, 'base64')
    altered[altered.length - 3]! ^= 1
    await expectRefused(await visitor.handIn({ signature: altered.toString('base64') }), 'not-signed')
    const other = await world.issuing.signMessage(issued, `${text} `)
    await expectRefused(await visitor.handIn({ signature: other }), 'not-signed')
    const pem = `-----BEGIN CMS-----\n${signature.replaceAll(/.{64}/g, '$&\n')}\n-----END CMS-----\n`
    expect((await visitor.handIn({ signature: pem })).json()).toHaveProperty('linking')
    const plain = new Visitor()
    const without = await world.issuing.signMessage(issued, await plain.challenge(), ['-noattr', '-nodetach'])
    expect((await plain.handIn({ signature: without })).json()).toHaveProperty('linking')
  })
})

describe('RSA in the newer padding', () => {
  it('signs in as well, as a plain signature and in a message', async () => {
    const world = worlds.rsa
    const issued = await world.person(newCitizen())
    const pss = ['-sigopt', 'rsa_padding_mode:pss', '-sigopt', 'rsa_pss_saltlen:32']
    const visitor = new Visitor()
    const signature = await world.issuing.sign(issued, await visitor.challenge(), pss)
    expect((await visitor.handIn({ signature, certificates: issued.pem })).json()).toHaveProperty('linking')
    const other = new Visitor()
    const message = await world.issuing.signMessage(issued, await other.challenge(), [
      '-keyopt',
      'rsa_padding_mode:pss',
    ])
    expect((await other.handIn({ signature: message })).json()).toHaveProperty('linking')
  })
})

describe('somebody who has an account', () => {
  it('gets it by a certificate only after proving it, and not the one of another citizen id', async () => {
    const issued = await worlds.ecdsa.person(WANG_FANG, '王芳')
    const visitor = new Visitor()
    const { linking } = (await visitor.signsIn(worlds.ecdsa, issued)).json()
    expect(linking).toMatchObject({ hasAccount: true, canOpen: false })
    const other = await visitor.post('/api/session/upstreams/links', { name: 'liming', password: TEST_PASSWORD })
    expect(other.json()).toMatchObject({ code: 'identity/upstream-another-person' })
    const right = await visitor.post('/api/session/upstreams/links', { name: 'wangfang', password: TEST_PASSWORD })
    expect(right.json()).toMatchObject({ signedIn: true, account: { name: '王芳', realNameLevel: 3 } })
    const again = (await new Visitor().signsIn(worlds.ecdsa, issued)).json()
    expect(again.session.account.name).toBe('王芳')
    const linked = await app.sql<{ text: string }>('select l::text as text from identity.upstream_links l')
    expect(linked.map(({ text }) => text).join(' ')).not.toContain(WANG_FANG)
  })

  it('and is signed in raises their level by their own certificate, and never by another’s', async () => {
    const resident = await buildResident(app)
    const { citizenId } = await app.act({ mode: 'read' }, (ctx) =>
      app.modules.identity.api.personOf(ctx, resident.accountId),
    )
    const visitor = new Visitor()
    visitor.cookies.set('yiwang_session', resident.cookie.split('=').slice(1).join('='))
    visitor.csrf = resident.session.csrfToken
    const foreign = (await visitor.signsIn(worlds.rsa, await worlds.rsa.person(newCitizen()))).json()
    expect(foreign.session).toBeUndefined()
    const own = (await visitor.signsIn(worlds.rsa, await worlds.rsa.person(citizenId))).json()
    expect(own.session).toMatchObject({ account: { id: resident.accountId, realNameLevel: 3 } })
  })

  it('loses the level when the certificate runs out', async () => {
    const issued = await worlds.rsa.person(newCitizen())
    const visitor = new Visitor()
    await visitor.signsIn(worlds.rsa, issued)
    const opened = await visitor.post('/api/session/upstreams/accounts', { phone: '13900079001' })
    const { id } = opened.json().account
    app.clock.setOffsetMs(31 * 24 * HOUR_MS)
    const owner = await app.act({ mode: 'read' }, (ctx) => app.modules.identity.api.ownerOf(ctx, id))
    app.clock.setOffsetMs(0)
    expect(owner.realNameLevel).toBe(1)
  })
})

describe('the certificate of a company', () => {
  const CREDIT_CODE = '91330102MA28NBU477'
  const mandateOf = (accountId: string) =>
    app.act({ mode: 'read' }, (ctx) =>
      app.modules.identity.api.findMandate(ctx, { accountId, creditCode: CREDIT_CODE }),
    )

  it('signs in the person it was linked with, who acts for the company from then on, until it is taken back', async () => {
    const issued = await worlds.rsa.unit(CREDIT_CODE, '测试有限公司')
    const visitor = new Visitor()
    const { linking } = (await visitor.signsIn(worlds.rsa, issued)).json()
    expect(linking).toMatchObject({ hasAccount: false, canOpen: false })
    const opened = await visitor.post('/api/session/upstreams/accounts', { phone: '13900079100' })
    expect(opened.json()).toMatchObject({ code: 'identity/upstream-needs-account' })
    const linked = await visitor.post('/api/session/upstreams/links', { name: 'liming', password: TEST_PASSWORD })
    expect(linked.json()).toMatchObject({ signedIn: true, account: { name: '李明' } })
    const accountId = linked.json().account.id
    const mandate = await mandateOf(accountId)
    expect(mandate).toMatchObject({ organizationName: '测试有限公司', letterNo: '单位数字证书（测试认证机构 rsa）' })
    expect(mandate!.validTo < new Date(Date.now() + 32 * 24 * HOUR_MS).toISOString()).toBe(true)
    expect((await new Visitor().signsIn(worlds.rsa, issued)).json().session.account.id).toBe(accountId)
    expect((await mandateOf(accountId))?.id).toBe(mandate!.id)
    await app.sql(
      `update identity.mandates set revoked_on = current_date - 1, revoke_reason = '测试', revoked_by = 'principal' where id = $1`,
      [mandate!.id.slice(7)],
    )
    expect((await new Visitor().signsIn(worlds.rsa, issued)).json().session.account.id).toBe(accountId)
    expect(await mandateOf(accountId)).toBeUndefined()
  })

  it('lets nobody act whose name nobody has confirmed, and opens no account of somebody else', async () => {
    const resident = await buildResident(app)
    const issued = await worlds.sm2.unit(CREDIT_CODE, '测试有限公司')
    const visitor = new Visitor()
    await visitor.signsIn(worlds.sm2, issued)
    const linked = await visitor.post('/api/session/upstreams/links', { name: resident.phone, password: TEST_PASSWORD })
    expect(linked.json()).toMatchObject({ signedIn: true, account: { id: resident.accountId } })
    expect(await mandateOf(resident.accountId)).toBeUndefined()
    const renewed = await worlds.sm2.unit(CREDIT_CODE, '测试有限公司')
    const again = new Visitor()
    expect((await again.signsIn(worlds.sm2, renewed)).json()).toHaveProperty('linking')
    const relinked = await again.post('/api/session/upstreams/links', { name: resident.phone, password: TEST_PASSWORD })
    expect(relinked.json()).toMatchObject({ signedIn: true })
    expect((await new Visitor().signsIn(worlds.sm2, issued)).json().session).toBeUndefined()
  })
})

describe('what is said about revoked certificates', () => {
  it('counts until its end when its place is away, and no longer', async () => {
    const world = worlds.rsa
    const issued = await world.person(newCitizen())
    expect((await new Visitor().signsIn(world, issued)).json()).toHaveProperty('linking')
    world.trouble = 'away'
    app.clock.setOffsetMs(2 * HOUR_MS)
    expect((await new Visitor().signsIn(world, issued)).json()).toHaveProperty('linking')
    app.clock.setOffsetMs(25 * HOUR_MS)
    const stale = await new Visitor().signsIn(world, issued)
    world.trouble = 'none'
    app.clock.setOffsetMs(0)
    expect(stale.json()).toMatchObject({ code: 'identity/certificate-status-unknown' })
  })

  it('is waited for with the same signature when the responder was away', async () => {
    const world = worlds.ecdsa
    const issued = await world.person(newCitizen())
    const visitor = new Visitor()
    const signature = await world.issuing.sign(issued, await visitor.challenge())
    await world.stopAnswering()
    const away = await visitor.handIn({ signature, certificates: issued.pem })
    expect(away.json()).toMatchObject({ code: 'identity/certificate-status-unknown' })
    await world.answerByOcsp()
    expect((await visitor.handIn({ signature, certificates: issued.pem })).json()).toHaveProperty('linking')
  })
})

describe('certificates', () => {
  it('of these authorities are offered', async () => {
    const list = await app.server.inject({ url: '/api/session/certificates' })
    expect(list.json().authorities).toHaveLength(3)
    expect(list.json().authorities[2]).toEqual({
      id: 'ca-sm2',
      title: '测试认证机构 sm2',
      holders: ['person', 'organization'],
    })
  })

  it('in which nobody is named sign nobody in', async () => {
    const nobody = await worlds.rsa.issuing.issue({ subject: '/C=CN/CN=无名' })
    await expectRefused(await new Visitor().signsIn(worlds.rsa, nobody), 'nobody')
    const mistyped = await worlds.rsa.person('999999199003120244')
    await expectRefused(await new Visitor().signsIn(worlds.rsa, mistyped), 'nobody')
  })

  it('are shown in TLS only where the operator has opened a port for it', async () => {
    const answer = await new Visitor().post('/api/session/certificates/shown')
    expect(answer.json()).toMatchObject({ code: 'identity/certificates-not-here', status: 404 })
  })
})
