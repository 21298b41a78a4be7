import type { Step, StepDocument } from '../contract/step.ts'

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
  /** Codes of the special procedures that may be opened at this step, or `none`; absent: any that the item has. */
  readonly procedures?: readonly string[]
  /** 文书 that completing the step issues. */
  readonly documents?: readonly StepDocument[]
  readonly risk?: RiskPoint
}

/** 廉政风险点：表现形式、等级（`high`、`middle`、`low`）、防控措施。 */
export interface RiskPoint {
  readonly form: string
  readonly level: string
  readonly measure: string
}

/** 多实例：同一环节办几次，几个人同时办或一个接一个办。 */
export interface Multi {
  readonly isSequential: boolean
  readonly count: Count
}

/** How many instances, in FEEL over the flow's values. */
export interface Count {
  readonly text: string
  readonly names: readonly string[]
  /** What it is at least, whatever the values are. */
  readonly least: number
  /** Not a number if the values make none. */
  of(values: FlowValues): number
}

/** A published decision table or flow: an id and the version that is pinned. */
export interface Reference {
  readonly id: string
  readonly version: number
}

/** 服务环节: a service that a module offers, by its name. */
export interface ServiceCall {
  readonly name: string
  readonly text?: string
}

export type NodeKind =
  | 'start'
  | 'end'
  | 'task'
  | 'service'
  | 'rule'
  | 'call'
  | 'sub'
  | 'exclusive'
  | 'parallel'
  | 'inclusive'
  | 'timer'
  | 'message'
  | 'boundary'

/** What stands in the file about one element besides how it is joined to others. */
interface NodeFacts {
  readonly id: string
  readonly name: string
  readonly kind: NodeKind
  readonly wait?: Wait | undefined
  /** The message for which a catch event or a boundary event waits. */
  readonly message?: string | undefined
  /** Whether a boundary event ends the activity on which it sits. */
  readonly isInterrupting?: boolean | undefined
  /** An end event that ends everything else beside it. */
  readonly isTerminating?: boolean | undefined
  readonly multi?: Multi | undefined
  readonly service?: ServiceCall | undefined
  readonly decision?: Reference | undefined
  readonly calls?: Reference | undefined
}

/** A flow as it stands in the file: plain data, nothing checked yet. */
export interface FlowSource {
  readonly id: string
  readonly name: string
  readonly variables: readonly string[]
  /** 流程片段：只供其他流程调用。 */
  readonly isPart?: boolean
  readonly nodes: readonly NodeSource[]
  readonly edges: readonly EdgeSource[]
}

