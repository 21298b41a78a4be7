import { divisionLevel } from '../../../kernel/index.ts'
import type { ItemLayer } from '../contract/item-layer.ts'
import type { ItemLevel } from '../contract/item-words.ts'
import type { ItemContent } from '../contract/item.ts'
import { mayTighten } from './field-rules.ts'
import type { RowNotes } from './import-row.ts'
import type { PowerTypes } from './power-types.ts'

export function layerOf(content: Pick<ItemContent, 'layer'>): ItemLayer {
  return content.layer ?? 'implementation'
}

/** Where an item stands, as its versions say. */
export function placeOf({
  layer,
  parentId,
  parentVersion,
}: Pick<ItemContent, 'layer' | 'parentId' | 'parentVersion'>): {
  layer: ItemLayer
  parentId?: string
  parentVersion?: number
} {
  return {
    layer: layer ?? 'implementation',
    ...(parentId !== undefined && { parentId }),
    ...(parentVersion !== undefined && { parentVersion }),
  }
}

const LEVELS: readonly (readonly [digit: string, level: ItemLevel])[] = [
  ['2', 'province'],
  ['3', 'city'],
  ['4', 'county'],
  ['5', 'town'],
  ['6', 'village'],
]

/** 行使层级 of an organ of a division, with its digit in the 实施编码; the installation itself is the nation. */
export function levelOfDivision(division: string): { digit: string; level: ItemLevel } {
  const [digit, level] = division === '000000' ? (['1', 'national'] as const) : LEVELS[divisionLevel(division) - 1]!
  return { digit, level }
}

/** 实施编码（31 位）= 实施主体代码（18 位）+ 行使层级（1 位）+ 基本编码（12 位）. */
export function implementationCode(organ: { code: string; division: string }, baseCode: string): string {
  return `${organ.code}${levelOfDivision(organ.division).digit}${baseCode}`
}

/** The next 业务办理项编码（33 位）below an implementation. */
export function nextHandlingCode(code: string, taken: readonly string[]): string {
  for (let number = 1; number < 100; number += 1) {
    const next = `${code}${String(number).padStart(2, '0')}`
    if (!taken.includes(next)) return next
  }
  return code
}

/** The division itself and all above it, the nearest first: whose base items an organ of it may adopt. */
export function divisionsAbove(division: string): string[] {
  const six = division.slice(0, 6)
  const all = [division, division.slice(0, 9), six, `${six.slice(0, 4)}00`, `${six.slice(0, 2)}0000`, '000000']
  return [...new Set(all.filter((code) => code.length !== 9 || division.length >= 9))]
}

/** What an item of one layer must be by itself, whoever stands above it. */
export function checkLayer(content: ItemContent, notes: RowNotes, types: PowerTypes): void {
  if (layerOf(content) === 'base') checkBase(content, notes, types)
  else if (content.adoption) notes.refuse('只有基本目录事项可以规定下级采用规则', 'adoption')
}

/** 基本编码（12 位）= 省（2 位，全国统一的为 00）+ 类型（2 位）+ 部门（2 位）+ 主项（3 位）+ 子项（3 位）. */
function checkBase({ code, division, powerType, adoption }: ItemContent, notes: RowNotes, types: PowerTypes): void {
  const found = /^(\d{2})(\d{2})\d{8}$/.exec(code)
  if (!found) notes.refuse('基本编码应当是 12 位数字：省 2 位、类型 2 位、部门 2 位、主项 3 位、子项 3 位', 'code')
  const [, province, type] = found ?? []
  if (province !== undefined && province !== '00' && province !== division.slice(0, 2))
    notes.refuse(`基本编码的前 2 位应当是 ${division.slice(0, 2)}（本省），全国统一的为 00`, 'code')
  const meant = types.ofCode(type ?? '', { division })
  if (meant !== undefined && meant.key !== powerType)
    notes.refuse(`基本编码的第 3、4 位 ${type} 是${meant.title}，与权力类型不一致`, 'code')
  const seen = new Set<string>()
  for (const [place, { field, rule }] of (adoption?.rules ?? []).entries()) {
    if (seen.has(field)) notes.refuse('同一个要素规定了两次', 'adoption', 'rules', place, 'field')
    seen.add(field)
    if (rule === 'tighten' && !mayTighten(field))
      notes.refuse('这个要素不能比较多少，只能锁定或者自定', 'adoption', 'rules', place, 'rule')
  }
}

/** How the codes of an item and of the one above it compose. */
export function checkComposedCode(content: ItemContent, parent: ItemContent, notes: RowNotes): void {
  const { code, organizationCode = '', division } = content
  if (layerOf(content) === 'handling') {
    if (!code.startsWith(parent.code) || !/^\d{2}$/.test(code.slice(parent.code.length)))
      notes.refuse(`业务办理项编码应当是实施编码 ${parent.code} 加 2 位数字`, 'code')
    return
  }
  if (organizationCode.length !== 18) {
    notes.warn('实施主体没有登记 18 位代码，实施编码不能核对', 'code')
    return
  }
  const expected = implementationCode({ code: organizationCode, division }, parent.code)
  if (code !== expected) notes.refuse(`实施编码应当由主体代码、层级和基本编码组成：${expected}`, 'code')
}
