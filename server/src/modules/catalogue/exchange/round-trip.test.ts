import { existsSync, globSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readWorkbook } from '../../../platform/spreadsheet/index.ts'
import { digestOf } from '../actions/content-digest.ts'
import type { ItemContent } from '../contract/item.ts'
import type { FiledItem } from '../domain/filed-item.ts'
import type { ReadRow } from '../domain/import-row.ts'
import { STANDARD_TYPES } from '../domain/power-types.ts'
import { readCatalogueFile } from '../domain/read-file.ts'
import { itemFile } from '../fixtures.ts'
import { exchangeTables, readTables } from './read-tables.ts'
import { ALL_KINDS, tableName } from './tables.ts'
import { exchangeSheets, writeExchangeWorkbook } from './workbook.ts'
import { writeTables } from './write-tables.ts'

const types = STANDARD_TYPES
const DATA = new URL('../../../../../data/', import.meta.url)

function filed(content: ItemContent, index = 0): FiledItem {
  const itemId = `${content.division.slice(0, 6)}-0192f0c1-2a3b-7c4d-8e5f-${String(index).padStart(12, '0')}`
  return { itemId, version: 3, effectiveOn: '2026-01-01', sourceSystem: 'test', sourceKey: String(index), content }
}

async function bytesOf(content: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const pieces: Uint8Array[] = []
  for await (const piece of content) pieces.push(piece)
  return Buffer.concat(pieces)
}

/** As JSON goes over the wire. */
function throughJson(items: readonly FiledItem[]): ReadRow[] {
  const file: unknown = JSON.parse(JSON.stringify({ tables: Object.fromEntries(writeTables(items, types)) }))
  return readTables(exchangeTables(file)!, { types })
}

async function throughWorkbook(items: readonly FiledItem[]): Promise<ReadRow[]> {
  const bytes = await bytesOf(writeExchangeWorkbook(writeTables(items, types)))
  return readTables(exchangeSheets(readWorkbook(bytes))!, { types })
}

const contentsOf = (file: string | URL): ItemContent[] =>
  readCatalogueFile(JSON.parse(readFileSync(file, 'utf8'))).rows.flatMap(({ offer }) => offer?.content ?? [])

function sample(changes: Partial<ItemContent> = {}): ItemContent {
  return { ...readCatalogueFile(itemFile()).rows[0]!.offer!.content, ...changes }
}

function expectSame(rows: readonly ReadRow[], items: readonly FiledItem[]): void {
  const byKey = new Map(rows.map(({ offer }) => [offer?.sourceKey, offer]))
  expect(rows.flatMap(({ reasons }) => reasons)).toEqual([])
  for (const { sourceKey, content, version, effectiveOn } of items) {
    const offer = byKey.get(sourceKey)!
    expect(digestOf(offer.content)).toBe(digestOf(content))
    expect(offer).toMatchObject({ version, effectiveOn, sourceSystem: 'test' })
  }
}

