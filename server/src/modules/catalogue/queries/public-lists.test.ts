import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { actorWith, openTestApp } from '../../../../test/harness.ts'
import type { TestApp } from '../../../../test/harness.ts'
import { lines, processXml, task } from '../../../../test/flow-xml.ts'
import type { OutputOf } from '../../../kernel/index.ts'
import { readWorkbook } from '../../../platform/spreadsheet/index.ts'
import { abolishItem } from '../actions/abolish-item.ts'
import { ListKind as ListKinds, titleOf } from '../contract/index.ts'
import type { ComparePublicLists, GetPublicList, ListKind } from '../contract/index.ts'
import { bytesOf, itemFile } from '../fixtures.ts'

let app: TestApp
beforeAll(async () => {
  app = await openTestApp()
  app.at('2026-06-01T09:00:00+08:00')
})
afterAll(() => app.close())

const byCode = (a: unknown, b: unknown) => (String(a) < String(b) ? -1 : 1)

/** A division of its own for each run: nothing of the demonstration is in it. */
let divisions = 0
function newDivision(): string {
  divisions += 1
  return `4599${String(divisions).padStart(2, '0')}`
}

/** What a version says, as far as the lists tell it; undefined from the day on which the item was abolished. */
interface Version {
  readonly day: number
  readonly name: string
  readonly powerType: 'licensing' | 'public-service'
  readonly fees: number
}

const FIRST = Date.UTC(2026, 0, 1)
const dayOf = (day: number) => new Date(FIRST + day * 86_400_000).toISOString().slice(0, 10)

async function publish(division: string, items: readonly (readonly Version[])[]): Promise<void> {
  const documents = items.map((versions) => {
    const id = `${division}-${randomUUID()}`
    const each = versions.map(({ day, name, powerType, fees }, at) => ({
      ...{ version: at + 1, effectiveOn: dayOf(day), name, powerType, charged: fees > 0 },
      fees: Array.from({ length: fees }, (_, fee) => ({
        name: `费${fee + 1}`,
        standard: '每件 10 元',
        basis: '测试用',
      })),
    }))
    const file = itemFile({
      id,
      item: { code: id, division, organizationName: '测试局', organizationCode: `T${division}` },
    })
    return { ...file, versions: each }
  })
  const file = { format: 'yiwang-items/1', documents }
  const report = await app.act({ mode: 'write' }, (ctx) =>
    app.modules.catalogue.api.importFile(ctx, { source: 'x.json', bytes: bytesOf(file) }),
  )
  expect(report.refused).toEqual([])
}

async function listOn(kind: ListKind, division: string, day: string, page = 1) {
  const answer = await app.server.inject(`/api/public-lists/${kind}?division=${division}&day=${day}&page=${page}`)
  expect(answer.statusCode, answer.body).toBe(200)
  return answer.json<OutputOf<typeof GetPublicList>>()
}

async function differencesOf(kind: ListKind, division: string, from: string, to: string) {
  const url = `/api/public-lists/${kind}/differences?division=${division}&from=${from}&to=${to}`
  return (await app.server.inject(url)).json<OutputOf<typeof ComparePublicLists>>().differences
}

/** Items of one version each, whole but for what is said here. */
async function importItems(division: string, items: readonly object[]): Promise<void> {
  const documents = items.map((item) => {
    const id = `${division}-${randomUUID()}`
    return itemFile({ id, item: { ...item, code: id, division } })
  })
  const bytes = bytesOf({ format: 'yiwang-items/1', documents })
  const report = await app.act({ mode: 'write' }, (ctx) =>
    app.modules.catalogue.api.importFile(ctx, { source: 'x.json', bytes }),
  )
  expect(report.refused).toEqual([])
}

const versions = fc
  .uniqueArray(
    fc.record({
      day: fc.integer({ min: 0, max: 12 }),
      name: fc.constantFrom('甲', '乙', '丙'),
      powerType: fc.constantFrom('licensing' as const, 'public-service' as const),
      fees: fc.integer({ min: 0, max: 2 }),
    }),
    { selector: ({ day }) => day, minLength: 1, maxLength: 4 },
  )
  .map((list) => list.toSorted((a, b) => a.day - b.day))

