import { readFileSync, readdirSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { divisionRange, isWithinDivision } from '../../../kernel/division-code.ts'
import { readDivisionFile } from './division-file.ts'
import { planImport } from './division-import.ts'
import { divisionKind, normalizeDivisionCode } from './division.ts'
import type { Division } from './division.ts'

const FOLDER = new URL('../../../../../data/divisions/', import.meta.url)

function load(name: string): ReturnType<typeof readDivisionFile> {
  return readDivisionFile(JSON.parse(readFileSync(new URL(name, FOLDER), 'utf8')))
}

function countByLevel(divisions: readonly Division[]): Record<number, number> {
  const counts: Record<number, number> = {}
  for (const { level } of divisions) counts[level] = (counts[level] ?? 0) + 1
  return counts
}

describe('the files of divisions that are shipped', () => {
  it.each([
    ['450721-lingshan.json', { 1: 1, 2: 1, 3: 1, 4: 19, 5: 414 }],
    ['520525-nayong.json', { 1: 1, 2: 1, 3: 1, 4: 29, 5: 444 }],
    ['620423-jingtai.json', { 1: 1, 2: 1, 3: 1, 4: 11, 5: 151 }],
    ['3213-suqian.json', { 1: 1, 2: 1, 3: 6, 4: 109, 5: 1440 }],
    ['15-inner-mongolia.json', { 1: 1, 2: 12, 3: 108, 4: 1225 }],
  ])('%s holds what its README says', (name, counts) => {
    const file = load(name)
    expect(file.refused).toEqual([])
    expect(countByLevel(file.divisions)).toEqual(counts)
  })

  it('fold the three cities without counties in the list of the whole country', () => {
    const file = load('china-to-county.json')
    expect(file.refused).toEqual([])
    expect(file.folded).toBe(3)
    expect(file.divisions.find((one) => one.code === '441900')).toMatchObject({ name: '东莞市', level: 2 })
  })

  it('mark functional zones and headings as what they are', () => {
    const kinds = new Map(load('china-to-county.json').divisions.map((one) => [one.code, one.kind]))
    expect(kinds.get('321371')).toBe('statistical-zone')
    expect(kinds.get('150172')).toBe('statistical-zone')
    expect(kinds.get('320571')).toBeUndefined()
    expect(kinds.get('450721')).toBe('gb2260')
    expect(kinds.get('110100')).toBe('heading')
    expect(kinds.get('469000')).toBe('heading')
  })

  it('are all known to this test', () => {
    expect(readdirSync(FOLDER).filter((name) => name.endsWith('.json'))).toHaveLength(6)
  })
})

describe('a subtree', () => {
  const divisions = load('3213-suqian.json').divisions
  const parents = new Map(divisions.map((one) => [one.code, one.parent]))

  function descends(code: string, ancestor: string): boolean {
    for (let at: string | undefined = code; at !== undefined; at = parents.get(at)) if (at === ancestor) return true
    return false
  }

  it('is the same by its range of codes as by descending the tree', () => {
    const any = fc.constantFrom(...divisions)
    fc.assert(
      fc.property(any, any, (one, other) => {
        const { lo, hi } = divisionRange(other.code)
        expect(one.code >= lo && one.code < hi).toBe(descends(one.code, other.code))
        expect(isWithinDivision(one.code, other.code)).toBe(descends(one.code, other.code))
      }),
      { numRuns: 2_000 },
    )
  })

  it('of every division at once has as many members by range as by descending', () => {
    for (const top of divisions.filter((one) => one.level <= 4)) {
      const { lo, hi } = divisionRange(top.code)
      const byRange = divisions.filter((one) => one.code >= lo && one.code < hi).length
      expect(byRange).toBe(divisions.filter((one) => descends(one.code, top.code)).length)
    }
  })
})

describe('a file of divisions', () => {
  it('names the rows that do not hold together, and takes the others', () => {
    const file = readDivisionFile({
      ancestors: [
        { code: '45', name: '广西壮族自治区' },
        { code: '4507', name: '钦州市' },
      ],
      roots: [
        {
          code: '450721',
          name: '灵山县',
          children: [
            { code: '450722001', name: '别县的镇' },
            { code: '450721001', name: '灵城街道' },
            { code: '450721001', name: '又一个灵城街道' },
            { code: '45072100', name: '八位代码' },
            { code: '450721002', name: '' },
            '不是对象',
          ],
        },
      ],
    })
    expect(file.divisions.map((one) => one.code)).toEqual(['450000', '450700', '450721', '450721001'])
    expect(file.refused).toEqual([
      { at: 'roots[0].children[0]', code: '450722001', reason: '代码与上级 450721 不相承' },
      { at: 'roots[0].children[2]', code: '450721001', reason: '代码在文件中重复' },
      { at: 'roots[0].children[3]', code: '45072100', reason: '区划代码应为2、4、6、9或12位数字' },
      { at: 'roots[0].children[4]', code: '450721002', reason: '名称为空或超过60个字' },
      { at: 'roots[0].children[5]', code: '', reason: '不是一个区划对象' },
    ])
  })

  it('of another shape is refused as a whole', () => {
    expect(readDivisionFile({ places: [] }).refused).toHaveLength(1)
    expect(readDivisionFile(null).refused).toHaveLength(1)
  })

  it('may be a bare list of trees', () => {
    expect(readDivisionFile([{ code: '15', name: '内蒙古自治区' }]).divisions).toEqual([
      { code: '150000', name: '内蒙古自治区', level: 1, kind: 'gb2260' },
    ])
  })
})

describe('an import', () => {
  const lingshan = load('450721-lingshan.json')
  const register = new Map(lingshan.divisions.map((one) => [one.code, one]))

  it('of what is there already changes nothing', () => {
    expect(planImport(lingshan, register)).toMatchObject({ taken: [], changed: [], refused: [] })
  })

  it('changes what has another name, and only that', () => {
    const renamed = lingshan.divisions.map((one) => (one.code === '450721001' ? { ...one, name: '灵城镇' } : one))
    expect(planImport({ ...lingshan, divisions: renamed }, register).changed).toMatchObject([{ name: '灵城镇' }])
  })

  it('refuses a division whose parent nobody knows, and all below it', () => {
    const orphans = lingshan.divisions.filter((one) => one.level >= 4 && one.code.startsWith('450721001'))
    const plan = planImport({ ...lingshan, divisions: orphans }, new Map())
    expect(plan.taken).toEqual([])
    expect(plan.refused).toHaveLength(orphans.length)
    expect(plan.refused[0]?.reason).toBe('上级区划 450721 不在库中，也不在文件中')
  })
})

describe('a division code', () => {
  it.each([
    ['45', '450000'],
    ['4507', '450700'],
    ['450721', '450721'],
    ['450721001', '450721001'],
    ['450721001001', '450721001001'],
    ['45072', undefined],
    ['4507210', undefined],
    ['45a721', undefined],
  ])('%s is written %s', (text, code) => expect(normalizeDivisionCode(text)).toBe(code))

  it('below a functional zone belongs to the zone', () => {
    expect(divisionKind('321371100', '某镇')).toBe('statistical-zone')
    expect(divisionKind('450721071', '某街道')).toBe('statistics')
  })
})
