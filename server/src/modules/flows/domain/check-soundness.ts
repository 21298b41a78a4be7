import type { FlowProblem } from '../contract/flow-problem.ts'
import { findCircle } from './find-circle.ts'
import { edgesOf, movesOf, pass, scopeAt } from './flow-moves.ts'
import type { Marking, Move, Scope } from './flow-moves.ts'
import type { FlowEdge, FlowGraph, FlowNode } from './graph.ts'
import { problemAt } from './problem-at.ts'

/** Reached only by several parallel branches of many steps each; a case runs through a handful. */
const MOST_MARKINGS = 20_000

/**
 * Plays every possible run, whatever people decide, whatever conditions say and whichever events happen: no branch meets
 * itself, no join waits for ever, nothing is left over at the end, every run can end, every element has its turn. The
 * first run that breaks a rule is the counter-example. A sub-process is played by itself, and is one step of what is
 * around it: it comes to its end by itself, or an event on its edge ends it.
 */
export function checkSoundness(graph: FlowGraph): FlowProblem[] {
  const circle = findCircle(graph)
  if (circle) return [problemAt(circle, 'circle', '自动环节之间绕成了圈，圈上没有人工环节或等待，会一直转下去。')]
  return checkScope(graph, undefined, []).problems
}

interface Checked {
  readonly problems: FlowProblem[]
  /** Whether the last thing that somebody does in it is always an approval. */
  readonly endsByApproval: boolean
}

function checkScope(graph: FlowGraph, inside: FlowNode | undefined, before: readonly string[]): Checked {
  const scope = scopeAt(graph, inside)
  if (!scope) return { problems: [], endsByApproval: false }
  const play = explore(scope, before)
  const approves = new Map<FlowNode, boolean>()
  // In the order in which they are entered, and before what is around them: a run leads through sound ones only.
  for (const [sub, path] of play.entered) {
    const inner = checkScope(graph, sub, [...path, sub.id])
    if (inner.problems.length > 0) return inner
    approves.set(sub, inner.endsByApproval)
  }
  if (play.problems.length > 0) return { problems: play.problems, endsByApproval: false }
  const unapproved = findLastAct(play, approves)
  if (!unapproved || graph.isPart || inside) return { problems: [], endsByApproval: !unapproved }
  const message =
    '流程会在这里办完之后结束，而作出决定的审批必须是最后一步；与审批同时进行的分支可以用终止结束事件收尾。'
  const problems = [problemAt(unapproved.moved, 'ends-by-approval', message, pathOf(unapproved))]
  return { problems, endsByApproval: false }
}

/** One way to get to a marking: what acted, and which way it chose. */
interface Arrival {
  readonly from: Visited | undefined
  readonly moved: FlowNode
  readonly chosen: readonly FlowEdge[]
}

interface Visited {
  readonly marking: Marking
  /** The first is the shortest. */
  readonly arrivals: Arrival[]
}

interface Play {
  readonly problems: FlowProblem[]
  /** By sub-process: a run that leads to it. */
  readonly entered: ReadonlyMap<FlowNode, string[]>
  readonly all: readonly Visited[]
}

function explore(scope: Scope, before: readonly string[]): Play {
  const marking = pass([], [], scope.start.outgoing)
  const first: Visited = { marking, arrivals: [{ from: undefined, moved: scope.start, chosen: [] }] }
  const seen = new Map([[keyOf(first.marking), first]])
  const acted = new Set([scope.start])
  const entered = new Map<FlowNode, string[]>()
  const stop = (found: FlowProblem): Play => ({ problems: [withPath(found, before)], entered, all: [] })
  for (const visited of seen.values()) {
    noteEntered(visited, entered, before)
    const moves = movesOf(visited.marking, scope)
    if (moves.length === 0 && visited.marking.length > 0) return stop(deadlock(visited))
    for (const move of moves) {
      acted.add(move.node)
      const fault = faultOf(visited, move, scope)
      if (fault) return stop(fault)
      const key = keyOf(move.marking)
      const arrival: Arrival = { from: visited, moved: move.node, chosen: move.chosen }
      const known = seen.get(key)
      if (known) known.arrivals.push(arrival)
      else seen.set(key, { marking: move.marking, arrivals: [arrival] })
    }
    if (seen.size > MOST_MARKINGS) {
      return stop({ rule: 'states', message: '并行分支太多，无法核对所有走法，请减少并行或合并步骤。' })
    }
  }
  const all = [...seen.values()]
  const found = findTrap(all) ?? findDead(scope, acted)
  return found ? stop(found) : { problems: [], entered, all }
}

