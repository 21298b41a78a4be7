import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { codeOf, openAdoptionStage } from '../../../../test/adoption-stage.ts'
import type { AdoptionStage } from '../../../../test/adoption-stage.ts'
import { openTestApp } from '../../../../test/harness.ts'
import type { TestApp } from '../../../../test/harness.ts'
import type { InboxTask } from '../../flows/contract/index.ts'
import type { DraftStanding } from '../contract/index.ts'

let app: TestApp
let stage: AdoptionStage
beforeAll(async () => {
  app = await openTestApp()
  stage = await openAdoptionStage(app)
})
afterAll(() => app.close())

/** A base item, the department's item that adopts it, and a second version of the base item that has come down. */
async function updated(number: string, of: { first?: object; own?: object; second: object }) {
  const baseId = await stage.published(number, of.first)
  const adopted = await stage.adopts(baseId)
  for (const [section, changes] of Object.entries(of.own ?? {}))
    expect((await stage.writes(adopted, section, changes)).statusCode).toBe(200)
  const itemId = await stage.goesOut(adopted)
  await stage.published(number, { ...of.first, ...of.second }, 2)
  await app.drain()
  return { baseId, itemId }
}

async function proposedFor(itemId: string): Promise<string> {
  const { adoption } = await stage.getItemLayers(itemId)
  expect(adoption?.draftId).toBeDefined()
  return adoption!.draftId!
}

const contentOf = async (draftId: string) =>
  Object.assign({}, ...(await stage.viewOf(draftId)).sections.map((one) => one.content)) as Record<string, unknown>

async function inboxOf(draftId: string): Promise<InboxTask[]> {
  const { tasks } = (await stage.drafter.get('/api/inbox?limit=100')).json<{ tasks: InboxTask[] }>()
  return tasks.filter((task) => task.subject === draftId)
}

