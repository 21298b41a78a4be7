import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTestApp } from '../../../../test/harness.ts'
import type { TestApp } from '../../../../test/harness.ts'
import { todayIn } from '../../../kernel/index.ts'
import { signIn } from '../../identity/fixtures.ts'
import type { SignedIn } from '../../identity/fixtures.ts'
import type {
  AdoptionTerms,
  BaseItem,
  DraftStanding,
  DraftView,
  ImportReport,
  ItemGuide,
  ItemLayers,
  OpenItemDetail,
} from '../contract/index.ts'
import { baseFile, bytesOf, itemFile } from '../fixtures.ts'

let app: TestApp
let drafter: SignedIn
let lawyer: SignedIn
let publisher: SignedIn
beforeAll(async () => {
  app = await openTestApp()
  drafter = await signIn(app, 'nongxuemei')
  lawyer = await signIn(app, 'lumingde')
  publisher = await signIn(app, 'moliqing')
})
afterAll(() => app.close())

const idOf = (number: string, jurisdiction = '450000') => `${jurisdiction}-0192f0c1-2a3b-7c4d-8e5f-0000000b${number}`
const codeOf = (answer: { json(): unknown }) => (answer.json() as { code: string }).code

async function imports(file: object): Promise<ImportReport> {
  const asked = { source: 'base.json', bytes: bytesOf(file) }
  return app.act({ mode: 'write' }, (ctx) => app.modules.catalogue.api.importFile(ctx, asked))
}

async function published(number: string, changes: object = {}, version = 1): Promise<string> {
  const name = `养蜂场备案（采用测试 ${number}）`
  const of = { id: idOf(number), code: `45109000${number}`, version }
  const report = await imports(baseFile(of, { name, ...changes }))
  expect(report.refused).toEqual([])
  return idOf(number)
}

async function adopts(baseId: string): Promise<string> {
  const answer = await drafter.post(`/api/base-items/${baseId}/adopt`, {})
  expect(answer.statusCode, answer.body).toBe(200)
  return answer.json<DraftStanding>().draftId
}

const viewOf = async (by: SignedIn, draftId: string) => (await by.get(`/api/item-drafts/${draftId}`)).json<DraftView>()
const layersOf = async (itemId: string) => (await drafter.get(`/api/items/${itemId}/layers`)).json<ItemLayers>()
const guideOf = async (itemId: string) => (await drafter.get(`/api/items/${itemId}`)).json<ItemGuide>()

/** Writes over what a section says. */
async function writes(draftId: string, section: string, changes: object) {
  const found = (await viewOf(drafter, draftId)).sections.find((one) => one.section === section)!
  const content = { ...found.content, ...changes }
  return drafter.post(`/api/item-drafts/${draftId}/sections/${section}`, { version: found.version, content })
}

const ACTS = {
  submit: (draftId: string) => `/api/item-drafts/${draftId}/submit`,
  review: (draftId: string) => `/api/item-drafts/${draftId}/review`,
  publish: (draftId: string) => `/api/item-drafts/${draftId}/publish`,
  rebase: (draftId: string) => `/api/item-drafts/${draftId}/rebase`,
}

async function act(by: SignedIn, draftId: string, name: keyof typeof ACTS, more: object = {}) {
  const { version } = await viewOf(by, draftId)
  return by.post(ACTS[name](draftId), { version, ...more })
}

/** Through both reviews. */
async function goesOut(draftId: string): Promise<string> {
  const submitted = await act(drafter, draftId, 'submit', { reason: '采用基本目录' })
  expect(submitted.statusCode, submitted.body).toBe(200)
  expect((await act(lawyer, draftId, 'review', { outcome: 'pass', opinion: '同意' })).statusCode).toBe(200)
  const done = await act(publisher, draftId, 'publish', { outcome: 'pass', opinion: '同意' })
  expect(done.statusCode, done.body).toBe(200)
  return done.json<DraftStanding>().itemId
}

