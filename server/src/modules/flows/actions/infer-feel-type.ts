import { evaluate, parseExpression, parseUnaryTests } from 'feelin'
import { ANY, BOOLEAN, NULL, NUMBER, STRING, agree, either, foreignText, titleOfType } from '../domain/feel-type.ts'
import type { FeelType } from '../domain/feel-type.ts'
import { resultOfCall } from './feel-functions.ts'
import { resultOfArithmetic, typeOfProperty } from './feel-operators.ts'

/** What a text may name, and of what type each is. */
export type FeelScope = Readonly<Record<string, FeelType>>

type Tree = ReturnType<typeof parseExpression>
type SyntaxNode = Tree['topNode']

/** Why a text is refused, as a sentence without a full stop, to be put behind the place where it stands. */
export class FeelTypeError extends Error {}

/** @throws FeelTypeError when the text can't be read, names what is not there, or mixes types */
export function inferFeelType(text: string, scope: FeelScope): FeelType {
  const tree = parseExpression(text, { ...scope }, undefined)
  return new Typing(text, scope).ofRoot(tree)
}

/**
 * Holds the tests of a decision table's cell (`> 5`, `"a","b"`, `not(…)`, `-`) against the type of their column.
 * @throws FeelTypeError
 */
export function checkUnaryTests(text: string, column: FeelType, scope: FeelScope): void {
  const tree = parseUnaryTests(text, { ...scope }, undefined)
  new Typing(text, scope).testsOfRoot(tree, column)
}

/** One walk over a syntax tree. */
class Typing {
  private readonly text: string
  private readonly scope: FeelScope

  constructor(text: string, scope: FeelScope) {
    this.text = text
    this.scope = scope
  }

  ofRoot(tree: Tree): FeelType {
    this.refuseErrors(tree)
    return this.typeOf(theOnly(tree.topNode))
  }

  testsOfRoot(tree: Tree, column: FeelType): void {
    this.refuseErrors(tree)
    this.checkTests(tree.topNode, column)
  }

  private refuseErrors(tree: Tree): void {
    if (this.text.trim() === '') throw new FeelTypeError('是空的')
    tree.iterate({
      enter: ({ type, from }) => {
        if (type.isError) throw new FeelTypeError(`第 ${from + 1} 个字符处写得不对`)
      },
    })
  }

  private typeOf(node: SyntaxNode): FeelType {
    switch (node.name) {
      case 'NumericLiteral':
        return NUMBER
      case 'StringLiteral':
        return { kind: 'string', values: [textOfLiteral(this.own(node))] }
      case 'BooleanLiteral':
        return BOOLEAN
      case 'null':
        return NULL
      case 'VariableName':
        return this.ofVariable(node)
      case 'ParenthesizedExpression':
        return this.typeOf(childrenOf(node)[1]!)
      case 'Comparison':
        return this.ofComparison(node)
      case 'Conjunction':
      case 'Disjunction':
        for (const part of operandsOf(node))
          this.require(part, BOOLEAN, `${node.name === 'Conjunction' ? 'and' : 'or'} 的两边`)
        return BOOLEAN
      case 'ArithmeticExpression':
        return this.ofArithmetic(node)
      case 'IfExpression':
        return this.ofChoice(node)
      case 'PathExpression':
        return this.ofPath(node)
      default:
        return this.ofLarger(node)
    }
  }

  private ofLarger(node: SyntaxNode): FeelType {
    switch (node.name) {
      case 'FunctionInvocation':
        return this.ofCall(node)
      case 'DateTimeLiteral':
        return this.ofTemporal(node)
      case 'List':
        return { kind: 'list', of: this.typesOf(operandsOf(node)).reduce(either, NULL) }
      case 'Interval':
        return { kind: 'range', of: this.ofInterval(node) }
      case 'QuantifiedExpression':
        return this.ofQuantified(node)
      case 'FilterExpression':
        return this.ofFilter(node)
      default:
        throw new FeelTypeError(`“${this.own(node)}”的写法不支持`)
    }
  }

  private ofVariable(node: SyntaxNode): FeelType {
    const name = this.own(node).replace(/\s+/g, ' ')
    if (Object.hasOwn(this.scope, name)) return this.scope[name]!
    throw new FeelTypeError(`没有名为“${name}”的变量`)
  }

