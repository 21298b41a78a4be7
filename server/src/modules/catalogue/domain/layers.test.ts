import { describe, expect, it } from 'vitest'
import type { ItemContent } from '../contract/index.ts'
import { itemFile } from '../fixtures.ts'
import { RowNotes } from './import-row.ts'
import { checkComposedCode, checkLayer, divisionsAbove, implementationCode, nextHandlingCode } from './layers.ts'
import { STANDARD_TYPES } from './power-types.ts'

const { item } = itemFile() as { item: ItemContent }
const base: ItemContent = { ...item, layer: 'base', division: '450000', code: '450117002000', powerType: 'licensing' }

const told = (check: (notes: RowNotes) => void) => {
  const notes = new RowNotes()
  check(notes)
  return notes.reasons
}

describe('codes of the three layers', () => {
  it('compose: organ, level, base code; two digits more for a handling item', () => {
    const organ = { code: '11450721MB15580811', division: '450721' }
    const code = implementationCode(organ, base.code)
    expect(code).toBe('11450721MB155808114450117002000')
    expect(implementationCode({ ...organ, division: '450721001' }, base.code).charAt(18)).toBe('5')
    expect(implementationCode({ ...organ, division: '450700' }, base.code).charAt(18)).toBe('3')
    expect(nextHandlingCode(code, [`${code}01`, `${code}03`])).toBe(`${code}02`)
    expect(told((notes) => checkComposedCode({ ...item, code }, base, notes))).toEqual([])
    const wrong = told((notes) =>
      checkComposedCode({ ...item, code: `${code.slice(0, 18)}3${base.code}` }, base, notes),
    )
    expect(wrong).toEqual([`实施编码应当由主体代码、层级和基本编码组成：${code}`])
    const part: ItemContent = { ...item, layer: 'handling', code: `${code}01` }
    expect(told((notes) => checkComposedCode(part, { ...item, code }, notes))).toEqual([])
    expect(told((notes) => checkComposedCode({ ...part, code }, { ...item, code }, notes))).toHaveLength(1)
  })

  it('of a base item are twelve digits of its province, or of the nation, and of its power type', () => {
    const of = (changes: Partial<ItemContent>) =>
      told((notes) => checkLayer({ ...base, ...changes }, notes, STANDARD_TYPES))
    expect(of({})).toEqual([])
    expect(of({ code: '000117002000' })).toEqual([])
    expect(of({ code: '440117002000' })).toEqual(['基本编码的前 2 位应当是 45（本省），全国统一的为 00'])
    expect(of({ powerType: 'penalty' })).toEqual(['基本编码的第 3、4 位 01 是行政许可，与权力类型不一致'])
    expect(of({ code: '4501170020' })).toHaveLength(1)
    const twice: ItemContent['adoption'] = {
      mayDecline: true,
      rules: [
        { field: 'name', rule: 'tighten' },
        { field: 'name', rule: 'free' },
      ],
    }
    expect(of({ adoption: twice })).toEqual(['这个要素不能比较多少，只能锁定或者自定', '同一个要素规定了两次'])
    expect(told((notes) => checkLayer({ ...item, adoption: twice }, notes, STANDARD_TYPES))).toEqual([
      '只有基本目录事项可以规定下级采用规则',
    ])
  })

  it('are looked for in the place itself and in all above it', () => {
    expect(divisionsAbove('450721001210')).toEqual([
      '450721001210',
      '450721001',
      '450721',
      '450700',
      '450000',
      '000000',
    ])
    expect(divisionsAbove('450721')).toEqual(['450721', '450700', '450000', '000000'])
    expect(divisionsAbove('450000')).toEqual(['450000', '000000'])
  })
})