describe('a base item', () => {
  it('is offered to the departments below it, and to nobody who looks for something to apply for', async () => {
    const baseId = await published('1001')
    const elsewhere = baseFile({ id: idOf('1002', '620000'), code: '621090001002', division: '620000' })
    expect((await imports(elsewhere)).refused).toEqual([])
    const list = (await drafter.get(`/api/base-items?q=${encodeURIComponent('采用测试 1001')}`)).json<{
      items: BaseItem[]
    }>()
    expect(list.items).toMatchObject([{ itemId: baseId, code: '451090001001', adoptions: 0 }])
    const all = (await drafter.get('/api/base-items?pageSize=100')).json<{ items: BaseItem[] }>()
    expect(all.items.map(({ itemId }) => itemId)).not.toContain(idOf('1002', '620000'))
    const other = await drafter.post(`/api/base-items/${idOf('1002', '620000')}/adopt`, {})
    expect([other.statusCode, codeOf(other)]).toEqual([409, 'catalogue/not-under-this-base'])
    const found = await app.server.inject(`/api/items?q=${encodeURIComponent('采用测试 1001')}`)
    expect(found.json()).toMatchObject({ total: 0 })
    expect((await guideOf(baseId)).canApply).toBe(false)
    await expect(
      app.act({ mode: 'read' }, (ctx) => app.modules.catalogue.api.findPublished(ctx, baseId)),
    ).resolves.toBeUndefined()
    expect((await drafter.get(`/api/items/${baseId}/adopters`)).json()).toMatchObject({ adopters: [], total: 0 })
  })

  it('whose code is not of its province and type is refused', async () => {
    const { refused } = await imports(baseFile({ id: idOf('1003'), code: '440190001003' }))
    expect(refused[0]?.reasons).toEqual([
      '基本编码的前 2 位应当是 45（本省），全国统一的为 00',
      '基本编码的第 3、4 位 01 是行政许可，与权力类型不一致',
    ])
  })

  it('is drafted by a department too, for those below it', async () => {
    const answer = await drafter.post('/api/item-drafts', { layer: 'base' })
    const { draftId } = answer.json<DraftStanding>()
    expect(await viewOf(drafter, draftId)).toMatchObject({ layer: 'base' })
    const terms: AdoptionTerms = { mayDecline: true, rules: [{ field: 'name', rule: 'tighten' }] }
    const saved = await writes(draftId, 'authority', { adoption: terms })
    expect(saved.statusCode, saved.body).toBe(200)
  })
})

