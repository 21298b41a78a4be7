import { evaluate, parseExpression, parseUnaryTests } from 'feelin'
import { NO_NUMBER, UNBOUNDED, hullOf, isEmptyRange } from '../domain/number-range.ts'
import type { NumberRange } from '../domain/number-range.ts'

type SyntaxNode = ReturnType<typeof parseExpression>['topNode']

/** Between which numbers each name lies; one that is not there may be any. */
export type Bounds = Readonly<Record<string, NumberRange>>

/**
 * Between which numbers a FEEL text surely comes out, whatever its names are; null is no number. Every operation is
 * done on the ends as the engine does it, and each is monotonic in every argument also where a double is rounded: so
 * what the engine computes can't lie outside. The text has been held against its types before.
 */
export function boundsOf(text: string, names: Bounds): NumberRange {
  const root = parseExpression(text, { ...names }, undefined).topNode
  return new Walk(text, names).of(childrenOf(root)[0]!)
}

/** Between which numbers a value lies for which the tests of a cell hold. */
export function boundsOfTests(text: string): NumberRange {
  const root = parseUnaryTests(text || '-', {}, undefined).topNode
  return new Walk(text, {}).ofTests(root)
}

class Walk {
  private readonly text: string
  private readonly names: Bounds

  constructor(text: string, names: Bounds) {
    this.text = text
    this.names = names
  }

  of(node: SyntaxNode): NumberRange {
    switch (node.name) {
      case 'NumericLiteral':
        return only(Number(this.own(node).replaceAll(/\s+/g, '')))
      case 'null':
        return NO_NUMBER
      case 'VariableName':
        return this.names[this.own(node).replace(/\s+/g, ' ')] ?? UNBOUNDED
      case 'ParenthesizedExpression':
        return this.of(childrenOf(node)[1]!)
      case 'ArithmeticExpression':
        return this.ofArithmetic(node)
      case 'IfExpression': {
        const [, one, other] = operandsOf(node) as [SyntaxNode, SyntaxNode, SyntaxNode]
        return hullOf(this.of(one), this.of(other))
      }
      case 'FunctionInvocation':
        return this.ofCall(node)
      default:
        return UNBOUNDED
    }
  }

  private ofArithmetic(node: SyntaxNode): NumberRange {
    const operator = this.own(childrenOf(node).find(({ name }) => name === 'ArithOp')!)
    const [left, right] = operandsOf(node).map((each) => this.of(each))
    if (!right) return operator === '-' ? negated(left!) : UNBOUNDED
    if (isEmptyRange(left!) || isEmptyRange(right)) return NO_NUMBER
    if (operator === '+') return { from: left!.from + right.from, to: left!.to + right.to }
    if (operator === '-') return { from: left!.from - right.to, to: left!.to - right.from }
    if (operator === '*') return cornersOf(left!, right, (one, other) => (one === 0 || other === 0 ? 0 : one * other))
    // By nought nothing is divided, and next to it anything may come out.
    if (operator === '/' && (right.from > 0 || right.to < 0))
      return cornersOf(left!, right, (one, other) => one / other)
    return UNBOUNDED
  }

  private ofCall(node: SyntaxNode): NumberRange {
    const [named, parameters] = operandsOf(node) as [SyntaxNode, SyntaxNode | undefined]
    const given = parameters?.name === 'PositionalParameters' ? operandsOf(parameters) : []
    const name = this.own(named).replace(/\s+/g, ' ')
    const listed = given.length === 1 && given[0]!.name === 'List' ? operandsOf(given[0]!) : given
    if (listed.length === 0) return UNBOUNDED
    if (Object.hasOwn(OF_MANY, name)) {
      // What a single argument that is no list of numbers holds is not known.
      if (listed === given && given.length === 1 && !SCALAR.has(given[0]!.name)) return UNBOUNDED
      const each = listed.map((one) => this.of(one))
      return each.some(isEmptyRange) ? NO_NUMBER : OF_MANY[name]!(each)
    }
    if (name === 'abs') return absolute(this.of(given[0]!))
    return ROUNDING.has(name) ? this.ofRounding(name, given) : UNBOUNDED
  }

