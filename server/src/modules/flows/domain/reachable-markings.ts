import type { FlowEdge, FlowGraph, FlowNode } from './graph.ts'

/** As many as a flow may have to be published. */
const MOST_MARKINGS = 20_000

/**
 * 可达状态: every set of places at which the tokens of this flow can wait together, whatever people decide and whichever
 * timers fire. A place is a task, a timer, or the edge into a join that is not complete.
 * @returns undefined for a flow that has elements whose tokens are not of this kind
 */
export function reachableMarkings(graph: FlowGraph): ReadonlySet<string> | undefined {
  if (!played.has(graph)) played.set(graph, play(graph))
  return played.get(graph)
}

/** A graph never changes, and a thousand cases are held against the same one. */
const played = new WeakMap<FlowGraph, ReadonlySet<string> | undefined>()

function play(graph: FlowGraph): ReadonlySet<string> | undefined {
  if (!graph.start || [...graph.nodes.values()].some((node) => !isPlayed(node))) return undefined
  const found = new Set<string>()
  const seen = new Map<string, readonly FlowEdge[]>()
  const visit = (marking: readonly FlowEdge[]) => void seen.set(keyOf(marking.map(({ id }) => id)), marking)
  visit(graph.start.outgoing)
  for (const marking of seen.values()) {
    if (seen.size > MOST_MARKINGS) return undefined
    const moves = marking.flatMap((edge) => movesOver(edge, marking))
    const automatic = moves.find(({ isAutomatic }) => isAutomatic)
    // What goes of itself goes before anybody looks; in which order makes no difference to where it rests.
    const next = automatic ? moves.filter(({ node }) => node === automatic.node) : moves
    if (!automatic) found.add(keyOf(marking.map(placeOf)))
    for (const { takes, gives } of next) visit([...marking.filter((edge) => !takes.includes(edge)), ...gives])
  }
  return found
}

/** Where tokens wait, as one text; the order in which they got there says nothing. */
export function keyOf(places: readonly string[]): string {
  return places.toSorted().join('|')
}

/** Whether a run of this flow passes the element as one token on one edge at a time. */
function isPlayed(node: FlowNode): boolean {
  const isBeside = node.kind === 'boundary' && !node.isInterrupting
  if (isBeside || node.isTerminating || node.multi) return false
  return ['start', 'end', 'task', 'timer', 'boundary', 'exclusive', 'parallel'].includes(node.kind)
}

function placeOf(edge: FlowEdge): string {
  return edge.to.kind === 'parallel' ? edge.id : edge.to.id
}

interface Move {
  readonly node: FlowNode
  readonly isAutomatic: boolean
  readonly takes: readonly FlowEdge[]
  readonly gives: readonly FlowEdge[]
}

function movesOver(edge: FlowEdge, marking: readonly FlowEdge[]): Move[] {
  const node = edge.to
  switch (node.kind) {
    case 'exclusive':
      return node.outgoing.map((out) => ({ node, isAutomatic: true, takes: [edge], gives: [out] }))
    case 'parallel': {
      const isComplete = node.incoming.every((other) => marking.includes(other))
      if (!isComplete || edge !== node.incoming[0]) return []
      return [{ node, isAutomatic: true, takes: node.incoming, gives: node.outgoing }]
    }
    case 'end':
      return [{ node, isAutomatic: true, takes: [edge], gives: [] }]
    default:
      return [node, ...node.boundaries].map((way) => ({ node, isAutomatic: false, takes: [edge], gives: way.outgoing }))
  }
}
