import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { actorWith, openTestApp } from '../../../../test/harness.ts'
import type { TestApp } from '../../../../test/harness.ts'
import { Problem, newPublicId, todayIn } from '../../../kernel/index.ts'
import type { Actor } from '../../../kernel/index.ts'
import { bytesOf, itemFile } from '../fixtures.ts'
import { getGuide } from '../queries/get-guide.ts'
import { getItemAdmin } from '../queries/present-item-admin.ts'
import { searchItems } from '../queries/search-items.ts'
import { abolishItem } from './abolish-item.ts'
import { resumeItem } from './resume-item.ts'
import { suspendItem } from './suspend-item.ts'

let app: TestApp
let admin: Actor
let itemId: string
const today = todayIn(new Date())
const basis = '县人民政府关于暂停实施的决定'
const runningCases = '在办件继续办理'

beforeAll(async () => {
  app = await openTestApp()
  admin = actorWith(app, ['item-admin'], { division: '450721' })
})
afterAll(() => app.close())

beforeEach(async () => {
  itemId = newPublicId('450721')
  const file = {
    source: 'x.json',
    bytes: bytesOf(itemFile({ id: itemId, item: { name: `停复测试${itemId.slice(-6)}` } })),
  }
  await app.act({ mode: 'write' }, (ctx) => app.modules.catalogue.api.importFile(ctx, file))
})

const findPublished = () => app.act({ mode: 'read' }, (ctx) => app.modules.catalogue.api.findPublished(ctx, itemId))
const suspend = (version: number, by = admin) =>
  app.as(by, (ctx) =>
    suspendItem(ctx, {
      itemId,
      version,
      basis,
      documentNo: '灵政发〔2026〕9号',
      effectiveOn: today,
      runningCases,
    }),
  )

async function refusalOf(act: Promise<unknown>): Promise<string | undefined> {
  return act.then(
    () => undefined,
    (error: unknown) => {
      if (error instanceof Problem) return error.definition.code
      throw error
    },
  )
}

describe('suspending an item', () => {
  it('stops new applications at once and tells why on its page, and resuming opens it again', async () => {
    expect(await findPublished()).toBeDefined()
    const view = await suspend(1)
    expect(view).toMatchObject({
      state: 'suspended',
      version: 2,
      abilities: { suspend: false, resume: true, abolish: true },
    })
    expect(await findPublished()).toBeUndefined()
    const guide = await app.act({ mode: 'read' }, (ctx) =>
      getGuide({ ...ctx, organizations: app.modules.organizations.api }, { itemId }),
    )
    expect(guide).toMatchObject({
      canApply: false,
      state: 'suspended',
      stateNotice: { basis, runningCases: '在办件继续办理' },
    })
    await app.as(admin, (ctx) => resumeItem(ctx, { itemId, version: 2, basis: '恢复实施的决定', effectiveOn: today }))
    expect(await findPublished()).toMatchObject({ state: 'published' })
  })

  it('leaves running cases the version that they were filed under', async () => {
    await suspend(1)
    const read = app.act({ mode: 'read' }, (ctx) => app.modules.catalogue.api.getItem(ctx, itemId, 1))
    expect(await read).toMatchObject({ version: 1, state: 'suspended' })
  })

  it('is recorded with its basis in the stream of the item', async () => {
    await suspend(1)
    const rows = await app.sql<{ kind: string }>('select kind from ledger.entries where stream = $1 order by seq', [
      `item:${itemId}`,
    ])
    expect(rows.map((row) => row.kind)).toEqual(['catalogue/ItemVersionPublished.v1', 'catalogue/ItemSuspended.v1'])
  })

  it('is refused to whoever saw an older version, who is not the administrator, or administers elsewhere', async () => {
    await suspend(1)
    expect(await refusalOf(suspend(1))).toBe('http/stale-version')
    expect(await refusalOf(suspend(2))).toBe('catalogue/not-possible')
    expect(await refusalOf(suspend(2, actorWith(app, ['handler'])))).toBe('permit/not-allowed')
    expect(await refusalOf(suspend(2, actorWith(app, ['item-admin'], { division: '620423' })))).toBe(
      'permit/out-of-reach',
    )
  })
})

describe('abolishing an item', () => {
  const search = async () => {
    const answer = await app.act({ mode: 'read' }, (ctx) => searchItems(ctx, { q: `停复测试${itemId.slice(-6)}` }))
    return answer.items.filter((item) => item.id === itemId).length
  }

  it('takes it out of the search and is final', async () => {
    expect(await search()).toBe(1)
    await app.as(admin, (ctx) => abolishItem(ctx, { itemId, version: 1, basis, effectiveOn: today, runningCases }))
    expect(await search()).toBe(0)
    const view = await app.as(admin, (ctx) => getItemAdmin(ctx, { itemId }), 'read')
    expect(view).toMatchObject({ state: 'abolished', abilities: { suspend: false, resume: false, abolish: false } })
  })

  it('announced for a later day happens on that day', async () => {
    const later = '2031-05-01'
    const view = await app.as(admin, (ctx) =>
      abolishItem(ctx, { itemId, version: 1, basis, effectiveOn: later, runningCases }),
    )
    expect(view).toMatchObject({ state: 'published', upcoming: { state: 'abolished', effectiveOn: later } })
    expect(await findPublished()).toBeDefined()
    app.at('2031-05-01T00:30:00+08:00')
    expect(await findPublished()).toBeUndefined()
    app.at(new Date().toISOString())
  })
})
