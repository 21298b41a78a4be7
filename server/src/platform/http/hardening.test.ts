import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTestApp } from '../../../test/harness.ts'
import type { TestApp } from '../../../test/harness.ts'
import { binary, contract, newPublicId } from '../../kernel/index.ts'
import { TEST_PASSWORD, signIn, testCitizenId } from '../../modules/identity/fixtures.ts'
import type { SignedIn } from '../../modules/identity/fixtures.ts'
import { multipart, samplePdf } from '../../modules/files/fixtures.ts'
import { createHttpServer, registerRoutes } from './index.ts'
import { networkOf } from './network-of.ts'
import { route } from './route.ts'
import type { HttpOptions } from './http-options.ts'
import type { ProblemBody } from './errors.ts'

let app: TestApp
let resident: SignedIn
beforeAll(async () => {
  app = await openTestApp()
  resident = await signIn(app, 'wangfang')
})
afterAll(() => app.close())

const key = () => ({ 'idempotency-key': crypto.randomUUID() })
const codeOf = (answer: { json<T>(): T }) => answer.json<ProblemBody>().code

function trySignIn(headers: Record<string, string>, name = 'wangfang') {
  const payload = { name, password: TEST_PASSWORD }
  return app.server.inject({ method: 'POST', url: '/api/session', headers: { ...key(), ...headers }, payload })
}

