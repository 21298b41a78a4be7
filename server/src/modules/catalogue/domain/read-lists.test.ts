import { readFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { Problem } from '../../../kernel/index.ts'
import { readCatalogueFile } from './read-file.ts'

const ITEMS = new URL('../../../../../data/items/', import.meta.url)

async function readShipped(name: string) {
  return readCatalogueFile(JSON.parse(await readFile(new URL(name, ITEMS), 'utf8')))
}

function codeOf(file: unknown): string | undefined {
  try {
    readCatalogueFile(file)
  } catch (error) {
    if (error instanceof Problem) return error.definition.code
    throw error
  }
  return undefined
}

describe('the public lists that are shipped', () => {
  it('gives all 2,262 items of Guangdong, with the province’s meaning of its codes', async () => {
    const read = await readShipped('guangdong-2021-items.json')
    expect(read.format).toBe('guangdong-list')
    expect(read.rows.filter((row) => row.offer)).toHaveLength(2262)
    const types = read.rows.map((row) => row.offer!.content.powerType)
    expect(types.filter((type) => type === 'public-service')).toHaveLength(1586)
    expect(types.filter((type) => type === 'other-power')).toHaveLength(77)
    const limits = read.rows.map((row) => row.offer!.content.statutoryLimit)
    expect(limits.filter((limit) => limit.unit === 'none')).toHaveLength(713)
    expect(limits.filter((limit) => limit.unit === 'day')).toHaveLength(11)
  })

  it('gives all 1,135 items of 广安区, whose type codes have no leading zero', async () => {
    const read = await readShipped('guangan-511602-item-list.json')
    expect(read.format).toBe('guangan-list')
    expect(read.rows.filter((row) => row.offer)).toHaveLength(1135)
    expect(read.rows.filter((row) => row.offer?.content.powerType === 'licensing')).toHaveLength(536)
    expect(new Set(read.rows.map((row) => row.offer?.content.division))).toEqual(new Set(['511602']))
  })
})

describe('a file that is not a list of items', () => {
  it.each([[null], [[]], [{}], [{ items: [] }], [{ items: [{ name: '什么' }] }], ['text'], [{ list: [{ a: 1 }] }]])(
    'is refused as unknown: %j',
    (file) => {
      expect(codeOf(file)).toBe('catalogue/unknown-format')
    },
  )

  it('is refused whole when it holds more than can be taken at once', () => {
    const row = { itemCode: 'x', taskTypeText: '公共服务', deptCode: 'y' }
    expect(codeOf({ items: Array.from({ length: 20_001 }, () => row) })).toBe('catalogue/too-many-rows')
  })
})
