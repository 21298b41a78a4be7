import type { FlowGraph, FlowNode } from './graph.ts'

/** A circle on which nobody works and nothing is waited for: once entered it would be gone round for ever. */
export function findCircle(graph: FlowGraph): FlowNode | undefined {
  const instant = instantNodes(graph)
  return [...instant].find((first) => {
    const seen = new Set<FlowNode>()
    const queue = followers(first)
    for (let node = queue.pop(); node; node = queue.pop()) {
      if (node === first) return true
      if (seen.has(node) || !instant.has(node)) continue
      seen.add(node)
      queue.push(...followers(node))
    }
    return false
  })
}

function followers(node: FlowNode): FlowNode[] {
  return node.outgoing.map((edge) => edge.to)
}

/** What can be passed at once: gateways, services, decisions, and activities that may come to nothing. */
function instantNodes(graph: FlowGraph): Set<FlowNode> {
  const instant = new Set<FlowNode>()
  const nodes = [...graph.nodes.values()]
  for (let size = -1; size !== instant.size; ) {
    size = instant.size
    for (const node of nodes) if (isInstant(node, instant)) instant.add(node)
  }
  return instant
}

const AT_ONCE: ReadonlySet<string> = new Set(['exclusive', 'parallel', 'inclusive', 'service', 'rule'])

function isInstant(node: FlowNode, instant: ReadonlySet<FlowNode>): boolean {
  if (AT_ONCE.has(node.kind) || node.multi?.count.least === 0) return true
  return node.kind === 'sub' && node.innerStart !== undefined && canPass(node.innerStart, instant)
}

function canPass(start: FlowNode, instant: ReadonlySet<FlowNode>): boolean {
  const seen = new Set([start])
  for (const node of seen) {
    if (node.kind === 'end') return true
    if (node === start || instant.has(node)) for (const next of followers(node)) seen.add(next)
  }
  return false
}
