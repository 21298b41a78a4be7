import type { FlowEdge, FlowNode, FlowValues } from './graph.ts'

/** The first edge whose condition holds, in the order of the file; else the default one. */
export function choose(node: FlowNode, values: FlowValues): FlowEdge {
  for (const edge of node.outgoing) {
    if (edge.condition?.holds(values)) return edge
  }
  const chosen = node.defaultEdge ?? (node.outgoing.length === 1 ? node.outgoing[0] : undefined)
  if (!chosen) throw new Error(`no condition of gateway ${node.id} holds and it has no default`)
  return chosen
}

/** Every edge whose condition holds; the default one if none does. */
export function chooseAll(node: FlowNode, values: FlowValues): readonly FlowEdge[] {
  const chosen = node.outgoing.filter((edge) => edge.condition?.holds(values))
  return chosen.length > 0 ? chosen : [choose(node, values)]
}

/** Where the work goes on after an element, as the conditions stand: the next elements that are not gateways. */
export function nextElements(node: FlowNode, values: FlowValues): Set<FlowNode> {
  const found = new Set<FlowNode>()
  const seen = new Set<FlowNode>()
  const queue: FlowEdge[] = [...node.outgoing]
  for (let edge = queue.pop(); edge; edge = queue.pop()) {
    const next = edge.to
    if (seen.has(next)) continue
    seen.add(next)
    if (next.kind === 'exclusive') queue.push(choose(next, values))
    else if (next.kind === 'inclusive') queue.push(...chooseAll(next, values))
    else if (next.kind === 'parallel') queue.push(...next.outgoing)
    else if (next.kind === 'end' && next.inside) queue.push(...next.inside.outgoing)
    else found.add(next)
  }
  return found
}
