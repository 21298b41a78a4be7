/** 幅度：a number may lie between two others; infinite where it is open on that side. */
export interface NumberRange {
  readonly from: number
  readonly to: number
  /** The end itself does not belong to it. */
  readonly isFromOpen?: boolean
  readonly isToOpen?: boolean
}

/** 法定幅度：what the law leaves to whoever decides, in which unit and by which article. */
export interface StatutoryRange extends NumberRange {
  readonly unit: string
  readonly basis: string
}

/** Any number. */
export const UNBOUNDED: NumberRange = { from: -Infinity, to: Infinity }
/** No number at all: null, and what is computed of null. */
export const NO_NUMBER: NumberRange = { from: Infinity, to: -Infinity }

const NUMBER = String.raw`-?\d+(?:\.\d+)?`
const INTERVAL = new RegExp(String.raw`^([[(\]])\s*(${NUMBER})\s*\.\.\s*(${NUMBER})\s*([\])[])$`)
const ONE_SIDED = new RegExp(String.raw`^(>=|<=|>|<)\s*(${NUMBER})$`)

/** `[1000..5000]`, `(0..500]`, `<= 100000` as FEEL writes them; undefined for anything else. */
export function readRange(text: string): NumberRange | undefined {
  const interval = INTERVAL.exec(text.trim())
  if (interval) {
    return {
      from: Number(interval[2]),
      to: Number(interval[3]),
      ...(interval[1] !== '[' && { isFromOpen: true }),
      ...(interval[4] !== ']' && { isToOpen: true }),
    }
  }
  const [, operator = '', number] = ONE_SIDED.exec(text.trim()) ?? []
  if (number === undefined) return undefined
  if (operator.startsWith('>'))
    return { from: Number(number), to: Infinity, ...(operator === '>' && { isFromOpen: true }) }
  return { from: -Infinity, to: Number(number), ...(operator === '<' && { isToOpen: true }) }
}

export function isEmptyRange({ from, to, isFromOpen, isToOpen }: NumberRange): boolean {
  return from > to || (from === to && (isFromOpen === true || isToOpen === true))
}

/** Whether every number of the one is a number of the other. */
export function liesWithin(inner: NumberRange, outer: NumberRange): boolean {
  if (isEmptyRange(inner)) return true
  const isAbove =
    inner.from > outer.from || (inner.from === outer.from && (!outer.isFromOpen || inner.isFromOpen === true))
  const isBelow = inner.to < outer.to || (inner.to === outer.to && (!outer.isToOpen || inner.isToOpen === true))
  return isAbove && isBelow
}

/** The smallest range that holds both. */
export function hullOf(one: NumberRange, other: NumberRange): NumberRange {
  if (isEmptyRange(one)) return other
  if (isEmptyRange(other)) return one
  const [low, high] = [one.from <= other.from ? one : other, one.to >= other.to ? one : other]
  return {
    from: low.from,
    to: high.to,
    ...(one.from === other.from
      ? one.isFromOpen && other.isFromOpen && { isFromOpen: true }
      : low.isFromOpen && { isFromOpen: true }),
    ...(one.to === other.to
      ? one.isToOpen && other.isToOpen && { isToOpen: true }
      : high.isToOpen && { isToOpen: true }),
  }
}

/** `1000 至 5000 元`, `不低于 500 元`, `大于 0、不超过 500 元`. */
export function textOfRange({ from, to, isFromOpen, isToOpen }: NumberRange, unit = ''): string {
  const tail = unit === '' ? '' : ` ${unit}`
  if (from === to) return `${from}${tail}`
  if (from === -Infinity && to === Infinity) return '任何数'
  if (to === Infinity) return `${isFromOpen ? '大于' : '不低于'} ${from}${tail}`
  if (from === -Infinity) return `${isToOpen ? '小于' : '不超过'} ${to}${tail}`
  if (!isFromOpen && !isToOpen) return `${from} 至 ${to}${tail}`
  return `${isFromOpen ? '大于' : '不低于'} ${from}、${isToOpen ? '小于' : '不超过'} ${to}${tail}`
}