describe('a department that adopts a base item', () => {
  it('begins with all that it says, under a code that composes, and goes through both reviews', async () => {
    const baseId = await published('2001')
    const draftId = await adopts(baseId)
    const draft = await viewOf(drafter, draftId)
    expect(draft).toMatchObject({
      code: '11450721MB155808114451090002001',
      layer: 'implementation',
      parentId: baseId,
      parentVersion: 1,
      parent: { itemId: baseId, organizationName: '自治区事项管理机关（演示）' },
    })
    expect(draft.parent?.rules).toContainEqual({ field: 'name', rule: 'locked', words: '养蜂场备案（采用测试 2001）' })
    expect(draft.findings.filter(({ level }) => level === 'error')).toEqual([])
    expect((await drafter.get(`/api/items/${baseId}/adopters`)).json()).toMatchObject({
      adopters: [{ standing: 'drafting', draftId, organizationName: '灵山县行政审批局' }],
    })
    const twice = await drafter.post(`/api/base-items/${baseId}/adopt`, {})
    expect([twice.statusCode, codeOf(twice)]).toEqual([409, 'catalogue/already-adopted'])
    const itemId = await goesOut(draftId)
    expect(await guideOf(itemId)).toMatchObject({ parentId: baseId, parentVersion: 1, canApply: true })
    expect(await layersOf(itemId)).toMatchObject({
      above: [{ itemId: baseId, code: '451090002001' }],
      adoption: { baseId, version: 1, latest: 1, standing: 'current' },
      abilities: { divide: true, adopt: false },
    })
    expect((await drafter.get(`/api/items/${baseId}/adopters?standing=current`)).json()).toMatchObject({
      adopters: [{ itemId, version: 1, divisionName: '灵山县' }],
      total: 1,
    })
    const open = (await app.server.inject(`/open/v1/items/${itemId}`)).json<OpenItemDetail>()
    expect(open).toMatchObject({
      layer: 'implementation',
      catalogCode: '451090002001',
      parent: { id: baseId, version: 1 },
    })
    expect((await app.server.inject(`/open/v1/items/${baseId}`)).json()).toMatchObject({ layer: 'base' })
    const own = await drafter.post(`/api/base-items/${itemId}/adopt`, {})
    expect([own.statusCode, codeOf(own)]).toEqual([409, 'catalogue/not-a-base-item'])
    const again = await drafter.post(`/api/base-items/${baseId}/adopt`, {})
    expect([again.statusCode, codeOf(again)]).toEqual([409, 'catalogue/already-adopted'])
  })

  it('cannot write what is locked, and is told where it asks for more', async () => {
    const draftId = await adopts(await published('2002'))
    const renamed = await writes(draftId, 'identity', { name: '别的名称' })
    expect([renamed.statusCode, codeOf(renamed)]).toEqual([422, 'catalogue/field-locked'])
    expect(renamed.json()).toMatchObject({ detail: expect.stringContaining('“事项名称”') })
    const longer = await writes(draftId, 'limits', { promisedLimit: { value: 15, unit: 'workday' } })
    expect(longer.json<{ findings: object[] }>().findings).toContainEqual(
      expect.objectContaining({
        level: 'error',
        path: '/promisedLimit',
        message: '承诺时限不能长于基本目录的 10 个工作日',
      }),
    )
    const early = await act(drafter, draftId, 'submit', { reason: '采用基本目录' })
    expect([early.statusCode, codeOf(early)]).toEqual([422, 'catalogue/draft-has-errors'])
    expect((await writes(draftId, 'limits', { promisedLimit: { value: 5, unit: 'workday' } })).statusCode).toBe(200)
    const code = await writes(draftId, 'identity', { code: '11450721MB155808113451090002002' })
    expect(code.json<{ findings: object[] }>().findings).toContainEqual(
      expect.objectContaining({ level: 'error', path: '/code' }),
    )
    expect((await writes(draftId, 'identity', { code: '11450721MB155808114451090002002' })).statusCode).toBe(200)
    const itemId = await goesOut(draftId)
    expect(await guideOf(itemId)).toMatchObject({ promisedLimit: { value: 5 } })
  })

  it('has nothing that holds before the base item does', async () => {
    const baseId = await published('2006')
    const later = baseFile({ id: baseId, code: '451090002006', version: 2, effectiveOn: '2099-01-01' })
    expect((await imports(later)).refused).toEqual([])
    const draftId = await adopts(baseId)
    await act(drafter, draftId, 'submit', { reason: '采用基本目录' })
    await act(lawyer, draftId, 'review', { outcome: 'pass', opinion: '同意' })
    const today = todayIn(app.clock.now())
    const early = await act(publisher, draftId, 'publish', { outcome: 'pass', opinion: '同意', effectiveOn: today })
    expect([early.statusCode, codeOf(early)]).toEqual([422, 'catalogue/effective-before-parent'])
    expect((await act(publisher, draftId, 'publish', { outcome: 'pass', opinion: '同意' })).statusCode).toBe(200)
    expect((await viewOf(drafter, draftId)).effectiveOn).toBe('2099-01-01')
  })

  it('by a list from elsewhere keeps to the rules too', async () => {
    const baseId = await published('2003')
    const own = {
      name: '养蜂场备案（采用测试 2003）',
      code: '11450721MB155808114451090002003',
      catalogCode: '451090002003',
      parentId: baseId,
      parentVersion: 1,
      onlineDepth: 'whole',
      charged: false,
    }
    const bad = await imports(itemFile({ id: idOf('2004', '450721'), item: { ...own, name: '别的名称' } }))
    expect(bad.refused[0]?.reasons).toEqual(['由基本目录统一规定，不能修改'])
    const good = await imports(itemFile({ id: idOf('2004', '450721'), item: own }))
    expect(good.refused).toEqual([])
    expect(await layersOf(idOf('2004', '450721'))).toMatchObject({ adoption: { standing: 'current' } })
  })

  it('takes up a version that comes while it is drafting, before it may submit', async () => {
    const baseId = await published('2005')
    const draftId = await adopts(baseId)
    expect((await writes(draftId, 'limits', { promisedLimit: { value: 7, unit: 'workday' } })).statusCode).toBe(200)
    expect((await writes(draftId, 'help', { faqs: [{ question: '多久？', answer: '七天。' }] })).statusCode).toBe(200)
    await published('2005', { name: '养蜂场登记（采用测试 2005）', promisedLimit: { value: 4, unit: 'workday' } }, 2)
    const early = await act(drafter, draftId, 'submit', { reason: '采用基本目录' })
    expect([early.statusCode, codeOf(early)]).toEqual([409, 'catalogue/parent-superseded'])
    expect(await viewOf(drafter, draftId)).toMatchObject({ parent: { newerVersion: 2 }, abilities: { rebase: true } })
    expect((await act(drafter, draftId, 'rebase')).statusCode).toBe(200)
    const { sections, parentVersion, findings } = await viewOf(drafter, draftId)
    const all = Object.assign({}, ...sections.map((one) => one.content)) as Record<string, unknown>
    expect([parentVersion, all['name'], all['promisedLimit'], all['faqs']]).toEqual([
      2,
      '养蜂场登记（采用测试 2005）',
      { value: 4, unit: 'workday' },
      [{ question: '多久？', answer: '七天。' }],
    ])
    expect(findings.filter(({ level }) => level === 'error')).toEqual([])
    const itemId = await goesOut(draftId)
    expect(await layersOf(itemId)).toMatchObject({ adoption: { version: 2, standing: 'current' } })
  })
})

