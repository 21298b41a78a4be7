import type { FlowProblem } from '../contract/flow-problem.ts'
import { problemIn, samplesHeld, valueShown } from './check-decision.ts'
import type { Decision, DecisionModel, DecisionTable, InputColumn } from './decision.ts'

const MOST_GAPS = 3
/** Enough for any table that can be read; beyond it nothing is said. */
const MOST_STEPS = 50_000

/**
 * 没有规则回答的情形: values for which no rule of a table matches. It may be meant so, so it is a warning. Searched with
 * the same sample values as overlaps are.
 */
export function findGaps(model: DecisionModel): FlowProblem[] {
  return model.decisions.flatMap((decision) =>
    decision.logic.kind === 'table' && mayHaveGaps(decision.logic) ? gapsOf(decision, decision.logic) : [],
  )
}

/** A list may be empty, and what has its own result for all else has no gap. */
function mayHaveGaps({ hitPolicy, inputs, outputs }: DecisionTable): boolean {
  const names = inputs.map(({ code }) => code.text)
  const isDecidable = inputs.every((column) => column.isName && column.samples) && new Set(names).size === names.length
  return isDecidable && hitPolicy !== 'COLLECT' && outputs.every(({ otherwise }) => !otherwise)
}

interface Search {
  readonly inputs: readonly InputColumn[]
  /** By rule and column: the numbers of the samples that it holds for. */
  readonly holds: readonly (readonly ReadonlySet<number>[])[]
  readonly found: number[][]
  /** Rules still in play, by column: what led nowhere once does so again. */
  readonly seen: Set<string>
  steps: number
}

function gapsOf(decision: Decision, table: DecisionTable): FlowProblem[] {
  const holds = table.rules.map((rule) => table.inputs.map((column, at) => new Set(samplesHeld(rule, column, at))))
  const search: Search = { inputs: table.inputs, holds, found: [], seen: new Set(), steps: 0 }
  seek(
    search,
    table.rules.map((_, at) => at),
    [],
  )
  return search.found.map((values) => {
    const example = table.inputs.flatMap(({ label, samples }, at) =>
      values[at] === undefined ? [] : [`${label} = ${valueShown(samples![values[at]])}`],
    )
    return problemIn(decision, 'gap', `没有规则回答这样的情形：${example.join('，')}。`)
  })
}

/** @param chosen of each column so far, the sample's number */
function seek(search: Search, rules: readonly number[], chosen: readonly number[]): void {
  const { inputs, holds, found, seen } = search
  if (found.length >= MOST_GAPS || search.steps++ > MOST_STEPS) return
  if (rules.length === 0) return void found.push([...chosen])
  const column = chosen.length
  if (column === inputs.length) return
  const key = `${column} ${rules.join()}`
  if (seen.has(key)) return
  seen.add(key)
  const tried = new Set<string>()
  for (const sample of samplesToTry(inputs[column]!)) {
    const left = rules.filter((rule) => holds[rule]![column]!.has(sample))
    const same = left.join()
    if (tried.has(same)) continue
    tried.add(same)
    seek(search, left, [...chosen, sample])
  }
}

/** Those first that stand in the cells; below nought only where a cell goes there: what is counted begins at nought. */
function samplesToTry({ samples = [] }: InputColumn): number[] {
  const numbers = samples.map((value, at) => ({ value, at }))
  const isCounted = samples.filter((value) => typeof value === 'number' && value < 0).length <= 1
  return numbers.filter(({ value }) => !(isCounted && typeof value === 'number' && value < 0)).map(({ at }) => at)
}
