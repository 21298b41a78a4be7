import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { actorWith, openTestApp } from '../../../../test/harness.ts'
import type { TestApp } from '../../../../test/harness.ts'
import { newPublicId } from '../../../kernel/index.ts'
import type { Actor } from '../../../kernel/index.ts'
import { signIn } from '../../identity/fixtures.ts'
import type { TemplateBlock } from '../contract/index.ts'
import { TEMPLATES } from '../domain/templates.ts'
import { awkwardData } from '../fixtures.ts'
import { getTemplate, listTemplates } from '../queries/list-templates.ts'
import { publishTemplate } from './publish-template.ts'

let app: TestApp
let organizationId: string
let keeper: Actor
let elsewhere: Actor

beforeAll(async () => {
  app = await openTestApp()
  app.at('2026-11-22T02:00:00Z')
  const name = '灵山县行政审批局'
  keeper = actorWith(app, ['item-admin'], { division: '450721' })
  elsewhere = actorWith(app, ['item-admin'], { division: '620423' })
  const found = await app.as(
    keeper,
    (ctx) => app.modules.organizations.api.findOrganizationByName(ctx, { jurisdiction: '450721', name }),
    'read',
  )
  organizationId = found!.id
})
afterAll(() => app.close())

const shipped = (kind: string) => TEMPLATES.get(kind)!.blocks

function noted(kind: string, text: string): TemplateBlock[] {
  return [...shipped(kind), { kind: 'note', text }]
}

function publish(templateId: string, blocks: TemplateBlock[], of: { kind?: string; by?: Actor; name?: string } = {}) {
  const { kind = templateId, by = keeper, name = '本地模板' } = of
  return app.as(by, (ctx) => publishTemplate(ctx, { templateId, kind, name, blocks }))
}

/** Issues, has it made, and says with which template and what the page says. */
async function issued(template: string) {
  const subject = newPublicId('450721')
  const { documents, files } = app.modules
  const input = { template, subject, organizationId, data: awkwardData(), seal: false }
  await app.as(keeper, (ctx) => documents.api.issue(ctx, input))
  return { subject, made: async () => (await listed(subject), made(subject, files)) }
}

const listed = async (subject: string) => {
  await app.drain()
  return app.as(keeper, (ctx) => app.modules.documents.api.listFor(ctx, subject), 'read')
}

async function made(subject: string, files: TestApp['modules']['files']): Promise<string> {
  const [document] = await listed(subject)
  const clerk = actorWith(app, ['window-clerk'], { division: '450721', organizationId })
  const file = await app.as(clerk, (ctx) => files.api.download(ctx, { fileId: document!.fileId! }), 'record')
  const parts: Uint8Array[] = []
  for await (const part of file.stream) parts.push(part)
  return pdfText(Buffer.concat(parts))
}

async function pdfText(pdf: Buffer): Promise<string> {
  const { execFileSync } = await import('node:child_process')
  return execFileSync('pdftotext', ['-raw', '-', '-'], { input: pdf, encoding: 'utf8' }).replaceAll('\n', '')
}

const rowOf = async (subject: string) =>
  (
    await app.sql<{ template_version: number; template_jurisdiction: string | null; kind: string | null }>(
      'select template_version, template_jurisdiction, kind from documents.documents where subject = $1',
      [subject],
    )
  )[0]

