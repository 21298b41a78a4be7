import type { DmnElement } from 'dmn-moddle'
import type { FlowProblem } from '../contract/flow-problem.ts'
import type {
  Aggregation,
  CellTest,
  DecisionRule,
  DecisionTable,
  HitPolicy,
  InputColumn,
  OutputColumn,
} from '../domain/decision.ts'
import { ANY, NUMBER, agree, foreignText, titleOfType } from '../domain/feel-type.ts'
import type { FeelType } from '../domain/feel-type.ts'
import { compileFeel, compileUnaryTests } from './compile-feel.ts'
import { allowedValues, narrowed } from './decision-types.ts'
import { Finding, childOf, foundAt, listOf, textOf } from './dmn-elements.ts'
import { checkUnaryTests, inferFeelType } from './infer-feel-type.ts'
import { boundsInRule, checkInside, checkLimits, checkPairs, outputLimits } from './output-range.ts'
import type { Bounds } from './feel-bounds.ts'
import type { FeelScope } from './infer-feel-type.ts'
import { samplesOf } from './sample-values.ts'
import { REFUSED_POLICIES } from './supported-decisions.ts'

/** What surrounds a table. */
export interface TablePlace {
  readonly element: DmnElement
  readonly name: string
  /** All names of the file before this decision, in the order of their values. */
  readonly names: readonly string[]
  readonly scope: FeelScope
  readonly declared: FeelType | undefined
  readonly types: ReadonlyMap<string, FeelType>
  readonly problems: FlowProblem[]
}

/** Reads a table cell by cell; each cell that is wrong is named by its rule and column. @throws Finding */
export function readDecisionTable(logic: DmnElement, place: TablePlace): { table: DecisionTable; type: FeelType } {
  const { hitPolicy, aggregation } = policyOf(logic, place)
  const clauses = listOf(logic, 'input')
  const rows = listOf(logic, 'rule')
  const outputs = listOf(logic, 'output').map((clause, at) => readOutput(clause, { at, logic }, place))
  if (outputs.length === 0) throw new Finding(place.element, 'has-output', '决策表没有结果列。')
  checkOutputNames(outputs, place)
  checkLimits(logic, outputs, place.element)
  checkPairs(
    listOf(logic, 'output').map((clause) => childOf(clause, 'defaultOutputEntry')),
    outputs,
    {},
  )
  const inputs = clauses.map((clause, at) => {
    const cells = rows.map((row) => listOf(row, 'inputEntry')[at])
    return readInput(clause, cells.map(textOf), place)
  })
  const rules = rows.flatMap((row, index) => readRule(row, index + 1, { inputs, outputs }, place))
  const type = resultType({ hitPolicy, aggregation, outputs })
  if (place.declared && !agree(place.declared, type)) {
    throw new Finding(
      place.element,
      'result-type',
      `结果是${titleOfType(type)}，却声明为${titleOfType(place.declared)}。`,
    )
  }
  return {
    table: { kind: 'table', hitPolicy, aggregation, inputs, outputs, rules },
    type: richer(type, place.declared),
  }
}

function policyOf(logic: DmnElement, { element }: TablePlace) {
  const policy = String(logic.get('hitPolicy'))
  const refused = REFUSED_POLICIES[policy]
  if (refused)
    throw new Finding(element, 'hit-policy', `不支持“${refused}”，只支持唯一（U）、首个（F）、任一（A）、汇集（C）。`)
  const aggregation = logic.get('aggregation') as Aggregation | undefined
  if (aggregation && policy !== 'COLLECT') throw new Finding(element, 'hit-policy', '只有汇集（C）可以汇总。')
  return { hitPolicy: policy as HitPolicy, aggregation }
}

function readInput(clause: DmnElement, cells: readonly string[], place: TablePlace): InputColumn {
  const expression = childOf(clause, 'inputExpression')
  const text = textOf(expression)
  const label = (clause.get('label') as string | undefined) ?? text
  const column = `“${label}”列`
  const inferred = Finding.from(clause, { rule: 'input', place: column }, () => inferFeelType(text, place.scope))
  const named = typeNamed(expression?.get('typeRef'), place)
  if (named && !agree(named, inferred)) {
    const sentence = `${column}声明为${titleOfType(named)}，“${text}”却是${titleOfType(inferred)}。`
    throw new Finding(clause, 'input', sentence)
  }
  const allowed = allowedValues(childOf(clause, 'inputValues'), clause)
  const type = narrowed(richer(inferred, named), allowed ?? textsOf(inferred))
  return {
    id: clause.id ?? '',
    label,
    type,
    code: compileFeel(text, place.names),
    isName: Object.hasOwn(place.scope, text),
    samples: samplesOf(type, cells, allowed),
    allowed,
  }
}

function textsOf(type: FeelType): readonly string[] | undefined {
  return type.kind === 'string' ? type.values : undefined
}

