import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTestApp } from '../../../../test/harness.ts'
import type { TestApp } from '../../../../test/harness.ts'
import { buildDecisionXml } from '../../flows/fixtures.ts'
import { signIn } from '../../identity/fixtures.ts'
import type { SignedIn } from '../../identity/fixtures.ts'
import type { DraftStanding, DraftView, ImportReport, ItemGuide } from '../contract/index.ts'
import { bytesOf, draftSections, itemFile } from '../fixtures.ts'

let app: TestApp
let admin: SignedIn
let drafter: SignedIn
let lawyer: SignedIn
let publisher: SignedIn
beforeAll(async () => {
  app = await openTestApp()
  admin = await signIn(app, 'tanwenbin')
  drafter = await signIn(app, 'nongxuemei')
  lawyer = await signIn(app, 'lumingde')
  publisher = await signIn(app, 'moliqing')
})
afterAll(() => app.close())

const penalty = {
  ...{ name: '未经备案养蜂', kinds: ['warning', 'fine'], fineFrom: 500, fineTo: 5000, fineUnit: 'yuan' },
  basis: '测试用条例第二十条',
}
const tier = {
  ...{ act: penalty.name, grade: 'ordinary', situation: '首次', kinds: ['fine'], collective: false },
  ...{ fineFrom: 500, fineTo: 6000, fineUnit: 'yuan' },
}

const viewOf = async (draftId: string) => (await drafter.get(`/api/item-drafts/${draftId}`)).json<DraftView>()

async function act(by: SignedIn, draftId: string, name: string, more: object) {
  const { version } = await viewOf(draftId)
  const answer = await by.post(`/api/item-drafts/${draftId}/${name}`, { version, ...more })
  expect(answer.statusCode, answer.body).toBe(200)
  return answer
}

async function save(draftId: string, section: string, content: object) {
  const { sections } = await viewOf(draftId)
  const version = sections.find((one) => one.section === section)!.version
  const answer = await drafter.post(`/api/item-drafts/${draftId}/sections/${section}`, { version, content })
  expect(answer.statusCode, answer.body).toBe(200)
}

function importFile(file: object): Promise<ImportReport> {
  return app.act({ mode: 'write' }, (ctx) =>
    app.modules.catalogue.api.importFile(ctx, { source: 'test.json', bytes: bytesOf(file) }),
  )
}

/** 罚款分档 by how many hives: what the law allows, and the tiers inside it. */
async function publishesTable(range: string): Promise<number> {
  const [, from = '', to = ''] = /^\[(\d+)\.\.(\d+)\]$/.exec(range) ?? []
  const xml = buildDecisionXml({
    name: '养蜂罚款分档',
    inputs: [{ name: 'hives', label: '蜂箱数', type: 'number' }],
    outputs: [{ label: '罚款', type: 'number', range, unit: '元', basis: '测试用条例第二十条' }],
    rules: [
      ['<= 50', from],
      ['> 50', to],
    ],
  })
  const answer = await admin.post('/api/admin/decision-tables/hive-fines/versions', { xml })
  return answer.json<{ version: number }>().version
}

