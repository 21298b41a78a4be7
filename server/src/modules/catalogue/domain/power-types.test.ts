import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ItemContent } from '../contract/item.ts'
import { itemFile } from '../fixtures.ts'
import { checkContent } from './check-content.ts'
import { RowNotes } from './import-row.ts'
import { PowerTypes, STANDARD_TYPES, holdsIn } from './power-types.ts'
import type { PowerTypeEntry } from './power-types.ts'
import { readCatalogueFile } from './read-file.ts'

const requisition: PowerTypeEntry = {
  ...{ key: 'x11-450700', code: '11', title: '行政征用', abbreviation: 'ZY', isPower: true, isRetired: false },
  division: '450700',
}
const internal: PowerTypeEntry = {
  ...requisition,
  key: 'x12-620423',
  code: '12',
  title: '内部审批',
  division: '620423',
}
const types = new PowerTypes([internal, requisition])
const item = readCatalogueFile(itemFile()).rows[0]!.offer!.content

function told(changes: Partial<ItemContent>, of: PowerTypes = types): string[] {
  const notes = new RowNotes()
  checkContent({ ...item, ...changes }, notes, of)
  const found = notes.findings().filter(({ at }) => at[0] === 'powerType' || at[0] === 'code')
  return found.map(({ level, at, message }) => `${level} ${at.join('.')} ${message}`)
}

describe('types of powers', () => {
  it('are the ten of the standard, public services, and what a place declared for itself and those below', () => {
    expect(STANDARD_TYPES.all().map(({ code }) => code)).toEqual('01 02 03 04 05 06 07 08 09 10 20'.split(' '))
    expect(types.usableIn('450721').map(({ title }) => title)).toContain('行政征用')
    expect(types.usableIn('450000').map(({ title }) => title)).not.toContain('行政征用')
    expect(types.withoutPower()).toEqual(['public-service'])
  })

  it('have codes that mean something only in a place, and in a province what that province means', () => {
    expect(types.ofCode('11', { division: '450721101' })?.title).toBe('行政征用')
    expect(types.ofCode('11', { division: '620423' })).toBeUndefined()
    expect(types.ofCode('20', { division: '440100' })?.title).toBe('公共服务')
    expect(types.ofCode('20', { division: '440100', system: 'guangdong' })?.title).toBe('其他行政权力')
  })

  it('find whoever uses the same code or name in a place that touches theirs', () => {
    const twin = { key: 'x11-450721', code: '11', title: '别的', division: '450721' }
    expect(types.rivalOf(twin)?.title).toBe('行政征用')
    expect(types.rivalOf({ ...twin, division: '450000' })?.title).toBe('行政征用')
    expect(types.rivalOf({ ...twin, division: '620423' })).toBeUndefined()
    expect(types.rivalOf({ ...twin, code: '13', title: '行政许可' })?.code).toBe('01')
    expect(new PowerTypes([{ ...requisition, isRetired: true }]).rivalOf(twin)).toBeUndefined()
  })

  it('keep a code that is found in a place to a type that holds there, whatever is declared', () => {
    const entry = fc.record({
      key: fc.stringMatching(/^x[a-z]{1,6}$/),
      code: fc.constantFrom('11', '12', '13', '21'),
      title: fc.string({ minLength: 1, maxLength: 4 }),
      abbreviation: fc.constant('ZZ'),
      isPower: fc.boolean(),
      isRetired: fc.boolean(),
      division: fc.constantFrom('000000', '450000', '450700', '450721', '620423'),
    })
    fc.assert(
      fc.property(fc.array(entry), fc.constantFrom('450721', '450700', '620423', '110000'), (declared, division) => {
        const all = new PowerTypes(declared)
        for (const code of ['11', '12', '13', '21', '01']) {
          const found = all.ofCode(code, { division })
          if (found) expect(holdsIn(found, division) && found.code === code).toBe(true)
          if (all.usableIn(division).some((one) => one.code === code)) expect(found?.isRetired).toBe(false)
        }
      }),
    )
  })
})

describe('an item', () => {
  it('is of a type that holds in its place, and its code says the same', () => {
    expect(told({ powerType: 'x11-450700', division: '450721', code: 'x' })).not.toContainEqual(
      expect.stringContaining('powerType'),
    )
    expect(told({ powerType: 'x12-620423', division: '450721', code: 'x' })).toContain(
      'error powerType 权力类型“内部审批”不在这里适用',
    )
    expect(told({ powerType: 'wish', code: 'x' })).toContain('error powerType 没有“wish”这种权力类型')
    const code = '11450721MB15580811445110001000'
    expect(told({ division: '450721', powerType: 'licensing', code: `${code.slice(0, 18)}4450201002000` })).toEqual([
      'warning code 实施编码第 22、23 位 02 是行政处罚，与权力类型不一致',
    ])
    const ours = `${code.slice(0, 18)}4451101002000`
    expect(told({ division: '450721', powerType: 'x11-450700', code: ours })).toEqual([])
    expect(told({ division: '450721', powerType: 'licensing', code: ours })).toHaveLength(1)
  })

  it('is told where its type was retired', () => {
    const retired = new PowerTypes([{ ...requisition, isRetired: true }])
    expect(told({ powerType: 'x11-450700', division: '450721', code: 'x' }, retired)[0]).toContain('已经停用')
  })
})
