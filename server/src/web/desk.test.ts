import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Fastify from 'fastify'
import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { addDesk } from './desk.ts'

const html =
  '<!doctype html><meta name="server-now" content="__NOW__"><meta property="csp-nonce" nonce="__NONCE__"><script type="module" src="/desk/assets/a.js"></script>'

let dir: string
let server: FastifyInstance

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'yiwang-desk-'))
  await mkdir(join(dir, 'assets'))
  await writeFile(join(dir, 'index.html'), html)
  await writeFile(join(dir, 'assets', 'a.js'), 'export {}')
  server = Fastify()
  await addDesk(server, { buildDir: dir, now: () => new Date('2026-11-22T02:00:00Z') })
})

afterAll(async () => {
  await server.close()
  await rm(dir, { recursive: true })
})

test.each(['/desk', '/desk/cases/450721-1?tab=flow'])('the workbench is one page at %s', async (url) => {
  const answer = await server.inject({ url })
  expect(answer.statusCode).toBe(200)
  expect(answer.headers['content-type']).toBe('text/html; charset=utf-8')
})

test('its scripts and the styles that it writes carry the nonce of this very answer', async () => {
  const answer = await server.inject({ url: '/desk' })
  const nonce = /'nonce-([^']+)'/.exec(String(answer.headers['content-security-policy']))?.[1]
  expect(answer.payload).toContain(`<script nonce="${nonce}" type="module"`)
  expect(answer.payload).toContain(`nonce="${nonce}">`)
  expect(answer.payload).not.toContain('__NONCE__')
})

test('it learns the time of the server, for that is the time of the law', async () => {
  const answer = await server.inject({ url: '/desk' })
  expect(answer.payload).toContain('content="2026-11-22T02:00:00.000Z"')
})

test('its assets are kept for ever', async () => {
  const answer = await server.inject({ url: '/desk/assets/a.js' })
  expect(answer.headers['cache-control']).toBe('public, max-age=31536000, immutable')
})