describe('the list of a day', () => {
  it('says what the items say that hold on that day, whatever came before and after', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(versions, { minLength: 1, maxLength: 5 }), async (items) => {
        const division = newDivision()
        await publish(division, items)
        for (const day of [0, 3, 6, 9, 12]) {
          const held = items.flatMap((list) => list.findLast((one) => one.day <= day) ?? [])
          const powers = held.filter(({ powerType }) => powerType === 'licensing').map(({ name }) => name)
          const fees = held.flatMap(({ name, fees: count }) =>
            Array.from({ length: count }, (_, at) => `${name} 费${at + 1}`),
          )
          const power = await listOn('power', division, dayOf(day))
          expect(power.rows.map(({ cells }) => cells['name']).toSorted(byCode)).toEqual(powers.toSorted(byCode))
          expect(power.total).toBe(powers.length)
          const fee = await listOn('fee', division, dayOf(day))
          expect(fee.rows.map(({ cells }) => `${cells['name']} ${cells['fee']}`).toSorted(byCode)).toEqual(
            fees.toSorted(byCode),
          )
        }
      }),
      { numRuns: 12 },
    )
  }, 120_000)

  it('and that of another differ by exactly what is told', async () => {
    const division = newDivision()
    const one = (day: number, name: string, more: Partial<Version> = {}): Version => ({
      day,
      name,
      powerType: 'licensing',
      fees: 0,
      ...more,
    })
    await publish(division, [
      [one(0, '不变')],
      [one(0, '改名前'), one(5, '改名后')],
      [one(5, '新来的')],
      [one(0, '转为服务'), one(5, '转为服务', { powerType: 'public-service' })],
      [one(0, '收费', { fees: 1 }), one(5, '收费', { fees: 2 })],
    ])
    const url = (kind: ListKind) =>
      `/api/public-lists/${kind}/differences?division=${division}&from=${dayOf(6)}&to=${dayOf(1)}`
    const told = async (kind: ListKind) =>
      (await app.server.inject(url(kind)))
        .json<OutputOf<typeof ComparePublicLists>>()
        .differences.map(({ name, change, parts }) => [name, change, parts.map(({ title }) => title)])
    expect(await told('power')).toEqual(
      expect.arrayContaining([
        ['改名后', 'changed', ['事项名称']],
        ['新来的', 'added', expect.anything()],
        ['转为服务', 'removed', expect.anything()],
      ]),
    )
    expect(await told('power')).toHaveLength(3)
    expect(await told('fee')).toEqual([['收费', 'changed', ['收费项目']]])
    expect((await listOn('power', division, dayOf(6))).changedOn).toEqual([dayOf(5), dayOf(0)])
  })

  it('ends with the item: what was abolished is on it no more, and is told among the days of change', async () => {
    const division = newDivision()
    await publish(division, [[{ day: 0, name: '要取消的', powerType: 'licensing', fees: 0 }]])
    const { rows } = await listOn('power', division, '2026-06-01')
    const keeper = actorWith(app, ['item-admin'], { division })
    const act = {
      itemId: rows[0]!.id,
      version: 1,
      basis: '国务院决定',
      effectiveOn: '2026-06-02',
      runningCases: '已受理的继续办理',
    }
    await app.as(keeper, (ctx) => abolishItem(ctx, act))
    expect((await listOn('power', division, '2026-06-01')).total).toBe(1)
    expect((await listOn('power', division, '2026-06-02')).total).toBe(0)
    app.at('2026-06-03T09:00:00+08:00')
    expect((await listOn('power', division, '2026-06-03')).changedOn).toContain('2026-06-02')
  })
})

describe('a base item', () => {
  it('is on no list: its adopters are', async () => {
    const division = newDivision()
    const id = `${division}-${randomUUID()}`
    const item = {
      code: '451090009001',
      division,
      layer: 'base',
      fees: [{ name: '费', standard: '10 元' }],
      charged: true,
    }
    const file = itemFile({ id, item: { ...item, acceptsOnline: false } })
    const report = await app.act({ mode: 'write' }, (ctx) =>
      app.modules.catalogue.api.importFile(ctx, { source: 'x.json', bytes: bytesOf(file) }),
    )
    expect(report.refused).toEqual([])
    for (const kind of ['power', 'fee'] as const) expect((await listOn(kind, division, '2026-06-03')).total).toBe(0)
  })
})

describe('the list of responsibilities', () => {
  it('tells what the department has written down; else what its guide promises', async () => {
    const division = newDivision()
    const steps = [{ step: 'review', name: '现场核查', doer: '股长', limitWorkdays: 3 }]
    const duties = [{ stage: 'supervise', duty: '每年检查一次', basis: '条例第九条' }]
    const accountability = [{ situation: '超越职权的' }]
    for (const item of [
      { name: '写了的', steps, duties, accountability },
      { name: '没写的', steps },
    ]) {
      const id = `${division}-${randomUUID()}`
      const file = itemFile({ id, item: { ...item, code: id, division, complaint: '12345' } })
      await app.act({ mode: 'write' }, (ctx) =>
        app.modules.catalogue.api.importFile(ctx, { source: 'x.json', bytes: bytesOf(file) }),
      )
    }
    const { rows } = await listOn('responsibility', division, '2026-06-03')
    expect(
      rows
        .map(({ cells }) => [cells['name'], cells['duties'], cells['accountability'], cells['complaint']])
        .toSorted(byCode),
    ).toEqual(
      [
        ['写了的', '事后监管：每年检查一次（依据：条例第九条）', '超越职权的', '12345'],
        ['没写的', '审查：现场核查（股长，3 个工作日内）', '', '12345'],
      ].toSorted(byCode),
    )
  })
})

