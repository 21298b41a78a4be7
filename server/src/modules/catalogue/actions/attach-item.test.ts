import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { baseIdOf, codeOf, openAdoptionStage } from '../../../../test/adoption-stage.ts'
import type { AdoptionStage } from '../../../../test/adoption-stage.ts'
import { openTestApp } from '../../../../test/harness.ts'
import type { TestApp } from '../../../../test/harness.ts'
import type { Attachment, DraftStanding } from '../contract/index.ts'
import { itemFile } from '../fixtures.ts'

let app: TestApp
let stage: AdoptionStage
beforeAll(async () => {
  app = await openTestApp()
  stage = await openAdoptionStage(app)
})
afterAll(() => app.close())

const WINDOW = { name: '二楼综合窗口', address: '灵山县江滨路 1 号', phone: '0777-0000000', hours: '工作日' }

/** A department's own item, from before there was a base item: another name and code, a longer promise, other materials. */
async function itemBefore(number: string, changes: object = {}): Promise<string> {
  const id = baseIdOf(number, '450721')
  const material = { necessity: 'required', form: 'paper', source: 'applicant', originals: 1, copies: 0 }
  const item = {
    name: `养蜂场设立审批（挂接 ${number}）`,
    code: `11450721MB1558081144510${number}9001`,
    promisedLimit: { value: 15, unit: 'workday' },
    materials: [
      { ...material, id: 'm-1', name: '申请书', form: 'either' },
      { ...material, id: 'm-2', name: '场地租赁合同' },
    ],
    charged: false,
    onlineDepth: 'whole',
    faqs: [{ question: '多久？', answer: '十五天。' }],
    ...changes,
  }
  expect((await stage.imports(itemFile({ id, item }))).refused).toEqual([])
  return id
}

const compare = (itemId: string, baseId: string) =>
  stage.drafter.get(`/api/items/${itemId}/attachment?baseId=${baseId}`)
const attach = (itemId: string, baseId: string) => stage.drafter.post(`/api/items/${itemId}/attach`, { baseId })

describe('an item that was there before its base item', () => {
  it('is held against it: what is locked and differs, and where it asks for more', async () => {
    const baseId = await stage.published('7001')
    const itemId = await itemBefore('7001', { powerType: 'licensing' })
    const told = (await compare(itemId, baseId)).json<Attachment>()
    expect(told.base).toMatchObject({ itemId: baseId, version: 1, code: '451090007001' })
    expect(told.locked).toContainEqual(
      expect.objectContaining({
        path: '/name',
        before: '养蜂场设立审批（挂接 7001）',
        after: '养蜂场备案（采用测试 7001）',
      }),
    )
    expect(told.locked).toContainEqual(
      expect.objectContaining({ path: '/code', after: '11450721MB155808114451090007001' }),
    )
    expect(told.locked).toContainEqual(
      expect.objectContaining({ path: '/powerType', before: '行政许可', after: '其他行政权力' }),
    )
    expect(told.looser).toEqual([
      { place: '承诺办结时限', message: '承诺时限不能长于基本目录的 10 个工作日' },
      { place: expect.stringContaining('申请材料'), message: '基本目录没有材料“场地租赁合同”，只能减少，不能增加' },
    ])
    expect(told.tightened).toContainEqual(
      expect.objectContaining({ kind: 'removed', place: '申请材料 › 场地租赁合同' }),
    )
    expect(JSON.stringify(told)).not.toContain('十五天')
  })

  it('takes up its standard by a draft with both reviews, and keeps what is its own', async () => {
    const baseId = await stage.published('7002')
    const itemId = await itemBefore('7002', { windows: [WINDOW] })
    expect((await stage.getItemLayers(itemId)).abilities.attach).toBe(true)
    const begun = await attach(itemId, baseId)
    expect(begun.statusCode, begun.body).toBe(200)
    const { draftId } = begun.json<DraftStanding>()
    const draft = await stage.viewOf(draftId)
    expect(draft).toMatchObject({ itemId, baseVersion: 1, parentId: baseId, parentVersion: 1 })
    expect(draft.findings.filter(({ level }) => level === 'error')).toEqual([])
    expect((await stage.drafter.get(`/api/items/${baseId}/adopters`)).json()).toMatchObject({
      adopters: [{ standing: 'drafting', draftId }],
      total: 1,
    })
    expect((await stage.getItemLayers(itemId)).abilities.attach).toBe(false)
    const again = await attach(itemId, baseId)
    expect([again.statusCode, codeOf(again)]).toEqual([409, 'catalogue/already-adopted'])
    expect(await stage.goesOut(draftId)).toBe(itemId)
    expect(await stage.guideOf(itemId)).toMatchObject({
      version: 2,
      name: '养蜂场备案（采用测试 7002）',
      code: '11450721MB155808114451090007002',
      promisedLimit: { value: 10, unit: 'workday' },
      materials: [{ id: 'application', name: '申请书' }],
      windows: [WINDOW],
      faqs: [{ answer: '十五天。' }],
      parentId: baseId,
      canApply: true,
    })
    expect(await stage.getItemLayers(itemId)).toMatchObject({ adoption: { baseId, standing: 'current' } })
    const attached = await attach(itemId, baseId)
    expect([attached.statusCode, codeOf(attached)]).toEqual([409, 'catalogue/not-to-be-attached'])
  })

  it('of which no material is known above has the materials from there, not none', async () => {
    const baseId = await stage.published('7003')
    const other = { id: 'm-9', name: '场地证明', necessity: 'required', form: 'paper', source: 'applicant' }
    const itemId = await itemBefore('7003', { materials: [{ ...other, originals: 1, copies: 0 }] })
    const { draftId } = (await attach(itemId, baseId)).json<DraftStanding>()
    const materials = (await stage.viewOf(draftId)).sections.find(({ section }) => section === 'materials')
    expect(materials?.content).toMatchObject({ materials: [{ id: 'application', name: '申请书' }] })
  })

  it('is not attached while it is being changed, nor by who does not draft for its department', async () => {
    const baseId = await stage.published('7004')
    const itemId = await itemBefore('7004')
    expect((await stage.drafter.post('/api/item-drafts', { itemId })).statusCode).toBe(200)
    const busy = await attach(itemId, baseId)
    expect([busy.statusCode, codeOf(busy)]).toEqual([409, 'catalogue/draft-exists'])
    expect((await stage.lawyer.post(`/api/items/${itemId}/attach`, { baseId })).statusCode).toBe(403)
    const own = await compare(itemId, itemId)
    expect([own.statusCode, codeOf(own)]).toEqual([409, 'catalogue/not-a-base-item'])
  })
})
