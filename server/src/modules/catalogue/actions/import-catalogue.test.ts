import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { actorWith, openTestApp } from '../../../../test/harness.ts'
import type { TestApp } from '../../../../test/harness.ts'
import { Problem } from '../../../kernel/index.ts'
import type { ImportReport } from '../contract/index.ts'
import { bytesOf, exchangeTwin, itemFile } from '../fixtures.ts'

const ITEMS = join(import.meta.dirname, '..', '..', '..', '..', '..', 'data', 'items')

let app: TestApp
beforeAll(async () => {
  app = await openTestApp()
})
afterAll(() => app.close())

function importFile(file: unknown, options: { dryRun?: boolean; source?: string } = {}): Promise<ImportReport> {
  const bytes = file instanceof Uint8Array ? file : bytesOf(file)
  return app.act({ mode: 'write' }, (ctx) =>
    app.modules.catalogue.api.importFile(ctx, { source: options.source ?? 'test.json', bytes, ...options }),
  )
}

async function entries(kind: string): Promise<number> {
  const rows = await app.sql<{ n: string }>('select count(*) as n from ledger.entries where kind = $1', [kind])
  return Number(rows[0]?.n)
}

describe('importing the exchange format', () => {
  it('takes every version of every item, and nothing the second time', async () => {
    const before = [await entries('catalogue/ItemVersionPublished.v1'), await entries('catalogue/CatalogueImported.v1')]
    const report = await importFile(exchangeTwin())
    expect(report).toMatchObject({
      format: 'exchange',
      rows: 4,
      items: 3,
      taken: 4,
      changed: 0,
      unchanged: 0,
      refused: [],
    })
    const again = await importFile(exchangeTwin())
    expect(again).toMatchObject({ taken: 0, changed: 0, unchanged: 4, refused: [] })
    expect(again.importId).toBeUndefined()
    const after = [await entries('catalogue/ItemVersionPublished.v1'), await entries('catalogue/CatalogueImported.v1')]
    expect(after).toEqual([before[0]! + 4, before[1]! + 1])
  })

  it('keeps several versions of one item several, each ending where the next begins', async () => {
    const versions = await app.sql<{ version: number; superseded: boolean }>(
      `select v.version, v.superseded_on is not null as superseded from catalogue.item_versions v
       join catalogue.items i on i.jurisdiction = v.jurisdiction and i.id = v.item_id
       where i.source_system = 'guangxi-exchange' and v.code = '11450721MB155808114000199001000' and v.name = '养蜂场设立审批'
       order by v.version`,
    )
    expect(versions).toEqual([
      { version: 3, superseded: true },
      { version: 4, superseded: false },
    ])
  })

  it('refuses a published version that comes again with another content, and takes a new one as a change', async () => {
    const twin = exchangeTwin()
    Object.assign((twin.list[1] as { AUDIT_ITEM: object }).AUDIT_ITEM, { promise_day: '7' })
    Object.assign((twin.list[2] as { AUDIT_ITEM: object }).AUDIT_ITEM, { task_version: '2' })
    const report = await importFile(twin)
    expect(report).toMatchObject({ taken: 0, changed: 1, unchanged: 2 })
    expect(report.refused).toMatchObject([{ row: 2, reasons: [expect.stringContaining('第 4 版已经发布而内容不同')] }])
  })

  const extra = process.env['YIWANG_EXTRA_DATA']
  const real = extra ? join(extra, 'items', 'lingshan-450721-exchange-payloads.json') : ''
  const missing = !extra ? 'YIWANG_EXTRA_DATA is not set' : existsSync(real) ? undefined : `${real} is not there`

  it(`takes the real file of 灵山县: 7 items in 12 versions${missing ? ` (skipped: ${missing})` : ''}`, async (context) => {
    context.skip(missing !== undefined, missing)
    const bytes = await readFile(real)
    const report = await importFile(bytes, { source: 'lingshan.json' })
    expect(report).toMatchObject({ rows: 12, items: 7, taken: 12, refused: [] })
    expect(await importFile(bytes)).toMatchObject({ taken: 0, changed: 0, unchanged: 12 })
    const shared = await app.sql<{ items: string; versions: string }>(
      `select count(distinct item_id) as items, count(*) as versions from catalogue.item_versions v
       join catalogue.items i on i.jurisdiction = v.jurisdiction and i.id = v.item_id
       where i.source_system = 'guangxi-exchange' and v.code = '11450721MB155808114000141005000'`,
    )
    expect(shared).toEqual([{ items: '3', versions: '7' }])
  })
})

