import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { actorWith, openTestApp } from '../../../../test/harness.ts'
import type { TestApp } from '../../../../test/harness.ts'
import { signIn } from '../../identity/fixtures.ts'
import type { Coverage, CoverageRow } from '../contract/index.ts'
import { bytesOf, itemFile } from '../fixtures.ts'
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
    { acceptsOnline: false, onlineDepth: undefined },
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
  return answer.json<{ total: Coverage; organizations: CoverageRow[]; divisions: CoverageRow[] }>()
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

  it('of the whole is the sum of the departments, and of the places', async () => {
    const { total, organizations, divisions } = await read()
    for (const parts of [organizations, divisions]) {
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
