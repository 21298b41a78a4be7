import { NO_PROCEDURE } from '../contract/step.ts'
import type { FlowProblem } from '../contract/flow-problem.ts'
import type { DecisionModel } from '../domain/decision.ts'
import { ANY, agree, isDuration, isTemporal, titleOfType } from '../domain/feel-type.ts'
import type { FeelType } from '../domain/feel-type.ts'
import { typesOfForm } from '../domain/form-types.ts'
import type { FlowGraph, FlowNode, Reference } from '../domain/graph.ts'
import { problemAt } from '../domain/problem-at.ts'
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
  /** The codes of its special procedures. */
  readonly procedures: readonly string[]
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
  const asked = typesOfForm(schema)
  const types = { ...openTypes(graph), ...asked }
  const problems: FlowProblem[] = []
  for (const node of graph.nodes.values()) {
    const model = node.decision && (await modelOf(ctx, jurisdiction, node.decision))
    if (!model) continue
    problems.push(...checkInputs(node, model, asked))
    for (const decision of model.decisions) types[decision.name] = decision.type
  }
  return [...problems, ...checkConditionTypes(graph, types), ...unknownProcedures(graph, input.procedures)]
}

/** Whatever the flow declares, if it has services or messages, which may bring anything. */
function openTypes(graph: FlowGraph): Record<string, FeelType> {
  const isOpen = [...graph.nodes.values()].some(({ kind, message }) => kind === 'service' || message !== undefined)
  return isOpen ? Object.fromEntries(graph.variables.map((name) => [name, ANY])) : {}
}

async function modelOf(ctx: FlowsContext, jurisdiction: string, table: Reference): Promise<DecisionModel | undefined> {
  const found = await decisionStore.findUsableTable(ctx.tx, { jurisdiction, ...table })
  return found && ctx.decisions.get(ctx, found)
}

/** What a step lets be opened is one of the item's; another item that runs on the same flow may have it. */
function unknownProcedures(graph: FlowGraph, procedures: readonly string[]): FlowProblem[] {
  return [...graph.nodes.values()].flatMap((node) =>
    (node.task?.procedures ?? [])
      .filter((code) => code !== NO_PROCEDURE && !procedures.includes(code))
      .map((code) => problemAt(node, 'task-procedures', `可以启动的特别程序“${code}”，这个事项没有。`)),
  )
}

/** A table compares dates as dates though a form writes them as texts; all else must be what the table says. */
function checkInputs(node: FlowNode, model: DecisionModel, asked: Readonly<Record<string, FeelType>>): FlowProblem[] {
  return model.inputs.flatMap(({ name, type }) => {
    const given = asked[name]
    const isText = given?.kind === 'string' && (isTemporal(type) || isDuration(type))
    if (!given || isText || agree(given, type)) return []
    const sentence = `决策表要用的“${name}”是${titleOfType(type)}，申请表单里的是${titleOfType(given)}。`
    return [problemAt(node, 'decision-types', sentence)]
  })
}
