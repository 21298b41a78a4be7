import { edgesOf, isEdge, movesOf, pass, scopeAt } from './flow-moves.ts'
import type { Marking, Scope } from './flow-moves.ts'
import type { FlowEdge, FlowGraph, FlowNode } from './graph.ts'

/** As many as a flow may have to be published. */
const MOST_MARKINGS = 20_000

/** A graph never changes, and a thousand cases are held against the same one. */
const played = new WeakMap<FlowGraph, Map<FlowNode | undefined, ReadonlySet<string> | undefined>>()

/**
 * 可达状态: every set of places at which the tokens of one scope can wait together, whatever people decide and whichever
 * events happen. A place is an element that waits, or the edge into a join that is not complete.
 * @param inside the sub-process; undefined for the outermost scope
 * @returns undefined when there are too many to tell
 */
export function reachableMarkings(graph: FlowGraph, inside?: FlowNode): ReadonlySet<string> | undefined {
  const known = played.get(graph) ?? new Map<FlowNode | undefined, ReadonlySet<string> | undefined>()
  played.set(graph, known)
  if (!known.has(inside)) known.set(inside, play(scopeAt(graph, inside)))
  return known.get(inside)
}

function play(scope: Scope | undefined): ReadonlySet<string> | undefined {
  if (!scope) return undefined
  const found = new Set<string>()
  const seen = new Map<string, Marking>()
  const visit = (marking: Marking) => void seen.set(keyOf(marking.map(({ id }) => id)), marking)
  visit(pass([], [], scope.start.outgoing))
  for (const marking of seen.values()) {
    if (seen.size > MOST_MARKINGS) return undefined
    const moves = movesOf(marking, scope)
    const edges = edgesOf(marking)
    // Gateways and what goes of itself are passed at once: nothing is ever seen to wait there.
    if (!moves.some(({ node }) => isInstant(node)) && !edges.some(({ to }) => isAutomatic(to))) {
      found.add(keyOf(marking.map((place) => (isEdge(place) ? placeOf(place) : place.id))))
    }
    for (const move of moves) visit(move.marking)
  }
  return found
}

/** Where tokens wait, as one text; the order in which they got there says nothing. */
export function keyOf(places: readonly string[]): string {
  return places.toSorted().join('|')
}

/** Whether tokens wait on the edges into this element until it can go on. */
export function isJoin(node: FlowNode): boolean {
  return (node.kind === 'parallel' || node.kind === 'inclusive') && node.incoming.length > 1
}

function placeOf(edge: FlowEdge): string {
  return isJoin(edge.to) ? edge.id : edge.to.id
}

function isInstant({ kind }: FlowNode): boolean {
  return kind === 'exclusive' || kind === 'inclusive' || kind === 'parallel' || kind === 'end'
}

function isAutomatic({ kind }: FlowNode): boolean {
  return kind === 'service' || kind === 'rule'
}
