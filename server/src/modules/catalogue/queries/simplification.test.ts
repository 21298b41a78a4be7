import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { actorWith, openTestApp } from '../../../../test/harness.ts'
import type { TestApp } from '../../../../test/harness.ts'
import { abolishItem } from '../actions/abolish-item.ts'
import { bytesOf, itemFile } from '../fixtures.ts'
import { getSimplification, listSimplifiedItems } from './simplification.ts'

/** 呼和浩特 2013–2016: 708 licences became 133, with a fifth fewer steps, three tenths fewer materials, and 29 % below the statute. */
const LICENCES = 708
const KEPT = 133
const BEFORE = '2024-06-01'
const AFTER = '2026-06-01'

let app: TestApp
let keptIds: string[]
let organizationId: string
beforeAll(async () => {
  app = await openTestApp()
  app.at('2024-01-01T09:00:00+08:00')
  const ids = Array.from({ length: LICENCES }, () => `450721-${randomUUID()}`)
  await importItems(ids.map((id) => licence(id, 1, '2024-01-01', { steps: 5, materials: 10, promised: 100 })))
  app.at('2025-03-01T09:00:00+08:00')
  keptIds = ids.slice(0, KEPT)
  await importItems(keptIds.map((id) => licence(id, 2, '2025-03-01', { steps: 4, materials: 7, promised: 71 })))
  const keeper = actorWith(app, ['item-admin'])
  const cut = {
    version: 1,
    basis: '市人民政府关于取消一批行政许可的决定',
    documentNo: '呼政发〔2025〕1号',
    effectiveOn: '2025-04-01',
    runningCases: '已受理的继续办理',
  }
  for (const itemId of ids.slice(KEPT)) await app.as(keeper, (ctx) => abolishItem(ctx, { itemId, ...cut }))
  app.at('2026-06-02T09:00:00+08:00')
  const { organizations } = await account()
  organizationId = organizations.find(({ name }) => name === '行政审批局（精简测试）')!.organizationId
}, 120_000)
afterAll(() => app.close())

interface Asked {
  readonly steps: number
  readonly materials: number
  readonly promised: number
}

function licence(id: string, version: number, effectiveOn: string, { steps, materials, promised }: Asked): object {
  const item = {
    name: `许可 ${id.slice(-8)}`,
    code: id,
    organizationName: '行政审批局（精简测试）',
    organizationCode: 'JIANZHENG-TEST',
    steps: Array.from({ length: steps }, (_, at) => ({ step: 'review', name: `环节 ${at + 1}` })),
    materials: Array.from({ length: materials }, (_, at) => ({
      ...{ id: `m${at + 1}`, name: `材料 ${at + 1}`, necessity: 'required', form: 'either', source: 'applicant' },
      ...{ originals: 1, copies: 0 },
    })),
    statutoryLimit: { value: 100, unit: 'workday', basis: '测试用' },
    promisedLimit: { value: promised, unit: 'workday' },
  }
  return itemFile({ id, version, effectiveOn, item })
}

async function importItems(documents: readonly object[]): Promise<void> {
  const bytes = bytesOf({ format: 'yiwang-items/1', documents })
  const report = await app.act({ mode: 'write' }, (ctx) =>
    app.modules.catalogue.api.importFile(ctx, { source: 'test.json', bytes }),
  )
  expect(report.refused).toEqual([])
}

const reader = () => actorWith(app, ['supervisor'])

function account(asked: { from?: string; to?: string; organizationId?: string } = {}) {
  return app.as(reader(), (ctx) => getSimplification(ctx, { from: BEFORE, to: AFTER, ...asked }), 'read')
}

function changed(asked: Partial<Parameters<typeof listSimplifiedItems>[1]> = {}) {
  const scope = { from: BEFORE, to: AFTER, organizationId }
  return app.as(reader(), (ctx) => listSimplifiedItems(ctx, { ...scope, ...asked }), 'read')
}

describe('the account of what was cut', () => {
  it('is that of 呼和浩特 when as much is cut as there', async () => {
    const { total } = await account({ organizationId })
    expect(total).toEqual({
      items: { before: 708, after: 133 },
      abolished: 575,
      added: 0,
      steps: { before: 133 * 5, after: 133 * 4 },
      materials: { before: 1330, after: 931 },
      workdays: { before: 13_300, after: 9_443 },
      againstStatute: { statutory: 13_300, promised: 9_443 },
    })
  })

  it('is the same whichever day is named first, and nothing between a day and itself', async () => {
    expect(await account({ from: AFTER, to: BEFORE, organizationId })).toMatchObject({
      total: (await account({ organizationId })).total,
    })
    const { total } = await account({ from: AFTER, to: AFTER, organizationId })
    expect([total.abolished, total.added, total.steps.after - total.steps.before]).toEqual([0, 0, 0])
  })

  it('of the whole is the sum of the departments', async () => {
    const { total, organizations } = await account()
    expect(organizations.length).toBeGreaterThan(1)
    expect(total.items.after).toBe(organizations.reduce((sum, one) => sum + one.simplified.items.after, 0))
  })

  it('counts what is new where the first day lies before it', async () => {
    const { total } = await account({ from: '2023-01-01', to: BEFORE, organizationId })
    expect(total).toMatchObject({ items: { before: 0, after: 708 }, added: 708, steps: { before: 0, after: 0 } })
  })

  it('opens each cut to its version or its decision, page by page', async () => {
    const abolished = await changed({ change: 'abolished', pageSize: 50 })
    expect([abolished.total, abolished.items.length]).toEqual([575, 50])
    expect(abolished.items[0]).toMatchObject({
      before: { version: 1, steps: 5, materials: 10, workdays: 100 },
      reasons: [{ on: '2025-04-01', reason: '市人民政府关于取消一批行政许可的决定', documentNo: '呼政发〔2025〕1号' }],
    })
    const cut = await changed({ change: 'changed', page: 2, pageSize: 100 })
    expect([cut.total, cut.items.length]).toEqual([133, 33])
    expect(keptIds).toContain(cut.items[0]!.itemId)
    expect(cut.items[0]).toMatchObject({
      before: { version: 1 },
      after: { version: 2, steps: 4, materials: 7, workdays: 71 },
      reasons: [{ version: 2, on: '2025-03-01' }],
    })
  })

  it('is of the places that one watches, and of no others', async () => {
    const elsewhere = actorWith(app, ['supervisor'], { division: '620423' })
    const found = await app.as(elsewhere, (ctx) => getSimplification(ctx, { from: BEFORE, to: AFTER }), 'read')
    expect(found.organizations.filter(({ name }) => name.includes('精简测试'))).toEqual([])
  })
})