function withPath(found: FlowProblem, before: readonly string[]): FlowProblem {
  return found.trace ? { ...found, trace: [...before, ...found.trace] } : found
}

function noteEntered(visited: Visited, entered: Map<FlowNode, string[]>, before: readonly string[]): void {
  for (const { to } of edgesOf(visited.marking)) {
    if (to.kind === 'sub' && !entered.has(to)) entered.set(to, [...before, ...traceOf(visited)])
  }
}

function faultOf(visited: Visited, { node, chosen, marking }: Move, scope: Scope): FlowProblem | undefined {
  const trace = () => [...traceOf(visited), node.id, ...chosen.map((edge) => edge.id)]
  const edges = edgesOf(marking)
  const twice = edges.find((edge, index) => edges.indexOf(edge) !== index)
  if (twice) {
    return problemAt(twice.to, 'safe', '两个并行分支会先后各自走到这里，分开的分支没有合并。', trace())
  }
  if (node.kind !== 'end' || scope.beside.has(node)) return undefined
  const left = edges.filter((edge) => !scope.beside.has(edge.to))
  if (left.length === 0) return undefined
  const others = [...new Set(left.map((edge) => edge.to.name || edge.to.id))].join('、')
  const message = `走到这里时还有并行分支没有办完（${others}），分开的分支要先合并。`
  return problemAt(node, 'ends-once', message, trace())
}

function deadlock(visited: Visited): FlowProblem {
  const edges = edgesOf(visited.marking)
  const waiting = edges[0]!
  const missing = waiting.to.incoming.filter((edge) => !edges.includes(edge))
  const names = missing.map((edge) => edge.from.name || edge.from.id).join('、')
  const message = `会一直等下去：从“${names}”来的分支在这种走法里不会到达。`
  return problemAt(waiting.to, 'deadlock', message, traceOf(visited))
}

/** A run that can go on for ever but never end. */
function findTrap(all: readonly Visited[]): FlowProblem | undefined {
  const canEnd = new Set(all.filter(({ marking }) => marking.length === 0))
  for (const visited of canEnd) for (const { from } of visited.arrivals) if (from) canEnd.add(from)
  const trap = all.find((visited) => !canEnd.has(visited))
  return trap && problemAt(trap.arrivals[0]!.moved, 'can-end', '走到这里以后再也走不到结束。', traceOf(trap))
}

function findDead(scope: Scope, acted: ReadonlySet<FlowNode>): FlowProblem | undefined {
  const dead = scope.nodes.find((node) => !acted.has(node))
  return dead && problemAt(dead, 'dead', '在任何一种走法里都轮不到它。')
}

/** A run whose last act by a person or an event is not an approval; whoever decides must come last. */
function findLastAct({ all }: Play, approves: ReadonlyMap<FlowNode, boolean>): Arrival | undefined {
  // Backwards from the end over what acts by itself: what is met first is the last that anybody did.
  const queue = new Set(all.filter(({ marking }) => marking.length === 0))
  for (const visited of queue) {
    for (const arrival of visited.arrivals) {
      const { moved, from } = arrival
      if (!from) return arrival
      const isApproval = approves.get(moved) ?? moved.task?.step === 'approve'
      if (!LASTING.has(moved.kind)) queue.add(from)
      else if (!isApproval) return arrival
    }
  }
  return undefined
}

const LASTING: ReadonlySet<string> = new Set(['task', 'sub', 'call', 'timer', 'message', 'boundary'])

function traceOf(visited: Visited): string[] {
  return pathOf(visited.arrivals[0]!)
}

function pathOf(last: Arrival): string[] {
  const ids: string[] = []
  for (let step: Arrival | undefined = last; step; step = step.from?.arrivals[0]) {
    ids.unshift(step.moved.id, ...step.chosen.map((edge) => edge.id))
  }
  return ids
}

function keyOf(marking: Marking): string {
  return marking
    .map((place) => place.id)
    .sort()
    .join('|')
}