describe('text that no column can hold', () => {
  it.each([
    ['a NUL character', '王\u0000芳'],
    ['half a surrogate pair', '王\ud800芳'],
  ])('is refused with its field when the body has %s', async (_, name) => {
    const body = JSON.stringify({
      name,
      citizenId: '999999197001010016',
      phone: '13900019999',
      password: '荔枝Garden58',
    })
    const answer = await app.server.inject({
      method: 'POST',
      url: '/api/registrations',
      headers: { ...key(), 'content-type': 'application/json' },
      payload: body,
    })
    expect(answer.statusCode).toBe(400)
    expect(answer.json<ProblemBody>().fields).toEqual([{ path: '/name', message: expect.stringContaining('无法保存') }])
  })

  it('is refused in a query, in a path and as the name of a member', async () => {
    for (const url of ['/api/items?q=%00', '/api/items/%00']) {
      expect((await app.server.inject({ url })).statusCode, url).toBe(400)
    }
    const answer = await resident.post('/api/cases', { itemId: newPublicId('450721'), answers: { 'a\u0000': 1 } })
    expect(answer.statusCode).toBe(400)
  })

  it('and a body of a hundred thousand levels are refused, not a fault', async () => {
    const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`
    const answer = await app.server.inject({
      method: 'POST',
      url: '/api/cases',
      headers: { ...resident.headers, ...key(), 'content-type': 'application/json' },
      payload: `{"itemId":"${newPublicId('450721')}","applicantKind":"person","answers":{"a":${deep}}}`,
    })
    expect(answer.statusCode).toBe(400)
  })
})

describe('an integer that no column can hold', () => {
  it.each(['2147483648', '-2147483649', '1e300', '9007199254740992'])('is refused: %s', async (version) => {
    const answer = await app.server.inject({ url: `/api/items/${newPublicId('450721')}?version=${version}` })
    expect(answer.statusCode).toBe(400)
    expect(answer.json<ProblemBody>().fields?.[0]?.path).toBe('/version')
  })
})

describe('requests from elsewhere', () => {
  it.each([
    ['another site', { 'sec-fetch-site': 'cross-site' }],
    ['a sister of ours', { 'sec-fetch-site': 'same-site' }],
    ['another site in an older browser', { origin: 'https://evil.example' }],
    ['a page that hides where it is', { origin: 'null' }],
  ])('can sign nobody in: %s', async (_, headers) => {
    const answer = await trySignIn(headers)
    expect(answer.statusCode).toBe(403)
    expect(codeOf(answer)).toBe('http/csrf-token')
  })

  it.each([
    ['our own pages', { 'sec-fetch-site': 'same-origin', origin: 'http://localhost' }],
    ['our own pages in an older browser', { origin: 'http://localhost', host: 'localhost' }],
    ['a program', {}],
  ])('but %s can', async (_, headers) => {
    expect((await trySignIn(headers)).statusCode).toBe(200)
  })

  it('a form cannot post where JSON is taken', async () => {
    for (const type of ['text/plain', 'application/x-www-form-urlencoded']) {
      const answer = await app.server.inject({
        method: 'POST',
        url: '/api/session',
        headers: { ...key(), 'content-type': type },
        payload: JSON.stringify({ name: 'wangfang', password: TEST_PASSWORD }),
      })
      expect([400, 415], type).toContain(answer.statusCode)
      expect(answer.headers['set-cookie'], type).toBeUndefined()
    }
  })
})

describe('answers', () => {
  it('are kept by nobody unless they say so', async () => {
    for (const url of ['/api/session', '/api/my/notices', '/api/nothing-here', '/api/items?q=x']) {
      expect((await resident.get(url)).headers['cache-control'], url).toBe('no-store')
    }
    expect((await app.server.inject('/open/v1/items')).headers['cache-control']).toBe('public, no-cache')
  })

  it('say nothing of the machine for an address that cannot be read', async () => {
    for (const url of ['/api/%ZZ', `/api/items/${'x'.repeat(300)}`]) {
      const answer = await app.server.inject({ url })
      expect(answer.statusCode, url).toBe(404)
      expect(codeOf(answer), url).toBe('http/not-found')
      expect(answer.headers['x-content-type-options'], url).toBe('nosniff')
    }
  })
})

describe('the page to go to after an upload', () => {
  it.each([
    '//evil.example/',
    '/\\evil.example',
    '/\t/evil.example',
    '/.//evil.example',
    'https://evil.example/',
    'javascript:1',
  ])('is ours, not %j', async (next) => {
    const { payload, headers } = multipart(
      { name: '执照.pdf', content: samplePdf() },
      { purpose: 'case-material', _csrf: resident.headers['x-csrf-token']!, _key: crypto.randomUUID(), _next: next },
    )
    const answer = await app.server.inject({
      method: 'POST',
      url: '/api/files',
      payload,
      headers: { cookie: resident.cookie, ...headers },
    })
    expect(answer.headers.location).toBeUndefined()
    expect(answer.statusCode).toBe(200)
  })

  it('may carry Chinese in its query', async () => {
    const { payload, headers } = multipart(
      { name: '执照.pdf', content: samplePdf() },
      {
        purpose: 'case-material',
        _csrf: resident.headers['x-csrf-token']!,
        _key: crypto.randomUUID(),
        _next: '/my?已=上传',
      },
    )
    const answer = await app.server.inject({
      method: 'POST',
      url: '/api/files',
      payload,
      headers: { cookie: resident.cookie, ...headers },
    })
    expect(answer.statusCode).toBe(303)
    expect(answer.headers.location).toBe(`/my?${encodeURIComponent('已')}=${encodeURIComponent('上传')}`)
  })
})

describe('the idempotency key', () => {
  it('of one stranger gives no other stranger the answer', async () => {
    const shared = key()
    const body = { name: '陌生人', citizenId: testCitizenId(500), phone: '13900018888', password: '荔枝Garden58' }
    const registered = await app.server.inject({
      method: 'POST',
      url: '/api/registrations',
      headers: shared,
      payload: { ...body, phone: '13900017777' },
    })
    expect(registered.statusCode, registered.body).toBe(200)
    const guessed = await app.server.inject({
      method: 'POST',
      url: '/api/registrations',
      headers: shared,
      payload: body,
    })
    expect(codeOf(guessed)).toBe('http/key-reused')
  })
})

describe('whom requests are counted for', () => {
  it.each([
    ['203.0.113.7', '203.0.113.7'],
    ['::ffff:203.0.113.7', '203.0.113.7'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:0db8:0001:0002::9', '2001:db8:1:2::/64'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
  ])('%s counts as %s', (ip, network) => {
    expect(networkOf(ip)).toBe(network)
  })

  it('is the network, however many of its addresses try passwords', async () => {
    const codes: string[] = []
    for (let host = 1; host <= 7; host += 1) {
      const answer = await app.server.inject({
        method: 'POST',
        url: '/api/session',
        headers: key(),
        payload: { name: 'minzong-reviewer', password: 'wrong-password-1' },
        remoteAddress: `2001:db8:9:9::${host}`,
      })
      codes.push(codeOf(answer))
    }
    expect(new Set(codes.slice(0, 5))).toEqual(new Set(['identity/sign-in-failed']))
    expect(codes.slice(5)).toEqual(['http/too-many', 'http/too-many'])
  })
})

describe('figures of operation', () => {
  it('are not for the public behind a proxy', async () => {
    expect((await app.server.inject('/metrics')).statusCode).toBe(200)
    const headers = { 'x-forwarded-for': '203.0.113.7' }
    expect((await app.server.inject({ url: '/metrics', headers })).statusCode).toBe(404)
  })
})

describe('the log', () => {
  async function logged(run: () => void, url: string): Promise<string> {
    const lines: string[] = []
    const failing = contract({
      name: 'test.fail',
      method: 'GET',
      path: '/api/test',
      summary: '测试',
      response: binary,
    })
    const options: HttpOptions = {
      act: { database: app.database, archives: app.archives, clock: app.clock, vault: {} as never },
      authenticate: () => Promise.resolve(resident.actor),
      https: false,
      publicUrl: 'http://localhost',
      requestsPerMinute: 0,
      logger: { level: 'info', stream: { write: (line) => void lines.push(line) } },
    }
    const server = await createHttpServer(options)
    registerRoutes(server, [route(failing, { permit: 'public', run: () => Promise.resolve(run() as never) })], options)
    const answer = await server.inject({ url, headers: { cookie: 'yiwang_session=secret-cookie' } })
    expect(answer.body).not.toContain('钟离春')
    await server.close()
    return lines.join('')
  }

  it('holds no query, no cookie and no row that the database quotes', async () => {
    const text = await logged(
      () => {
        throw Object.assign(new Error('invalid input syntax for type uuid: "钟离春"'), {
          severity: 'ERROR',
          code: '22P02',
          detail: 'Key (name)=(钟离春) already exists.',
          where: "unnamed portal parameter $1 = '钟离春'",
        })
      },
      `/api/test?person=${encodeURIComponent('钟离春')}`,
    )
    expect(text).toContain('http/fault')
    expect(text).toContain('22P02')
    expect(text).not.toContain('钟离春')
    expect(text).not.toContain(encodeURIComponent('钟离春'))
    expect(text).not.toContain('secret-cookie')
  })
})
