import type { FlowProblem } from '../contract/flow-problem.ts'
import { ANY } from '../domain/feel-type.ts'
import type { FeelType } from '../domain/feel-type.ts'
import { typesOfForm } from '../domain/form-types.ts'
import type { FlowGraph } from '../domain/graph.ts'
import * as decisionStore from '../store/decision-store.ts'
import * as definitionStore from '../store/definition-store.ts'
import { checkConditionTypes } from './check-condition-types.ts'
import type { FlowsContext } from './flows-context.ts'

export interface CheckForm {
  readonly jurisdiction: string
  readonly definitionId: string
  readonly version: number
  /** The item's form, a JSON Schema whose properties are the questions. */
  readonly schema: Readonly<Record<string, unknown>>
}

/**
 * Whether an item's form gives the item's flow what its conditions read, in the types in which they read it.
 * @returns undefined when there is no such flow
 */
export async function checkForm(ctx: FlowsContext, input: CheckForm): Promise<FlowProblem[] | undefined> {
  const { jurisdiction, definitionId: id, version, schema } = input
  const definition = await definitionStore.findUsable(ctx.tx, { jurisdiction, id, version })
  if (!definition) return undefined
  const graph = await ctx.graphs.get(ctx, definition)
  return checkConditionTypes(graph, { ...(await typesFromElsewhere(ctx, graph, jurisdiction)), ...typesOfForm(schema) })
}

/** What tables answer; and whatever else the flow declares, if it has services or messages, which may bring anything. */
async function typesFromElsewhere(
  ctx: FlowsContext,
  graph: FlowGraph,
  jurisdiction: string,
): Promise<Record<string, FeelType>> {
  const nodes = [...graph.nodes.values()]
  const isOpen = nodes.some(({ kind, message }) => kind === 'service' || message !== undefined)
  const names = isOpen ? graph.variables.slice() : []
  for (const { decision } of nodes) {
    const table = decision && (await decisionStore.findUsableTable(ctx.tx, { jurisdiction, ...decision }))
    if (table) names.push(...(await ctx.decisions.get(ctx, table)).decisions.map(({ name }) => name))
  }
  return Object.fromEntries(names.map((name) => [name, ANY]))
}
