import { execFileSync } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { actorWith, openTestApp } from '../../../../test/harness.ts'
import type { TestApp } from '../../../../test/harness.ts'
import { newPublicId } from '../../../kernel/index.ts'
import type { Actor } from '../../../kernel/index.ts'
import { DEMO_PASSWORD } from '../../../cli/demo-accounts.ts'
import type { FileView } from '../contract/index.ts'
import { createFiles } from '../index.ts'
import { inPieces, multipart, samplePdf, samplePng, sampleProgram } from '../fixtures.ts'

let app: TestApp
beforeAll(async () => {
  app = await openTestApp()
})
afterAll(() => app.close())

const files = () => app.modules.files.api

async function store(owner: Actor, content = samplePdf(), fileName = '营业执照.pdf'): Promise<FileView> {
  const staged = await files().stage({ stream: inPieces(content), fileName, purpose: 'case-material' })
  return app.as(owner, (ctx) => files().store(ctx, staged, { jurisdiction: '450721', accountId: owner.accountId! }))
}

async function contentAs(reader: Actor, fileId: string): Promise<Buffer> {
  const file = await app.as(reader, (ctx) => files().download(ctx, { fileId }), 'record')
  const parts: Uint8Array[] = []
  for await (const part of file.stream) parts.push(part)
  return Buffer.concat(parts)
}

describe('storing files', () => {
  it('records the digest, not the name, in the ledger, and seals the name in the table', async () => {
    const owner = actorWith(app, ['resident'])
    const file = await store(owner, samplePdf(), '王芳的身份证.pdf')
    expect(file).toMatchObject({ fileName: '王芳的身份证.pdf', mediaType: 'application/pdf', preview: 'pdf' })
    const entries = await app.sql<{ canonical: string }>('select canonical from ledger.entries where stream = $1', [
      `file:${file.id}`,
    ])
    expect(entries).toHaveLength(1)
    expect(entries[0]!.canonical).toContain(file.sha256)
    expect(entries[0]!.canonical).not.toContain('王芳')
    const rows = await app.sql<{ name_sealed: Buffer }>('select name_sealed from files.files where id = $1', [
      file.id.slice(7),
    ])
    expect(rows[0]!.name_sealed.includes('王芳')).toBe(false)
  })

  it.each([
    ['a program named like a picture', '身份证.jpg', sampleProgram(), 'files/not-what-its-name-says'],
    ['a PNG named like a PDF', '执照.pdf', samplePng(), 'files/not-what-its-name-says'],
    ['a program that says so', '安装.exe', sampleProgram(), 'files/type-not-taken'],
    ['an empty file', '空.pdf', Buffer.alloc(0), 'files/empty'],
  ])('refuses %s', async (_, fileName, content, code) => {
    const staged = files().stage({ stream: inPieces(content), fileName, purpose: 'case-material' })
    await expect(staged).rejects.toMatchObject({ definition: { code } })
  })
})

describe('on a full disk', () => {
  it.runIf(process.getuid?.() === 0 && process.platform === 'linux')('answers 507 in words that say so', async () => {
    const place = await mkdtemp(join(tmpdir(), 'yiwang-full-'))
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', place])
    try {
      const full = createFiles({ filesUrl: `file://${place}` }).api
      const content = Buffer.concat([samplePdf(), Buffer.alloc(500_000)])
      const staged = full.stage({ stream: inPieces(content), fileName: '报告.pdf', purpose: 'case-material' })
      await expect(staged).rejects.toMatchObject({ definition: { status: 507, title: '存储空间不足' } })
    } finally {
      execFileSync('umount', [place])
      await rm(place, { recursive: true })
    }
  })
})

