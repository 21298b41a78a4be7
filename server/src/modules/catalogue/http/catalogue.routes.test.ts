import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTestApp } from '../../../../test/harness.ts'
import type { TestApp } from '../../../../test/harness.ts'
import { todayIn } from '../../../kernel/index.ts'
import { bytesOf, itemFile } from '../fixtures.ts'

let app: TestApp
beforeAll(async () => {
  app = await openTestApp()
})
afterAll(() => app.close())

interface Session {
  cookie: string
  csrf: string
}

async function signIn(name: string): Promise<Session> {
  const answer = await app.server.inject({
    method: 'POST',
    url: '/api/session',
    headers: { 'idempotency-key': randomUUID() },
    payload: { name, password: 'yiwang-demo' },
  })
  expect(answer.statusCode).toBe(200)
  const cookie = answer.cookies.map((one) => `${one.name}=${one.value}`).join('; ')
  return { cookie, csrf: answer.json<{ csrfToken: string }>().csrfToken }
}

function headersOf({ cookie, csrf }: Session): Record<string, string> {
  return { cookie, 'x-csrf-token': csrf, 'idempotency-key': randomUUID() }
}

async function upload(session: Session, file: Uint8Array, fields: Record<string, string> = {}) {
  const boundary = 'a-boundary'
  const parts = Object.entries(fields).map(
    ([name, value]) => `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  )
  const head = `${parts.join('')}--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="items.json"\r\nContent-Type: application/json\r\n\r\n`
  const answer = await app.server.inject({
    method: 'POST',
    url: '/api/admin/catalogue/import',
    headers: { ...headersOf(session), 'content-type': `multipart/form-data; boundary=${boundary}` },
    payload: Buffer.concat([Buffer.from(head), file, Buffer.from(`\r\n--${boundary}--\r\n`)]),
  })
  return { status: answer.statusCode, body: answer.json<Record<string, unknown>>() }
}

describe('the item administrator over HTTP', () => {
  const id = '450721-0192f0c1-2a3b-7c4d-8e5f-0000000000aa'

  it('uploads a file of items, first as a trial, then for good', async () => {
    const admin = await signIn('tanwenbin')
    const trial = await upload(admin, bytesOf(itemFile({ id })), { dryRun: 'true' })
    expect(trial).toMatchObject({ status: 200, body: { dryRun: true, taken: 1 } })
    expect(await upload(admin, bytesOf(itemFile({ id })))).toMatchObject({
      status: 200,
      body: { dryRun: false, taken: 1 },
    })
    expect(await upload(admin, Buffer.from('not json'))).toMatchObject({ status: 422 })
  })

  it('suspends an item with its basis; what he saw must be what is there', async () => {
    const admin = await signIn('tanwenbin')
    const act = (version: number) =>
      app.server.inject({
        method: 'POST',
        url: `/api/admin/items/${id}/suspend`,
        headers: headersOf(admin),
        payload: { version, basis: '县人民政府的决定', effectiveOn: todayIn(new Date()), runningCases: '继续办理' },
      })
    const seen = await app.server.inject({
      method: 'GET',
      url: `/api/admin/items/${id}`,
      headers: { cookie: admin.cookie },
    })
    expect(seen.json()).toMatchObject({ version: 1, state: 'published', abilities: { suspend: true } })
    expect((await act(1)).json()).toMatchObject({ state: 'suspended', version: 2 })
    expect((await act(1)).statusCode).toBe(409)
  })

  it('is nobody else', async () => {
    const clerk = await signIn('chenjing')
    expect((await upload(clerk, bytesOf(itemFile()))).status).toBe(403)
    const answer = await app.server.inject({ method: 'GET', url: `/api/admin/items/${id}` })
    expect(answer.statusCode).toBe(401)
  })
})

describe('a partner of the open interface', () => {
  it('who asks again for what has not changed gets no body', async () => {
    const url = '/open/v1/items?limit=3'
    const first = await app.server.inject({ method: 'GET', url })
    const etag = String(first.headers['etag'])
    expect(etag).toMatch(/^"[\w-]{27}"$/)
    const again = await app.server.inject({ method: 'GET', url, headers: { 'if-none-match': `W/${etag}, "other"` } })
    expect([again.statusCode, again.body]).toEqual([304, ''])
    const changed = await app.server.inject({ method: 'GET', url, headers: { 'if-none-match': '"other"' } })
    expect(changed.statusCode).toBe(200)
  })

  it('finds no entity tag on answers that are not open', async () => {
    const answer = await app.server.inject({ method: 'GET', url: '/api/themes' })
    expect(answer.headers['etag']).toBeUndefined()
  })
})
