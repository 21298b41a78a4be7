import { randomUUID } from 'node:crypto'
import { generateKeyPair, SignJWT } from 'jose'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { UPSTREAM_SECRET } from '../../../test/oidc-upstream.ts'
import {
  Visitor,
  app,
  calmUpstream,
  closeUpstreamStage,
  openUpstreamStage,
  somebody,
  upstream,
} from '../../../test/upstream-stage.ts'
import { TEST_PASSWORD } from './fixtures.ts'

beforeAll(openUpstreamStage)
beforeEach(calmUpstream)
afterAll(closeUpstreamStage)

describe('a sign-out over there (identity.hearUpstreamLogout)', () => {
  const LOGOUT = 'http://schemas.openid.net/event/backchannel-logout'
  const hear = (token: string, id = 'nation') =>
    app.server.inject({
      method: 'POST',
      url: `/api/session/upstreams/${id}/logout`,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      payload: new URLSearchParams({ logout_token: token }).toString(),
    })
  const isIn = async (visitor: Visitor) => (await visitor.get('/api/session')).json<{ signedIn: boolean }>().signedIn
  const seconds = (minutes = 0) => Math.floor(Date.now() / 1000) + minutes * 60

  /** Twice by the nation, on two devices, and once by the password. */
  async function threeSessions() {
    const person = somebody()
    const [first, second, local] = [new Visitor(), new Visitor(), new Visitor()]
    await first.signsInByNation(person)
    const opened = await first.post('/api/session/upstreams/accounts', {})
    const firstSid = upstream.sid
    await second.signsInByNation(person)
    const { id } = opened.json<{ account: { id: string } }>().account
    const hash = await app.sql<{ hash: string }>(
      `select password_hash as hash from identity.accounts where is_demo and kind = 'person' limit 1`,
    )
    await app.sql('update identity.accounts set password_hash = $1 where id = $2', [hash[0]!.hash, id.slice(7)])
    const signIn = await local.post('/api/session', { name: person.phone_number, password: TEST_PASSWORD })
    expect(signIn.statusCode).toBe(200)
    const plain = (more: Record<string, unknown> = {}) => ({
      iss: upstream.issuer,
      aud: 'lingshan',
      iat: seconds(),
      exp: seconds(2),
      jti: randomUUID(),
      sub: person.sub,
      events: { [LOGOUT]: {} },
      ...more,
    })
    return { person, first, second, local, firstSid, plain }
  }

  it('ends the sign-in that was begun by it, by the library’s own word, and no other', async () => {
    const { person, first, second, local, firstSid } = await threeSessions()
    const token = await upstream.logsOut(person.sub, firstSid)
    expect((await hear(token)).json()).toEqual({ ended: 1 })
    expect([await isIn(first), await isIn(second), await isIn(local)]).toEqual([false, true, true])
    expect((await hear(token)).json()).toMatchObject({ status: 400, code: 'identity/upstream-logout-refused' })
  })

  it('without a sign-in named ends all that were begun through it, and not the one by password', async () => {
    const { first, second, local, plain } = await threeSessions()
    expect((await hear(await upstream.sign(plain()))).json()).toEqual({ ended: 2 })
    expect([await isIn(first), await isIn(second), await isIn(local)]).toEqual([false, false, true])
  })

  it('may name the sign-in alone; of somebody else, or of nobody here, it ends nothing', async () => {
    const { first, second, firstSid, plain } = await threeSessions()
    expect((await hear(await upstream.sign(plain({ sub: 'nation-else', sid: firstSid })))).json()).toEqual({ ended: 0 })
    expect((await hear(await upstream.sign(plain({ sub: undefined, sid: 'unknown' })))).json()).toEqual({ ended: 0 })
    expect(await isIn(first)).toBe(true)
    expect((await hear(await upstream.sign(plain({ sub: undefined, sid: firstSid })))).json()).toEqual({ ended: 1 })
    expect([await isIn(first), await isIn(second)]).toEqual([false, true])
  })

  it('is not believed unless it is theirs, for us, of now, a sign-out, and signed', async () => {
    const { first, plain } = await threeSessions()
    const wrong: Record<string, unknown>[] = [
      { iss: 'https://elsewhere.example' },
      { aud: 'another' },
      { iat: seconds(-20), exp: seconds(-18) },
      { iat: seconds(20), exp: seconds(22) },
      { iat: undefined },
      { exp: undefined },
      { exp: seconds(-5) },
      { jti: undefined },
      { events: undefined },
      { events: { other: {} } },
      { events: { [LOGOUT]: 'yes' } },
      { sub: undefined },
      { nonce: 'n' },
    ]
    const tokens = await Promise.all(wrong.map((more) => upstream.sign(plain(more))))
    const [header, payload] = (await upstream.sign(plain())).split('.')
    const none = Buffer.from('{"alg":"none"}').toString('base64url')
    const shared = await new SignJWT(plain())
      .setProtectedHeader({ alg: 'HS256', kid: 'upstream' })
      .sign(Buffer.from(UPSTREAM_SECRET.padEnd(32, '.')))
    const foreign = await new SignJWT(plain())
      .setProtectedHeader({ alg: 'RS256', kid: 'upstream' })
      .sign((await generateKeyPair('RS256')).privateKey)
    for (const token of [...tokens, `${none}.${payload}.`, `${header}.${payload}.AAAA`, shared, foreign, 'no-token'])
      expect((await hear(token)).json(), token).toMatchObject({ code: 'identity/upstream-logout-refused' })
    expect(await isIn(first)).toBe(true)
    expect((await hear(await upstream.sign(plain()), 'demo-province')).json()).toMatchObject({
      code: 'identity/upstream-unknown',
    })
    expect((await hear(await upstream.sign(plain()))).json()).toEqual({ ended: 2 })
  })

  it('is not taken as a JSON body’s key, and nothing else reads forms', async () => {
    const form = { 'content-type': 'application/x-www-form-urlencoded', 'idempotency-key': randomUUID() }
    const answer = await app.server.inject({
      method: 'POST',
      url: '/api/session',
      headers: form,
      payload: 'name=wangfang&password=yiwang-demo',
    })
    expect(answer.json()).toMatchObject({ code: 'http/unsupported-type' })
  })
})
