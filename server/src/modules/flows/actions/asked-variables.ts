import type { TrialVariable } from '../contract/try-flow.ts'
import { BOOLEAN, NUMBER, STRING } from '../domain/feel-type.ts'
import type { FeelType } from '../domain/feel-type.ts'
import type { FlowGraph } from '../domain/graph.ts'
import * as decisionStore from '../store/decision-store.ts'
import { checkConditionTypes } from './check-condition-types.ts'
import type { FlowsContext } from './flows-context.ts'

/** What a flow reads and no table of its own gives, with the type that its tables and conditions take it for. */
export async function askedVariables(
  ctx: FlowsContext,
  graph: FlowGraph,
  jurisdiction: string,
): Promise<TrialVariable[]> {
  const known: Record<string, FeelType> = {}
  const given = new Set<string>()
  for (const { decision } of graph.nodes.values()) {
    const table = decision && (await decisionStore.findUsableTable(ctx.tx, { jurisdiction, ...decision }))
    if (!table) continue
    const { inputs, decisions } = await ctx.decisions.get(ctx, table)
    for (const { name } of decisions) given.add(name)
    for (const { name, type } of inputs) known[name] = type
  }
  const asked = graph.variables.filter((name) => !given.has(name))
  return asked.map((name) => shown(name, known[name] ?? guessed(graph, name)))
}

/** The first type with which no condition is wrong. */
function guessed(graph: FlowGraph, name: string): FeelType {
  const others = Object.fromEntries(graph.variables.map((each) => [each, { kind: 'any' } as const]))
  const fits = (type: FeelType) => checkConditionTypes(graph, { ...others, [name]: type }).length === 0
  return [NUMBER, BOOLEAN, STRING].find(fits) ?? STRING
}

function shown(name: string, type: FeelType): TrialVariable {
  switch (type.kind) {
    case 'number':
    case 'boolean':
    case 'date':
      return { name, type: type.kind }
    case 'string':
      return { name, type: 'string', ...(type.values && { values: [...type.values] }) }
    default:
      return { name, type: 'other' }
  }
}
