import type { DmnElement } from 'dmn-moddle'
import { parseExpression } from 'feelin'
import type { InputColumn, OutputColumn } from '../domain/decision.ts'
import { isEmptyRange, liesWithin, readRange, textOfRange } from '../domain/number-range.ts'
import type { StatutoryRange } from '../domain/number-range.ts'
import { allowedValues } from './decision-types.ts'
import { Finding, childOf, textOf } from './dmn-elements.ts'
import { boundsOf, boundsOfTests } from './feel-bounds.ts'
import type { Bounds } from './feel-bounds.ts'

/** What a result column may come to: values listed one by one, or a range of numbers that the law states. */
export interface OutputLimits {
  readonly allowed?: readonly unknown[] | undefined
  readonly range?: StatutoryRange
  /** The name of the column that it may not exceed. */
  readonly notAbove?: string
}

/** @throws Finding */
export function outputLimits(clause: DmnElement, label: string): OutputLimits {
  const values = childOf(clause, 'outputValues')
  const notAbove = attributeOf(clause, 'notAbove')
  const paired = notAbove === undefined ? {} : { notAbove }
  const range = readRange(textOf(values))
  const [unit, basis] = [attributeOf(clause, 'unit'), attributeOf(clause, 'basis')]
  if (!range) {
    if (unit !== undefined || basis !== undefined) {
      const sentence = `“${label}”列写了单位或依据，却没有写幅度，如 [1000..5000]。`
      throw new Finding(clause, 'statutory-range', sentence)
    }
    return { allowed: allowedValues(values, clause), ...paired }
  }
  if (isEmptyRange(range)) throw new Finding(clause, 'statutory-range', `“${label}”列的幅度“${textOf(values)}”是空的。`)
  if (unit === undefined || basis === undefined) {
    const sentence = `“${label}”列写了幅度，要写明${unit === undefined ? '单位' : '法律依据'}。`
    throw new Finding(clause, 'statutory-range', sentence)
  }
  return { range: { ...range, unit, basis }, ...paired }
}

function attributeOf(clause: DmnElement, name: string): string | undefined {
  const value = clause.get(`yiwang:${name}`)
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined
}

/** What is wrong with columns that limit each other, or that are of a kind that has no range. @throws Finding */
export function checkLimits(logic: DmnElement, outputs: readonly OutputColumn[], element: DmnElement): void {
  for (const { label, type, range, notAbove } of outputs) {
    if ((range || notAbove !== undefined) && type.kind !== 'number') {
      throw new Finding(element, 'statutory-range', `“${label}”列不是数，不能写幅度。`)
    }
    const upper = outputs.find(({ name }) => name === notAbove)
    if (notAbove !== undefined && (!upper || upper.type.kind !== 'number' || upper.label === label)) {
      throw new Finding(element, 'statutory-range', `“${label}”列不得大于“${notAbove}”，表里却没有这样一列数。`)
    }
  }
  const aggregation = logic.get('aggregation')
  if ((aggregation === 'SUM' || aggregation === 'COUNT') && outputs.some(({ range }) => range)) {
    throw new Finding(element, 'statutory-range', '求和、计数的结果不受各条规则的幅度约束，不能写幅度。')
  }
}

/** Between which numbers the names lie while a rule holds: what its own cells ask of them. */
export function boundsInRule(inputs: readonly InputColumn[], cells: readonly string[]): Bounds {
  const known = inputs.flatMap((column, at) =>
    column.isName && column.type.kind === 'number' ? [[column.code.text, boundsOfTests(cells[at] ?? '')] as const] : [],
  )
  return Object.fromEntries(known)
}

/** Every result is proven to lie inside before the table is published. @throws Finding */
export function checkInside(
  cell: DmnElement,
  { output, where, names }: { output: OutputColumn; where: string; names: Bounds },
): void {
  const text = textOf(cell)
  if (output.type.kind === 'number' && output.allowed) checkListed(cell, output.allowed, where)
  if (!output.range) return
  const bounds = boundsOf(text, names)
  if (liesWithin(bounds, output.range)) return
  const { unit, basis } = output.range
  const range = `法定幅度 ${textOfRange(output.range, unit)}（${basis}）`
  if (bounds.from === bounds.to) {
    throw new Finding(cell, 'statutory-range', `${where}：${textOfRange(bounds, unit)}不在${range}之内。`)
  }
  const sentence = `${where}“${text}”可能得出${textOfRange(bounds)}，不能保证在${range}之内，请收窄条件，或者用 max(…)、min(…) 限定上下限。`
  throw new Finding(cell, 'statutory-range', sentence)
}

/** A number among those listed; what is computed may be another. */
function checkListed(cell: DmnElement, allowed: readonly unknown[], where: string): void {
  const text = textOf(cell)
  const { from, to } = boundsOf(text, {})
  if (from > to) return
  if (from !== to) throw new Finding(cell, 'cell', `${where}“${text}”不一定在可取的值里，请写数。`)
  if (!allowed.includes(from)) throw new Finding(cell, 'cell', `${where}“${text}”不在可取的值里。`)
}

/** 下限不大于上限: the two columns of a tier, in one rule or where none matches. @throws Finding */
export function checkPairs(
  cells: readonly (DmnElement | undefined)[],
  outputs: readonly OutputColumn[],
  names: Bounds,
): void {
  outputs.forEach(({ label, notAbove }, at) => {
    const other = outputs.findIndex(({ name }) => name !== undefined && name === notAbove)
    if (other < 0) return
    const [low, high] = [textOf(cells[at]), textOf(cells[other])]
    if (low === '' || high === '') return
    const [lower, upper] = [boundsOf(low, names), boundsOf(high, names)]
    if (isEmptyRange(lower) || isEmptyRange(upper) || low === high || lower.to <= upper.from) return
    const sentence = `“${label}”格“${low}”${isConstant(low) && isConstant(high) ? '大于' : '不能保证不大于'}“${outputs[other]!.label}”格的“${high}”。`
    throw new Finding(cells[at]!, 'statutory-range', sentence)
  })
}

function isConstant(text: string): boolean {
  return parseExpression(text, {}, undefined).topNode.firstChild?.name === 'NumericLiteral'
}