describe('the shorter lists', () => {
  const SHORT = ['approval', 'promised', 'at-once', 'online', 'deferrable', 'supervision'] as const

  it('are what the power, the promise, the way and the written duties of each item say', async () => {
    const division = newDivision()
    const duties = [{ stage: 'supervise', duty: '每年检查一次' }]
    const instant = { instant: true, promisedLimit: { value: 0, unit: 'instant' } }
    const paper = { form: 'paper', source: 'applicant', originals: 1, copies: 0 }
    const materials = [
      { id: 'm-1', name: '申请书', necessity: 'required', ...paper },
      { id: 'm-2', name: '健康证明', necessity: 'deferrable', ...paper },
    ]
    const atWindow = { acceptsOnline: false, onlineDepth: 'consulting' }
    await importItems(division, [
      { name: '许可的', powerType: 'licensing', duties, ...atWindow },
      { name: '当场的', ...instant, materials },
      { name: '服务的', powerType: 'public-service', duties, ...atWindow },
    ])
    const on = async (kind: ListKind) => (await listOn(kind, division, '2026-06-03')).rows
    const told = async (kind: ListKind, column = 'name') =>
      (await on(kind)).map(({ cells }) => cells[column]).toSorted(byCode)
    expect(await told('approval')).toEqual(['许可的'])
    expect(await told('at-once')).toEqual(['当场的'])
    expect(await told('promised')).toEqual(['服务的', '许可的'].toSorted(byCode))
    expect((await on('promised'))[0]!.cells).toMatchObject({ statutory: '20 个工作日', promised: '5 个工作日' })
    expect(await told('online')).toEqual(['当场的'])
    expect(await told('deferrable', 'materials')).toEqual(['健康证明'])
    expect(await told('supervision')).toEqual(['许可的'])
    expect(await told('supervision', 'duties')).toEqual(['每年检查一次'])
    for (const kind of SHORT) {
      const differences = await differencesOf(kind, division, '2020-01-01', '2026-06-03')
      expect(differences.map(({ name }) => name).toSorted(byCode)).toEqual(await told(kind))
    }
  })
})

describe('the list of what was cancelled or handed down', () => {
  it('tells since when, by which document, and of a day only what had happened by it', async () => {
    app.at('2026-06-03T09:00:00+08:00')
    const division = newDivision()
    await importItems(division, [
      { name: '留着的', powerType: 'licensing' },
      { name: '要取消的', powerType: 'licensing' },
    ])
    const { rows } = await listOn('power', division, '2026-06-03')
    const cancelled = rows.find(({ cells }) => cells['name'] === '要取消的')!
    const keeper = actorWith(app, ['item-admin'], { division })
    const act = {
      ...{ itemId: cancelled.id, version: 1, basis: '取消一批许可的决定', documentNo: '测发〔2026〕1号' },
      ...{ effectiveOn: '2026-06-05', runningCases: '已受理的继续办理' },
    }
    await app.as(keeper, (ctx) => abolishItem(ctx, act))
    expect((await listOn('adjusted', division, '2026-06-04')).total).toBe(0)
    const list = await listOn('adjusted', division, '2026-06-05')
    expect(list.rows.map(({ cells }) => cells)).toEqual([
      {
        ...{ name: '要取消的', organizationName: '灵山县行政审批局', adjustment: '取消', from: '2026-06-05' },
        ...{ document: '取消一批许可的决定 测发〔2026〕1号', organs: '' },
      },
    ])
    expect(list.organizations).toMatchObject([{ items: 1 }])
    app.at('2026-06-06T09:00:00+08:00')
    expect((await listOn('adjusted', division, '2026-06-06')).changedOn).toEqual(['2026-06-05'])
    expect(await differencesOf('adjusted', division, '2026-06-04', '2026-06-05')).toMatchObject([
      { name: '要取消的', change: 'added' },
    ])
    expect(await differencesOf('adjusted', division, '2026-06-05', '2026-06-06')).toEqual([])
  })
})

