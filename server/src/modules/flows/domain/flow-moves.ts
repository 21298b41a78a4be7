import type { FlowEdge, FlowGraph, FlowNode } from './graph.ts'
import { isJoinReady } from './inclusive-join.ts'

/** What a play of all runs keeps of one scope: the edges that hold a token, and the events that are armed beside one. */
export type Place = FlowEdge | FlowNode
export type Marking = readonly Place[]

/** One thing that can happen next: `node` acts, and the tokens move. */
export interface Move {
  readonly node: FlowNode
  /** The edge that was chosen, where there was a choice. */
  readonly chosen: readonly FlowEdge[]
  readonly marking: Marking
}

/** Elements of one scope, and what is known of them before anything is played. */
export interface Scope {
  readonly graph: FlowGraph
  readonly nodes: readonly FlowNode[]
  readonly start: FlowNode
  /** Reached only by events that do not interrupt: they run beside, and end by themselves. */
  readonly beside: ReadonlySet<FlowNode>
}

export function scopeAt(graph: FlowGraph, inside: FlowNode | undefined): Scope | undefined {
  const start = inside ? inside.innerStart : graph.start
  const nodes = [...graph.nodes.values()].filter((node) => node.inside === inside)
  if (!start) return undefined
  const main = reach(start, (event) => event.isInterrupting === true)
  const all = reach(start, () => true)
  return { graph, nodes, start, beside: new Set([...all].filter((node) => !main.has(node))) }
}

function reach(start: FlowNode, isFollowed: (event: FlowNode) => boolean): Set<FlowNode> {
  const seen = new Set([start])
  for (const node of seen) {
    for (const edge of node.outgoing) seen.add(edge.to)
    for (const event of node.boundaries) if (isFollowed(event)) seen.add(event)
  }
  return seen
}

export function isEdge(place: Place): place is FlowEdge {
  return 'to' in place
}

export function edgesOf(marking: Marking): FlowEdge[] {
  return marking.filter(isEdge)
}

/**
 * Everything that can happen next. Gateways and ends act at once, as they do in the executor, one after another: that
 * makes no difference to where a run can get, and a great one to how many markings there are.
 */
export function movesOf(marking: Marking, scope: Scope): Move[] {
  const edges = edgesOf(marking)
  // The last first: a token goes on until it rests, as in the executor.
  for (const edge of edges.toReversed()) {
    const moves = instantMoves(edge, marking)
    if (moves.length > 0) return moves
  }
  for (const join of scope.graph.inclusiveJoins) {
    const moves = joinMoves(join, marking)
    if (moves.length > 0) return moves
  }
  return [...edges.flatMap((edge) => workMoves(edge, marking)), ...armedMoves(marking)]
}

function instantMoves(edge: FlowEdge, marking: Marking): Move[] {
  const node = edge.to
  switch (node.kind) {
    case 'exclusive':
      return node.outgoing.map((out) => ({ node, chosen: choice(node, [out]), marking: pass(marking, [edge], [out]) }))
    case 'inclusive':
      return node.incoming.length > 1 ? [] : splits(node, marking, [edge])
    case 'parallel':
      if (!node.incoming.every((other) => marking.includes(other))) return []
      return [{ node, chosen: [], marking: pass(marking, node.incoming, node.outgoing) }]
    case 'end':
      return [{ node, chosen: [], marking: node.isTerminating ? [] : pass(marking, [edge], []) }]
    default:
      return []
  }
}

/** Any branches whose conditions may hold together; the default one alone. */
function splits(node: FlowNode, marking: Marking, takes: readonly FlowEdge[]): Move[] {
  const conditional = node.outgoing.filter((edge) => edge !== node.defaultEdge)
  const sets = conditional.reduce<FlowEdge[][]>((all, edge) => [...all, ...all.map((set) => [...set, edge])], [[]])
  const chosen = sets.map((set) => (set.length === 0 && node.defaultEdge ? [node.defaultEdge] : set))
  return chosen
    .filter((set) => set.length > 0)
    .map((set) => ({ node, chosen: choice(node, set), marking: pass(marking, takes, set) }))
}

function choice(node: FlowNode, edges: readonly FlowEdge[]): readonly FlowEdge[] {
  return node.outgoing.length > 1 ? edges : []
}

function joinMoves(join: Scope['graph']['inclusiveJoins'][number], marking: Marking): Move[] {
  const filled = join.node.incoming.filter((edge) => marking.includes(edge))
  if (filled.length === 0) return []
  const elsewhere = marking.map((place) => (isEdge(place) ? place.to : place)).filter((node) => node !== join.node)
  const ids = elsewhere.map((node) => node.id)
  return isJoinReady(join, filled, ids) ? splits(join.node, marking, filled) : []
}

/** Somebody does the work, or an event on its edge ends it. */
function workMoves(edge: FlowEdge, marking: Marking): Move[] {
  const node = edge.to
  if (node.kind === 'parallel' || node.kind === 'inclusive') return []
  const quiet = node.boundaries.filter((event) => !event.isInterrupting)
  const rest = marking.filter((place) => place !== edge && !quiet.some((event) => event === place))
  const ways = [node, ...node.boundaries.filter((event) => event.isInterrupting)]
  return ways.map((way) => ({ node: way, chosen: [], marking: pass(rest, [], way.outgoing) }))
}

/** An event that does not interrupt happens once for each time that its activity begins. */
function armedMoves(marking: Marking): Move[] {
  return marking.flatMap((place) =>
    isEdge(place) ? [] : [{ node: place, chosen: [], marking: pass(marking, [place], place.outgoing) }],
  )
}

/** An activity begins when a token comes to it: the events on its edge are armed from then on. */
export function pass(marking: Marking, takes: readonly Place[], gives: readonly FlowEdge[]): Marking {
  const armed = gives.flatMap((edge) => edge.to.boundaries.filter((event) => !event.isInterrupting))
  return [...marking.filter((place) => !takes.includes(place)), ...gives, ...armed]
}