describe('an item with the elements of its type', () => {
  it('names the decision table by which fines are set, proven to lie inside its range before it is published', async () => {
    const draftId = (await drafter.post('/api/item-drafts', {})).json<DraftStanding>().draftId
    const sections = draftSections({
      ...{
        name: '对未经备案养蜂的处罚（分档）',
        powerType: 'penalty',
        organNature: 'statutory',
        powerSource: 'statutory',
      },
      penalties: [penalty],
    })
    for (const [section, content] of Object.entries(sections)) await save(draftId, section, content)
    const faults = async (table: object) => {
      await save(draftId, 'kind', { ...sections['kind'], penalties: [{ ...penalty, ...table }] })
      const found = (await viewOf(draftId)).findings.filter(
        ({ level, path }) => level === 'error' && /penalties/.test(path),
      )
      return found.map(({ message }) => message)
    }
    expect(await faults({ table: 'hive-fines', tableVersion: 1 })).toEqual([
      '裁量决策表“hive-fines”第 1 版没有在这里发布',
    ])
    const within = await publishesTable('[500..5000]')
    const beyond = await publishesTable('[500..6000]')
    expect(await faults({ table: 'hive-fines', tableVersion: beyond })).toEqual([
      '裁量决策表“养蜂罚款分档”：“罚款”列的幅度 500–6000 不在法定幅度 500–5000 之内',
    ])
    expect(await faults({ table: 'hive-fines' })).toEqual(['裁量决策表要写明标识和第几版'])
    expect(await faults({ table: 'hive-fines', tableVersion: within })).toEqual([])
    await act(drafter, draftId, 'submit', { reason: '新设事项' })
    await act(lawyer, draftId, 'review', { outcome: 'pass', opinion: '依据充分' })
    const published = await act(publisher, draftId, 'publish', { outcome: 'pass', opinion: '同意发布' })
    const { itemId } = published.json<DraftStanding>()
    const guide = (await app.server.inject({ url: `/api/items/${itemId}` })).json<ItemGuide>()
    expect(guide.elements[0]!.parts[0]!.facts).toContainEqual({ name: '裁量决策表的标识', value: 'hive-fines' })
  })

  it('is checked while it is drafted, published, told on its guide and on the list of powers', async () => {
    const draftId = (await drafter.post('/api/item-drafts', {})).json<DraftStanding>().draftId
    const sections = draftSections({
      ...{ name: '对未经备案养蜂的处罚', powerType: 'penalty', organNature: 'statutory', powerSource: 'statutory' },
      ...{ penalties: [penalty], discretion: [tier] },
    })
    for (const [section, content] of Object.entries(sections)) await save(draftId, section, content)
    const errors = (await viewOf(draftId)).findings.filter(({ level }) => level === 'error')
    expect(errors).toMatchObject([
      { section: 'kind', path: '/discretion/0/fineTo', place: '裁量基准 › 未经备案养蜂 › 罚款上限' },
    ])
    await save(draftId, 'kind', { penalties: [penalty], discretion: [{ ...tier, fineTo: 2000 }] })
    await act(drafter, draftId, 'submit', { reason: '新设事项' })
    await act(lawyer, draftId, 'review', { outcome: 'pass', opinion: '依据充分' })
    const published = await act(publisher, draftId, 'publish', { outcome: 'pass', opinion: '同意发布' })
    const { itemId } = published.json<DraftStanding>()
    const guide = (await app.server.inject({ url: `/api/items/${itemId}` })).json<ItemGuide>()
    expect(guide.elements.map(({ title }) => title)).toEqual(['处罚的行为、种类、幅度', '裁量基准'])
    expect(guide.authority).toContainEqual({ name: '权力来源', value: '法定本级行使' })
    const list = (await app.server.inject({ url: '/api/public-lists/power?division=450721&q=未经备案' })).json<{
      rows: { cells: Record<string, string> }[]
    }>()
    expect(list.rows[0]!.cells['parts']).toContain('罚款上限：2000')
  })

  it('is refused at the import where they are another type’s', async () => {
    const file = itemFile({
      id: '450721-0192f0c1-2a3b-7c4d-8e5f-0000000000b1',
      item: { powerType: 'penalty', penalties: [{ ...penalty, kinds: ['whipping'] }] },
    })
    const report = await importFile(file)
    expect(report.refused[0]?.reasons.join()).toContain('请从给出的选项中选择')
  })
})

describe('the tables of the national exchange', () => {
  it('hold what is offered, page by page, and are taken by the import as nothing new', async () => {
    const tables = async (after?: string) =>
      (
        await app.server.inject({
          url: `/open/v1/exchange-tables?limit=10${after === undefined ? '' : `&after=${after}`}`,
        })
      ).json<{ tables: Record<string, object[]>; next?: string }>()
    let page = await tables()
    let items = 0
    for (;;) {
      const report = await importFile(page)
      expect(report).toMatchObject({ format: 'national-exchange', refused: [], taken: 0, changed: 0 })
      items += report.unchanged
      if (page.next === undefined) break
      page = await tables(page.next)
    }
    const all = (await app.server.inject({ url: '/api/items?pageSize=1' })).json<{ total: number }>()
    expect(items).toBe(all.total)
  })

  it('are downloaded as a workbook and as data, by whoever works on the library', async () => {
    const url = '/api/item-library/exchange-tables?format='
    const workbook = await admin.get(`${url}xlsx`)
    const report = await app.act({ mode: 'write' }, (ctx) =>
      app.modules.catalogue.api.importFile(ctx, { source: 'x.xlsx', bytes: workbook.rawPayload }),
    )
    expect(report).toMatchObject({ format: 'national-exchange', refused: [], taken: 0, changed: 0 })
    expect(report.unchanged).toBeGreaterThan(5)
    const data = (await admin.get(`${url}json`)).json<{ tables: Record<string, object[]> }>()
    expect(data.tables['up_task_general_basic']!.length).toBeGreaterThan(5)
    expect((await app.server.inject({ url: `${url}json` })).statusCode).toBe(401)
  })
})