describe('importing a list of thousands', () => {
  it('takes 2,232 of 2,262 rows when 30 are bad, each refused with its row and reason', async () => {
    const list = JSON.parse(await readFile(join(ITEMS, 'guangdong-2021-items.json'), 'utf8')) as {
      items: Record<string, unknown>[]
    }
    const faults: readonly [object, string][] = [
      [{ name: '' }, '缺少事项名称（name）'],
      [{ taskCode: null }, '缺少实施编码（taskCode）'],
      [{ dept: '  ' }, '缺少实施主体（dept）'],
      [{ areaCode: '44' }, '行政区划代码 44 不正确'],
      [{ typeCode: '99' }, '不认识的事项类型代码“99”（typeCode）'],
      [{ type: '行政处罚' }, '事项类型代码与名称不一致'],
      [
        { legalLimit: { n: 5, unit: '工作日' }, promiseLimit: { n: 9, unit: '工作日' } },
        '承诺时限（9）长于法定时限（5）',
      ],
      [{ promiseLimit: { n: 1.5, unit: '工作日' } }, '承诺办结时限应当是不小于 0 的整数'],
      [{ legalLimit: { n: 3, unit: '小时' } }, '法定办结时限的单位“小时”不认识'],
      [{ visits: '两次' }, '到现场次数（visits）应当是 0 到 20 的整数'],
    ]
    const bad = new Map<number, string>()
    for (let index = 0; index < 30; index += 1) {
      const [fault, reason] = faults[index % faults.length]!
      const row = 7 + index * 75
      Object.assign(list.items[row - 1]!, fault)
      bad.set(row, reason)
    }
    const report = await importFile(list)
    expect(report).toMatchObject({ rows: 2262, taken: 2232, changed: 0, unchanged: 0 })
    expect(report.refused.map((one) => one.row)).toEqual([...bad.keys()])
    for (const one of report.refused) expect(one.reasons.join('；')).toContain(bad.get(one.row))
  })

  it('makes a changed row the next version of its item', async () => {
    const list = JSON.parse(await readFile(join(ITEMS, 'guangan-511602-item-list.json'), 'utf8')) as {
      items: Record<string, unknown>[]
    }
    expect(await importFile(list)).toMatchObject({ taken: 1135, refused: [] })
    Object.assign(list.items[0]!, { name: '企业投资项目备案（改名）' })
    expect(await importFile(list)).toMatchObject({ taken: 0, changed: 1, unchanged: 1134 })
    const versions = await app.sql('select version from catalogue.item_versions where code = $1 order by version', [
      list.items[0]!['itemCode'],
    ])
    expect(versions).toEqual([{ version: 1 }, { version: 2 }])
  })
})