  private ofComparison(node: SyntaxNode): FeelType {
    const word = childrenOf(node).find(({ name }) => name === 'CompareOp' || name === 'in' || name === 'between')!
    const [left, ...right] = operandsOf(node) as [SyntaxNode, ...SyntaxNode[]]
    const type = this.typeOf(left)
    if (word.name === 'in') {
      for (const test of right) this.checkTests(test, type)
      return BOOLEAN
    }
    for (const part of right)
      this.checkComparable(type, this.typeOf(part), word.name === 'between' ? '<=' : this.own(word))
    return BOOLEAN
  }

  private checkComparable(left: FeelType, right: FeelType, operator: string): void {
    if (!agree(left, right)) {
      throw new FeelTypeError(`不能拿${titleOfType(left)}与${titleOfType(right)}比较`)
    }
    const isOrder = operator !== '=' && operator !== '!='
    if (isOrder && [left, right].some(({ kind }) => ['boolean', 'null', 'list', 'context', 'range'].includes(kind))) {
      throw new FeelTypeError(`${titleOfType(left)}与${titleOfType(right)}不能比大小`)
    }
    const odd = isOrder ? undefined : foreignText(left, right)
    if (odd !== undefined) throw new FeelTypeError(`“${odd}”不在可取的值里，这个比较永远一样`)
  }

  /** The tests of a cell or behind `in`: each is a value, a comparison without its left side, or an interval. */
  private checkTests(node: SyntaxNode, column: FeelType): void {
    switch (node.name) {
      case 'Wildcard':
        return
      case 'UnaryTests':
      case 'PositiveUnaryTests':
      case 'PositiveUnaryTest':
      case 'SimplePositiveUnaryTest':
        return this.checkTestParts(node, column)
      case 'Interval':
        return this.checkComparable(column, this.ofInterval(node), '<=')
      default:
        return this.checkValueTest(node, column)
    }
  }

  private checkTestParts(node: SyntaxNode, column: FeelType): void {
    const operator = childrenOf(node).find(({ name }) => name === 'CompareOp')
    const parts = operandsOf(node)
    if (!operator) return parts.forEach((part) => this.checkTests(part, column))
    for (const part of parts) this.checkComparable(column, this.typeOf(part), this.own(operator))
  }

  private checkValueTest(node: SyntaxNode, column: FeelType): void {
    this.refuseColumnSign(node)
    const type = this.typeOf(node)
    const isAmong = type.kind === 'list' || type.kind === 'range'
    this.checkComparable(column, isAmong && column.kind !== type.kind ? type.of : type, '=')
  }