function readOutput(
  clause: DmnElement,
  { at, logic }: { at: number; logic: DmnElement },
  place: TablePlace,
): OutputColumn {
  const isOnly = listOf(logic, 'output').length === 1
  const name = isOnly ? undefined : clause.name
  const declared = isOnly
    ? place.declared
    : place.declared?.kind === 'context'
      ? place.declared.fields[name ?? '']
      : undefined
  const label = (clause.get('label') as string | undefined) ?? clause.name ?? `结果 ${at + 1}`
  const { allowed, ...limits } = outputLimits(clause, label)
  const named = typeNamed(clause.get('typeRef'), place)
  const isCollected = isOnly && logic.get('hitPolicy') === 'COLLECT'
  const fallback = isCollected && declared?.kind === 'list' ? declared.of : declared
  const isCounted = logic.get('aggregation') === 'COUNT'
  const type = narrowed(named ?? (isCounted ? ANY : fallback) ?? ANY, allowed)
  const otherwise = textOf(childOf(clause, 'defaultOutputEntry'))
  const output = { id: clause.id ?? '', name, label, type, allowed, ...limits, otherwise: undefined }
  if (otherwise === '') return output
  const cell = childOf(clause, 'defaultOutputEntry')!
  checkResult(cell, otherwise, { output, where: `“${label}”列的缺省值`, names: {} }, place)
  return { ...output, otherwise: compileFeel(otherwise, place.names) }
}

function checkOutputNames(outputs: readonly OutputColumn[], { element }: TablePlace): void {
  if (outputs.length < 2) return
  const names = outputs.map(({ name }) => name ?? '')
  if (names.includes('') || new Set(names).size < names.length) {
    throw new Finding(element, 'named', '有多个结果列时，每列要有各不相同的名称。')
  }
}

interface Columns {
  readonly inputs: readonly InputColumn[]
  readonly outputs: readonly OutputColumn[]
}

/** A rule with any wrong cell is left out, so that every wrong cell of the table is named at once. */
function readRule(row: DmnElement, number: number, columns: Columns, place: TablePlace): DecisionRule[] {
  const [tests, results] = [listOf(row, 'inputEntry'), listOf(row, 'outputEntry')]
  const before = place.problems.length
  const report = (at: DmnElement, rule: string, message: string): undefined => {
    place.problems.push(foundAt(at, rule, `第 ${number} 条规则${message}`))
  }
  if (tests.length !== columns.inputs.length || results.length !== columns.outputs.length) {
    report(row, 'row-length', '的格数与列数不一致。')
    return []
  }
  const guarded = <T>(read: () => T): T | undefined => {
    try {
      return read()
    } catch (error) {
      if (!(error instanceof Finding)) throw error
      return report(error.element, error.rule, error.message)
    }
  }
  const read = tests.map((cell, at) => guarded(() => readTest(cell, columns.inputs[at]!, place)))
  const names = tests.length > 0 && read.every((one) => one) ? boundsInRule(columns.inputs, tests.map(textOf)) : {}
  const codes = results.map((cell, at) =>
    guarded(() => readResult(cell, { output: columns.outputs[at]!, names }, place)),
  )
  if (codes.every((one) => one)) guarded(() => checkPairs(results, columns.outputs, names))
  if (place.problems.length > before) return []
  const id = row.id ?? `${place.element.id ?? ''}-${number}`
  return [{ id, number, tests: read.map((one) => one!), results: codes.map((one) => one!) }]
}

function readTest(cell: DmnElement, column: InputColumn, place: TablePlace): CellTest {
  // dmn-js writes a cell that asks nothing as an empty one.
  const text = textOf(cell) || '-'
  Finding.from(cell, { rule: 'cell', place: `“${column.label}”格` }, () =>
    checkUnaryTests(text, column.type, place.scope),
  )
  return compileUnaryTests(text, place.names, cell.id ?? '')
}

function readResult(cell: DmnElement, { output, names }: { output: OutputColumn; names: Bounds }, place: TablePlace) {
  const text = textOf(cell)
  if (text === '' || text === '-') throw new Finding(cell, 'missing-output', `“${output.label}”格没有写结果。`)
  checkResult(cell, text, { output, where: `“${output.label}”格`, names }, place)
  return compileFeel(text, place.names)
}

function checkResult(
  cell: DmnElement,
  text: string,
  { output, where, names }: { output: OutputColumn; where: string; names: Bounds },
  place: TablePlace,
): void {
  const type = Finding.from(cell, { rule: 'cell', place: where }, () => inferFeelType(text, place.scope))
  if (!agree(type, output.type)) {
    throw new Finding(cell, 'cell', `${where}要${titleOfType(output.type)}，“${text}”是${titleOfType(type)}。`)
  }
  const odd = foreignText(type, output.type)
  if (odd !== undefined) throw new Finding(cell, 'cell', `${where}“${odd}”不在可取的值里。`)
  checkInside(cell, { output, where, names })
}

function typeNamed(name: unknown, { types, element }: TablePlace): FeelType | undefined {
  if (typeof name !== 'string') return undefined
  const type = types.get(name.replace(/^feel:/, ''))
  if (!type) throw new Finding(element, 'typed', `类型“${name}”不认识。`)
  return type
}

function resultType(table: Pick<DecisionTable, 'hitPolicy' | 'aggregation' | 'outputs'>): FeelType {
  if (table.aggregation) return NUMBER
  const [only, ...others] = table.outputs
  const each: FeelType =
    others.length === 0
      ? only!.type
      : { kind: 'context', fields: Object.fromEntries(table.outputs.map(({ name, type }) => [name!, type])) }
  return table.hitPolicy === 'COLLECT' ? { kind: 'list', of: each } : each
}

/** The one that says more. */
function richer(type: FeelType, declared: FeelType | undefined): FeelType {
  if (!declared || declared.kind === 'any') return type
  return type.kind === 'any' || (type.kind === 'string' && !type.values) ? declared : type
}
