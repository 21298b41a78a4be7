import type { FlowEdge, InclusiveJoin } from './graph.ts'

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
