import type { FlowProblem } from '../contract/flow-problem.ts'
import { ANY, titleOfType } from '../domain/feel-type.ts'
import type { FeelType } from '../domain/feel-type.ts'
import type { FlowEdge, FlowGraph, FlowNode } from '../domain/graph.ts'
import { callOf } from '../domain/inline-calls.ts'
import { problemAt } from '../domain/problem-at.ts'
import { FeelTypeError, inferFeelType } from './infer-feel-type.ts'
import type { FeelScope } from './infer-feel-type.ts'

const OUTCOME: FeelType = { kind: 'string', values: ['pass', 'return', 'deny'] }

/**
 * Every condition is held against the types of what it reads and must come out as yes or no. Without `types`, nothing is
 * known of the flow's variables; what is wrong whatever they are is found even so.
 */
export function checkConditionTypes(graph: FlowGraph, types?: Readonly<Record<string, FeelType>>): FlowProblem[] {
  const edges = [...graph.edges.values()].flatMap((edge) => {
    if (!edge.condition) return []
    const missing = types ? missingNames(edge, graph, types) : []
    return missing.length > 0 ? missing : checkCondition(edge, scopeOf(graph, types ?? {}, callOf(edge.id)))
  })
  const counts = [...graph.nodes.values()].flatMap((node) =>
    node.multi ? checkCount(node, node.multi.count.text, scopeOf(graph, types ?? {}, callOf(node.id))) : [],
  )
  return [...edges, ...counts]
}

/** @param call in whose place the condition's part stands: there, `outcomes` has the names that the part gave */
function scopeOf(graph: FlowGraph, types: Readonly<Record<string, FeelType>>, call: string): FeelScope {
  const tasks = [...graph.nodes.values()].filter(({ kind, id }) => kind === 'task' && id.startsWith(call))
  const names = tasks.map(({ id }) => id.slice(call.length))
  const outcomes: FeelType = { kind: 'context', fields: Object.fromEntries(names.map((name) => [name, OUTCOME])) }
  const variables = Object.fromEntries(graph.variables.map((name) => [name, types[name] ?? ANY]))
  return { ...variables, outcome: OUTCOME, outcomes }
}

/** A variable that no question of the form gives would never have a value. */
function missingNames(edge: FlowEdge, graph: FlowGraph, types: Readonly<Record<string, FeelType>>): FlowProblem[] {
  const names = (edge.condition?.names ?? []).filter((name) => graph.variables.includes(name))
  return names
    .filter((name) => !Object.hasOwn(types, name))
    .map((name) => problemAt(edge, 'condition-types', `条件“${edge.condition!.text}”要用的“${name}”，申请表单里没有。`))
}

function checkCondition(edge: FlowEdge, scope: FeelScope): FlowProblem[] {
  const text = edge.condition?.text
  if (text === undefined) return []
  const wrong = wrongType(text, scope, 'boolean')
  return wrong === undefined ? [] : [problemAt(edge, 'condition-types', `条件“${text}”${wrong}。`)]
}

/** 多实例: how many times is a number. */
function checkCount(node: FlowNode, text: string, scope: FeelScope): FlowProblem[] {
  const wrong = wrongType(text, scope, 'number')
  return wrong === undefined ? [] : [problemAt(node, 'count-types', `办理次数“${text}”${wrong}。`)]
}

function wrongType(text: string, scope: FeelScope, wanted: 'boolean' | 'number'): string | undefined {
  try {
    const type = inferFeelType(text, scope)
    if (type.kind === wanted || type.kind === 'any') return undefined
    return `的结果是${titleOfType(type)}，${wanted === 'boolean' ? '条件的结果要为是或否' : '应当是数'}`
  } catch (error) {
    if (!(error instanceof FeelTypeError)) throw error
    return `不成立：${error.message}`
  }
}
