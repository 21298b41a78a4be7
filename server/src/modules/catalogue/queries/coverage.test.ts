import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { actorWith, openTestApp } from '../../../../test/harness.ts'
import type { TestApp } from '../../../../test/harness.ts'
import { readWorkbook } from '../../../platform/spreadsheet/index.ts'
import { signIn } from '../../identity/fixtures.ts'
import type { Coverage, CoverageBulletin, CoverageFigures } from '../contract/index.ts'
import { bytesOf, itemFile } from '../fixtures.ts'
import { getCoverageBulletin } from './coverage-bulletins.ts'
import { getCoverage } from './coverage.ts'

const DEPARTMENT = '覆盖指标测试局'
const window = { name: '一号窗口' }

let app: TestApp
let organizationId: string
beforeAll(async () => {
  app = await openTestApp()
  const whole = {
    ...{ windows: [window], steps: [{ step: 'review', name: '审查' }], onlineDepth: 'whole', handlingTimes: '工作日' },
    ...{ consultation: '12345', complaint: '12345', remedies: { litigation: '县人民法院' }, acceptsOnline: true },
  }
  const items = [
    whole,
    { ...whole, onlineDepth: 'receiving', windows: [] },
    { acceptsOnline: false, onlineDepth: undefined, powerType: 'reward' },
  ]
  const documents = items.map((item, at) =>
    itemFile({
      id: `450721-0192f0c1-2a3b-7c4d-8e5f-0000000000c${at}`,
      item: {
        ...item,
        name: `覆盖 ${at}`,
        code: `COVER-${at}`,
        organizationName: DEPARTMENT,
        organizationCode: 'COVER',
      },
    }),
  )
  const bytes = bytesOf({ format: 'yiwang-items/1', documents })
  const report = await app.act({ mode: 'write' }, (ctx) =>
    app.modules.catalogue.api.importFile(ctx, { source: 'test.json', bytes }),
  )
  expect(report.refused).toEqual([])
  organizationId = (await rows()).find(({ name }) => name === DEPARTMENT)!.id
})
afterAll(() => app.close())

async function read(by = 'mozhengming') {
  const answer = await (await signIn(app, by)).get('/api/item-coverage')
  expect(answer.statusCode).toBe(200)
  return answer.json<CoverageFigures>()
}

const rows = async () => (await read()).organizations

async function gaps(query: string) {
  const reader = await signIn(app, 'tanwenbin')
  const answer = await reader.get(`/api/item-coverage/gaps?organizationId=${organizationId}&${query}`)
  return answer.json<{ items: { name: string; absent: string[] }[]; total: number }>()
}

const COUNTED = { items: 3, entered: 1, applied: 2, handled: 1, whole: 1, complete: 1 }

