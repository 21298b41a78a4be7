import type { FeelType } from './feel-type.ts'
import { textOfRange } from './number-range.ts'
import type { StatutoryRange } from './number-range.ts'

/** A FEEL text, compiled once: the values of all names of its file in, a value out. */
export interface FeelCode {
  readonly text: string
  read(names: readonly unknown[]): unknown
}

/** One cell of a condition column. */
export interface CellTest {
  readonly id: string
  readonly text: string
  holds(value: unknown, names: readonly unknown[]): boolean
}

/** How the rules that match become one result (DMN hit policy). */
export type HitPolicy = 'UNIQUE' | 'FIRST' | 'ANY' | 'COLLECT'
export type Aggregation = 'SUM' | 'MIN' | 'MAX' | 'COUNT'

export interface InputColumn {
  readonly id: string
  readonly label: string
  readonly type: FeelType
  readonly code: FeelCode
  /** The text is a name and nothing else: what the column reads is then independent of the other columns. */
  readonly isName: boolean
  /** Values that stand in the column's cells or may be given, from which a search for overlaps is made; undefined: not decidable. */
  readonly samples: readonly unknown[] | undefined
  /** The only values it may have, as the table lists them. */
  readonly allowed: readonly unknown[] | undefined
}

export interface OutputColumn {
  readonly id: string
  /** Absent where the table has one column only: the result is then the value itself. */
  readonly name: string | undefined
  readonly label: string
  readonly type: FeelType
  readonly allowed: readonly unknown[] | undefined
  /** 法定幅度: every rule's result is proven to lie inside when the table is published. */
  readonly range?: StatutoryRange
  /** The name of the column that it never exceeds: 下限 and 上限 of a tier. */
  readonly notAbove?: string
  /** What it is when no rule matches. */
  readonly otherwise: FeelCode | undefined
}

export interface DecisionRule {
  readonly id: string
  readonly number: number
  readonly tests: readonly CellTest[]
  readonly results: readonly FeelCode[]
}

export interface DecisionTable {
  readonly kind: 'table'
  readonly hitPolicy: HitPolicy
  readonly aggregation: Aggregation | undefined
  readonly inputs: readonly InputColumn[]
  readonly outputs: readonly OutputColumn[]
  readonly rules: readonly DecisionRule[]
}

export interface DecisionFormula {
  readonly kind: 'formula'
  readonly code: FeelCode
}

/** 决策：一张决策表，或一个算式。 */
export interface Decision {
  readonly id: string
  readonly name: string
  readonly type: FeelType
  readonly logic: DecisionTable | DecisionFormula
}

export interface DecisionInput {
  readonly name: string
  readonly type: FeelType
}

/** 决策文件：要给的值，和按先后排好的决策（后面的可以用前面的结果）。 */
export interface DecisionModel {
  readonly name: string
  readonly inputs: readonly DecisionInput[]
  readonly decisions: readonly Decision[]
}

/** Why a decision came out as it did. */
export interface DecisionExplanation {
  readonly decisionId: string
  readonly name: string
  readonly hitPolicy?: HitPolicy
  readonly inputs: readonly { readonly label: string; readonly value: unknown }[]
  /** The rules that matched, counted from 1 as the table shows them; with hit policy FIRST the one that counted. */
  readonly matched: readonly { readonly id: string; readonly number: number }[]
  /** No rule matched, and the table's own value for that case was taken. */
  readonly isOtherwise: boolean
  readonly result: unknown
  /** 法定幅度 of the columns that state one, in words. */
  readonly ranges?: readonly StatedRange[]
}

export interface StatedRange {
  readonly label: string
  readonly range: string
  readonly basis: string
}

export interface Decided {
  /** By the name of the decision. */
  readonly values: Readonly<Record<string, unknown>>
  readonly explained: readonly DecisionExplanation[]
}

/** A table that contradicts itself where it was asked. */
export class DecisionConflict extends Error {
  readonly decision: string
  readonly rules: readonly number[]

  constructor(decision: string, rules: readonly number[]) {
    super(`rules ${rules.join(', ')} of ${decision} contradict each other`)
    this.decision = decision
    this.rules = rules
  }
}

