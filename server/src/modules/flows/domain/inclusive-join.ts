import type { FlowEdge, FlowNode } from './graph.ts'

/** 包容汇合：等到再没有别的分支会到这里为止。 */
export interface InclusiveJoin {
  readonly node: FlowNode
  /** For each edge into the join, the ids of the elements from which it can be reached without passing the join. */
  readonly reachedFrom: ReadonlyMap<FlowEdge, ReadonlySet<string>>
}

/** An inclusive gateway with one edge into it never waits. */
export function findInclusiveJoins(nodes: readonly FlowNode[]): InclusiveJoin[] {
  return nodes
    .filter((node) => node.kind === 'inclusive' && node.incoming.length > 1)
    .map((node) => ({ node, reachedFrom: new Map(node.incoming.map((edge) => [edge, elementsBefore(edge, node)])) }))
}

/**
 * BPMN 2.0, 13.3.3: the join goes on when a token waits on one of its edges and no token elsewhere can still come to an
 * edge without one; a token that could as well come to an edge that has one already does not count.
 * @param elsewhere ids of the elements at which other tokens of the same scope are
 */
export function isJoinReady(join: InclusiveJoin, filled: readonly FlowEdge[], elsewhere: readonly string[]): boolean {
  const isFilled = (edge: FlowEdge) => filled.includes(edge)
  return elsewhere.every((id) => {
    const edges = join.node.incoming.filter((edge) => join.reachedFrom.get(edge)!.has(id))
    return edges.length === 0 || edges.some(isFilled)
  })
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