describe('a new version of a base item', () => {
  it('comes down as a draft that keeps what is the department’s own, in its inbox, and goes through both reviews', async () => {
    const { baseId, itemId } = await updated('4001', {
      own: {
        limits: { promisedLimit: { value: 5, unit: 'workday' } },
        help: { faqs: [{ question: '多久？', answer: '五天。' }] },
      },
      second: { conditions: ['有固定的场地。', '远离学校。'], promisedLimit: { value: 8, unit: 'workday' } },
    })
    expect(await stage.getItemLayers(itemId)).toMatchObject({
      adoption: { version: 1, latest: 2, standing: 'waiting' },
    })
    const draftId = await proposedFor(itemId)
    const draft = await stage.viewOf(draftId)
    expect(draft).toMatchObject({
      origin: 'above',
      parentVersion: 2,
      parent: { takenVersion: 1 },
      editorNames: [],
      abilities: { edit: true, submit: true, discard: false },
    })
    expect(draft.findings.filter(({ level }) => level === 'error')).toEqual([])
    expect(await contentOf(draftId)).toMatchObject({
      conditions: ['有固定的场地。', '远离学校。'],
      promisedLimit: { value: 5 },
      faqs: [{ question: '多久？', answer: '五天。' }],
    })
    expect(await inboxOf(draftId)).toMatchObject([{ name: '采用基本目录更新', subjectKind: 'item-draft' }])
    const between = await stage.drafter.get(`/api/items/${baseId}/differences?from=1&to=2`)
    expect(between.body).toContain('远离学校')
    expect(await stage.goesOut(draftId)).toBe(itemId)
    expect(await inboxOf(draftId)).toEqual([])
    expect(await stage.guideOf(itemId)).toMatchObject({ version: 2, parentVersion: 2, promisedLimit: { value: 5 } })
    expect(await stage.getItemLayers(itemId)).toMatchObject({ adoption: { version: 2, standing: 'current' } })
  })

  it('and a newer one before the department answered stand in one draft, with what was typed in between', async () => {
    const { itemId } = await updated('4002', { second: { minLevel: 1 } })
    const draftId = await proposedFor(itemId)
    const typed = { faqs: [{ question: '要带什么？', answer: '申请书。' }] }
    expect((await stage.writes(draftId, 'help', typed)).statusCode).toBe(200)
    await stage.published('4002', { minLevel: 1, name: '养蜂场登记（采用测试 4002）' }, 3)
    await app.drain()
    expect(await proposedFor(itemId)).toBe(draftId)
    expect(await stage.viewOf(draftId)).toMatchObject({ parentVersion: 3, parent: { takenVersion: 1 } })
    expect(await contentOf(draftId)).toMatchObject({ ...typed, minLevel: 1, name: '养蜂场登记（采用测试 4002）' })
    expect(await inboxOf(draftId)).toHaveLength(1)
    await stage.goesOut(draftId)
    expect(await stage.getItemLayers(itemId)).toMatchObject({ adoption: { version: 3, standing: 'current' } })
  })

  it('leaves a draft that the department writes itself alone, but has to be taken up in it', async () => {
    const baseId = await stage.published('4003')
    const itemId = await stage.goesOut(await stage.adopts(baseId))
    const own = (await stage.drafter.post('/api/item-drafts', { itemId })).json<DraftStanding>()
    await stage.published('4003', { name: '养蜂场登记（采用测试 4003）' }, 2)
    await app.drain()
    expect(await proposedFor(itemId)).toBe(own.draftId)
    expect(await stage.viewOf(own.draftId)).toMatchObject({ origin: 'department', parentVersion: 1 })
    const early = await stage.act(stage.drafter, own.draftId, 'submit', { reason: '变更' })
    expect([early.statusCode, codeOf(early)]).toEqual([409, 'catalogue/parent-superseded'])
    expect((await stage.act(stage.drafter, own.draftId, 'rebase')).statusCode).toBe(200)
    await stage.goesOut(own.draftId)
    expect(await stage.guideOf(itemId)).toMatchObject({ name: '养蜂场登记（采用测试 4003）' })
    const none = await stage.drafter.post(`/api/items/${itemId}/take-up`, {})
    expect([none.statusCode, codeOf(none)]).toEqual([409, 'catalogue/no-update'])
  })

  it('cannot be discarded, nor declined where the base item does not allow it', async () => {
    const { itemId } = await updated('4004', { second: { minLevel: 1 } })
    const draftId = await proposedFor(itemId)
    const gone = await stage.act(stage.drafter, draftId, 'discard', { reason: '不要' })
    expect([gone.statusCode, codeOf(gone)]).toEqual([409, 'catalogue/update-not-discarded'])
    const declined = await stage.drafter.post(`/api/items/${itemId}/decline-update`, { version: 2, reason: '不要' })
    expect([declined.statusCode, codeOf(declined)]).toEqual([409, 'catalogue/must-take-up'])
    expect((await stage.getItemLayers(itemId)).adoption?.abilities.decline).toBe(false)
  })

  it('is declined with a reason where the base item allows it, and can be taken up later all the same', async () => {
    const { baseId, itemId } = await updated('4005', {
      first: { adoption: { mayDecline: true, rules: [] } },
      second: { minLevel: 1 },
    })
    const draftId = await proposedFor(itemId)
    expect((await stage.viewOf(draftId)).parent).toMatchObject({ declinable: 2 })
    const wrong = await stage.drafter.post(`/api/items/${itemId}/decline-update`, {
      version: 1,
      reason: '本县另有规定',
    })
    expect([wrong.statusCode, codeOf(wrong)]).toEqual([409, 'catalogue/no-update'])
    const told = await stage.drafter.post(`/api/items/${itemId}/decline-update`, { version: 2, reason: '本县另有规定' })
    expect(told.json(), told.body).toEqual({ itemId, version: 2 })
    expect((await stage.viewOf(draftId)).state).toBe('discarded')
    expect(await inboxOf(draftId)).toEqual([])
    expect(await stage.getItemLayers(itemId)).toMatchObject({
      adoption: { standing: 'declined', reason: '本县另有规定', abilities: { takeUp: true, decline: false } },
    })
    const list = await stage.drafter.get(`/api/items/${baseId}/adopters?standing=declined`)
    expect(list.json()).toMatchObject({ adopters: [{ itemId, reason: '本县另有规定' }], total: 1 })
    const again = await stage.drafter.post(`/api/items/${itemId}/decline-update`, {
      version: 2,
      reason: '本县另有规定',
    })
    expect([again.statusCode, codeOf(again)]).toEqual([409, 'catalogue/no-update'])
    const own = (await stage.drafter.post('/api/item-drafts', { itemId })).json<DraftStanding>()
    const after = await stage.act(stage.drafter, own.draftId, 'submit', { reason: '变更' })
    expect(after.statusCode, after.body).toBe(200)
    expect(
      (await stage.act(stage.lawyer, own.draftId, 'review', { outcome: 'return', opinion: '先采用更新' })).statusCode,
    ).toBe(200)
    expect((await stage.act(stage.drafter, own.draftId, 'discard', { reason: '改为采用更新' })).statusCode).toBe(200)
    const taken = await stage.drafter.post(`/api/items/${itemId}/take-up`, {})
    await stage.goesOut(taken.json<DraftStanding>().draftId)
    expect(await stage.getItemLayers(itemId)).toMatchObject({ adoption: { version: 2, standing: 'current' } })
  })
})
