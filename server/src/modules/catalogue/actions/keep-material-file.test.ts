import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { codeOf, openAdoptionStage } from '../../../../test/adoption-stage.ts'
import type { AdoptionStage } from '../../../../test/adoption-stage.ts'
import { actorWith, openTestApp } from '../../../../test/harness.ts'
import type { TestApp } from '../../../../test/harness.ts'
import { multipart, samplePdf, samplePng, sampleProgram } from '../../files/fixtures.ts'
import { signIn } from '../../identity/fixtures.ts'
import { demoOrganization } from '../../organizations/fixtures.ts'
import type { SignedIn } from '../../identity/fixtures.ts'
import type { DraftStanding, ItemFile, ItemGuide, MaterialFile, OpenItemDetail } from '../contract/index.ts'
import { getDraftFile } from '../queries/read-material-file.ts'
import { bytesOf, draftSections, itemFile } from '../fixtures.ts'

let app: TestApp
let stage: AdoptionStage
beforeAll(async () => {
  app = await openTestApp()
  stage = await openAdoptionStage(app)
})
afterAll(() => app.close())

const [application] = (itemFile() as { item: { materials: object[] } }).item.materials

function uploads(by: SignedIn, draftId: string, name: string, content: Uint8Array) {
  const { payload, headers } = multipart({ name, content })
  return by.post(`/api/item-drafts/${draftId}/files`, payload, headers)
}

async function uploaded(draftId: string, name: string, content: Uint8Array): Promise<MaterialFile> {
  const answer = await uploads(stage.drafter, draftId, name, content)
  expect(answer.statusCode, answer.body).toBe(200)
  return answer.json<MaterialFile>()
}

async function written(name: string): Promise<string> {
  const begun = await stage.drafter.post('/api/item-drafts', {})
  const { draftId } = begun.json<DraftStanding>()
  for (const [section, content] of Object.entries(draftSections({ name })))
    expect((await stage.writes(draftId, section, content)).statusCode).toBe(200)
  return draftId
}

const names = (draftId: string, files: object) =>
  stage.writes(draftId, 'materials', { materials: [{ ...application, ...files }] })

const asks = (url: string) => app.server.inject({ url })
const digestOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

async function errorsOf(draftId: string): Promise<string[]> {
  const { findings } = await stage.viewOf(draftId)
  return findings.filter(({ level }) => level === 'error').map(({ place, message }) => `${place}：${message}`)
}

