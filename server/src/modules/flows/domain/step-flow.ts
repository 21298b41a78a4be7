import type { FlowEdge, FlowGraph, FlowNode, FlowValues } from './graph.ts'

/** A token: its number, and where it waits — at a task or timer, or on the edge into a join that is not complete. */
export type Token = readonly [number: number, at: string]

/** 令牌：流程走到了哪里。An instance is nothing but this, some thirty bytes of JSON; it has ended when no token is left. */
export interface Tokens {
  /** The highest number given so far. */
  readonly last: number
  readonly at: readonly Token[]
}

export type FlowEvent =
  | { readonly kind: 'start' }
  | { readonly kind: 'completed'; readonly token: number }
  /** `element`: the timer that fired; a boundary timer ends the task on which it sits. */
  | { readonly kind: 'timer-fired'; readonly token: number; readonly element: string }

export type FlowEffect =
  | { readonly kind: 'open-task'; readonly token: number; readonly node: FlowNode }
  | { readonly kind: 'cancel-task'; readonly token: number; readonly node: FlowNode }
  | { readonly kind: 'set-timer'; readonly token: number; readonly node: FlowNode }
  | { readonly kind: 'drop-timer'; readonly token: number; readonly node: FlowNode }
  | { readonly kind: 'end' }

export interface Stepped {
  readonly tokens: Tokens
  readonly effects: readonly FlowEffect[]
}

export const NO_TOKENS: Tokens = { last: 0, at: [] }

/** Far beyond what a checked flow can need: only a circle of gateways, which is refused at publication, gets there. */
const MOST_MOVES = 10_000

/** One step of a flow. Pure: the same graph, tokens, event and values always give the same answer. */
export function stepFlow(graph: FlowGraph, tokens: Tokens, event: FlowEvent, values: FlowValues): Stepped {
  const run: Run = { last: tokens.last, at: tokens.at.slice(), effects: [], values, moves: 0 }
  if (event.kind === 'start') start(graph, run)
  else if (event.kind === 'completed') complete(graph, run, event.token)
  else fire(graph, run, event)
  if (run.at.length === 0) run.effects.push({ kind: 'end' })
  return { tokens: { last: run.last, at: run.at }, effects: run.effects }
}

/** A running step; the only thing in this file that changes. */
interface Run {
  last: number
  readonly at: Token[]
  readonly effects: FlowEffect[]
  readonly values: FlowValues
  moves: number
}

function start(graph: FlowGraph, run: Run): void {
  if (!graph.start) throw new Error(`flow ${graph.id} has no start`)
  if (run.last > 0) throw new Error(`flow ${graph.id} has started already`)
  run.last = 1
  leave(run, 1, graph.start)
}

function complete(graph: FlowGraph, run: Run, token: number): void {
  const node = takeFrom(graph, run, token)
  if (node.kind !== 'task') throw new Error(`token ${token} does not wait at a task but at ${node.id}`)
  for (const timer of node.boundaries) run.effects.push({ kind: 'drop-timer', token, node: timer })
  leave(run, token, node)
}

function fire(graph: FlowGraph, run: Run, event: { token: number; element: string }): void {
  const node = takeFrom(graph, run, event.token)
  if (node.id === event.element && node.kind === 'timer') return leave(run, event.token, node)
  const fired = node.boundaries.find((timer) => timer.id === event.element)
  if (!fired) throw new Error(`token ${event.token} does not wait for timer ${event.element} but at ${node.id}`)
  run.effects.push({ kind: 'cancel-task', token: event.token, node })
  for (const timer of node.boundaries) {
    if (timer !== fired) run.effects.push({ kind: 'drop-timer', token: event.token, node: timer })
  }
  leave(run, event.token, fired)
}

function takeFrom(graph: FlowGraph, run: Run, token: number): FlowNode {
  const index = run.at.findIndex(([number]) => number === token)
  const node = index < 0 ? undefined : graph.nodes.get(run.at[index]![1])
  if (!node) throw new Error(`flow ${graph.id} has no token ${token} at an element`)
  run.at.splice(index, 1)
  return node
}

/** The token goes out by every outgoing edge (a checked flow has several only at gateways). */
function leave(run: Run, token: number, node: FlowNode): void {
  const [first, ...others] = node.outgoing
  if (first) travel(run, token, first)
  for (const edge of others) travel(run, ++run.last, edge)
}

function travel(run: Run, token: number, edge: FlowEdge): void {
  if (++run.moves > MOST_MOVES) throw new Error(`token ${token} goes round in a circle of gateways at ${edge.id}`)
  const node = edge.to
  switch (node.kind) {
    case 'task':
    case 'timer':
      return wait(run, token, node)
    case 'exclusive':
      return travel(run, token, choose(node, run.values))
    case 'parallel':
      return join(run, token, edge)
    case 'start':
    case 'end':
    case 'boundary':
      return undefined
  }
}

function wait(run: Run, token: number, node: FlowNode): void {
  run.at.push([token, node.id])
  if (node.kind === 'timer') return void run.effects.push({ kind: 'set-timer', token, node })
  run.effects.push({ kind: 'open-task', token, node })
  for (const timer of node.boundaries) run.effects.push({ kind: 'set-timer', token, node: timer })
}

/** The first edge whose condition holds, in the order of the file; else the default one. */
function choose(node: FlowNode, values: FlowValues): FlowEdge {
  for (const edge of node.outgoing) {
    if (edge.condition?.holds(values)) return edge
  }
  const chosen = node.defaultEdge ?? (node.outgoing.length === 1 ? node.outgoing[0] : undefined)
  if (!chosen) throw new Error(`no condition of gateway ${node.id} holds and it has no default`)
  return chosen
}

/** Waits on the edge until every other edge into the gateway has a token too; then all become one. */
function join(run: Run, token: number, edge: FlowEdge): void {
  const node = edge.to
  const waiting: number[] = []
  for (const other of node.incoming) {
    if (other === edge) continue
    const index = run.at.findIndex(([, at]) => at === other.id)
    if (index < 0) return void run.at.push([token, edge.id])
    waiting.push(index)
  }
  for (const index of waiting.sort((a, b) => b - a)) run.at.splice(index, 1)
  leave(run, token, node)
}
