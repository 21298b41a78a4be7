import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { baseIdOf, codeOf, openAdoptionStage } from '../../../../test/adoption-stage.ts'
import type { AdoptionStage } from '../../../../test/adoption-stage.ts'
import { openTestApp } from '../../../../test/harness.ts'
import type { TestApp } from '../../../../test/harness.ts'
import { todayIn } from '../../../kernel/index.ts'
import type { AdoptionTerms, BaseItem, DraftStanding, OpenItemDetail } from '../contract/index.ts'
import { baseFile, itemFile } from '../fixtures.ts'

let app: TestApp
let stage: AdoptionStage
beforeAll(async () => {
  app = await openTestApp()
  stage = await openAdoptionStage(app)
})
afterAll(() => app.close())

describe('a base item', () => {
  it('is offered to the departments below it, and to nobody who looks for something to apply for', async () => {
    const baseId = await stage.published('1001')
    const elsewhere = baseFile({ id: baseIdOf('1002', '620000'), code: '621090001002', division: '620000' })
    expect((await stage.imports(elsewhere)).refused).toEqual([])
    const list = (await stage.drafter.get(`/api/base-items?q=${encodeURIComponent('采用测试 1001')}`)).json<{
      items: BaseItem[]
    }>()
    expect(list.items).toMatchObject([{ itemId: baseId, code: '451090001001', adoptions: 0 }])
    const all = (await stage.drafter.get('/api/base-items?pageSize=100')).json<{ items: BaseItem[] }>()
    expect(all.items.map(({ itemId }) => itemId)).not.toContain(baseIdOf('1002', '620000'))
    const other = await stage.drafter.post(`/api/base-items/${baseIdOf('1002', '620000')}/adopt`, {})
    expect([other.statusCode, codeOf(other)]).toEqual([409, 'catalogue/not-under-this-base'])
    const found = await app.server.inject(`/api/items?q=${encodeURIComponent('采用测试 1001')}`)
    expect(found.json()).toMatchObject({ total: 0 })
    expect((await stage.guideOf(baseId)).canApply).toBe(false)
    await expect(
      app.act({ mode: 'read' }, (ctx) => app.modules.catalogue.api.findPublished(ctx, baseId)),
    ).resolves.toBeUndefined()
    expect((await stage.drafter.get(`/api/items/${baseId}/adopters`)).json()).toMatchObject({ adopters: [], total: 0 })
  })

  it('whose code is not of its province and type is refused', async () => {
    const { refused } = await stage.imports(baseFile({ id: baseIdOf('1003'), code: '440190001003' }))
    expect(refused[0]?.reasons).toEqual([
      '基本编码的前 2 位应当是 45（本省），全国统一的为 00',
      '基本编码的第 3、4 位 01 是行政许可，与权力类型不一致',
    ])
  })

  it('is drafted by a department too, for those below it', async () => {
    const answer = await stage.drafter.post('/api/item-drafts', { layer: 'base' })
    const { draftId } = answer.json<DraftStanding>()
    expect(await stage.viewOf(draftId)).toMatchObject({ layer: 'base' })
    const terms: AdoptionTerms = { mayDecline: true, rules: [{ field: 'name', rule: 'tighten' }] }
    const saved = await stage.writes(draftId, 'authority', { adoption: terms })
    expect(saved.statusCode, saved.body).toBe(200)
  })
})