describe('an empty form and a sample of a material', () => {
  it('belong to the draft, become everybody’s with the version, and stay with the next one until they are replaced', async () => {
    const draftId = await written('养蜂场备案（表格测试）')
    const form = samplePdf('空白申请书')
    const emptyForm = await uploaded(draftId, '申请书.PDF', form)
    expect(emptyForm).toEqual({
      ...{ name: '申请书.pdf', mediaType: 'application/pdf' },
      ...{ bytes: form.length, sha256: digestOf(form) },
    })
    const sampleForm = await uploaded(draftId, '申请书样表.png', samplePng())
    expect((await names(draftId, { emptyForm, sampleForm })).statusCode).toBe(200)
    expect(await errorsOf(draftId)).toEqual([])
    const own = await stage.drafter.get(`/api/item-drafts/${draftId}/files/${emptyForm.sha256}`)
    expect([own.statusCode, own.headers['cache-control']]).toEqual([200, 'private, no-store'])

    const itemId = await stage.goesOut(draftId)
    const address = `/api/items/${itemId}/files/${emptyForm.sha256}`
    const taken = await asks(address)
    expect(taken.statusCode, taken.body).toBe(200)
    expect(taken.rawPayload).toEqual(form)
    expect(taken.headers).toMatchObject({
      'content-type': 'application/pdf',
      'cache-control': 'public, max-age=31536000, immutable',
      'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent('申请书.pdf')}`,
    })
    const guide = (await asks(`/api/items/${itemId}`)).json<ItemGuide>()
    expect(guide.files.toSorted()).toEqual([emptyForm.sha256, sampleForm.sha256].toSorted())

    const change = await stage.drafter.post('/api/item-drafts', { itemId })
    const next = change.json<DraftStanding>().draftId
    const replaced = await uploaded(next, '申请书（新）.pdf', samplePdf('新的申请书'))
    expect((await names(next, { emptyForm: replaced, sampleForm })).statusCode).toBe(200)
    const { differences } = (await stage.drafter.get(`/api/item-drafts/${next}/differences`)).json<{
      differences: object[]
    }>()
    expect(differences).toEqual([
      expect.objectContaining({
        place: '申请材料 › 申请书 › 空白表格',
        kind: 'changed',
        before: expect.stringContaining(`文件名：申请书.pdf\n`),
        after: expect.stringContaining(`内容摘要（SHA-256）：${replaced.sha256}`),
      }),
    ])
    await stage.goesOut(next)
    // Whoever reads or has applied under the version before still gets its form.
    expect((await asks(address)).statusCode).toBe(200)
    expect((await asks(`/api/items/${itemId}/files/${replaced.sha256}`)).statusCode).toBe(200)
    expect((await asks(`/api/items/${itemId}/files/${sampleForm.sha256}`)).statusCode).toBe(200)
  })

  it('are told by the open interface with address, name, size and digest, and travel as references in a file', async () => {
    const draftId = await written('养蜂场备案（表格测试二）')
    const emptyForm = await uploaded(draftId, '登记表.pdf', samplePdf('登记表'))
    await names(draftId, { emptyForm })
    const itemId = await stage.goesOut(draftId)
    const { materials } = (await asks(`/open/v1/items/${itemId}`)).json<OpenItemDetail>()
    const address = `/open/v1/items/${itemId}/files/${emptyForm.sha256}`
    expect(materials[0]?.emptyForm).toEqual({ address, ...emptyForm })
    expect((await asks(address)).statusCode).toBe(200)
    const file = (await asks(`/open/v1/items/${itemId}/file`)).json<ItemFile>()
    const again = await stage.imports(file)
    expect(again).toMatchObject({ unchanged: 1, refused: [] })
  })

  it('come from elsewhere by name alone: the report says so, and the guide offers nothing that is not there', async () => {
    const itemId = '450721-0192f0c1-2a3b-7c4d-8e5f-0000000000f1'
    const bytes = samplePdf('别处的表')
    const elsewhere = {
      name: '别处的表.pdf',
      mediaType: 'application/pdf',
      bytes: bytes.length,
      sha256: digestOf(bytes),
    }
    const materials = [{ ...application, emptyForm: elsewhere }]
    const name = '养蜂场备案（别处的表）'
    const source = { source: 'elsewhere.json', bytes: bytesOf(itemFile({ id: itemId, item: { name, materials } })) }
    const report = await app.act({ mode: 'write' }, (ctx) => app.modules.catalogue.api.importFile(ctx, source))
    expect(report.refused).toEqual([])
    expect(JSON.stringify(report)).toContain('“申请书”的空白表格“别处的表.pdf”不在本平台上')
    const guide = (await asks(`/api/items/${itemId}`)).json<ItemGuide>()
    expect([guide.files, guide.materials[0]?.emptyForm]).toEqual([[], elsewhere])
    const missing = await asks(`/api/items/${itemId}/files/${elsewhere.sha256}`)
    expect([missing.statusCode, codeOf(missing)]).toEqual([404, 'catalogue/no-such-file'])
    const change = await stage.drafter.post('/api/item-drafts', { itemId })
    const { draftId } = change.json<DraftStanding>()
    // What came without its content keeps nobody from changing the rest; the same bytes make it whole.
    expect(await errorsOf(draftId)).toEqual([])
    expect(await uploaded(draftId, '别处的表.pdf', bytes)).toEqual(elsewhere)
    await stage.writes(draftId, 'help', { faqs: [{ question: '表在哪里拿？', answer: '网上下载。' }] })
    await stage.goesOut(draftId)
    expect((await asks(`/api/items/${itemId}/files/${elsewhere.sha256}`)).statusCode).toBe(200)
  })

  it('of the demo can be had: what the items name is what is kept', async () => {
    const { items } = (await asks(`/api/items?q=${encodeURIComponent('申请低保')}`)).json<{ items: { id: string }[] }>()
    const guide = (await asks(`/api/items/${items[0]!.id}`)).json<ItemGuide>()
    expect(guide.files).toHaveLength(4)
    const [form] = guide.files
    const taken = await asks(`/api/items/${items[0]!.id}/files/${form!}`)
    expect(digestOf(taken.rawPayload)).toBe(form)
  })

  it('of a base item are those of whoever adopts it', async () => {
    const bytes = samplePdf('统一的申请书')
    const emptyForm = {
      name: '统一申请书.pdf',
      mediaType: 'application/pdf',
      bytes: bytes.length,
      sha256: digestOf(bytes),
    }
    const baseId = await stage.published('8001', { materials: [{ ...application, emptyForm }] })
    const itemId = await stage.goesOut(await stage.adopts(baseId))
    expect((await stage.guideOf(itemId)).materials[0]?.emptyForm).toEqual(emptyForm)
  })
})

