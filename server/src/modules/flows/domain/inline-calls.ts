import type { Condition, Count, EdgeSource, FlowSource, FlowValues, NodeSource } from './graph.ts'

/** Between the id of a call and that of an element of what it calls; no XML id has it. */
const CALL_MARK = '/'

/** What stands before an element's own id: the calls in whose place it is. */
export function callOf(elementId: string): string {
  return elementId.slice(0, elementId.lastIndexOf(CALL_MARK) + 1)
}

/** The drawing shows the call, not what is inside it. */
export function drawnId(elementId: string): string {
  return elementId.split(CALL_MARK)[0]!
}

/**
 * 调用活动: the part that is called takes the place of the call, as a sub-process. Its version is pinned in the file and
 * published files never change, so the flow stays one graph with one set of tokens, is checked as a whole and is
 * cancelled, retimed and spoken to as a whole.
 */
export function inlineCalls(source: FlowSource, parts: ReadonlyMap<string, FlowSource>): FlowSource {
  const nodes: NodeSource[] = []
  const edges: EdgeSource[] = source.edges.slice()
  const variables = new Set(source.variables)
  for (const node of source.nodes) {
    const part = node.kind === 'call' ? parts.get(node.id) : undefined
    if (!part) {
      nodes.push(node)
      continue
    }
    nodes.push({ ...node, kind: 'sub' }, ...part.nodes.map((inner) => nodeWithin(node.id, inner)))
    edges.push(...part.edges.map((inner) => edgeWithin(node.id, inner)))
    for (const name of part.variables) variables.add(name)
  }
  return { ...source, nodes, edges, variables: [...variables] }
}

function nodeWithin(call: string, node: NodeSource): NodeSource {
  const own = (id: string) => `${call}${CALL_MARK}${id}`
  const { task, attachedTo, defaultEdge, inside, multi } = node
  return {
    ...node,
    id: own(node.id),
    inside: inside === undefined ? call : own(inside),
    ...(task && { task: { ...task, distinctFrom: task.distinctFrom.map(own) } }),
    ...(attachedTo !== undefined && { attachedTo: own(attachedTo) }),
    ...(defaultEdge !== undefined && { defaultEdge: own(defaultEdge) }),
    ...(multi && { multi: { ...multi, count: countWithin(call, multi.count) } }),
  }
}

function edgeWithin(call: string, edge: EdgeSource): EdgeSource {
  const own = (id: string) => `${call}${CALL_MARK}${id}`
  const { condition } = edge
  return {
    ...edge,
    id: own(edge.id),
    from: own(edge.from),
    to: own(edge.to),
    ...(condition && { condition: conditionWithin(call, condition) }),
  }
}

function conditionWithin(call: string, condition: Condition): Condition {
  const names = condition.names.map((name) => nameWithin(call, name))
  return { text: condition.text, names, holds: (values) => condition.holds(valuesWithin(call, values)) }
}

function countWithin(call: string, count: Count): Count {
  const names = count.names.map((name) => nameWithin(call, name))
  return { ...count, names, of: (values) => count.of(valuesWithin(call, values)) }
}

function nameWithin(call: string, name: string): string {
  const elementId = name.startsWith('outcomes.') ? name.slice('outcomes.'.length) : undefined
  return elementId === undefined ? name : `outcomes.${call}${CALL_MARK}${elementId}`
}

/** Inside the part, `outcomes` holds those of its own elements, by the ids that it gave them. */
function valuesWithin(call: string, values: FlowValues): FlowValues {
  const prefix = `${call}${CALL_MARK}`
  const all = Object.entries((values['outcomes'] ?? {}) as Readonly<Record<string, unknown>>)
  const own = all.filter(([id]) => id.startsWith(prefix)).map(([id, outcome]) => [id.slice(prefix.length), outcome])
  return { ...values, outcomes: Object.fromEntries(own) }
}
