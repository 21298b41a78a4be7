import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTestApp } from '../../../../test/harness.ts'
import type { TestApp } from '../../../../test/harness.ts'
import { readWorkbook, writeWorkbook } from '../../../platform/spreadsheet/index.ts'
import { multipart } from '../../files/fixtures.ts'
import { signIn } from '../../identity/fixtures.ts'
import type { SignedIn } from '../../identity/fixtures.ts'
import type { DraftView, ImportReport } from '../contract/index.ts'
import { bytesOf as jsonOf, itemFile } from '../fixtures.ts'

let app: TestApp
let drafter: SignedIn
let admin: SignedIn
beforeAll(async () => {
  app = await openTestApp()
  drafter = await signIn(app, 'nongxuemei')
  admin = await signIn(app, 'tanwenbin')
})
afterAll(() => app.close())

async function bytesOf(content: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const pieces: Uint8Array[] = []
  for await (const piece of content) pieces.push(piece)
  return Buffer.concat(pieces)
}

type Row = Readonly<Record<string, string | number>>

/** A workbook as somebody types one: sheets with a head, cells by their titles. */
function typed(sheets: Readonly<Record<string, readonly Row[]>>): Promise<Buffer> {
  return bytesOf(
    writeWorkbook(
      Object.entries(sheets).map(([name, rows]) => {
        const titles = [...new Set(rows.flatMap(Object.keys))]
        return {
          name,
          above: [],
          columns: titles.map((title) => ({ title })),
          rows: rows.map((row) => titles.map((title) => row[title])),
        }
      }),
    ),
  )
}

function item(number: number, changes: Row = {}): Row {
  return {
    ...{
      事项序号: number,
      事项名称: `养蜂备案${number}（导入测试）`,
      实施编码: `11450721MB15580811445019900${number}000`,
    },
    ...{ 权力类型: '其他行政权力', 行使层级: '县级', 服务对象: '自然人；企业法人', 即办件: '否' },
    ...{ 法定办结时限·数值: 20, 法定办结时限·单位: '工作日', 承诺办结时限·数值: 5, 承诺办结时限·单位: '工作日' },
    ...{ 办理结果·结果类型: '批文或其他文书', 办理结果·结果名称: '批复', 到办事现场次数·次数: 0, 可以邮寄: '是' },
    ...changes,
  }
}

function material(number: number, name: string, changes: Row = {}): Row {
  return {
    事项序号: number,
    材料名称: name,
    必要性: '必要',
    材料形式: '纸质或电子',
    来源渠道: '申请人自备',
    原件份数: 1,
    复印件份数: 0,
    ...changes,
  }
}

function send(by: SignedIn, url: string, bytes: Uint8Array, fields: Record<string, string>) {
  const form = multipart({ name: '事项.xlsx', content: Buffer.from(bytes) }, fields)
  return by.post(url, form.payload, form.headers)
}

async function toDrafts(bytes: Uint8Array, dryRun = false): Promise<ImportReport> {
  const answer = await send(drafter, '/api/item-library/import', bytes, { dryRun: String(dryRun) })
  expect(answer.statusCode, answer.body).toBe(200)
  return answer.json<ImportReport>()
}

const BAD = {
  事项: [item(1), item(2, { 权力类型: '行政审批', 承诺办结时限·数值: '五天' }), item(3)],
  申请材料: [
    material(1, '申请书'),
    material(3, '申请书'),
    material(3, '平面图', { 必要性: '看情况' }),
    material(9, '多余的'),
  ],
}

