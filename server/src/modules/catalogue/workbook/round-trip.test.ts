import { readFile } from 'node:fs/promises'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readWorkbook } from '../../../platform/spreadsheet/index.ts'
import { digestOf } from '../actions/content-digest.ts'
import type { ItemContent } from '../contract/item.ts'
import { readCatalogueFile } from '../domain/read-file.ts'
import type { FiledItem } from '../domain/filed-item.ts'
import { itemFile } from '../fixtures.ts'
import { contentFaults } from '../queries/validate-form.ts'
import { completeContent } from './complete-content.ts'
import { readItems } from './read-items.ts'
import { writeItems } from './write-items.ts'

async function bytesOf(content: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const pieces: Uint8Array[] = []
  for await (const piece of content) pieces.push(piece)
  return Buffer.concat(pieces)
}

function filed(content: ItemContent, index = 0): FiledItem {
  const itemId = `450721-0192f0c1-2a3b-7c4d-8e5f-${String(index).padStart(12, '0')}`
  return { itemId, version: 1, effectiveOn: '2026-01-01', sourceSystem: 'test', sourceKey: String(index), content }
}

async function throughWorkbook(items: readonly FiledItem[]) {
  const read = readItems(readWorkbook(await bytesOf(writeItems(items))))!
  expect(read.strays).toEqual([])
  expect(read.warnings).toEqual([])
  return read.items
}

function sample(): ItemContent {
  return (readCatalogueFile(itemFile()).rows[0]!.offer as { content: ItemContent }).content
}

const line = fc.string({
  unit: fc.constantFrom('灵', '山', 'a', '1', '；', '_x0041_', '&', '<', ' ', '是', '=', '\u0001'),
  minLength: 1,
  maxLength: 20,
})
const prose = fc.string({ unit: fc.constantFrom('灵', '\n', '\r', ' ', '，', '0'), minLength: 1, maxLength: 60 })
const limit = fc.record(
  { value: fc.integer({ min: 0, max: 60 }), unit: fc.constantFrom('workday', 'day', 'none', 'instant') },
  { requiredKeys: ['value', 'unit'] },
)

const contents: fc.Arbitrary<Partial<ItemContent>> = fc.record(
  {
    name: line,
    plainName: line,
    keywords: fc.array(line, { maxLength: 4 }),
    themes: fc.uniqueArray(fc.constantFrom('agriculture', 'tax', 'unheard-of'), { maxLength: 3 }),
    serviceObjects: fc.uniqueArray(fc.constantFrom('natural-person', 'enterprise', 'government')),
    conditions: fc.array(prose, { maxLength: 3 }),
    statutoryLimit: limit,
    legalBases: fc.array(
      fc.record({ law: line, article: line, effectiveOn: fc.constant('2020-02-29') }, { requiredKeys: ['law'] }),
      { maxLength: 3 },
    ),
    materials: fc.uniqueArray(
      fc.record(
        {
          id: fc.constantFrom('m1', 'm2', 'm3'),
          name: line,
          necessity: fc.constant('required'),
          form: fc.constant('paper'),
          source: fc.constant('applicant'),
          originals: fc.integer({ min: 0, max: 3 }),
          copies: fc.constant(0),
          neededWhen: fc.constant({ question: 'kind', values: ['native', true] }),
        },
        { requiredKeys: ['id', 'name', 'necessity', 'form', 'source', 'originals', 'copies'] },
      ),
      { selector: ({ id }) => id },
    ),
    duties: fc.array(fc.record({ stage: fc.constantFrom('accept', 'supervise'), duty: prose }), { maxLength: 2 }),
    faqs: fc.array(fc.record({ question: line, answer: prose }), { maxLength: 2 }),
    visits: fc.record({ count: fc.integer({ min: 0, max: 20 }), reason: line }, { requiredKeys: ['count'] }),
    result: fc.constantFrom({ kind: 'none', name: '' }, { kind: 'document', name: '批复' }),
    remedies: fc.constantFrom({}, { litigation: '向人民法院起诉' }),
    charged: fc.boolean(),
    powerSource: fc.constantFrom('statutory', 'delegated-down'),
    jointOrganizations: fc.uniqueArray(line, { maxLength: 3 }),
    inHall: fc.boolean(),
    penalties: fc.array(
      fc.record(
        { name: line, kinds: fc.uniqueArray(fc.constantFrom('warning', 'fine')), fineTo: fc.nat(50_000), basis: prose },
        { requiredKeys: ['name', 'kinds', 'basis'] },
      ),
      { maxLength: 3 },
    ),
    discretion: fc.array(
      fc.record({
        ...{ act: line, grade: fc.constantFrom('none', 'heavier'), situation: prose },
        ...{ kinds: fc.constant([]), collective: fc.boolean() },
      }),
      { maxLength: 2 },
    ),
    inspections: fc.array(
      fc.record(
        { name: line, subjects: line, content: prose, way: fc.constant('random'), timesAYear: fc.nat(12) },
        { requiredKeys: ['name', 'subjects', 'content', 'way'] },
      ),
      { maxLength: 2 },
    ),
    acceptsOnline: fc.boolean(),
    onlineDepth: fc.constantFrom('consulting', 'whole'),
  },
  { requiredKeys: [] },
) as fc.Arbitrary<Partial<ItemContent>>

