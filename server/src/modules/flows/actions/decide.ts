import { problem } from '../../../kernel/problem.ts'
import { splitPublicId } from '../../../kernel/public-id.ts'
import { DecisionTableApplied } from '../contract/events.ts'
import { flowsProblems } from '../contract/problems.ts'
import { DecisionConflict, DecisionOutside, decideAll } from '../domain/decision.ts'
import type { Decided, DecisionExplanation, DecisionInput, DecisionModel } from '../domain/decision.ts'
import * as decisionStore from '../store/decision-store.ts'
import { FeelValueError, feelOf, plainOf } from './feel-values.ts'
import type { FlowsContext } from './flows-context.ts'
import type { SealedTable } from '../../../platform/vault/index.ts'

export interface Decide {
  readonly decisionId: string
  readonly version: number
  /** What it is decided about; the answer is recorded in its stream. */
  readonly subject: string
  readonly subjectKind: string
  /** The element of the flow that asks. */
  readonly elementId?: string
  /** What is not among the table's inputs is not looked at; an input that is missing is null. */
  readonly variables: Readonly<Record<string, unknown>>
}

const COLUMN = 'flows.explained'

export const sealedDecisions: SealedTable = { table: 'flows.applied_tables', columns: { explained: COLUMN } }

/**
 * 套用决策表: asks a published version, and records which rules matched and why.
 * @returns `values` by the name of each decision: a value, or an object where a table has several result columns; null where no rule matched
 * @throws flows/table-unknown, flows/table-input, flows/table-conflict
 */
export async function decide(ctx: FlowsContext, input: Decide): Promise<Decided> {
  const { decisionId, version, subject, subjectKind, elementId } = input
  const { jurisdiction } = splitPublicId(subject)
  const table = await decisionStore.findUsableTable(ctx.tx, { jurisdiction, id: decisionId, version })
  if (!table) throw problem(flowsProblems['table-unknown'], { decisionId, version })
  const decided = decideBy(await ctx.decisions.get(ctx, table), input.variables, table.name)
  const explained = ctx.vault.seal(JSON.stringify(decided.explained), COLUMN)
  await decisionStore.insertApplied(ctx.tx, { subject, elementId, table, explained }, ctx.now)
  const decisions = decided.explained.map(({ name, matched, isOtherwise }) => ({
    name,
    matched: matched.map(({ number }) => number),
    isOtherwise,
  }))
  const body = { subject, subjectKind, decisionId, decisionVersion: version, digest: table.digest, decisions }
  const said = Object.fromEntries(decided.explained.map(({ name, inputs, result }) => [name, { inputs, result }]))
  ctx.emit(DecisionTableApplied.of({ ...body, ...(elementId !== undefined && { elementId }) }), {
    personal: { said: JSON.stringify(said) },
  })
  return decided
}

/** The table's answer, without a record: what callers who only look ahead need. @throws as `decide` */
export function decideBy(
  model: DecisionModel,
  variables: Readonly<Record<string, unknown>>,
  tableName: string,
): Decided {
  const given = Object.fromEntries(
    model.inputs.map((input) => [input.name, inputOf(input, variables[input.name], tableName)]),
  )
  try {
    const { values, explained } = decideAll(model, given)
    return {
      values: plainOf(values) as Decided['values'],
      explained: explained.map((one) => plainOf(one) as DecisionExplanation),
    }
  } catch (error) {
    if (error instanceof DecisionOutside) {
      throw problem(flowsProblems['table-input'], { table: tableName, name: error.label, reason: '不在可取的值里' })
    }
    if (!(error instanceof DecisionConflict)) throw error
    const rules = error.rules.join('、')
    throw problem(flowsProblems['table-conflict'], { table: error.decision, rules })
  }
}

function inputOf({ name, type }: DecisionInput, value: unknown, table: string): unknown {
  try {
    return feelOf(value, type)
  } catch (error) {
    if (!(error instanceof FeelValueError)) throw error
    throw problem(flowsProblems['table-input'], { table, name, reason: error.message })
  }
}

/** @param sealed as `decide` stored it */
export function openExplained(ctx: Pick<FlowsContext, 'vault'>, sealed: Buffer): DecisionExplanation[] {
  return JSON.parse(ctx.vault.open(sealed, COLUMN)) as DecisionExplanation[]
}
