import { execFile } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { actorWith, openTestApp } from '../../../../test/harness.ts'
import type { TestApp } from '../../../../test/harness.ts'
import { newPublicId } from '../../../kernel/index.ts'
import type { Actor } from '../../../kernel/index.ts'
import type { DocumentView } from '../contract/index.ts'
import { awkwardData } from '../fixtures.ts'
import { downloadDocument } from './download-document.ts'
import { setNumberFormat } from './set-number-format.ts'

let app: TestApp
let organizationId: string
let clerk: Actor
const run = promisify(execFile)

beforeAll(async () => {
  app = await openTestApp()
  app.at('2026-11-22T02:00:00Z')
  const name = '灵山县行政审批局'
  const found = await app.as(
    actorWith(app, []),
    (ctx) => app.modules.organizations.api.findOrganizationByName(ctx, { jurisdiction: '450721', name }),
    'read',
  )
  organizationId = found!.id
  clerk = actorWith(app, ['window-clerk'], { division: '450721', organizationId })
})
afterAll(() => app.close())

interface Wanted {
  template?: string
  subject?: string
  recipientAccountId?: string
  data?: ReturnType<typeof awkwardData>
}

function issue(wanted: Wanted = {}): Promise<DocumentView> {
  const { template = 'receipt', subject = newPublicId('450721'), data = awkwardData(), ...rest } = wanted
  return app.as(clerk, (ctx) =>
    app.modules.documents.api.issue(ctx, { template, subject, organizationId, data, seal: true, ...rest }),
  )
}

async function listed(subject: string): Promise<DocumentView[]> {
  return app.as(clerk, (ctx) => app.modules.documents.api.listFor(ctx, subject), 'read')
}

async function download(reader: Actor, fileId: string): Promise<Buffer> {
  const file = await app.as(reader, (ctx) => app.modules.files.api.download(ctx, { fileId }), 'record')
  const parts: Uint8Array[] = []
  for await (const part of file.stream) parts.push(part)
  return Buffer.concat(parts)
}

describe('issuing documents', () => {
  it('records the document at once, and makes the sealed PDF by a job', async () => {
    const recipient = actorWith(app, ['resident'])
    const issued = await issue({ recipientAccountId: recipient.accountId! })
    expect(issued).toMatchObject({ state: 'pending', title: '收件凭证' })
    expect((await listed(issued.subject))[0]).toMatchObject({ state: 'pending' })
    await app.drain()
    const [ready] = await listed(issued.subject)
    expect(ready).toMatchObject({ state: 'ready', pages: 3 })
    const path = join(tmpdir(), `${issued.id}.pdf`)
    await writeFile(path, await download(recipient, ready!.fileId!))
    const { stdout: text } = await run('pdftotext', ['-raw', path, '-'])
    expect(text).toContain(ready!.documentNo)
    expect(text).toContain('䶮𠮷演示（𬭊）')
    const { stdout: signatures } = await run('pdfsig', [path]).catch((error: { stdout: string }) => error)
    expect(signatures).toContain('Signature Validation: Signature is Valid.')
    const { stdout: facts } = await run('sha256sum', [path])
    expect(facts.split(' ')[0]).toBe(ready!.sha256)
  })

  it('keeps what filled it sealed, and only its digest in the ledger', async () => {
    const issued = await issue()
    const rows = await app.sql<{ data_sealed: Buffer }>('select data_sealed from documents.documents where id = $1', [
      issued.id.slice(7),
    ])
    expect(rows[0]!.data_sealed.includes('演示')).toBe(false)
    const entries = await app.sql<{ canonical: string }>('select canonical from ledger.entries where stream = $1', [
      `document:${issued.id}`,
    ])
    expect(entries[0]!.canonical).toContain('"dataDigest"')
    expect(entries[0]!.canonical).not.toContain('䶮')
  })

  it('makes the same PDF only once, however often the job comes', async () => {
    const issued = await issue()
    await app.drain()
    await app.sql(
      `select graphile_worker.add_job('documents/render-document', json_build_object('entryId', id, 'recordedAt', recorded_at))
       from ledger.entries where stream = $1 and kind = 'documents/DocumentIssued.v1'`,
      [`document:${issued.id}`],
    )
    await app.drain()
    const rendered = await app.sql(
      "select 1 from ledger.entries where stream = $1 and kind like '%DocumentRendered%'",
      [`document:${issued.id}`],
    )
    expect(rendered).toHaveLength(1)
    expect(await app.sql('select 1 from files.links where subject = $1', [issued.id])).toHaveLength(1)
  })

  it('numbers without gaps by kind and year, in the format that the organization has set', async () => {
    const format = '灵审{word}〔{year}〕{number}号'
    await app.as(actorWith(app, []), (ctx) =>
      app.modules.documents.api.setNumberFormat(ctx, { organizationId, format }),
    )
    const data = { ...awkwardData(), from: '2026年11月25日' }
    const issued = await Promise.all(Array.from({ length: 8 }, () => issue({ template: 'suspension-notice', data })))
    const refused = app.as(clerk, async (ctx) => {
      const subject = newPublicId('450721')
      await app.modules.documents.api.issue(ctx, {
        template: 'suspension-notice',
        subject,
        organizationId,
        data,
        seal: true,
      })
      ctx.beforeCommit(() => Promise.reject(new Error('undone')))
    })
    await expect(refused).rejects.toThrow('undone')
    const last = await issue({ template: 'suspension-notice', data })
    const numbers = await Promise.all([...issued, last].map(async (one) => (await listed(one.subject))[0]!.documentNo))
    expect(new Set(numbers)).toEqual(new Set(Array.from({ length: 9 }, (_, i) => `灵审特〔2026〕${i + 1}号`)))
    expect(numbers.at(-1)).toBe('灵审特〔2026〕9号')
  })

  it('refuses a denial without reasons, naming what is missing', async () => {
    const { reasons: _, ...data } = awkwardData()
    await expect(issue({ template: 'decision-deny', data })).rejects.toMatchObject({
      definition: { code: 'documents/fields-missing' },
      params: { fields: ['理由'] },
    })
  })

  it('lets the administrators of items of the county set the format, and nobody of elsewhere', async () => {
    const organizations = app.modules.organizations.api
    const set = (actor: Actor, format: string) =>
      app.as(actor, (ctx) => setNumberFormat({ ...ctx, organizations, publicUrl: '' }, { organizationId, format }))
    const format = '灵审批{word}〔{year}〕{number}号'
    expect(await set(actorWith(app, ['item-admin'], { division: '450721' }), format)).toMatchObject({ format })
    await expect(set(actorWith(app, ['item-admin'], { division: '620423' }), format)).rejects.toMatchObject({
      definition: { code: 'permit/out-of-reach' },
    })
    await expect(set(clerk, format)).rejects.toMatchObject({ definition: { code: 'permit/not-allowed' } })
  })

  it('refuses a number format that would give one number twice', async () => {
    const set = app.as(clerk, (ctx) =>
      app.modules.documents.api.setNumberFormat(ctx, { organizationId, format: '灵审〔{year}〕号' }),
    )
    await expect(set).rejects.toMatchObject({ definition: { code: 'documents/number-format' } })
  })
})