describe('items written as tables of the national exchange and read again', () => {
  it('are the same, those of the demo', async () => {
    const files = globSync('demo/items/*.json', { cwd: DATA })
    const items = files.flatMap((file) => contentsOf(new URL(file, DATA))).map(filed)
    expect(items.length).toBeGreaterThan(3)
    expectSame(throughJson(items), items)
    expectSame(await throughWorkbook(items), items)
  })

  it('are the same, those of a whole province', () => {
    const items = contentsOf(new URL('items/guangdong-2021-items.json', DATA)).map(filed)
    expectSame(throughJson(items), items)
  }, 120_000)

  const extra = process.env['YIWANG_EXTRA_DATA']
  const real = extra === undefined ? undefined : `${extra}/items/lingshan-450721-exchange-payloads.json`
  it.skipIf(real === undefined || !existsSync(real))('are the same, the real ones', () => {
    const items = contentsOf(real!).map(filed)
    expect(items.length).toBeGreaterThan(0)
    expectSame(throughJson(items), items)
  })

  it('are the same, whatever they say', async () => {
    const words = fc.string({
      unit: fc.constantFrom('灵', '\n', '\r', ' ', '，', '《', '》', '（', '\u0001', '0'),
      maxLength: 30,
    })
    const anything = fc.record(
      {
        name: words,
        conditions: fc.array(words, { maxLength: 3 }),
        legalBases: fc.array(fc.record({ law: words, article: words }, { requiredKeys: ['law'] }), { maxLength: 2 }),
        faqs: fc.array(fc.record({ question: words, answer: words }), { maxLength: 2 }),
        jointOrganizations: fc.array(words, { maxLength: 3 }),
        inHall: fc.boolean(),
        powerType: fc.constantFrom('licensing', 'penalty', 'levy', 'inspection', 'public-service'),
        visits: fc.record({ count: fc.nat(3), reason: words }, { requiredKeys: ['count'] }),
        themes: fc.constantFrom([], ['tax']),
        result: fc.record({ kind: fc.constantFrom('licence', 'document', 'none'), name: words }),
        quota: words,
      },
      { requiredKeys: [] },
    ) as fc.Arbitrary<Partial<ItemContent>>
    await fc.assert(
      fc.asyncProperty(fc.array(anything, { minLength: 1, maxLength: 3 }), async (changes) => {
        const items = changes.map((one, place) => filed(sample(one), place))
        expectSame(throughJson(items), items)
        expectSame(await throughWorkbook(items), items)
      }),
      { numRuns: 30 },
    )
  }, 120_000)
})

describe('a table of the national exchange', () => {
  it('has the kind of item’s own name, and codes of the exchange', () => {
    const of = (changes: Partial<ItemContent>) => writeTables([filed(sample(changes))], types)
    const rows = (name: string, changes: Partial<ItemContent>) => of(changes).get(name) ?? []
    expect(ALL_KINDS.map((kind) => tableName(kind, 'basic'))).toEqual([
      ...['up_task_general_basic', 'up_task_public_basic', 'up_task_punish_basic'],
      ...['up_task_handle_basic', 'up_task_check_basic'],
    ])
    expect(rows('up_task_general_basic', {})).toMatchObject([
      { task_type: '10', use_level: '4', server_type: '1,2', task_version: 3, project_type: '2', task_state: '1' },
    ])
    expect(rows('up_task_public_basic', { powerType: 'public-service' })).toHaveLength(1)
    expect(rows('up_task_check_basic', { powerType: 'compulsion' })).toHaveLength(1)
    expect(
      rows('up_task_general_basic', { serviceObjects: ['government', 'unincorporated-enterprise'] }),
    ).toMatchObject([{ server_type: '6,5' }])
    const penalties = [{ name: '违法养蜂', kinds: ['warning' as const], basis: '条例' }]
    const [punished] = rows('up_task_punish_basic', { powerType: 'penalty', penalties })
    expect(punished!['punishment_method']).toContain('违法养蜂')
    expect(rows('up_task_general_material', {})).toMatchObject([
      { material_name: '申请书', is_need: '1', source_type: '10' },
    ])
  })

  it('from elsewhere is read for the place of whoever imports it, and refused by the row that is wrong', () => {
    const tables = writeTables([filed(sample())], types)
    tables.set('yiwang_task_rest', [])
    const [basic] = tables.get('up_task_general_basic')!
    const good = readTables(tables, { types, place: '450721' })[0]!
    expect(good.offer).toMatchObject({
      sourceSystem: 'national-exchange',
      content: { division: '450721', powerType: 'other-power', materials: [{ name: '申请书', necessity: 'required' }] },
    })
    expect(readTables(tables, { types })[0]!.reasons).toHaveLength(1)
    tables.set('up_task_general_basic', [
      { ...basic, task_type: '77' },
      { ...basic, row_guid: 'x' },
      { ...basic, task_state: '3' },
    ])
    const reasons = readTables(tables, { types, place: '450721' }).map((row) => row.reasons.join())
    expect(reasons[0]).toContain('task_type')
    expect(reasons[1]).toContain('row_guid')
    expect(reasons[2]).toContain('task_state')
  })
})