describe('coverage', () => {
  it('is counted from what holds today, by department', async () => {
    const row = (await rows()).find(({ id }) => id === organizationId)
    expect(row?.coverage).toEqual({ ...COUNTED, authorized: 0 })
  })

  it('of the whole is the sum of the departments, of the places, of the types, and of both together', async () => {
    const { total, organizations, divisions, types, cells } = await read()
    for (const parts of [organizations, divisions, types, cells]) {
      for (const measure of Object.keys(total) as (keyof Coverage)[]) {
        expect(total[measure]).toBe(parts.reduce((sum, { coverage }) => sum + coverage[measure], 0))
      }
    }
    expect(divisions.map(({ name }) => name)).toContain('灵山县')
  })

  it('opens each figure to what is missing, page by page', async () => {
    expect((await gaps('lack=entered')).items.map(({ name }) => name)).toEqual(['覆盖 1', '覆盖 2'])
    expect((await gaps('lack=handled&pageSize=1&page=2')).items.map(({ name }) => name)).toEqual(['覆盖 2'])
    const { items, total } = await gaps('lack=complete')
    expect(total).toBe(2)
    expect(items[0]!.absent).toEqual(['windows'])
    expect(items[1]!.absent).toEqual(expect.arrayContaining(['steps', 'onlineDepth', 'remedies']))
  })

  it('is told by type of power too, for each department, and what is missing by it', async () => {
    const { types, cells } = await read()
    expect(types.find(({ id }) => id === 'reward')).toMatchObject({ name: '行政奖励' })
    const own = cells.filter((one) => one.organizationId === organizationId)
    expect(own.map(({ powerType, coverage }) => [powerType, coverage.items, coverage.complete])).toEqual([
      ['other-power', 2, 1],
      ['reward', 1, 0],
    ])
    expect((await gaps('lack=entered&powerType=reward')).items.map(({ name }) => name)).toEqual(['覆盖 2'])
  })

  it('is taken along as a workbook: a sheet for each way of counting, and all that is missing', async () => {
    const reader = await signIn(app, 'mozhengming')
    const sheets = readWorkbook((await reader.get('/api/item-coverage/file')).rawPayload)
    expect(sheets.map(({ name }) => name)).toEqual(['按部门', '按区划', '按权力类型', '部门和权力类型', '缺项清单'])
    const rowsOf = (sheet: number, word: string) =>
      sheets[sheet]!.rows.map(({ cells }) => [...cells.values()].map(({ text }) => text)).filter(([first = '']) =>
        first.includes(word),
      )
    expect(rowsOf(0, DEPARTMENT)).toEqual([[DEPARTMENT, '3', '1', '0', '2', '1', '1', '1']])
    expect(rowsOf(4, '覆盖 1')).toEqual([
      ['覆盖 1', DEPARTMENT, '其他行政权力', expect.stringContaining('没有进驻窗口；没有人获得审批授权'), '办理地点'],
    ])
  })

  it('counts what a letter covers on its days, all of an organization or some items', async () => {
    const bureau = (await rows()).find(({ name }) => name === '灵山县行政审批局')!
    const head = await signIn(app, 'weijianhua')
    const granteeId = (await signIn(app, 'huangzhiqiang')).actor.staffId!
    const before = bureau.coverage.authorized
    const itemId = '450721-0192f0c1-2a3b-7c4d-8e5f-0000000000c0'
    const letter = { granteeId, powers: ['approve'], validFrom: '2020-01-01', validTo: '2099-12-31' }
    await head.post('/api/authorizations', { ...letter, docNo: '灵审授〔2026〕1号', itemIds: [itemId] })
    const named = async () => (await rows()).find(({ id }) => id === bureau.id)!.coverage.authorized
    // Somebody else’s item: a letter gives nothing over it.
    expect(await named()).toBe(before)
    await head.post('/api/authorizations', { ...letter, docNo: '灵审授〔2026〕2号' })
    expect(await named()).toBe(bureau.coverage.items)
  })

  it('is issued as a bulletin by a supervisor, and read afterwards by the departments exactly as it was', async () => {
    const supervisor = await signIn(app, 'mozhengming')
    const before = await read()
    const body = { title: '第四季度覆盖指标通报', words: '请各部门在月底前补齐。' }
    expect((await (await signIn(app, 'tanwenbin')).post('/api/item-coverage/bulletins', body)).statusCode).toBe(403)
    const issued = await supervisor.post('/api/item-coverage/bulletins', body)
    expect(issued.statusCode, issued.body).toBe(200)
    const { bulletinId } = issued.json<{ bulletinId: string }>()
    const url = `/api/item-coverage/bulletins/${bulletinId}`
    const bytes = bytesOf(itemFile({ id: '450721-0192f0c1-2a3b-7c4d-8e5f-0000000000d1', item: { code: 'COVER-LATE' } }))
    await app.act({ mode: 'write' }, (ctx) => app.modules.catalogue.api.importFile(ctx, { source: 'late.json', bytes }))
    expect((await read()).total.items).toBe(before.total.items + 1)
    const department = await signIn(app, 'nongxuemei')
    const bulletin = (await department.get(url)).json<CoverageBulletin>()
    expect(bulletin).toMatchObject({ ...body, divisionName: '灵山县', issuedByName: '莫正明', figures: before })
    expect(bulletin.gapCount).toBeGreaterThan(2)
    const { bulletins } = (await department.get('/api/item-coverage/bulletins')).json<{ bulletins: object[] }>()
    expect(bulletins).toContainEqual(expect.objectContaining({ bulletinId, title: body.title, total: before.total }))
    const [sheet] = readWorkbook((await department.get(`/api/item-coverage/bulletins/${bulletinId}/file`)).rawPayload)
    expect([...sheet!.rows[0]!.cells.values()].map(({ text }) => text)).toEqual([body.title])
    expect((await (await signIn(app, 'zhaojingtai')).get(url)).statusCode).toBe(403)
    const elsewhere = actorWith(app, ['supervisor'], { division: '620423' })
    const there = app.as(
      elsewhere,
      (ctx) => getCoverageBulletin({ ...ctx, organizations: app.modules.organizations.api }, { bulletinId }),
      'read',
    )
    await expect(there).rejects.toThrow('catalogue/no-such-bulletin')
    const [entry] = await app.sql<{ canonical: string }>(
      `select canonical from ledger.entries where stream = 'coverage-bulletin:' || $1`,
      [bulletinId],
    )
    expect(entry?.canonical).toContain(bulletin.digest)
  })

  it('is of the places that one watches, and of no others', async () => {
    const elsewhere = actorWith(app, ['supervisor'], { division: '620423' })
    const found = await app.as(
      elsewhere,
      (ctx) => getCoverage({ ...ctx, organizations: app.modules.organizations.api }),
      'read',
    )
    expect(found.organizations.filter(({ name }) => name === DEPARTMENT)).toEqual([])
  })
})