describe('reading files', () => {
  it('lets the owner read, and strangers not', async () => {
    const owner = actorWith(app, ['resident'])
    const file = await store(owner)
    expect(await contentAs(owner, file.id)).toEqual(samplePdf())
    const stranger = actorWith(app, ['resident'])
    await expect(contentAs(stranger, file.id)).rejects.toMatchObject({ definition: { code: 'files/unknown' } })
    const clerk = actorWith(app, ['window-clerk'], { division: '450721' })
    await expect(contentAs(clerk, file.id)).rejects.toMatchObject({ definition: { code: 'files/unknown' } })
  })

  it('opens to the officials who reach the case that it was handed in for, and records that they read', async () => {
    const owner = actorWith(app, ['resident'])
    const file = await store(owner)
    const organizationId = newPublicId('450721')
    const subject = newPublicId('450721')
    await app.as(owner, (ctx) =>
      files().link(ctx, { fileId: file.id, subject, division: '450721', organizationId, ownerId: owner.accountId }),
    )
    const clerk = actorWith(app, ['window-clerk'], { division: '450721' })
    const handler = actorWith(app, ['handler'], { division: '450721', organizationId })
    const elsewhere = actorWith(app, ['window-clerk'], { division: '620423' })
    const otherOffice = actorWith(app, ['handler'], { division: '450721', organizationId: newPublicId('450721') })
    expect(await contentAs(clerk, file.id)).toEqual(samplePdf())
    expect(await contentAs(handler, file.id)).toEqual(samplePdf())
    for (const outsider of [elsewhere, otherOffice]) {
      await expect(contentAs(outsider, file.id)).rejects.toMatchObject({ definition: { code: 'files/unknown' } })
    }
    const access = await app.sql('select 1 from ledger.entries where stream like $1', [`access:${clerk.accountId}:%`])
    expect(access).toHaveLength(1)
    const own = await app.sql('select 1 from ledger.entries where stream like $1', [`access:${owner.accountId}:%`])
    expect(own).toHaveLength(0)
    expect(await app.as(owner, (ctx) => files().listFor(ctx, subject), 'read')).toHaveLength(1)
  })

  it('is the official’s who scanned it only until it is in a case: then his post decides, and reading is recorded', async () => {
    const organizationId = newPublicId('450721')
    const clerk = actorWith(app, ['window-clerk'], { division: '450721', organizationId })
    const file = await store(clerk)
    expect(await contentAs(clerk, file.id)).toEqual(samplePdf())
    const link = { fileId: file.id, subject: newPublicId('450721'), division: '450721', organizationId }
    await app.as(clerk, (ctx) => files().link(ctx, link))
    expect(await contentAs(clerk, file.id)).toEqual(samplePdf())
    const access = await app.sql('select 1 from ledger.entries where stream like $1', [`access:${clerk.accountId}:%`])
    expect(access).toHaveLength(1)
    const moved = actorWith(app, ['window-clerk'], { division: '620423', accountId: clerk.accountId! })
    await expect(contentAs(moved, file.id)).rejects.toMatchObject({ definition: { code: 'files/unknown' } })
  })

  it('does not let a person hand in what somebody else uploaded', async () => {
    const file = await store(actorWith(app, ['resident']))
    const thief = actorWith(app, ['resident'])
    const link = { fileId: file.id, subject: newPublicId('450721'), division: '450721', ownerId: thief.accountId }
    await expect(app.as(thief, (ctx) => files().link(ctx, link))).rejects.toMatchObject({
      definition: { code: 'files/unknown' },
    })
  })

  it('says so when the record is there and the content is gone', async () => {
    const owner = actorWith(app, ['resident'])
    const file = await store(owner, samplePdf(`消失的内容 ${newPublicId('450721')}`))
    await app.sql('alter table files.files disable trigger all')
    await app.sql('update files.files set sha256 = $1 where id = $2', ['0'.repeat(64), file.id.slice(7)])
    await expect(contentAs(owner, file.id)).rejects.toMatchObject({ definition: { code: 'files/content-missing' } })
  })
})