  /** Rounding never turns the order of two numbers round. */
  private ofRounding(name: string, [number, scale]: readonly SyntaxNode[]): NumberRange {
    if (scale && scale.name !== 'NumericLiteral') return UNBOUNDED
    const range = this.of(number!)
    if (isEmptyRange(range)) return range
    const call = scale ? `${name}(number, ${this.own(scale)})` : `${name}(number)`
    const rounded = (end: number) => (Number.isFinite(end) ? (evaluate(call, { number: end }).value as number) : end)
    return { from: rounded(range.from), to: rounded(range.to) }
  }

  ofTests(node: SyntaxNode): NumberRange {
    switch (node.name) {
      case 'UnaryTests':
      case 'PositiveUnaryTests':
      case 'PositiveUnaryTest':
      case 'SimplePositiveUnaryTest':
        return this.ofTestParts(node)
      case 'Interval':
        return this.ofInterval(node)
      case 'NumericLiteral':
      case 'null':
        return this.of(node)
      default:
        return UNBOUNDED
    }
  }

  private ofTestParts(node: SyntaxNode): NumberRange {
    if (childrenOf(node).some(({ name }) => name === 'not' || name === 'Wildcard')) return UNBOUNDED
    const operator = childrenOf(node).find(({ name }) => name === 'CompareOp')
    const parts = operandsOf(node)
    if (!operator) return parts.map((part) => this.ofTests(part)).reduce(hullOf, NO_NUMBER)
    const { from, to } = this.of(parts[0]!)
    const sign = this.own(operator)
    if (sign.startsWith('>')) return { from, to: Infinity }
    if (sign.startsWith('<')) return { from: -Infinity, to }
    return sign === '=' ? { from, to } : UNBOUNDED
  }

  private ofInterval(node: SyntaxNode): NumberRange {
    const [from, to] = operandsOf(node).map((end) => this.of(end))
    return from && to ? { from: from.from, to: to.to } : UNBOUNDED
  }

  private own(node: SyntaxNode): string {
    return this.text.slice(node.from, node.to)
  }
}

const OF_MANY: Readonly<Record<string, (each: readonly NumberRange[]) => NumberRange>> = {
  min: (each) => ({ from: Math.min(...each.map(({ from }) => from)), to: Math.min(...each.map(({ to }) => to)) }),
  max: (each) => ({ from: Math.max(...each.map(({ from }) => from)), to: Math.max(...each.map(({ to }) => to)) }),
  sum: (each) => ({ from: totalOf(each.map(({ from }) => from)), to: totalOf(each.map(({ to }) => to)) }),
}
const SCALAR = new Set(['NumericLiteral', 'ArithmeticExpression'])
const ROUNDING = new Set(['floor', 'ceiling', 'decimal', 'round up', 'round down', 'round half up'])
const SIGNS = new Set(['(', ')', '[', ']', '..', ',', 'CompareOp', 'ArithOp', 'if', 'then', 'else'])

function only(number: number): NumberRange {
  return Number.isFinite(number) ? { from: number, to: number } : UNBOUNDED
}

function negated({ from, to }: NumberRange): NumberRange {
  return { from: -to, to: -from }
}

function absolute(range: NumberRange): NumberRange {
  if (isEmptyRange(range) || range.from >= 0) return range
  return range.to <= 0 ? negated(range) : { from: 0, to: Math.max(-range.from, range.to) }
}

function totalOf(numbers: readonly number[]): number {
  return numbers.reduce((sum, one) => sum + one, 0)
}

/** Of an operation that is monotonic in both arguments, the extremes lie at the corners. */
function cornersOf(
  left: NumberRange,
  right: NumberRange,
  operate: (one: number, other: number) => number,
): NumberRange {
  const corners = [left.from, left.to]
    .flatMap((one) => [right.from, right.to].map((other) => operate(one, other)))
    .filter((corner) => !Number.isNaN(corner))
  return { from: Math.min(...corners), to: Math.max(...corners) }
}

function operandsOf(node: SyntaxNode): SyntaxNode[] {
  return childrenOf(node).filter(({ name }) => !SIGNS.has(name))
}

function childrenOf(node: SyntaxNode): SyntaxNode[] {
  const children: SyntaxNode[] = []
  for (let child = node.firstChild; child; child = child.nextSibling) if (!child.type.isSkipped) children.push(child)
  return children
}