describe('an implementation that is divided into handling items', () => {
  it('is applied for by its parts, whose codes follow from its own', async () => {
    const whole = await goesOut(await adopts(await published('3001')))
    const answer = await drafter.post('/api/item-drafts', { parentId: whole })
    const { draftId } = answer.json<DraftStanding>()
    const draft = await viewOf(drafter, draftId)
    expect(draft).toMatchObject({ layer: 'handling', code: '11450721MB15580811445109000300101' })
    const wrong = await writes(draftId, 'identity', { code: '11450721MB155808114451090003001' })
    expect(wrong.json<{ findings: object[] }>().findings).toContainEqual(
      expect.objectContaining({ level: 'error', path: '/code' }),
    )
    const named = { code: draft.code, name: '养蜂场备案变更（采用测试 3001）' }
    expect((await writes(draftId, 'identity', named)).statusCode).toBe(200)
    expect((await guideOf(whole)).canApply).toBe(true)
    const part = await goesOut(draftId)
    expect(await guideOf(whole)).toMatchObject({ canApply: false, handlingItems: [{ id: part, name: named.name }] })
    expect(await guideOf(part)).toMatchObject({ canApply: true, layer: 'handling', parentId: whole, handlingItems: [] })
    const layers = await layersOf(part)
    expect(layers.above.map(({ code }) => code)).toEqual(['451090003001', '11450721MB155808114451090003001'])
    expect((await layersOf(whole)).below).toMatchObject([{ itemId: part, state: 'published' }])
    const deeper = await drafter.post('/api/item-drafts', { parentId: part })
    expect([deeper.statusCode, codeOf(deeper)]).toEqual([409, 'catalogue/not-to-be-divided'])
  })
})