export interface NodeSource extends NodeFacts {
  readonly task?: Omit<TaskRule, 'step' | 'documents'> & {
    readonly step: string
    readonly documents?: readonly { readonly templateId: string; readonly outcome: string }[]
  }
  /** The activity on whose edge a boundary event sits. */
  readonly attachedTo?: string
  readonly defaultEdge?: string
  /** The sub-process in which it stands. */
  readonly inside?: string
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

export interface FlowNode extends NodeFacts {
  readonly task: TaskRule | undefined
  readonly attachedTo: FlowNode | undefined
  /** Events on the edge of this activity. */
  readonly boundaries: readonly FlowNode[]
  readonly incoming: readonly FlowEdge[]
  readonly outgoing: readonly FlowEdge[]
  readonly defaultEdge: FlowEdge | undefined
  /** The sub-process in which it stands. */
  readonly inside: FlowNode | undefined
  /** Of a sub-process: its own start event, if it has exactly one. */
  readonly innerStart: FlowNode | undefined
}

/** 包容汇合：等到再没有别的分支会到这里为止。 */
export interface InclusiveJoin {
  readonly node: FlowNode
  /** For each edge into the join, the ids of the elements from which it can be reached without passing the join. */
  readonly reachedFrom: ReadonlyMap<FlowEdge, ReadonlySet<string>>
}

/** 流程图：一个定义版本只建一次，之后不变。 */
export interface FlowGraph {
  readonly id: string
  readonly name: string
  readonly variables: readonly string[]
  readonly isPart: boolean
  readonly nodes: ReadonlyMap<string, FlowNode>
  readonly edges: ReadonlyMap<string, FlowEdge>
  readonly start: FlowNode | undefined
  readonly inclusiveJoins: readonly InclusiveJoin[]
  /** Whether tokens can stand inside one another: sub-processes or several instances of one activity. */
  readonly hasScopes: boolean
}

type Growing<T> = { -readonly [K in keyof T]: T[K] extends readonly (infer E)[] ? E[] : T[K] }

/** Joins the parts. Edges that lead nowhere are left out: the parser has named them. */
export function buildGraph(source: FlowSource): FlowGraph {
  const nodes = new Map<string, Growing<FlowNode>>()
  for (const part of source.nodes) nodes.set(part.id, nodeOf(part))
  const edges = joinEdges(source, nodes)
  for (const part of source.nodes) {
    const node = nodes.get(part.id)!
    node.inside = part.inside === undefined ? undefined : nodes.get(part.inside)
    if (part.defaultEdge) node.defaultEdge = edges.get(part.defaultEdge)
    const host = part.attachedTo ? nodes.get(part.attachedTo) : undefined
    if (!host) continue
    node.attachedTo = host
    host.boundaries.push(node)
  }
  separateBothWays(nodes)
  const all = [...nodes.values()]
  for (const node of all) if (node.kind === 'sub') node.innerStart = onlyStart(all, node)
  return {
    id: source.id,
    name: source.name,
    variables: source.variables,
    isPart: source.isPart ?? false,
    nodes,
    edges,
    start: onlyStart(all, undefined),
    inclusiveJoins: findInclusiveJoins(all),
    hasScopes: all.some((node) => node.kind === 'sub' || node.multi !== undefined),
  }
}

function joinEdges(source: FlowSource, nodes: ReadonlyMap<string, Growing<FlowNode>>): Map<string, FlowEdge> {
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
  return edges
}

function onlyStart(nodes: readonly FlowNode[], inside: FlowNode | undefined): FlowNode | undefined {
  const starts = nodes.filter((node) => node.kind === 'start' && node.inside === inside)
  return starts.length === 1 ? starts[0] : undefined
}

/** Every node has the same shape: the executor reads millions of them. */
function nodeOf(part: NodeSource): Growing<FlowNode> {
  return {
    id: part.id,
    name: part.name,
    kind: part.kind,
    task: part.task as TaskRule | undefined,
    wait: part.wait,
    message: part.message,
    isInterrupting: part.isInterrupting ?? true,
    isTerminating: part.isTerminating ?? false,
    multi: part.multi,
    service: part.service,
    decision: part.decision,
    calls: part.calls,
    attachedTo: undefined,
    boundaries: [],
    incoming: [],
    outgoing: [],
    defaultEdge: undefined,
    inside: undefined,
    innerStart: undefined,
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

/** An inclusive gateway with one edge into it never waits. */
function findInclusiveJoins(nodes: readonly FlowNode[]): InclusiveJoin[] {
  return nodes
    .filter((node) => node.kind === 'inclusive' && node.incoming.length > 1)
    .map((node) => ({ node, reachedFrom: new Map(node.incoming.map((edge) => [edge, elementsBefore(edge, node)])) }))
}

function elementsBefore(edge: FlowEdge, join: FlowNode): Set<string> {
  const before = new Set<FlowNode>()
  const queue = [edge.from]
  for (let node = queue.pop(); node; node = queue.pop()) {
    if (node === join || before.has(node)) continue
    before.add(node)
    queue.push(...node.incoming.map((incoming) => incoming.from))
    if (node.attachedTo) queue.push(node.attachedTo)
  }
  return new Set([...before].map((node) => node.id))
}
