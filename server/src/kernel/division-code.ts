/**
 * 行政区划代码: six digits down to the county (GB/T 2260), nine for a town and twelve for a village
 * (statistics bureau's 统计用区划代码). Comparable as text under the "C" collation.
 */
export type DivisionCode = string

export function isDivisionCode(text: string): boolean {
  return /^\d{6}(\d{3}(\d{3})?)?$/.test(text)
}

/** What every code of the subtree begins with: `45` for 450000, `4507` for 450700, the code itself from the county down. */
export function divisionPrefix(code: DivisionCode): string {
  if (code.length > 6) return code
  if (code === '000000') return ''
  if (code.endsWith('0000')) return code.slice(0, 2)
  return code.endsWith('00') ? code.slice(0, 4) : code
}

/** The subtree as a half-open range of text: `lo <= division < hi`. */
export function divisionRange(code: DivisionCode): { lo: string; hi: string } {
  const lo = divisionPrefix(code)
  if (lo === '') return { lo: '', hi: ':' }
  return { lo, hi: lo.slice(0, -1) + String.fromCharCode(lo.charCodeAt(lo.length - 1) + 1) }
}

export function isWithinDivision(code: DivisionCode, ancestor: DivisionCode): boolean {
  const { lo, hi } = divisionRange(ancestor)
  return code >= lo && code < hi
}

/** The county (or city, province) that owns a division: its first six digits. */
export function jurisdictionOf(code: DivisionCode): string {
  return code.slice(0, 6)
}

/** 1 province, 2 city, 3 county, 4 town, 5 village. */
export function divisionLevel(code: DivisionCode): 1 | 2 | 3 | 4 | 5 {
  if (code.length === 12) return 5
  if (code.length === 9) return 4
  if (code.endsWith('0000')) return 1
  return code.endsWith('00') ? 2 : 3
}
