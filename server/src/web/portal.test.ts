import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Fastify from 'fastify'
import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { addPortal } from './portal.ts'

/** Stands for the built portal: answers with what it was given, and asks the API once. */
const build = `
export const entry = { module: { createPortal: () => async (visit) => {
  const api = await visit.inject({ method: 'GET', url: '/api/echo', headers: { ...visit.forward } })
  const body = visit.request.method === 'POST' ? await visit.request.text() : ''
  const page = { nonce: visit.nonce, site: visit.site, today: visit.today, api: JSON.parse(api.payload), body, url: visit.request.url }
  const headers = { 'content-type': 'text/html; charset=utf-8' }
  if (new URL(visit.request.url).pathname === '/sign-in') headers['set-cookie'] = 'yiwang_session=x'
  return new Response('<!doctype html>' + JSON.stringify(page) + ' '.repeat(2000), { status: 203, headers })
} } }
`

let dir: string
let server: FastifyInstance

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'yiwang-portal-'))
  await mkdir(join(dir, 'server'), { recursive: true })
  await mkdir(join(dir, 'client', 'assets'), { recursive: true })
  await writeFile(join(dir, 'server', 'package.json'), '{"type":"module"}')
  await writeFile(join(dir, 'server', 'index.js'), build)
  await writeFile(join(dir, 'client', 'assets', 'site-abc123.js'), 'export {}')
  await writeFile(join(dir, 'client', 'robots.txt'), 'User-agent: *')
  server = Fastify()
  server.get('/api/echo', (request) => ({
    cookie: request.headers.cookie,
    origin: request.headers.origin,
    ip: request.ip,
  }))
  const site = { jurisdiction: '450721', divisionName: '灵山县', publicUrl: 'http://localhost', isDemo: true }
  await addPortal(server, { buildDir: dir, today: () => '2026-11-22', site })
})

afterAll(async () => {
  await server.close()
  await rm(dir, { recursive: true })
})

test('a page is answered with its own status and may run only scripts that carry its nonce', async () => {
  const answer = await server.inject({ url: '/items/1' })
  const policy = String(answer.headers['content-security-policy'])
  const { nonce } = pageOf(answer.payload)
  expect(answer.statusCode).toBe(203)
  expect(policy).toContain(`script-src 'self' 'nonce-${nonce}'`)
  expect(policy).not.toMatch(/unsafe-(inline|eval)/)
})

test('under another name of this machine a page leads to the public one, and nowhere else', async () => {
  const led = async (url: string, host: string) => (await server.inject({ url, headers: { host } })).headers.location
  expect(await led('/items/1?from=list', '127.0.0.1')).toBe('http://localhost/items/1?from=list')
  expect(await led('/', '[::1]')).toBe('http://localhost/')
  expect(await led('//other.example/', '127.0.0.1')).toBe('http://localhost/other.example/')
  for (const host of ['localhost', '127.0.0.1:8080', 'zwfw.example.cn', 'localhost.example.cn', '%'])
    expect(await led('/items/1', host), host).toBeUndefined()
})

test('no two pages share a nonce', async () => {
  const [one, other] = await Promise.all([server.inject({ url: '/' }), server.inject({ url: '/' })])
  expect(pageOf(one.payload).nonce).not.toBe(pageOf(other.payload).nonce)
})

test('the API is asked in the name of the visitor: with his cookies, from his address', async () => {
  const headers = { cookie: 'yiwang_session=abc', origin: 'http://localhost' }
  const answer = await server.inject({ url: '/', headers, remoteAddress: '203.0.113.7' })
  expect(pageOf(answer.payload)).toMatchObject({
    today: '2026-11-22',
    site: { divisionName: '灵山县' },
    api: { cookie: 'yiwang_session=abc', origin: 'http://localhost', ip: '203.0.113.7' },
  })
})

test('a posted form reaches the page as it was sent', async () => {
  const headers = { 'content-type': 'application/x-www-form-urlencoded' }
  const answer = await server.inject({ method: 'POST', url: '/sign-in', headers, payload: 'name=%E7%8E%8B%E8%8A%B3' })
  expect(pageOf(answer.payload).body).toBe('name=%E7%8E%8B%E8%8A%B3')
})

test('a form larger than a form can be is refused before the page sees it', async () => {
  const headers = { 'content-type': 'application/x-www-form-urlencoded' }
  const answer = await server.inject({ method: 'POST', url: '/', headers, payload: 'a'.repeat(1024 * 1024 + 1) })
  expect(answer.statusCode).toBe(413)
})

test('a page is compressed for a stranger, but not where it holds the token of a session', async () => {
  const headers = { 'accept-encoding': 'gzip, br' }
  const stranger = await server.inject({ url: '/', headers })
  const known = await server.inject({ url: '/', headers: { ...headers, cookie: 'yiwang_session=abc' } })
  const signedIn = await server.inject({ url: '/sign-in', headers })
  expect([stranger, known, signedIn].map((answer) => answer.headers['content-encoding'])).toEqual([
    'br',
    undefined,
    undefined,
  ])
})

test('what a signed-in visitor is shown is kept by nobody, and no answer is given to another visitor', async () => {
  const stranger = await server.inject({ url: '/' })
  const known = await server.inject({ url: '/', headers: { cookie: '__Host-yiwang_session=abc' } })
  expect(stranger.headers['cache-control']).toBe('private, no-cache')
  expect(known.headers['cache-control']).toBe('private, no-store')
  for (const answer of [stranger, known]) expect(answer.headers.vary).toContain('cookie')
})

test.each(['//evil.example/my', '/\\evil.example/my', 'http://evil.example/my'])(
  'the page believes itself at the public address, whatever was asked for: %s',
  async (url) => {
    const answer = await server.inject({ url, headers: { host: 'evil.example' } })
    expect(new URL(pageOf(answer.payload).url).origin).toBe('http://localhost')
  },
)

test('a host that is none is no fault', async () => {
  expect((await server.inject({ url: '/', headers: { host: '![' } })).statusCode).toBe(203)
})

test('an asset, whose name changes with its content, is kept for ever; other files are asked for again', async () => {
  const asset = await server.inject({ url: '/assets/site-abc123.js' })
  const other = await server.inject({ url: '/robots.txt' })
  expect(asset.headers['cache-control']).toBe('public, max-age=31536000, immutable')
  expect(other.headers['cache-control']).toBe('public, max-age=3600')
})

test('a portal that was not built is named at the start', async () => {
  const site = { jurisdiction: '450721', divisionName: '', publicUrl: '', isDemo: false }
  const options = { buildDir: join(dir, 'nowhere'), today: () => '', site }
  await expect(addPortal(Fastify(), options)).rejects.toThrow('npm run build')
})

interface EchoedPage {
  url: string
  nonce: string
  body: string
}

function pageOf(payload: string): EchoedPage {
  return JSON.parse(payload.replace('<!doctype html>', '')) as EchoedPage
}