describe('importing our own format', () => {
  it('only reports when it runs dry', async () => {
    const file = itemFile({ id: '450721-0192f0c1-2a3b-7c4d-8e5f-000000000001' })
    expect(await importFile(file, { dryRun: true })).toMatchObject({ dryRun: true, taken: 1 })
    expect(await importFile(file)).toMatchObject({ dryRun: false, taken: 1 })
  })

  it('names the field that is not what an item must have', async () => {
    const report = await importFile(itemFile({ item: { level: 'wish', conditions: 'none', extra: 1 } }))
    expect(report.taken).toBe(0)
    expect(report.refused[0]?.reasons).toEqual(
      expect.arrayContaining(['level：请从给出的选项中选择', 'conditions：这一项应当是列表']),
    )
    expect(report.refused[0]?.reasons.join()).toContain('extra')
  })

  it('refuses a form that is no JSON Schema', async () => {
    const form = {
      schema: { type: 'object', properties: { one: { title: '一', type: 'strin' } } },
      uiSchema: {},
      sections: [{ id: 'a', title: '一', fields: ['one'] }],
    }
    const report = await importFile(itemFile({ item: { form } }))
    expect(report.refused[0]?.reasons[0]).toContain('表单结构不是有效的 JSON Schema 2020-12')
  })

  it('takes a version that holds from a later day, and goes on with the present one until then', async () => {
    const id = '450721-0192f0c1-2a3b-7c4d-8e5f-000000000002'
    await importFile(itemFile({ id, version: 1 }))
    await importFile(
      itemFile({ id, version: 2, effectiveOn: '2030-01-01', item: { name: '养蜂场备案（二〇三〇年起）' } }),
    )
    const read = () => app.act({ mode: 'read' }, (ctx) => app.modules.catalogue.api.findPublished(ctx, id))
    expect(await read()).toMatchObject({ version: 1, isCurrent: true })
    app.at('2030-01-01T00:00:00+08:00')
    expect(await read()).toMatchObject({ version: 2, name: '养蜂场备案（二〇三〇年起）' })
    app.at(new Date().toISOString())
  })

  it('refuses files that are not JSON or of no known kind', async () => {
    const codeOf = async (bytes: Uint8Array) =>
      importFile(bytes).then(
        () => undefined,
        (error: unknown) => (error instanceof Problem ? error.definition.code : error),
      )
    expect(await codeOf(Buffer.from('{"items": ['))).toBe('catalogue/not-json')
    expect(await codeOf(Buffer.from([0xff, 0xfe, 0x00]))).toBe('catalogue/not-json')
    expect(await codeOf(Buffer.from('{"items": []}'))).toBe('catalogue/unknown-format')
  })

  it('refuses rows outside the reach of the item administrator', async () => {
    const admin = actorWith(app, ['item-admin'], { division: '620423' })
    const file = { source: 'x.json', bytes: bytesOf(itemFile({ id: '450721-0192f0c1-2a3b-7c4d-8e5f-000000000003' })) }
    const report = await app.as(admin, (ctx) => app.modules.catalogue.api.importFile(ctx, file))
    expect(report.taken).toBe(0)
    expect(report.refused[0]?.reasons).toEqual(['区划 450721 不在您的管辖范围内'])
  })
})

describe("an item's form and the conditions of its flow", () => {
  const flow = { definitionId: 'energy-review', version: 1 }
  const question = (name: string, type: string) => ({ [name]: { type, title: name } })

  function itemWith(properties: Record<string, unknown>, used = flow) {
    const fields = Object.keys(properties)
    const form = {
      schema: { type: 'object', properties, additionalProperties: false },
      uiSchema: { 'ui:order': fields },
      sections: [{ id: 'energy', title: '用能', fields }],
    }
    return importFile(itemFile({ item: { form, flow: used } }), { dryRun: true })
  }

  it('are taken when every condition reads an answer of its type', async () => {
    const report = await itemWith({ ...question('annualEnergy', 'number'), ...question('annualPower', 'number') })
    expect(report).toMatchObject({ taken: 1, refused: [] })
  })

  it('are refused where a condition compares a text with a number, or reads what nobody is asked, with the name of the branch', async () => {
    const text = await itemWith({ ...question('annualEnergy', 'string'), ...question('annualPower', 'number') })
    expect(text.refused[0]!.reasons).toEqual([
      expect.stringMatching(/流程“energy-review”第 1 版：“需要”.*annualEnergy >= 1000.*不能拿文字与数比较/),
    ])
    const missing = await itemWith(question('annualEnergy', 'number'))
    expect(missing.refused[0]!.reasons).toEqual([expect.stringContaining('要用的“annualPower”，申请表单里没有')])
  })

  it('can not be compared while the flow is not published, which is said', async () => {
    const report = await itemWith(question('annualEnergy', 'string'), { definitionId: 'energy-review', version: 9 })
    expect(report).toMatchObject({ taken: 1, refused: [] })
    expect(report.warnings[0]!.reasons).toContain('流程“energy-review”第 9 版还没有发布，发布前不能受理')
  })
})