describe('over HTTP', () => {
  let headers: Record<string, string>
  beforeAll(async () => {
    const signedIn = await app.server.inject({
      method: 'POST',
      url: '/api/session',
      headers: { 'idempotency-key': crypto.randomUUID() },
      payload: { name: 'wangfang', password: DEMO_PASSWORD },
    })
    const cookie = signedIn.cookies.map((one) => `${one.name}=${one.value}`).join('; ')
    headers = { cookie, 'x-csrf-token': signedIn.json<{ csrfToken: string }>().csrfToken }
  })

  function upload(name: string, content: Uint8Array, extra: Record<string, string> = {}) {
    const { payload, headers: type } = multipart({ name, content }, { purpose: 'case-material' })
    return app.server.inject({
      method: 'POST',
      url: '/api/files',
      payload,
      headers: { ...headers, ...type, 'idempotency-key': crypto.randomUUID(), ...extra },
    })
  }

  it('takes a file and gives it back safely', async () => {
    const sent = await upload('房屋 租赁 合同.pdf', samplePdf())
    expect(sent.statusCode).toBe(200)
    const file = sent.json<FileView>()
    const got = await app.server.inject({ url: `/api/files/${file.id}/content`, headers })
    expect(got.rawPayload).toEqual(samplePdf())
    expect(got.headers['content-type']).toBe('application/pdf')
    expect(got.headers['content-disposition']).toBe(
      `inline; filename*=UTF-8''${encodeURIComponent('房屋 租赁 合同.pdf')}`,
    )
    expect(got.headers['x-content-type-options']).toBe('nosniff')
    const saved = await app.server.inject({ url: `/api/files/${file.id}/content?save=true`, headers })
    expect(saved.headers['content-disposition']).toMatch(/^attachment;/)
  })

  it('refuses 21 MB where 20 is the limit, in words that say so', async () => {
    const refused = await upload('大文件.pdf', Buffer.concat([samplePdf(), Buffer.alloc(21 * 1_048_576 - 500)]))
    expect(refused.statusCode).toBe(413)
    expect(refused.json()).toMatchObject({
      code: 'files/too-large',
      detail: '“大文件.pdf”超过了 20 MB，请压缩或者拆分后再上传。',
    })
  })

  it('answers a sender of 60 MB over a real connection, and takes the next request on it', async () => {
    const base = await app.server.listen({ port: 0, host: '127.0.0.1' })
    const content = Buffer.concat([samplePdf(), Buffer.alloc(60 * 1_048_576)])
    const { payload, headers: type } = multipart({ name: '录像.pdf', content }, { purpose: 'case-material' })
    const refused = await fetch(`${base}/api/files`, {
      method: 'POST',
      body: new Uint8Array(payload),
      headers: { ...headers, ...type, 'idempotency-key': crypto.randomUUID() },
    })
    expect(refused.status).toBe(413)
    expect(await refused.json()).toMatchObject({ title: '文件太大' })
    const next = await fetch(`${base}/api/session`, { headers: { cookie: headers.cookie! } })
    expect(next.status).toBe(200)
  })

  it('refuses anybody who has not signed in, a purpose that does not exist, and a body that is no form', async () => {
    const anonymous = await upload('营业执照.pdf', samplePdf(), { cookie: '', 'x-csrf-token': '' })
    expect(anonymous.statusCode).toBe(401)
    const { payload, headers: type } = multipart({ name: 'a.pdf', content: samplePdf() }, { purpose: 'document' })
    const key = { 'idempotency-key': crypto.randomUUID() }
    const url = '/api/files'
    const purpose = await app.server.inject({ method: 'POST', url, payload, headers: { ...headers, ...type, ...key } })
    expect(purpose.json()).toMatchObject({ status: 400, code: 'http/invalid-input' })
    const json = await app.server.inject({ method: 'POST', url, payload: { a: 1 }, headers: { ...headers, ...key } })
    expect(json.statusCode).toBe(415)
  })
})
