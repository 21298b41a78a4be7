import type { FlowProblem } from '../contract/flow-problem.ts'
import type { FlowEdge, FlowGraph, FlowNode } from './graph.ts'
import { problemAt } from './problem-at.ts'

/** Reached only by several parallel branches of many steps each; a case runs through a handful. */
const MOST_MARKINGS = 20_000

/**
 * Plays every possible run, whatever people decide and whichever timers fire, on the edges that hold a token:
 * no branch meets itself, no join waits for ever, nothing is left over at the end, every run can end.
 * The first run that breaks a rule is the counter-example.
 */
export function checkSoundness(graph: FlowGraph): FlowProblem[] {
  const circle = findCircleOfGateways(graph)
  if (circle) return [problemAt(circle, 'circle', '网关之间绕成了圈，圈上没有人工环节或定时，会一直转下去。')]
  return graph.start ? explore(graph.start) : []
}

/** The edges that hold a token; two on one edge are found before they get here. */
type Marking = readonly FlowEdge[]

interface Visited {
  readonly marking: Marking
  readonly from: Visited | undefined
  /** What moved to get here. */
  readonly moved: FlowNode
  readonly previous: Visited[]
}

function explore(start: FlowNode): FlowProblem[] {
  const first: Visited = { marking: start.outgoing.slice(), from: undefined, moved: start, previous: [] }
  const seen = new Map([[keyOf(first.marking), first]])
  const finals: Visited[] = []
  for (const visited of seen.values()) {
    if (visited.marking.length === 0) finals.push(visited)
    const moves = movesOf(visited.marking)
    if (moves.length === 0 && visited.marking.length > 0) return [deadlock(visited)]
    for (const move of moves) {
      const marking = applyMove(visited.marking, move)
      const fault = faultOf(visited, move, marking)
      if (fault) return [fault]
      const key = keyOf(marking)
      const known = seen.get(key)
      if (known) known.previous.push(visited)
      else seen.set(key, { marking, from: visited, moved: move.node, previous: [visited] })
    }
    if (seen.size > MOST_MARKINGS) {
      return [{ rule: 'states', message: '并行分支太多，无法核对所有走法，请减少并行或合并步骤。' }]
    }
  }
  return findTrap([...seen.values()], finals)
}

interface Move {
  readonly node: FlowNode
  readonly takes: readonly FlowEdge[]
  readonly gives: readonly FlowEdge[]
}

function movesOf(marking: Marking): Move[] {
  return marking.flatMap((edge) => movesOver(edge, marking))
}

function movesOver(edge: FlowEdge, marking: Marking): Move[] {
  const node = edge.to
  if (node.kind === 'exclusive') return node.outgoing.map((out) => ({ node, takes: [edge], gives: [out] }))
  if (node.kind !== 'parallel') {
    const ways = [node, ...node.boundaries]
    return ways.map((way) => ({ node: way, takes: [edge], gives: way.outgoing }))
  }
  const isComplete = node.incoming.every((other) => marking.includes(other))
  // One move for all edges into a join, whichever of them is looked at.
  return isComplete && edge === node.incoming[0] ? [{ node, takes: node.incoming, gives: node.outgoing }] : []
}

function applyMove(marking: Marking, move: Move): Marking {
  return [...marking.filter((edge) => !move.takes.includes(edge)), ...move.gives]
}

function faultOf(visited: Visited, move: Move, marking: Marking): FlowProblem | undefined {
  const trace = [...traceOf(visited), move.node.id]
  const twice = marking.find((edge, index) => marking.indexOf(edge) !== index)
  if (twice) {
    return problemAt(twice.to, 'safe', '两个并行分支会先后各自走到这里，分开的分支没有合并。', trace)
  }
  if (move.node.kind === 'end' && marking.length > 0) {
    const others = [...new Set(marking.map((edge) => edge.to.name || edge.to.id))].join('、')
    return problemAt(move.node, 'ends-once', `走到这里时还有并行分支没有办完（${others}），分开的分支要先合并。`, trace)
  }
  return undefined
}

function deadlock(visited: Visited): FlowProblem {
  const waiting = visited.marking[0]!
  const missing = waiting.to.incoming.filter((edge) => !visited.marking.includes(edge))
  const names = missing.map((edge) => edge.from.name || edge.from.id).join('、')
  const message = `会一直等下去：从“${names}”来的分支在这种走法里不会到达。`
  return problemAt(waiting.to, 'deadlock', message, traceOf(visited))
}

/** A run that can go on for ever but never end. */
function findTrap(all: readonly Visited[], finals: readonly Visited[]): FlowProblem[] {
  const canEnd = new Set(finals)
  for (const visited of canEnd) for (const earlier of visited.previous) canEnd.add(earlier)
  const trap = all.find((visited) => !canEnd.has(visited))
  if (!trap) return []
  return [problemAt(trap.moved, 'can-end', '走到这里以后再也走不到结束。', traceOf(trap))]
}

function traceOf(visited: Visited): string[] {
  const ids: string[] = []
  for (let step: Visited | undefined = visited; step; step = step.from) ids.unshift(step.moved.id)
  return ids
}

function keyOf(marking: Marking): string {
  return marking
    .map((edge) => edge.id)
    .sort()
    .join('|')
}

function findCircleOfGateways(graph: FlowGraph): FlowNode | undefined {
  const isGateway = (node: FlowNode) => node.kind === 'exclusive' || node.kind === 'parallel'
  return [...graph.nodes.values()].filter(isGateway).find((gateway) => {
    const seen = new Set<FlowNode>()
    const queue = gateway.outgoing.map((edge) => edge.to)
    for (let node = queue.pop(); node; node = queue.pop()) {
      if (node === gateway) return true
      if (seen.has(node) || !isGateway(node)) continue
      seen.add(node)
      queue.push(...node.outgoing.map((edge) => edge.to))
    }
    return false
  })
}