  private refuseColumnSign(node: SyntaxNode): void {
    if (/\?/.test(this.own(node).replaceAll(/"[^"]*"/g, ''))) throw new FeelTypeError('不支持用 ? 指代本列的值')
  }

  private ofArithmetic(node: SyntaxNode): FeelType {
    const operator = this.own(childrenOf(node).find(({ name }) => name === 'ArithOp')!)
    const [left, right] = this.typesOf(operandsOf(node))
    const result = right ? resultOfArithmetic(operator, left!, right) : left!.kind === 'number' ? NUMBER : undefined
    if (result) return result
    const sides = [left!, right].flatMap((type) => (type ? [titleOfType(type)] : [])).join('与')
    throw new FeelTypeError(`${sides}不能用 ${operator} 计算`)
  }

  private ofChoice(node: SyntaxNode): FeelType {
    const [condition, one, other] = operandsOf(node) as [SyntaxNode, SyntaxNode, SyntaxNode]
    this.require(condition, BOOLEAN, 'if 后面')
    return either(this.typeOf(one), this.typeOf(other))
  }

  private ofPath(node: SyntaxNode): FeelType {
    const [from, name] = operandsOf(node) as [SyntaxNode, SyntaxNode]
    const type = this.typeOf(from)
    const property = this.own(name)
    const found = typeOfProperty(type, property)
    if (found) return found
    throw new FeelTypeError(`“${this.own(from)}”没有名为“${property}”的内容`)
  }

  private ofCall(node: SyntaxNode): FeelType {
    const [named, parameters] = operandsOf(node) as [SyntaxNode, SyntaxNode | undefined]
    const name = this.own(named).replace(/\s+/g, ' ')
    if (parameters?.name === 'NamedParameters') throw new FeelTypeError(`${name}() 的参数请按次序写，不写参数名`)
    const given = parameters ? this.typesOf(operandsOf(parameters)) : []
    return resultOfCall(name, given, (sentence) => new FeelTypeError(sentence))
  }

  private ofTemporal(node: SyntaxNode): FeelType {
    const text = this.own(node)
    const name = /^(date and time|date|time|duration)\s*\(/.exec(text)?.[1]
    const parameters = node.getChild('PositionalParameters')
    if (name === undefined || !parameters) throw new FeelTypeError(`“${text}”请写成 date("…") 这样`)
    const [literal] = operandsOf(parameters)
    const isMonths = name === 'duration' && /^"P[^T]*[YM]/.test(literal ? this.own(literal) : '')
    const given = this.typesOf(operandsOf(parameters))
    return resultOfCall(isMonths ? 'years and months duration' : name, given, (sentence) => new FeelTypeError(sentence))
  }

  private ofQuantified(node: SyntaxNode): FeelType {
    const parts = operandsOf(node)
    const local: Record<string, FeelType> = { ...this.scope }
    for (const clause of parts[0]!.getChildren('InExpression')) {
      const [name, context] = operandsOf(clause) as [SyntaxNode, SyntaxNode]
      const list = new Typing(this.text, local).typeOf(theOnly(context))
      if (list.kind !== 'list' && list.kind !== 'any') throw new FeelTypeError(`“${this.own(context)}”不是列表`)
      local[this.own(name)] = list.kind === 'list' ? list.of : ANY
    }
    new Typing(this.text, local).require(parts[1]!, BOOLEAN, 'satisfies 后面')
    return BOOLEAN
  }

  private ofFilter(node: SyntaxNode): FeelType {
    const [listed, filter] = operandsOf(node) as [SyntaxNode, SyntaxNode]
    const list = this.typeOf(listed)
    if (list.kind === 'any') return ANY
    if (list.kind !== 'list') throw new FeelTypeError(`“${this.own(listed)}”不是列表`)
    const fields = list.of.kind === 'context' ? list.of.fields : {}
    const by = new Typing(this.text, { ...this.scope, ...fields, item: list.of }).typeOf(filter)
    if (by.kind === 'number') return list.of
    if (by.kind === 'boolean') return list
    throw new FeelTypeError(`“${this.own(filter)}”不是条件，也不是第几个`)
  }

  private require(node: SyntaxNode, wanted: FeelType, place: string): void {
    const type = this.typeOf(node)
    if (!agree(type, wanted) || type.kind === 'null') {
      throw new FeelTypeError(`${place}要${titleOfType(wanted)}，“${this.own(node)}”是${titleOfType(type)}`)
    }
  }

  /** feelin reads an interval that is written the wrong way round as the right one; nobody may have meant that. */
  private ofInterval(node: SyntaxNode): FeelType {
    const ends = operandsOf(node)
    const [from, to] = ends.map((end) => (/^-?[\d.]+$/.test(this.own(end)) ? Number(this.own(end)) : undefined))
    if (from !== undefined && to !== undefined && from > to) {
      throw new FeelTypeError(`区间“${this.own(node)}”的起点大于终点`)
    }
    const [one, other] = this.typesOf(ends)
    if (!agree(one!, other!)) throw new FeelTypeError('区间的两端不是同一种值')
    return one!.kind === 'any' ? other! : one!.kind === 'string' ? STRING : one!
  }

  private typesOf(nodes: readonly SyntaxNode[]): FeelType[] {
    return nodes.map((node) => this.typeOf(node))
  }

  private own(node: SyntaxNode): string {
    return this.text.slice(node.from, node.to)
  }
}

const SIGNS = new Set(['(', ')', '[', ']', '{', '}', '.', '..', ',', 'CompareOp', 'ArithOp', 'DateTimeConstructor'])
const WORDS = new Set(['and', 'or', 'in', 'between', 'if', 'then', 'else', 'some', 'every', 'satisfies', 'not'])

/** What an operator works on: its children without the words and signs between them. */
function operandsOf(node: SyntaxNode): SyntaxNode[] {
  return childrenOf(node).filter(({ name }) => !SIGNS.has(name) && !WORDS.has(name))
}

function childrenOf(node: SyntaxNode): SyntaxNode[] {
  const children: SyntaxNode[] = []
  for (let child = node.firstChild; child; child = child.nextSibling) if (!child.type.isSkipped) children.push(child)
  return children
}

function theOnly(node: SyntaxNode): SyntaxNode {
  const [first, ...others] = childrenOf(node)
  if (!first || others.length > 0) throw new FeelTypeError('不是一个表达式')
  return first
}

function textOfLiteral(literal: string): string {
  return String(evaluate(literal).value)
}
