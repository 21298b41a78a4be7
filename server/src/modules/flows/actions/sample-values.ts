import { evaluate, parseUnaryTests } from 'feelin'
import type { FeelType } from '../domain/feel-type.ts'

/**
 * Values by which all that the cells of a column can tell apart is told apart: what stands in them, and what lies
 * between, below and above. Undefined where a cell asks for more than a literal, or the type has no such finite set.
 */
export function samplesOf(
  type: FeelType,
  cells: readonly string[],
  allowed: readonly unknown[] | undefined,
): readonly unknown[] | undefined {
  if (type.kind === 'boolean') return isPlain(cells) ? [true, false] : undefined
  if (type.kind !== 'number' && type.kind !== 'string') return undefined
  if (!isPlain(cells)) return undefined
  if (allowed) return allowed
  if (type.kind === 'string') {
    if (type.values) return type.values
    const texts = literalsOf(cells, 'StringLiteral') as string[]
    return [...texts, freshText(texts)]
  }
  return between(literalsOf(cells, 'NumericLiteral') as number[])
}

const NAMES = new Set([
  'VariableName',
  'PathExpression',
  'FunctionInvocation',
  'DateTimeLiteral',
  '?',
  'ArithmeticExpression',
])

function isPlain(cells: readonly string[]): boolean {
  return cells.every((cell) => {
    let isLiteral = true
    parseUnaryTests(cell || '-', {}, undefined).iterate({
      enter: ({ name }) => void (isLiteral &&= !NAMES.has(name)),
    })
    return isLiteral
  })
}

function literalsOf(cells: readonly string[], kind: string): unknown[] {
  const found = new Set<unknown>()
  for (const cell of cells) {
    parseUnaryTests(cell || '-', {}, undefined).iterate({
      enter: ({ name, from, to }) => void (name === kind && found.add(evaluate(cell.slice(from, to)).value)),
    })
  }
  return [...found]
}

function between(numbers: readonly number[]): number[] {
  const sorted = numbers.toSorted((a, b) => a - b)
  if (sorted.length === 0) return [0]
  const gaps = sorted.slice(1).map((number, at) => (number + sorted[at]!) / 2)
  return [...sorted, sorted[0]! - 1, sorted.at(-1)! + 1, ...gaps]
}

function freshText(texts: readonly string[]): string {
  let text = '其他'
  while (texts.includes(text)) text += '_'
  return text
}
