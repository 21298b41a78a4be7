import { divisionLevel, divisionPrefix } from '../../../kernel/division-code.ts'
import type { DivisionCode } from '../../../kernel/division-code.ts'
import type { DivisionKind } from '../contract/division.ts'

/** 行政区划: one place of the five levels (GB/T 2260 to the county, 统计用区划代码 below). */
export interface Division {
  readonly code: DivisionCode
  readonly name: string
  readonly level: 1 | 2 | 3 | 4 | 5
  /** Absent for a province. */
  readonly parent?: DivisionCode
  readonly kind: DivisionKind
}

/** Rows of the register that stand for "what follows" and have no government: 市辖区, 县, 省直辖县级行政区划. */
const HEADINGS = new Set(['市辖区', '县', '省直辖县级行政区划', '自治区直辖县级行政区划'])

/** Sources write `45` and `4507`; the house writes six digits at least. Undefined when it is no code at all. */
export function normalizeDivisionCode(text: string): DivisionCode | undefined {
  if (!/^\d+$/.test(text) || ![2, 4, 6, 9, 12].includes(text.length)) return undefined
  return text.padEnd(6, '0')
}

/** What the code is worth. Counties numbered 71 to 79 are the statistics bureau's functional zones, and so is all below them. */
export function divisionKind(code: DivisionCode, name: string): DivisionKind {
  if (/^\d{4}7[1-9]/.test(code)) return 'statistical-zone'
  if (code.length > 6) return 'statistics'
  return divisionLevel(code) > 1 && HEADINGS.has(name) ? 'heading' : 'gb2260'
}

/** A child's code continues its parent's. */
export function continuesCode(code: DivisionCode, parent: DivisionCode): boolean {
  return divisionLevel(code) > divisionLevel(parent) && code.startsWith(divisionPrefix(parent))
}
