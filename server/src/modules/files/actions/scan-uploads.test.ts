import { createServer } from 'node:net'
import type { AddressInfo, Server } from 'node:net'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { EICAR, NO_CLAMD, startClamd } from '../../../../test/debian-clamd.ts'
import type { RunningClamd } from '../../../../test/debian-clamd.ts'
import { openTestApp } from '../../../../test/harness.ts'
import type { TestApp } from '../../../../test/harness.ts'
import { createClamd, ScannerAway } from '../../../platform/scanning/index.ts'
import type { MalwareScanner } from '../../../platform/scanning/index.ts'
import { signIn } from '../../identity/fixtures.ts'
import type { SignedIn } from '../../identity/fixtures.ts'
import { inPieces, multipart, samplePdf } from '../fixtures.ts'
import { createFiles } from '../index.ts'

async function upload(app: TestApp, by: SignedIn, content: Buffer) {
  const { payload, headers } = multipart({ name: '房屋租赁合同.pdf', content }, { purpose: 'case-material' })
  const key = { 'idempotency-key': crypto.randomUUID() }
  return await app.server.inject({
    method: 'POST',
    url: '/api/files',
    payload,
    headers: { ...by.headers, ...headers, ...key },
  })
}

describe.skipIf(NO_CLAMD !== undefined)(`uploads with a real clamd${NO_CLAMD ?? ''}`, () => {
  let clamd: RunningClamd
  let app: TestApp
  let resident: SignedIn
  beforeAll(async () => {
    clamd = await startClamd()
    app = await openTestApp({ scanner: createClamd({ path: clamd.socket }) })
    resident = await signIn(app, 'wangfang')
  })
  afterAll(async () => {
    await app.close()
    await clamd.stop()
  })

  it('takes what is clean', async () => {
    expect((await upload(app, resident, samplePdf())).statusCode).toBe(200)
  })

  it('refuses what is infected, says what was found, records who sent it, and keeps nothing', async () => {
    const before = await app.sql('select from files.files')
    const refused = await upload(app, resident, samplePdf(EICAR))
    expect(refused.statusCode, refused.body).toBe(422)
    expect(refused.json()).toMatchObject({
      code: 'files/infected',
      params: { signature: 'Yiwang.Test.EICAR.UNOFFICIAL' },
    })
    expect(await app.sql('select from files.files')).toHaveLength(before.length)
    const entries = await app.sql<{ canonical: string }>(
      "select canonical from ledger.entries where kind = 'files/UploadRefused.v1'",
    )
    expect(entries).toHaveLength(1)
    expect(entries[0]!.canonical).toContain(resident.accountId)
    expect(entries[0]!.canonical).not.toContain('租赁')
    const { body } = JSON.parse(entries[0]!.canonical) as { body: { sha256: string } }
    expect(await app.sql('select from files.files where sha256 = $1', [body.sha256])).toEqual([])
    const { pathname } = new URL(await filesUrlOf(app))
    expect(await readdir(`${pathname}/staging`)).toEqual([])
  })

  it('takes several at once, each with a verdict of its own', async () => {
    const sent = Array.from({ length: 6 }, (_, index) =>
      upload(app, resident, samplePdf(index % 2 ? EICAR : `第${index}份`)),
    )
    const codes = (await Promise.all(sent)).map(({ statusCode }) => statusCode)
    expect(codes).toEqual([200, 422, 200, 422, 200, 422])
  })

  it('refuses every upload while the daemon is away, in words that say so', async () => {
    await clamd.stop()
    const refused = await upload(app, resident, samplePdf('此时没有检查'))
    expect(refused.statusCode).toBe(503)
    expect(refused.json()).toMatchObject({ code: 'files/scanner-away', title: '暂时不能上传' })
    clamd = await startClamd()
  })
})

async function filesUrlOf(app: TestApp): Promise<string> {
  const staged = await app.modules.files.api.stage({
    stream: (async function* () {
      yield await Promise.resolve(samplePdf('在哪里'))
    })(),
    fileName: '在哪里.pdf',
    purpose: 'document',
  })
  await staged.blob.discard()
  return `file://${staged.blob.path.slice(0, staged.blob.path.indexOf('/staging/'))}`
}

describe('what is refused without any scanner', () => {
  it.each([
    ['files/runs-something', samplePdf('<</S/JavaScript/JS(app.alert(1))>>')],
    ['files/encrypted', samplePdf('\ntrailer<</Encrypt 5 0 R>>')],
    ['files/packed-inside', samplePdf('\n9 0 obj<</Type/EmbeddedFile>>stream\nPK\u0003\u0004archive\nendstream')],
    ['files/too-much-inside', samplePdf('\n9 0 obj<</Width 100000/Height 100000>>stream\nx\nendstream')],
  ])('%s, and nothing is left lying', async (code, content) => {
    const { stage } = createFiles({ filesUrl: pathToFileURL(folder).href }).api
    const staged = stage({ stream: inPieces(content), fileName: '材料.pdf', purpose: 'case-material' })
    await expect(staged).rejects.toMatchObject({ definition: { code } })
    expect(await readdir(join(folder, 'staging'))).toEqual([])
  })

  it('files/broken: a picture without a size', async () => {
    const { stage } = createFiles({ filesUrl: pathToFileURL(folder).href }).api
    const stream = inPieces(Buffer.from('ffd8ffe000104a464946000101000001', 'hex'))
    await expect(stage({ stream, fileName: '照片.jpg', purpose: 'portrait' })).rejects.toMatchObject({
      definition: { code: 'files/broken' },
    })
  })

  let folder: string
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'yiwang-inspect-'))
  })
  afterAll(() => rm(folder, { recursive: true }))
})

describe('a clamd that does not answer as it should', () => {
  const servers: Server[] = []
  afterAll(() => servers.forEach((server) => server.close()))

  async function answering(reply: string | undefined): Promise<MalwareScanner> {
    const server = createServer((socket) => {
      socket.on('error', () => socket.destroy())
      if (reply === undefined) socket.resume()
      else socket.end(reply)
    })
    servers.push(server)
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
    return createClamd({ host: '127.0.0.1', port: (server.address() as AddressInfo).port }, 500)
  }

  it.each([
    ['an error of its own', 'INSTREAM size limit exceeded. ERROR\0'],
    ['something else', 'HTTP/1.1 200 OK\r\n\r\n\0'],
    ['half a word', 'stream: O'],
    ['nothing before it hangs up', ''],
    ['silence', undefined],
  ])('gives no leave: %s', async (_, reply) => {
    const scanner = await answering(reply)
    await expect(scanner.scanBytes(Buffer.alloc(300_000))).rejects.toBeInstanceOf(ScannerAway)
  })

  it('is believed when it finds something before it has read all', async () => {
    const scanner = await answering('stream: Worm.Early FOUND\0')
    expect(await scanner.scanBytes(Buffer.alloc(3_000_000))).toEqual({ verdict: 'infected', signature: 'Worm.Early' })
  })
})
