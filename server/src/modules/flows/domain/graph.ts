import type { Step } from '../contract/step.ts'

/** What a condition or an effect may read: outcome, outcomes by element, and the variables that the flow declares. */
export type FlowValues = Readonly<Record<string, unknown>>

/** A FEEL condition, compiled once for a definition version. */
export interface Condition {
  readonly text: string
  /** Free names; `outcomes.<id>` is given as its path. */
  readonly names: readonly string[]
  holds(values: FlowValues): boolean
}

/** 定时：工作日或自然日，只能有一种。 */
export interface Wait {
  readonly length: number
  readonly unit: 'workday' | 'day'
}

/** 人工环节的要求。 */
export interface TaskRule {
  readonly step: Step
  readonly role: string
  readonly limitWorkdays?: number
  /** Elements whose performer may not do this one, in both directions (职责分离). */
  readonly distinctFrom: readonly string[]
}

export type NodeKind = 'start' | 'end' | 'task' | 'exclusive' | 'parallel' | 'timer' | 'boundary'

/** A flow as it stands in the file: plain data, nothing checked yet. */
export interface FlowSource {
  readonly id: string
  readonly name: string
  readonly variables: readonly string[]
  readonly nodes: readonly NodeSource[]
  readonly edges: readonly EdgeSource[]
}

export interface NodeSource {
  readonly id: string
  readonly name: string
  readonly kind: NodeKind
  readonly task?: Omit<TaskRule, 'step'> & { readonly step: string }
  readonly wait?: Wait
  /** The task on whose edge a boundary timer sits. */
  readonly attachedTo?: string
  readonly defaultEdge?: string
}

export interface EdgeSource {
  readonly id: string
  readonly name?: string
  readonly from: string
  readonly to: string
  readonly condition?: Condition
}

export interface FlowEdge {
  readonly id: string
  readonly name: string
  readonly from: FlowNode
  readonly to: FlowNode
  readonly condition: Condition | undefined
}

export interface FlowNode {
  readonly id: string
  readonly name: string
  readonly kind: NodeKind
  readonly task: TaskRule | undefined
  readonly wait: Wait | undefined
  readonly attachedTo: FlowNode | undefined
  /** Timers that end this task when they fire. */
  readonly boundaries: readonly FlowNode[]
  readonly incoming: readonly FlowEdge[]
  readonly outgoing: readonly FlowEdge[]
  readonly defaultEdge: FlowEdge | undefined
}

/** 流程图：一个定义版本只建一次，之后不变。 */
export interface FlowGraph {
  readonly id: string
  readonly name: string
  readonly variables: readonly string[]
  readonly nodes: ReadonlyMap<string, FlowNode>
  readonly edges: ReadonlyMap<string, FlowEdge>
  readonly start: FlowNode | undefined
}

type Growing<T> = { -readonly [K in keyof T]: T[K] extends readonly (infer E)[] ? E[] : T[K] }

/** Joins the parts. Edges that lead nowhere are left out: the parser has named them. */
export function buildGraph(source: FlowSource): FlowGraph {
  const nodes = new Map<string, Growing<FlowNode>>()
  for (const part of source.nodes) nodes.set(part.id, nodeOf(part))
  const edges = new Map<string, FlowEdge>()
  for (const part of source.edges) {
    const from = nodes.get(part.from)
    const to = nodes.get(part.to)
    if (!from || !to) continue
    const edge: FlowEdge = { id: part.id, name: part.name ?? '', from, to, condition: part.condition }
    edges.set(part.id, edge)
    from.outgoing.push(edge)
    to.incoming.push(edge)
  }
  for (const part of source.nodes) {
    const node = nodes.get(part.id)!
    if (part.defaultEdge) node.defaultEdge = edges.get(part.defaultEdge)
    const host = part.attachedTo ? nodes.get(part.attachedTo) : undefined
    if (!host) continue
    node.attachedTo = host
    host.boundaries.push(node)
  }
  separateBothWays(nodes)
  const starts = source.nodes.filter((node) => node.kind === 'start')
  const start = starts.length === 1 ? nodes.get(starts[0]!.id) : undefined
  return { id: source.id, name: source.name, variables: source.variables, nodes, edges, start }
}

function nodeOf(part: NodeSource): Growing<FlowNode> {
  return {
    id: part.id,
    name: part.name,
    kind: part.kind,
    task: part.task as TaskRule | undefined,
    wait: part.wait,
    attachedTo: undefined,
    boundaries: [],
    incoming: [],
    outgoing: [],
    defaultEdge: undefined,
  }
}

/** If the reviewer may not have handled, the handler of a returned case may not have reviewed it either. */
function separateBothWays(nodes: ReadonlyMap<string, Growing<FlowNode>>): void {
  const pairs = [...nodes.values()].flatMap((node) => (node.task?.distinctFrom ?? []).map((other) => [node.id, other]))
  for (const [one, other] of pairs as [string, string][]) {
    const rule = nodes.get(other)?.task
    if (rule && !rule.distinctFrom.includes(one)) {
      nodes.get(other)!.task = { ...rule, distinctFrom: [...rule.distinctFrom, one] }
    }
  }
}