describe('a file of a draft', () => {
  it('is given to nobody who may not see the draft, and under no item before it is published', async () => {
    const draftId = await written('养蜂场备案（未公布的表）')
    const emptyForm = await uploaded(draftId, '未公布.pdf', samplePdf('未公布'))
    await names(draftId, { emptyForm })
    const { itemId } = await stage.viewOf(draftId)
    const path = `/api/item-drafts/${draftId}/files/${emptyForm.sha256}`
    expect((await asks(path)).statusCode).toBe(401)
    expect((await (await signIn(app, 'wangfang')).get(path)).statusCode).toBe(403)
    expect((await (await signIn(app, 'zhaojingtai')).get(path)).statusCode).toBe(403)
    const { id: organizationId } = await demoOrganization(app, '11450721348531435D')
    const elsewhere = actorWith(app, ['item-drafter'], { division: '450721', organizationId })
    const asked = { draftId, sha256: emptyForm.sha256 }
    await expect(
      app.as(elsewhere, (ctx) => getDraftFile({ ...ctx, files: app.modules.files.api }, asked), 'read'),
    ).rejects.toMatchObject({ definition: { code: 'permit/out-of-reach' } })
    expect((await asks(`/api/items/${itemId}/files/${emptyForm.sha256}`)).statusCode).toBe(404)
    const fileId = (
      await app.sql<{ file_id: string }>(`select file_id from catalogue.draft_files where sha256 = $1`, [
        emptyForm.sha256,
      ])
    )[0]!.file_id
    const clerk = await signIn(app, 'chenjing')
    expect((await clerk.get(`/api/files/${fileId}/content`)).statusCode).toBe(404)

    // A digest that somebody knows opens nothing in another draft.
    const other = await written('养蜂场备案（别人的表）')
    expect((await stage.drafter.get(`/api/item-drafts/${other}/files/${emptyForm.sha256}`)).statusCode).toBe(404)
    await names(other, { emptyForm })
    expect(await errorsOf(other)).toEqual([
      '申请材料 › 申请书 › 空白表格：“申请书”的空白表格“未公布.pdf”不在本平台上，请在草稿里重新上传',
    ])
    await names(other, {})
    const renamed = { ...emptyForm, name: '未公布.docx' }
    await names(draftId, { emptyForm: renamed })
    expect(await errorsOf(draftId)).toEqual([
      '申请材料 › 申请书 › 空白表格：“未公布.docx”的后缀与文件的格式不符，请重新上传',
    ])
  })

  it('is of a type that is taken, and goes into a draft that is being written', async () => {
    const draftId = await written('养蜂场备案（不收的表）')
    const program = await uploads(stage.drafter, draftId, '表.exe', sampleProgram())
    expect([program.statusCode, codeOf(program)]).toEqual([415, 'files/type-not-taken'])
    const disguised = await uploads(stage.drafter, draftId, '表.pdf', samplePng())
    expect([disguised.statusCode, codeOf(disguised)]).toEqual([422, 'files/not-what-its-name-says'])
    const empty = await uploads(stage.drafter, draftId, '表.pdf', Buffer.alloc(0))
    expect(empty.statusCode).toBe(422)
    expect((await uploads(stage.lawyer, draftId, '表.pdf', samplePdf())).statusCode).toBe(403)
    await stage.act(stage.drafter, draftId, 'submit', { reason: '新设事项' })
    const late = await uploads(stage.drafter, draftId, '表.pdf', samplePdf())
    expect([late.statusCode, codeOf(late)]).toEqual([409, 'catalogue/draft-not-open'])
  })
})