/** A value that a column of a table does not allow. */
export class DecisionOutside extends Error {
  readonly decision: string
  readonly label: string

  constructor(decision: string, label: string) {
    super(`a value of ${label} in ${decision} is not allowed`)
    this.decision = decision
    this.label = label
  }
}

/**
 * Pure: the same file and values always give the same answer. A name that was not given is null.
 * @throws DecisionConflict where UNIQUE has two rules, or ANY two that differ
 * @throws DecisionOutside
 */
export function decideAll(model: DecisionModel, given: Readonly<Record<string, unknown>>): Decided {
  const names: unknown[] = model.inputs.map(({ name }) => given[name] ?? null)
  const explained: DecisionExplanation[] = []
  for (const decision of model.decisions) {
    const explanation = decideOne(decision, names)
    explained.push(explanation)
    names.push(explanation.result)
  }
  return { values: Object.fromEntries(explained.map(({ name, result }) => [name, result])), explained }
}

function decideOne(decision: Decision, names: readonly unknown[]): DecisionExplanation {
  const { id: decisionId, name, logic } = decision
  if (logic.kind === 'formula') {
    return { decisionId, name, inputs: [], matched: [], isOtherwise: false, result: logic.code.read(names) ?? null }
  }
  const inputs = logic.inputs.map((column) => ({ label: column.label, value: readColumn(name, column, names) }))
  const matching = logic.rules.filter(({ tests }) => tests.every((test, at) => test.holds(inputs[at]!.value, names)))
  const matched = logic.hitPolicy === 'FIRST' ? matching.slice(0, 1) : matching
  const isOtherwise = matched.length === 0 && logic.outputs.some(({ otherwise }) => otherwise)
  const ranges = logic.outputs.flatMap(({ label, range }) =>
    range ? [{ label, range: textOfRange(range, range.unit), basis: range.basis }] : [],
  )
  return {
    decisionId,
    name,
    hitPolicy: logic.hitPolicy,
    inputs,
    matched: matched.map(({ id, number }) => ({ id, number })),
    isOtherwise,
    result: resultOf(name, logic, matched, names),
    ...(ranges.length > 0 && { ranges }),
  }
}

function readColumn(decision: string, { label, code, allowed }: InputColumn, names: readonly unknown[]): unknown {
  const value = code.read(names) ?? null
  if (value !== null && allowed && !allowed.includes(value)) throw new DecisionOutside(decision, label)
  return value
}

function resultOf(
  name: string,
  table: DecisionTable,
  ...[matched, names]: [readonly DecisionRule[], readonly unknown[]]
): unknown {
  const results = matched.map((rule) =>
    assemble(
      table,
      rule.results.map((code) => code.read(names) ?? null),
    ),
  )
  const numbers = matched.map(({ number }) => number)
  if (table.hitPolicy === 'UNIQUE' && results.length > 1) throw new DecisionConflict(name, numbers)
  if (table.hitPolicy === 'ANY' && new Set(results.map((result) => JSON.stringify(result))).size > 1) {
    throw new DecisionConflict(name, numbers)
  }
  if (table.hitPolicy === 'COLLECT') return collect(table.aggregation, results)
  if (results.length > 0) return results[0]
  const otherwise = table.outputs.map((output) => output.otherwise?.read(names) ?? null)
  return otherwise.every((value) => value === null) ? null : assemble(table, otherwise)
}

function assemble(table: DecisionTable, values: readonly unknown[]): unknown {
  if (table.outputs.length === 1) return values[0]
  return Object.fromEntries(table.outputs.map(({ name }, at) => [name!, values[at]]))
}

function collect(aggregation: Aggregation | undefined, results: readonly unknown[]): unknown {
  if (!aggregation) return results
  if (aggregation === 'COUNT') return results.length
  const numbers = results.filter((result) => typeof result === 'number')
  if (numbers.length === 0) return null
  if (aggregation === 'MIN') return Math.min(...numbers)
  if (aggregation === 'MAX') return Math.max(...numbers)
  // 15 digits are what a double holds of a decimal: 0.1 + 0.2 is 0.3 on a form.
  return Number(numbers.reduce((sum, one) => sum + one, 0).toPrecision(15))
}
