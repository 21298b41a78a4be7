import type { FlowProblem } from '../contract/flow-problem.ts'
import type { Decision, DecisionModel, DecisionRule, DecisionTable, InputColumn } from './decision.ts'

/** Larger tables can't be reviewed; it also bounds the search for overlaps. */
const MOST_RULES = 500

/** What can be known of a table without asking it: rules that never match, and rules that contradict each other. */
export function checkDecision(model: DecisionModel): FlowProblem[] {
  return model.decisions.flatMap((decision) =>
    decision.logic.kind === 'table' ? checkTable(decision, decision.logic) : [],
  )
}

function checkTable(decision: Decision, table: DecisionTable): FlowProblem[] {
  if (table.rules.length === 0) return [problemIn(decision, 'no-rules', '没有规则。')]
  if (table.rules.length > MOST_RULES) {
    return [problemIn(decision, 'size', `有 ${table.rules.length} 条规则，最多允许 ${MOST_RULES} 条，请拆分。`)]
  }
  const holds = table.rules.map((rule) => table.inputs.map((column, index) => samplesHeld(rule, column, index)))
  const dead = table.rules.filter((_, index) => holds[index]!.some((values) => values?.length === 0))
  return [
    ...dead.map((rule) =>
      problemIn(decision, 'never-matches', `第 ${rule.number} 条规则永远不会命中，请检查区间。`, rule),
    ),
    ...checkOverlaps(decision, table, holds),
  ]
}

/** The sample values for which a cell holds; undefined where that depends on more than the column. */
export function samplesHeld(rule: DecisionRule, column: InputColumn, index: number): number[] | undefined {
  const test = rule.tests[index]!
  return column.samples?.flatMap((value, at) => (test.holds(value, []) ? [at] : []))
}

function checkOverlaps(
  decision: Decision,
  table: DecisionTable,
  holds: readonly (readonly (readonly number[] | undefined)[])[],
): FlowProblem[] {
  const names = table.inputs.map(({ code }) => code.text)
  const isDecidable =
    table.inputs.every((column) => column.isName && column.samples) && new Set(names).size === names.length
  if (!isDecidable || (table.hitPolicy !== 'UNIQUE' && table.hitPolicy !== 'ANY')) return []
  const problems: FlowProblem[] = []
  table.rules.forEach((rule, first) => {
    for (let second = first + 1; second < table.rules.length; second++) {
      const other = table.rules[second]!
      if (table.hitPolicy === 'ANY' && sameResults(rule, other)) continue
      const common = holds[first]!.map((own, column) => own!.find((value) => holds[second]![column]!.includes(value)))
      if (common.includes(undefined)) continue
      problems.push(overlapOf(decision, table, [rule, other], common as number[]))
    }
  })
  return problems
}

/** By their texts: what is written alike comes out alike. */
function sameResults(one: DecisionRule, other: DecisionRule): boolean {
  return one.results.every(({ text }, index) => text === other.results[index]!.text)
}

function overlapOf(
  decision: Decision,
  table: DecisionTable,
  ...[[rule, other], common]: [[DecisionRule, DecisionRule], readonly number[]]
): FlowProblem {
  const example = table.inputs
    .map(({ label, samples }, column) => `${label} = ${valueShown(samples![common[column]!])}`)
    .join('，')
  const wrong = table.hitPolicy === 'UNIQUE' ? '会同时命中，而本表只许命中一条' : '会同时命中，结果却不同'
  const message = `第 ${rule.number} 条和第 ${other.number} 条规则${wrong}，例如 ${example}。`
  return problemIn(decision, 'overlap', message, other)
}

export function valueShown(value: unknown): string {
  if (typeof value === 'string') return `“${value}”`
  if (typeof value === 'boolean') return value ? '是' : '否'
  return String(value)
}

export function problemIn(decision: Decision, rule: string, message: string, row?: DecisionRule): FlowProblem {
  return {
    elementId: row?.id ?? decision.id,
    elementName: decision.name,
    rule,
    message: `“${decision.name}”${message}`,
  }
}