describe('a department that adopts a base item', () => {
  it('begins with all that it says, under a code that composes, and goes through both reviews', async () => {
    const baseId = await stage.published('2001')
    const draftId = await stage.adopts(baseId)
    const draft = await stage.viewOf(draftId)
    expect(draft).toMatchObject({
      code: '11450721MB155808114451090002001',
      layer: 'implementation',
      parentId: baseId,
      parentVersion: 1,
      parent: { itemId: baseId, organizationName: '自治区事项管理机关（演示）' },
    })
    expect(draft.parent?.rules).toContainEqual({ field: 'name', rule: 'locked', words: '养蜂场备案（采用测试 2001）' })
    expect(draft.findings.filter(({ level }) => level === 'error')).toEqual([])
    expect((await stage.drafter.get(`/api/items/${baseId}/adopters`)).json()).toMatchObject({
      adopters: [{ standing: 'drafting', draftId, organizationName: '灵山县行政审批局' }],
    })
    const twice = await stage.drafter.post(`/api/base-items/${baseId}/adopt`, {})
    expect([twice.statusCode, codeOf(twice)]).toEqual([409, 'catalogue/already-adopted'])
    const itemId = await stage.goesOut(draftId)
    expect(await stage.guideOf(itemId)).toMatchObject({ parentId: baseId, parentVersion: 1, canApply: true })
    expect(await stage.getItemLayers(itemId)).toMatchObject({
      above: [{ itemId: baseId, code: '451090002001' }],
      adoption: { baseId, version: 1, latest: 1, standing: 'current' },
      abilities: { divide: true, adopt: false },
    })
    expect((await stage.drafter.get(`/api/items/${baseId}/adopters?standing=current`)).json()).toMatchObject({
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
    const own = await stage.drafter.post(`/api/base-items/${itemId}/adopt`, {})
    expect([own.statusCode, codeOf(own)]).toEqual([409, 'catalogue/not-a-base-item'])
    const again = await stage.drafter.post(`/api/base-items/${baseId}/adopt`, {})
    expect([again.statusCode, codeOf(again)]).toEqual([409, 'catalogue/already-adopted'])
  })

  it('cannot write what is locked, and is told where it asks for more', async () => {
    const draftId = await stage.adopts(await stage.published('2002'))
    const renamed = await stage.writes(draftId, 'identity', { name: '别的名称' })
    expect([renamed.statusCode, codeOf(renamed)]).toEqual([422, 'catalogue/field-locked'])
    expect(renamed.json()).toMatchObject({ detail: expect.stringContaining('“事项名称”') })
    const longer = await stage.writes(draftId, 'limits', { promisedLimit: { value: 15, unit: 'workday' } })
    expect(longer.json<{ findings: object[] }>().findings).toContainEqual(
      expect.objectContaining({
        level: 'error',
        path: '/promisedLimit',
        message: '承诺时限不能长于基本目录的 10 个工作日',
      }),
    )
    const early = await stage.act(stage.drafter, draftId, 'submit', { reason: '采用基本目录' })
    expect([early.statusCode, codeOf(early)]).toEqual([422, 'catalogue/draft-has-errors'])
    expect((await stage.writes(draftId, 'limits', { promisedLimit: { value: 5, unit: 'workday' } })).statusCode).toBe(
      200,
    )
    const code = await stage.writes(draftId, 'identity', { code: '11450721MB155808113451090002002' })
    expect(code.json<{ findings: object[] }>().findings).toContainEqual(
      expect.objectContaining({ level: 'error', path: '/code' }),
    )
    expect((await stage.writes(draftId, 'identity', { code: '11450721MB155808114451090002002' })).statusCode).toBe(200)
    const itemId = await stage.goesOut(draftId)
    expect(await stage.guideOf(itemId)).toMatchObject({ promisedLimit: { value: 5 } })
  })

  it('has nothing that holds before the base item does', async () => {
    const baseId = await stage.published('2006')
    const later = baseFile({ id: baseId, code: '451090002006', version: 2, effectiveOn: '2099-01-01' })
    expect((await stage.imports(later)).refused).toEqual([])
    const draftId = await stage.adopts(baseId)
    await stage.act(stage.drafter, draftId, 'submit', { reason: '采用基本目录' })
    await stage.act(stage.lawyer, draftId, 'review', { outcome: 'pass', opinion: '同意' })
    const today = todayIn(app.clock.now())
    const early = await stage.act(stage.publisher, draftId, 'publish', {
      outcome: 'pass',
      opinion: '同意',
      effectiveOn: today,
    })
    expect([early.statusCode, codeOf(early)]).toEqual([422, 'catalogue/effective-before-parent'])
    expect(
      (await stage.act(stage.publisher, draftId, 'publish', { outcome: 'pass', opinion: '同意' })).statusCode,
    ).toBe(200)
    expect((await stage.viewOf(draftId)).effectiveOn).toBe('2099-01-01')
  })

  it('by a list from elsewhere keeps to the rules too', async () => {
    const baseId = await stage.published('2003')
    const own = {
      name: '养蜂场备案（采用测试 2003）',
      code: '11450721MB155808114451090002003',
      catalogCode: '451090002003',
      parentId: baseId,
      parentVersion: 1,
      onlineDepth: 'whole',
      charged: false,
    }
    const bad = await stage.imports(itemFile({ id: baseIdOf('2004', '450721'), item: { ...own, name: '别的名称' } }))
    expect(bad.refused[0]?.reasons).toEqual(['由基本目录统一规定，不能修改'])
    const good = await stage.imports(itemFile({ id: baseIdOf('2004', '450721'), item: own }))
    expect(good.refused).toEqual([])
    expect(await stage.getItemLayers(baseIdOf('2004', '450721'))).toMatchObject({ adoption: { standing: 'current' } })
  })

  it('takes up a version that comes while it is drafting, before it may submit', async () => {
    const baseId = await stage.published('2005')
    const draftId = await stage.adopts(baseId)
    expect((await stage.writes(draftId, 'limits', { promisedLimit: { value: 7, unit: 'workday' } })).statusCode).toBe(
      200,
    )
    expect((await stage.writes(draftId, 'help', { faqs: [{ question: '多久？', answer: '七天。' }] })).statusCode).toBe(
      200,
    )
    await stage.published(
      '2005',
      { name: '养蜂场登记（采用测试 2005）', promisedLimit: { value: 4, unit: 'workday' } },
      2,
    )
    const early = await stage.act(stage.drafter, draftId, 'submit', { reason: '采用基本目录' })
    expect([early.statusCode, codeOf(early)]).toEqual([409, 'catalogue/parent-superseded'])
    expect(await stage.viewOf(draftId)).toMatchObject({ parent: { newerVersion: 2 }, abilities: { rebase: true } })
    expect((await stage.act(stage.drafter, draftId, 'rebase')).statusCode).toBe(200)
    const { sections, parentVersion, findings } = await stage.viewOf(draftId)
    const all = Object.assign({}, ...sections.map((one) => one.content)) as Record<string, unknown>
    expect([parentVersion, all['name'], all['promisedLimit'], all['faqs']]).toEqual([
      2,
      '养蜂场登记（采用测试 2005）',
      { value: 4, unit: 'workday' },
      [{ question: '多久？', answer: '七天。' }],
    ])
    expect(findings.filter(({ level }) => level === 'error')).toEqual([])
    const itemId = await stage.goesOut(draftId)
    expect(await stage.getItemLayers(itemId)).toMatchObject({ adoption: { version: 2, standing: 'current' } })
  })
})

describe('an implementation that is divided into handling items', () => {
  it('is applied for by its parts, whose codes follow from its own', async () => {
    const whole = await stage.goesOut(await stage.adopts(await stage.published('3001')))
    const answer = await stage.drafter.post('/api/item-drafts', { parentId: whole })
    const { draftId } = answer.json<DraftStanding>()
    const draft = await stage.viewOf(draftId)
    expect(draft).toMatchObject({ layer: 'handling', code: '11450721MB15580811445109000300101' })
    const wrong = await stage.writes(draftId, 'identity', { code: '11450721MB155808114451090003001' })
    expect(wrong.json<{ findings: object[] }>().findings).toContainEqual(
      expect.objectContaining({ level: 'error', path: '/code' }),
    )
    const named = { code: draft.code, name: '养蜂场备案变更（采用测试 3001）' }
    expect((await stage.writes(draftId, 'identity', named)).statusCode).toBe(200)
    expect((await stage.guideOf(whole)).canApply).toBe(true)
    const part = await stage.goesOut(draftId)
    expect(await stage.guideOf(whole)).toMatchObject({
      canApply: false,
      handlingItems: [{ id: part, name: named.name }],
    })
    expect(await stage.guideOf(part)).toMatchObject({
      canApply: true,
      layer: 'handling',
      parentId: whole,
      handlingItems: [],
    })
    const layers = await stage.getItemLayers(part)
    expect(layers.above.map(({ code }) => code)).toEqual(['451090003001', '11450721MB155808114451090003001'])
    expect((await stage.getItemLayers(whole)).below).toMatchObject([{ itemId: part, state: 'published' }])
    const deeper = await stage.drafter.post('/api/item-drafts', { parentId: part })
    expect([deeper.statusCode, codeOf(deeper)]).toEqual([409, 'catalogue/not-to-be-divided'])
  })
})