describe('publishing a template', () => {
  it('makes documents of its jurisdiction by it from then on, and lets those before stay as they were', async () => {
    const before = await issued('suspension-notice')
    expect(await publish('suspension-notice', noted('suspension-notice', '本地说明甲'))).toEqual({
      version: 2,
      problems: [],
    })
    const between = await issued('suspension-notice')
    expect(await publish('suspension-notice', noted('suspension-notice', '本地说明乙'))).toMatchObject({ version: 3 })
    const after = await issued('suspension-notice')
    // All three are made only now: each by the version that it was issued with.
    expect(await before.made()).not.toContain('本地说明')
    expect(await between.made()).toContain('本地说明甲')
    expect(await after.made()).toContain('本地说明乙')
    expect(await rowOf(before.subject)).toEqual({ template_version: 1, template_jurisdiction: null, kind: null })
    expect(await rowOf(between.subject)).toEqual({
      template_version: 2,
      template_jurisdiction: '450721',
      kind: 'suspension-notice',
    })
  })

  it('keeps out of every other jurisdiction', async () => {
    await publish('receipt', noted('receipt', '灵山的说明'))
    const seen = await app.as(elsewhere, listTemplates, 'read')
    expect(seen.templates.find((one) => one.templateId === 'receipt')?.versions).toEqual([{ version: 1 }])
    const asked = { templateId: 'receipt', version: 2, jurisdiction: '450721' }
    await expect(app.as(elsewhere, (ctx) => getTemplate(ctx, asked), 'read')).rejects.toMatchObject({
      definition: { code: 'documents/template-unknown' },
    })
    expect(await app.as(keeper, (ctx) => getTemplate(ctx, asked), 'read')).toMatchObject({ kind: 'receipt' })
  })

  it('adds a template of its own to a kind, which an item may name', async () => {
    const own = { kind: 'decision-deny', name: '公共卫生不予许可决定书' }
    expect(await publish('health-deny', noted('decision-deny', '卫生专用'), own)).toMatchObject({ version: 1 })
    const usable = await app.as(keeper, (ctx) => app.modules.documents.api.usableTemplates(ctx, '450721'), 'read')
    expect(usable).toContainEqual({ templateId: 'health-deny', version: 1, ...own })
    const document = await issued('health-deny')
    expect(await document.made()).toContain('卫生专用')
    expect((await listed(document.subject))[0]).toMatchObject({ template: 'health-deny', kind: 'decision-deny' })
    const other = await publish('health-deny', noted('receipt', '换了种类'), { kind: 'receipt' })
    expect(other.problems.map(({ rule }) => rule)).toEqual(['kind'])
  })

  it('publishes nothing that has a problem, and nothing twice', async () => {
    const blocks = shipped('decision-deny').filter((block) => block.kind !== 'list')
    const refused = await publish('decision-deny', blocks)
    expect(refused.version).toBeUndefined()
    expect(refused.problems.map(({ rule }) => rule)).toEqual(['missing-field'])
    const again = () => publish('extension-notice', noted('extension-notice', '一样'))
    expect(await again()).toEqual(await again())
    expect(await app.sql(`select from documents.templates where id = 'extension-notice'`)).toHaveLength(1)
    expect(await app.sql(`select from documents.templates where id = 'decision-deny'`)).toHaveLength(0)
  })

  it('gives a number once: whoever was second is told, and looks again', async () => {
    const waiting = "select from pg_stat_activity where wait_event_type = 'Lock' and query like '%templates%'"
    let second: Promise<unknown> = Promise.resolve()
    await app.as(keeper, async (ctx) => {
      const input = { templateId: 'twice', kind: 'receipt', name: '甲', blocks: shipped('receipt') }
      await publishTemplate(ctx, input)
      second = publish('twice', noted('receipt', '乙'), { kind: 'receipt' }).catch((error: unknown) => error)
      await vi.waitFor(async () => expect(await app.sql(waiting)).not.toHaveLength(0), 20_000)
    })
    expect(await second).toMatchObject({ definition: { code: 'documents/template-immutable' }, params: { version: 1 } })
  })

  it('leaves its digest in the ledger', async () => {
    await publish('decision-result', noted('decision-result', '留痕'))
    const [kept] = await app.sql<{ digest: string }>(
      `select digest from documents.templates where id = 'decision-result'`,
    )
    const [entry] = await app.sql<{ canonical: string }>(
      `select canonical from ledger.entries where kind = 'documents/TemplatePublished.v1' and canonical like '%"decision-result"%'`,
    )
    expect(entry!.canonical).toContain(kept!.digest)
  })

  it('refuses to issue by a template that is not there, before anything is recorded', async () => {
    await expect(issued('weather-report')).rejects.toMatchObject({ definition: { code: 'documents/template-missing' } })
  })
})

describe('the preview of a template', () => {
  const ask = async (login: string, body: object) => {
    const { headers } = await signIn(app, login)
    const key = { 'idempotency-key': crypto.randomUUID() }
    return app.server.inject({
      method: 'POST',
      url: '/api/documents/template-previews',
      headers: { ...headers, ...key },
      payload: body,
    })
  }

  it('draws the page as the press sets it, says what is wrong, and keeps nothing', async () => {
    const entries = () => app.sql("select from ledger.entries where kind like 'documents/%'")
    const before = await entries()
    const blocks = [...shipped('decision-deny'), { kind: 'note', text: '{天气}' }]
    const answer = await ask('tanwenbin', { kind: 'decision-deny', blocks })
    expect(answer.statusCode).toBe(200)
    const { svg, pages, problems } = answer.json<{ svg: string; pages: number; problems: { message: string }[] }>()
    expect(svg).toMatch(/^<svg [^>]*viewBox="0 0 [\d.]+ [\d.]+" width="[\d.]+pt" height="[\d.]+pt"/)
    expect(pages).toBeGreaterThanOrEqual(1)
    expect(problems.map(({ message }) => message)).toEqual([expect.stringContaining('“天气”')])
    const unwritten = await ask('tanwenbin', { kind: 'receipt', blocks: [{ kind: 'qr', text: '', caption: '' }] })
    expect(unwritten.statusCode).toBe(200)
    expect(await entries()).toHaveLength(before.length)
  })

  it('is for administrators of items, for kinds that exist, and for no more than a template may hold', async () => {
    const block = { kind: 'paragraph', text: '一' }
    expect((await ask('chenjing', { kind: 'receipt', blocks: [block] })).statusCode).toBe(403)
    expect((await ask('tanwenbin', { kind: 'weather', blocks: [block] })).json()).toMatchObject({
      code: 'documents/kind-unknown',
    })
    const many = Array.from({ length: 61 }, () => block)
    expect((await ask('tanwenbin', { kind: 'receipt', blocks: many })).statusCode).toBe(400)
    const long = [{ kind: 'paragraph', text: '长'.repeat(2001) }]
    expect((await ask('tanwenbin', { kind: 'receipt', blocks: long })).statusCode).toBe(400)
  })
})