describe('opening documents', () => {
  const open = (reader: Actor, documentId: string) =>
    app.as(reader, (ctx) => downloadDocument({ ...ctx, files: app.modules.files.api }, { documentId }), 'record')

  it('says that it is being made until it is, then opens to its recipient and to officials who reach it', async () => {
    const recipient = actorWith(app, ['resident'])
    const issued = await issue({ recipientAccountId: recipient.accountId! })
    await expect(open(recipient, issued.id)).rejects.toMatchObject({ definition: { code: 'documents/not-ready' } })
    await app.drain()
    expect(await open(recipient, issued.id)).toMatchObject({ fileName: '收件凭证.pdf', mediaType: 'application/pdf' })
    expect(await open(clerk, issued.id)).toMatchObject({ inline: true })
  })

  it('hides it from strangers and from officials of elsewhere', async () => {
    const issued = await issue({ recipientAccountId: newPublicId('000000') })
    await app.drain()
    for (const outsider of [actorWith(app, ['resident']), actorWith(app, ['window-clerk'], { division: '620423' })]) {
      await expect(open(outsider, issued.id)).rejects.toMatchObject({ definition: { code: 'documents/unknown' } })
    }
  })
})

describe('verifying documents', () => {
  async function verify(code: string) {
    const answer = await app.server.inject({ url: `/api/documents/verify?code=${encodeURIComponent(code)}` })
    return answer.json<Record<string, string>>()
  }

  it('tells anybody with the code who issued what and when, and nobody else anything', async () => {
    const issued = await issue()
    const rows = await app.sql<{ verify_code: string }>('select verify_code from documents.documents where id = $1', [
      issued.id.slice(7),
    ])
    const code = rows[0]!.verify_code
    expect(await verify(code.toLowerCase())).toMatchObject({
      answer: 'issued',
      title: '收件凭证',
      organizationName: '灵山县行政审批局',
      issuedOn: '2026-11-22',
    })
    expect(await verify('0000000000000000')).toEqual({ answer: 'unknown' })
    expect(await verify("' or true --")).toEqual({ answer: 'unknown' })
  })
})
