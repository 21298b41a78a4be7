import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openAdoptionStage } from '../../../../test/adoption-stage.ts'
import type { AdoptionStage } from '../../../../test/adoption-stage.ts'
import { actorWith, openTestApp } from '../../../../test/harness.ts'
import type { TestApp } from '../../../../test/harness.ts'
import { todayIn } from '../../../kernel/index.ts'
import { signIn } from '../../identity/fixtures.ts'
import type { SignedIn } from '../../identity/fixtures.ts'
import type { NoticeView } from '../../notices/contract/index.ts'
import { abolishItem } from './abolish-item.ts'
import { resumeItem } from './resume-item.ts'
import { suspendItem } from './suspend-item.ts'

let app: TestApp
let stage: AdoptionStage
let keeper: SignedIn
beforeAll(async () => {
  app = await openTestApp()
  stage = await openAdoptionStage(app)
  keeper = await signIn(app, 'tanwenbin')
})
afterAll(() => app.close())

const issuer = () => actorWith(app, ['item-admin'], { division: '450000' })
const today = () => todayIn(app.clock.now())

async function noticesAbout(itemId: string): Promise<NoticeView[]> {
  const { notices } = (await keeper.get('/api/my/notices?limit=100')).json<{ notices: NoticeView[] }>()
  return notices.filter(({ subject }) => subject === itemId)
}

async function adopted(number: string): Promise<{ baseId: string; itemId: string }> {
  const baseId = await stage.published(number)
  return { baseId, itemId: await stage.goesOut(await stage.adopts(baseId)) }
}

describe('a base item that is suspended, resumed or abolished', () => {
  it('tells who keeps the items that adopt it, each time, and stands on the page of each until it is over', async () => {
    const { baseId, itemId } = await adopted('5001')
    const change = { itemId: baseId, basis: '自治区关于暂停实施的决定', effectiveOn: today() }
    const clause = { documentNo: '桂政发〔2026〕5号', runningCases: '已受理的继续办理' }
    await app.as(issuer(), (ctx) => suspendItem(ctx, { ...change, ...clause, version: 1 }))
    await app.drain()
    const [told] = await noticesAbout(itemId)
    expect(told).toMatchObject({ kind: 'base-item-changed', title: expect.stringContaining('基本目录事项已暂停') })
    expect(told?.text).toContain('自治区关于暂停实施的决定（桂政发〔2026〕5号）')
    expect(told?.text).toContain('在办件：已受理的继续办理')
    expect(await stage.getItemLayers(itemId)).toMatchObject({
      above: [{ itemId: baseId, state: 'suspended', stateNotice: { basis: change.basis, ...clause } }],
    })
    expect((await stage.guideOf(itemId)).canApply).toBe(true)
    await app.as(issuer(), (ctx) => resumeItem(ctx, { ...change, basis: '恢复实施的决定', version: 2 }))
    await app.drain()
    expect((await noticesAbout(itemId)).map(({ title }) => title.slice(0, 8))).toEqual([
      '基本目录事项已恢',
      '基本目录事项已暂',
    ])
    expect((await stage.getItemLayers(itemId)).above[0]).not.toHaveProperty('stateNotice')
  })

  it('tells of a day that is announced, and nobody whose item was abolished before', async () => {
    const { baseId, itemId } = await adopted('5002')
    const gone = await adopted('5003')
    const admin = actorWith(app, ['item-admin'], { division: '450721' })
    const change = { version: 1, basis: '关于取消的决定', effectiveOn: '2099-01-01', runningCases: '继续办理' }
    await app.as(admin, (ctx) => abolishItem(ctx, { ...change, itemId: gone.itemId, effectiveOn: today() }))
    for (const base of [baseId, gone.baseId])
      await app.as(issuer(), (ctx) => abolishItem(ctx, { ...change, itemId: base }))
    await app.drain()
    expect(await noticesAbout(gone.itemId)).toEqual([])
    const [told] = await noticesAbout(itemId)
    expect(told?.text).toContain('自 2099-01-01 起取消')
    expect((await stage.getItemLayers(itemId)).above[0]).toMatchObject({
      state: 'published',
      stateNotice: { state: 'abolished', effectiveOn: '2099-01-01' },
    })
  })

  it('which stands above nothing tells nobody, and neither does an item of a department', async () => {
    const { itemId } = await adopted('5004')
    const admin = actorWith(app, ['item-admin'], { division: '450721' })
    const change = { itemId, version: 1, basis: '关于暂停的决定', effectiveOn: today(), runningCases: '继续办理' }
    await app.as(admin, (ctx) => suspendItem(ctx, change))
    await app.drain()
    expect(await noticesAbout(itemId)).toEqual([])
  })
})