describe('a department’s workbook', () => {
  it('is tried first: each bad cell is named with what to do, and nothing is written', async () => {
    const report = await toDrafts(await typed(BAD), true)
    expect(report).toMatchObject({ dryRun: true, format: 'workbook', rows: 4, taken: 1, changed: 0, unchanged: 0 })
    const refused = report.outcomes.filter(({ outcome }) => outcome === 'refused')
    const errors = refused.map(({ row, findings }) => [row, findings.filter(({ level }) => level === 'error')])
    expect(errors).toEqual([
      [
        3,
        [
          {
            level: 'error',
            sheet: '事项',
            row: 3,
            column: '权力类型',
            message: expect.stringContaining('“行政审批”不在可选的内容里，请从这些里选：行政许可、'),
          },
          {
            level: 'error',
            sheet: '事项',
            row: 3,
            column: '承诺办结时限·数值',
            message: expect.stringContaining('应当是整数，不带单位，写的是“五天”'),
          },
        ],
      ],
      [
        4,
        [{ level: 'error', sheet: '申请材料', row: 4, column: '必要性', message: expect.stringContaining('“看情况”') }],
      ],
      [
        5,
        [
          {
            level: 'error',
            sheet: '申请材料',
            row: 5,
            column: '事项序号',
            message: expect.stringContaining('没有序号是“9”的事项'),
          },
        ],
      ],
    ])
    const drafts = await app.sql(`select 1 from catalogue.item_drafts where name like '%导入测试%'`)
    expect(drafts).toEqual([])
  })

  it('leaves its bad rows behind; corrected, they follow, and what is there already stays as it is', async () => {
    const first = await toDrafts(await typed(BAD))
    expect(first).toMatchObject({ taken: 1, unchanged: 0, refused: [{ row: 3 }, { row: 4 }, { row: 5 }] })
    const draftId = first.outcomes.find(({ outcome }) => outcome === 'taken')!.draftId!
    const view = (await drafter.get(`/api/item-drafts/${draftId}`)).json<DraftView>()
    expect(view).toMatchObject({
      name: '养蜂备案1（导入测试）',
      state: 'drafting',
      organizationName: '灵山县行政审批局',
      editorNames: ['农雪梅'],
    })
    const corrected = {
      事项: [item(1), item(2), item(3)],
      申请材料: [1, 2, 3].map((number) => material(number, '申请书')),
    }
    expect(await toDrafts(await typed(corrected))).toMatchObject({ taken: 2, unchanged: 1, refused: [] })
    expect(await toDrafts(await typed(corrected))).toMatchObject({ taken: 0, unchanged: 3, refused: [] })
    const other = {
      ...corrected,
      事项: [item(1, { 可以网上申请: '是' })],
      申请材料: [material(1, '申请书')],
    }
    expect((await toDrafts(await typed(other))).refused).toMatchObject([
      { row: 2, reasons: [expect.stringContaining('已经有一份草稿（起草中）')] },
    ])
  })

  it('may speak of its own items only', async () => {
    const foreign = {
      事项: [item(7, { 行政区划: '620423', 实施主体: '景泰县政务服务中心' })],
      申请材料: [material(7, '申请书')],
    }
    const report = await toDrafts(await typed(foreign), true)
    expect(report).toMatchObject({
      taken: 0,
      refused: [{ reasons: [expect.stringMatching(/没有登记|不在您的职权范围内/)] }],
    })
  })

  it('comes back as it was with the reasons beside its rows, and can be brought in again so', async () => {
    const answer = await send(drafter, '/api/item-library/check', await typed(BAD), { target: 'drafts' })
    expect(answer.statusCode, answer.body.slice(0, 200)).toBe(200)
    const sheets = readWorkbook(answer.rawPayload)
    const cells = (name: string) =>
      sheets.find((sheet) => sheet.name === name)!.rows.map((row) => [...row.cells.values()].map(({ text }) => text))
    expect(cells('事项').find((row) => row.includes('养蜂备案2（导入测试）'))).toEqual(
      expect.arrayContaining(['不能导入', expect.stringContaining('“行政审批”不在可选的内容里')]),
    )
    expect(
      cells('申请材料')
        .find((row) => row.includes('平面图'))!
        .at(-1),
    ).toContain('“看情况”')
    expect(await toDrafts(answer.rawPayload, true)).toMatchObject({ rows: 4, fileWarnings: [] })
  })

  it('that is something else is told what it is', async () => {
    const answer = await send(drafter, '/api/item-library/import', Buffer.from('PK\u0003\u0004 no archive'), {})
    expect(answer.json()).toMatchObject({ status: 422, code: 'catalogue/not-a-workbook' })
    const table = await typed({ 名单: [{ 姓名: '甲' }] })
    expect((await send(drafter, '/api/item-library/import', table, {})).json()).toMatchObject({
      code: 'catalogue/unknown-format',
    })
  })
})

describe('the library as a workbook', () => {
  it('is brought back without a change, and a changed cell becomes a new version or a draft', async () => {
    const file = itemFile({
      id: '450721-0192f0c1-2a3b-7c4d-8e5f-0000000000e1',
      item: { name: '养蜂场备案（导出测试）', code: '11450721MB155808114450199099000' },
    })
    await app.act({ mode: 'write' }, (ctx) =>
      app.modules.catalogue.api.importFile(ctx, { source: 'x.json', bytes: jsonOf(file) }),
    )
    const exported = await admin.get('/api/item-library/workbook')
    expect(exported.headers['content-disposition']).toContain('.xlsx')
    const unchanged = await send(admin, '/api/admin/catalogue/import', exported.rawPayload, { dryRun: 'true' })
    const report = unchanged.json<ImportReport>()
    expect(report).toMatchObject({ taken: 0, changed: 0, refused: [] })
    expect(report.unchanged).toBe(report.rows)
    expect(report.rows).toBeGreaterThan(5)
    expect(await toDrafts(exported.rawPayload, true)).toMatchObject({ taken: 0, changed: 0 })
    const row = readWorkbook(exported.rawPayload)
      .find(({ name }) => name === '事项')!
      .rows.map(({ cells }) => [...cells.values()].map(({ text }) => text))
      .find((texts) => texts.includes('养蜂场备案（导出测试）'))!
    const changed = await typed({
      事项: [
        {
          ...item(1),
          事项标识: row[1]!,
          版本: 1,
          生效日期: '2026/1/1',
          事项名称: '养蜂场备案（导出测试）',
          实施编码: '11450721MB155808114450199099000',
          行政区划: '450721',
          实施主体: '灵山县行政审批局',
          可以网上申请: '是',
          主题: '农业农村',
        },
      ],
      申请材料: [material(1, '申请书')],
    })
    expect(await toDrafts(changed, true)).toMatchObject({ taken: 0, changed: 1, refused: [] })
    const published = await send(admin, '/api/admin/catalogue/import', changed, {})
    expect(published.json()).toMatchObject({ taken: 0, changed: 1, refused: [] })
    const versions = await app.sql<{ version: number; form: boolean; material: string }>(
      `select version, content->'form'->'schema'->'properties' ? 'hives' as form, content->'materials'->0->>'id' as material
       from catalogue.item_versions where name = '养蜂场备案（导出测试）' order by version`,
    )
    expect(versions).toEqual([
      { version: 1, form: true, material: 'application' },
      { version: 2, form: true, material: 'application' },
    ])
  })

  it('has a template for whoever begins', async () => {
    const answer = await drafter.get('/api/item-library/template')
    expect(answer.statusCode).toBe(200)
    expect(readWorkbook(answer.rawPayload).map(({ name }) => name)).toContain('申请材料')
  })
})