describe('an item written to a workbook and read again', () => {
  it('is the same item to the last character, whatever it says', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(contents, { minLength: 1, maxLength: 4 }), async (changes) => {
        const items = changes.map((change, index) => filed({ ...sample(), ...change }, index))
        const read = await throughWorkbook(items)
        expect(read.map(({ said }) => completeContent(said, {}))).toEqual(items.map(({ content }) => content))
      }),
      { numRuns: 60 },
    )
  })

  it('keeps the digests of a whole province’s list', async () => {
    const file = new URL('../../../../../data/items/guangdong-2021-items.json', import.meta.url)
    const { rows } = readCatalogueFile(JSON.parse(await readFile(file, 'utf8')))
    const items = rows.flatMap(({ offer }, index) => (offer ? [filed(offer.content, index)] : []))
    const read = await throughWorkbook(items)
    expect(read.map(({ said }) => digestOf(completeContent(said, {}) as ItemContent))).toEqual(
      items.map(({ content }) => digestOf(content)),
    )
    expect(read.flatMap(({ unread }) => unread)).toEqual([])
  }, 60_000)

  it('says of which item and version it is', async () => {
    const [item] = await throughWorkbook([filed(sample(), 7)])
    const { itemId, version, effectiveOn, sourceSystem, sourceKey } = filed(sample(), 7)
    expect(item!.identity).toEqual({ itemId, version, effectiveOn, sourceSystem, sourceKey })
  })
})

describe('the empty template', () => {
  it('has a sheet for items and one for each list, and reads as no item', async () => {
    const bytes = await bytesOf(writeItems([]))
    const sheets = readWorkbook(bytes)
    expect(sheets.map(({ name }) => name)).toEqual([
      ...[
        '填写说明',
        '事项',
        '设定依据',
        '责任事项',
        '追责情形',
        '受理条件',
        '申请材料',
        '办理流程',
        '特别程序',
        '收费',
        '办理地点',
        '常见问题',
        '中介服务',
        '处罚的行为、种类、幅度',
        '裁量基准',
        '强制的种类、条件和期限',
        '征收内容和标准',
        '给付内容和标准',
        '检查对象、内容和频次',
        '确认内容',
        '奖励条件和标准',
        '裁决的纠纷',
      ],
      ...['平台数据', '选项'],
    ])
    expect(readItems(sheets)).toMatchObject({ items: [], strays: [] })
  })

  it('filled in with what must be filled in makes an item', () => {
    const said = {
      ...{ name: '养蜂备案', code: 'x', powerType: 'other-power', level: 'county', serviceObjects: ['natural-person'] },
      ...{ statutoryLimit: { unit: 'none' }, promisedLimit: { value: 5, unit: 'workday' } },
      ...{
        result: { kind: 'none' },
        visits: { count: 0 },
        materials: [
          { name: '申请书', necessity: 'required', form: 'either', source: 'applicant', originals: 1, copies: 0 },
        ],
      },
    }
    const department = { division: '450721', name: '灵山县行政审批局', code: '11450721MB15580811' }
    const content = completeContent(said, { department }) as ItemContent
    expect(contentFaults(content)).toEqual([])
    expect(content).toMatchObject({ audience: ['person'], statutoryLimit: { value: 0 }, materials: [{ id: 'm1' }] })
  })
})