describe('the elements of a type', () => {
  it('stand on the list of powers: what is given, what is confirmed, what is licensed and how it is bounded', async () => {
    const division = newDivision()
    const benefits = [{ name: '低保金', recipients: '低收入家庭', standard: '按月补差' }]
    await importItems(division, [
      { name: '给付的', powerType: 'benefit', benefits },
      {
        ...{ name: '许可的', powerType: 'licensing', quota: '每年 20 个', annualCheck: '每年 3 月' },
        result: { kind: 'document', name: '采砂许可证' },
      },
      { name: '其他的', powerType: 'other-power', quota: '不限' },
    ])
    const { rows } = await listOn('power', division, '2026-06-06')
    const parts = Object.fromEntries(rows.map(({ cells }) => [cells['name'], cells['parts']]))
    expect(parts['给付的']).toContain('低保金')
    expect(parts['许可的']).toBe('许可证件：采砂许可证\n数量限制：每年 20 个\n年检要求：每年 3 月')
    expect(parts['其他的']).toBe('')
  })

  it('are there for every power of the demonstration whose type has any', async () => {
    const types = ['行政许可', '行政给付', '行政确认']
    const pages = await Promise.all([1, 2].map((page) => listOn('power', '450721', '2026-11-22', page)))
    const rows = pages.flatMap((one) => one.rows).filter(({ cells }) => types.includes(cells['powerType'] ?? ''))
    expect(new Set(rows.map(({ cells }) => cells['powerType']))).toEqual(new Set(types))
    expect(rows.filter(({ cells }) => !cells['parts']).map(({ cells }) => cells['name'])).toEqual([])
  })
})

describe('the risks of a flow', () => {
  it('stand on the list of responsibilities, with what is done against them, for each item that runs on it', async () => {
    const division = newDivision()
    const risk = 'yiwang:risk="收受好处，降低标准" yiwang:riskLevel="high" yiwang:riskMeasure="双人核查，随机派单"'
    const decide = task('decide', 'approve', { attributes: ` ${risk}` }).replace('name="decide"', 'name="审批"')
    const inside = `<startEvent id="start" />${decide}<endEvent id="end" />${lines('start > decide > end')}`
    const xml = processXml(inside, { id: 'risky' })
    const flow = { definitionId: 'risky', version: 1, jurisdiction: division, xml }
    const { problems } = await app.act({ mode: 'write' }, (ctx) => app.modules.flows.api.publish(ctx, flow))
    expect(problems).toEqual([])
    await importItems(division, [
      { name: '有风险的', powerType: 'licensing', flow: { definitionId: 'risky', version: 1 } },
      { name: '没有的', powerType: 'licensing' },
    ])
    const { rows, columns } = await listOn('responsibility', division, '2026-06-06')
    expect(columns.map(({ title }) => title)).toContain('廉政风险点和防控措施')
    const risks = Object.fromEntries(rows.map(({ cells }) => [cells['name'], cells['risks']]))
    expect(risks).toEqual({
      有风险的: '审批：收受好处，降低标准（风险等级：高）；防控措施：双人核查，随机派单',
      没有的: '',
    })
  })
})

describe('a list taken along', () => {
  const file = (format: string, kind = 'power') =>
    app.server.inject(`/api/public-lists/${kind}/file?division=450721&day=2026-06-03&format=${format}`)

  it('is called what it is, whichever it is', async () => {
    for (const { const: kind } of ListKinds.anyOf) {
      const answer = await file('json', kind)
      expect(answer.statusCode, kind).toBe(200)
      const { title, columns } = answer.json<{ title: string; columns: { title: string }[] }>()
      expect(title).toBe(`灵山县${titleOf(ListKinds, kind)}`)
      expect(columns[0]!.title).toBe('事项名称')
    }
  })

  it('is the whole of it, as a table and as data', async () => {
    const whole = await listOn('power', '450721', '2026-06-03')
    expect(whole.total).toBeGreaterThan(3)
    const [sheet] = readWorkbook((await file('xlsx')).rawPayload)
    expect(sheet!.name).toBe('灵山县权力清单')
    expect(sheet!.rows).toHaveLength(whole.total + 3)
    const json = (await file('json')).json<{ title: string; rows: { cells: Record<string, string> }[] }>()
    expect(json.rows).toHaveLength(whole.total)
    expect(json.rows[0]!.cells['name']).toBe(whole.rows[0]!.cells['name'])
  })

  it('is not printed when nobody would read so much: catalogue/list-too-long', async () => {
    const division = newDivision()
    const one = { day: 0, name: '许可', powerType: 'licensing', fees: 0 } as const
    await publish(
      division,
      Array.from({ length: 501 }, () => [one]),
    )
    const answer = await app.server.inject(
      `/api/public-lists/power/file?division=${division}&day=2026-06-03&format=pdf`,
    )
    expect(answer.json()).toMatchObject({ status: 422, code: 'catalogue/list-too-long' })
  })

  it('is printed as documents are', async () => {
    const answer = await file('pdf')
    expect(answer.headers['content-type']).toBe('application/pdf')
    expect(answer.rawPayload.subarray(0, 5).toString()).toBe('%PDF-')
  })
})
