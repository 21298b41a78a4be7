import { problem } from '../../../kernel/problem.ts'
import { flowsProblems } from '../contract/problems.ts'
import { choose, chooseAll } from './choose-edges.ts'
import type { FlowEdge, FlowGraph, FlowNode, FlowValues, InclusiveJoin } from './graph.ts'
import { isJoinReady } from './inclusive-join.ts'
import { childrenOf, isBody, scopeOf } from './tokens.ts'
import type { Token, Tokens } from './tokens.ts'

export { NO_TOKENS } from './tokens.ts'
export type { Token, Tokens } from './tokens.ts'

export type FlowEvent =
  | { readonly kind: 'start' }
  /** A task was done, a service has answered, a decision was looked up. */
  | { readonly kind: 'completed'; readonly token: number }
  /** `element`: the event that happened; on the edge of an activity, the token is that at which it is set or awaited. */
  | { readonly kind: 'timer-fired' | 'message-received'; readonly token: number; readonly element: string }

export type FlowEffect =
  | { readonly kind: TokenEffect; readonly token: number; readonly node: FlowNode }
  | { readonly kind: 'end' }

/** `begin-multi`: the several instances of an activity begin anew. */
type TokenEffect = 'open-task' | 'cancel-task' | 'set-timer' | 'drop-timer' | 'call-service' | 'decide' | 'begin-multi'

export interface Stepped {
  readonly tokens: Tokens
  readonly effects: readonly FlowEffect[]
}

/** Far beyond what a checked flow can need: only a circle of gateways, which is refused at publication, gets there. */
const MOST_MOVES = 10_000

/** More people than ever sit in one review; a count is computed from what applicants write. */
export const MOST_INSTANCES = 100

/** One step of a flow. Pure: the same graph, tokens, event and values always give the same answer. */
export function stepFlow(graph: FlowGraph, tokens: Tokens, event: FlowEvent, values: FlowValues): Stepped {
  const run: Run = { graph, last: tokens.last, at: tokens.at.slice(), effects: [], values, moves: 0, terminated: -1 }
  if (event.kind === 'start') start(run)
  else if (event.kind === 'completed') complete(run, event.token)
  else happen(run, event)
  if (graph.hasScopes || graph.inclusiveJoins.length > 0) settle(run)
  if (run.at.length === 0) run.effects.push({ kind: 'end' })
  return { tokens: { last: run.last, at: run.at }, effects: run.effects }
}

/** A running step; the only thing in this file that changes. */
interface Run {
  readonly graph: FlowGraph
  last: number
  readonly at: Token[]
  readonly effects: FlowEffect[]
  readonly values: FlowValues
  moves: number
  /** The scope that came to a terminating end in this step: what is still on its way there goes no further. */
  terminated: number
}

function start(run: Run): void {
  if (!run.graph.start) throw new Error(`flow ${run.graph.id} has no start`)
  if (run.last > 0) throw new Error(`flow ${run.graph.id} has started already`)
  run.last = 1
  leave(run, [1, run.graph.start.id], run.graph.start)
}

function complete(run: Run, number: number): void {
  const { token, node } = takeFrom(run, number)
  if (node.kind !== 'task' && node.kind !== 'service' && node.kind !== 'rule') {
    throw new Error(`token ${number} does not wait at a task but at ${node.id}`)
  }
  // One of several instances: the body goes on when the last of them is done.
  if (!node.multi) return finish(run, token, node)
  if (isBody(run.at, token, node)) throw new Error(`token ${number} is not one of the instances of ${node.id}`)
}

/** An activity is over: what was set or awaited on its edge is so no longer, and its token goes on. */
function finish(run: Run, token: Token, node: FlowNode): void {
  if (node.boundaries.length > 0) disarm(run, token, node)
  leave(run, token, node)
}

function happen(run: Run, event: { token: number; element: string }): void {
  const { token, node } = takeFrom(run, event.token)
  const isOwn = node.id === event.element
  if (isOwn && (node.kind === 'timer' || node.kind === 'message' || node.kind === 'boundary')) {
    return leave(run, token, node)
  }
  const isInstance = node.multi !== undefined && !isBody(run.at, token, node)
  const happened = node.boundaries.find((other) => other.id === event.element && other.isInterrupting)
  if (!happened || isInstance)
    throw new Error(`token ${event.token} does not wait for ${event.element} but at ${node.id}`)
  cancel(run, token, node, isInstance)
  disarm(run, token, node, happened)
  leave(run, token, happened)
}

function takeFrom(run: Run, number: number): { token: Token; node: FlowNode } {
  const index = run.at.findIndex((other) => other[0] === number)
  const token = run.at[index]
  const node = token && run.graph.nodes.get(token[1])
  if (!node) throw new Error(`flow ${run.graph.id} has no token ${number} at an element`)
  run.at.splice(index, 1)
  return { token, node }
}

/** The token goes out by every outgoing edge (a checked flow has several only at gateways). */
function leave(run: Run, token: Token, node: FlowNode): void {
  fanOut(run, token, node.outgoing)
}

function fanOut(run: Run, token: Token, edges: readonly FlowEdge[]): void {
  for (const [index, edge] of edges.entries()) {
    travel(run, index === 0 ? token[0] : ++run.last, edge, scopeOf(token))
  }
}

function travel(run: Run, number: number, edge: FlowEdge, scope: number): void {
  if (run.terminated === scope) return undefined
  if (++run.moves > MOST_MOVES) throw new Error(`token ${number} goes round in a circle of gateways at ${edge.id}`)
  const node = edge.to
  switch (node.kind) {
    case 'task':
    case 'sub':
    case 'service':
    case 'rule':
    case 'timer':
    case 'message':
      return arrive(run, number, node, scope)
    case 'exclusive':
      return travel(run, number, choose(node, run.values), scope)
    case 'inclusive':
      if (node.incoming.length > 1) return void run.at.push(tokenAt(number, edge.id, scope))
      return fanOut(run, tokenAt(number, node.id, scope), chooseAll(node, run.values))
    case 'parallel':
      return join(run, tokenAt(number, edge.id, scope), edge)
    case 'end':
      return node.isTerminating ? terminate(run, scope) : undefined
    case 'call':
      throw new Error(`the flow that ${node.id} calls was not put in its place`)
    case 'start':
    case 'boundary':
      return undefined
  }
}

/** What stands in the outermost scope is written without it: most tokens are. */
function tokenAt(number: number, at: string, scope: number, left?: number): Token {
  if (left !== undefined) return [number, at, scope, left]
  return scope === 0 ? [number, at] : [number, at, scope]
}

function arrive(run: Run, number: number, node: FlowNode, scope: number): void {
  if (node.multi) beginMulti(run, number, node, scope)
  else begin(run, number, node, scope)
  for (const event of node.boundaries) arm(run, number, event, scope)
}

function begin(run: Run, number: number, node: FlowNode, scope: number): void {
  run.at.push(tokenAt(number, node.id, scope))
  if (node.kind === 'task') run.effects.push({ kind: 'open-task', token: number, node })
  else if (node.kind === 'timer') run.effects.push({ kind: 'set-timer', token: number, node })
  else if (node.kind === 'service') run.effects.push({ kind: 'call-service', token: number, node })
  else if (node.kind === 'rule') run.effects.push({ kind: 'decide', token: number, node })
  else if (node.kind === 'sub') enter(run, number, node)
}

function enter(run: Run, number: number, node: FlowNode): void {
  if (!node.innerStart) throw new Error(`sub-process ${node.id} has no start`)
  leave(run, tokenAt(++run.last, node.innerStart.id, number), node.innerStart)
}

/** The body of several instances is a token at the activity; each instance is one inside it. */
function beginMulti(run: Run, number: number, node: FlowNode, scope: number): void {
  const { count, isSequential } = node.multi!
  const total = count.of(run.values)
  if (!Number.isInteger(total) || total < 0 || total > MOST_INSTANCES) {
    throw problem(flowsProblems['instances-wrong'], { name: node.name || node.id, most: MOST_INSTANCES })
  }
  const first = isSequential ? Math.min(total, 1) : total
  run.at.push(tokenAt(number, node.id, scope, isSequential ? total - first : undefined))
  run.effects.push({ kind: 'begin-multi', token: number, node })
  for (let index = 0; index < first; index += 1) begin(run, ++run.last, node, number)
}

/** A timer that ends the activity belongs to the activity's token; an event that does not is a token of its own. */
function arm(run: Run, number: number, event: FlowNode, scope: number): void {
  const token = event.isInterrupting ? number : ++run.last
  if (!event.isInterrupting) run.at.push(tokenAt(token, event.id, scope))
  if (event.wait) run.effects.push({ kind: 'set-timer', token, node: event })
}

function disarm(run: Run, token: Token, node: FlowNode, happened?: FlowNode): void {
  for (const event of node.boundaries) {
    if (event === happened) continue
    let holder: number | undefined = token[0]
    if (!event.isInterrupting) {
      const index = run.at.findIndex((other) => other[1] === event.id && scopeOf(other) === scopeOf(token))
      holder = index < 0 ? undefined : run.at.splice(index, 1)[0]![0]
    }
    if (event.wait && holder !== undefined) run.effects.push({ kind: 'drop-timer', token: holder, node: event })
  }
}

/** The token is over, with everything inside it, and what it asked for is withdrawn. */
function cancel(run: Run, token: Token, node: FlowNode, isInstance: boolean): void {
  const number = token[0]
  if ((node.multi && !isInstance) || node.kind === 'sub') clearScope(run, number, node)
  else if (node.kind === 'task') run.effects.push({ kind: 'cancel-task', token: number, node })
  else if (node.wait) run.effects.push({ kind: 'drop-timer', token: number, node })
}

/** @param owner the activity whose token the scope is; none for the outermost */
function clearScope(run: Run, scope: number, owner: FlowNode | undefined): void {
  for (const token of childrenOf(run.at, scope)) {
    const index = run.at.indexOf(token)
    // Dropped meanwhile with the activity on whose edge it was.
    if (index < 0) continue
    run.at.splice(index, 1)
    const node = run.graph.nodes.get(token[1])
    if (!node) continue
    const isInstance = node === owner
    cancel(run, token, node, isInstance)
    if (!isInstance) disarm(run, token, node)
  }
}

/** 终止: whatever else goes on beside it is over too. */
function terminate(run: Run, scope: number): void {
  const owner = run.at.find((token) => token[0] === scope)
  clearScope(run, scope, owner && run.graph.nodes.get(owner[1]))
  run.terminated = scope
}

/** Waits on the edge until every other edge into the gateway has a token too; then all become one. */
function join(run: Run, token: Token, edge: FlowEdge): void {
  const node = edge.to
  const waiting: number[] = []
  for (const other of node.incoming) {
    if (other === edge) continue
    const index = run.at.findIndex((one) => one[1] === other.id && scopeOf(one) === scopeOf(token))
    if (index < 0) return void run.at.push(token)
    waiting.push(index)
  }
  for (const index of waiting.sort((a, b) => b - a)) run.at.splice(index, 1)
  leave(run, token, node)
}

/** What can only be seen when nothing moves any more: inclusive joins that nobody else will reach, scopes that are empty. */
function settle(run: Run): void {
  for (;;) {
    if (run.graph.inclusiveJoins.some((each) => passJoin(run, each))) continue
    if (run.graph.hasScopes && run.at.some((token) => endScope(run, token))) continue
    return
  }
}

function passJoin(run: Run, each: InclusiveJoin): boolean {
  const edges = each.node.incoming
  const first = run.at.find((token) => edges.some((edge) => edge.id === token[1]))
  if (!first) return false
  const scopes = new Set(run.at.filter((token) => edges.some((edge) => edge.id === token[1])).map(scopeOf))
  for (const scope of scopes) if (passJoinIn(run, each, scope)) return true
  return false
}

function passJoinIn(run: Run, each: InclusiveJoin, scope: number): boolean {
  const { graph } = run
  const edges = each.node.incoming
  const tokens = childrenOf(run.at, scope)
  const waiting = edges.flatMap((edge) => tokens.filter((token) => token[1] === edge.id).slice(0, 1))
  const filled = edges.filter((edge) => waiting.some((token) => token[1] === edge.id))
  const elsewhere = tokens.map((token) => graph.edges.get(token[1])?.to.id ?? token[1])
  const isReady = isJoinReady(
    each,
    filled,
    elsewhere.filter((id) => id !== each.node.id),
  )
  if (!isReady) return false
  for (const token of waiting) run.at.splice(run.at.indexOf(token), 1)
  fanOut(run, tokenAt(waiting[0]![0], each.node.id, scope), chooseAll(each.node, run.values))
  return true
}

/** @returns whether the token was a scope in which nothing is left to do, so that it went on */
function endScope(run: Run, token: Token): boolean {
  const [number, at, , left = 0] = token
  const node = run.graph.nodes.get(at)
  if (!node || (node.kind !== 'sub' && !node.multi)) return false
  const isBodyToken = isBody(run.at, token, node)
  if (node.kind !== 'sub' && !isBodyToken) return false
  if (run.at.some((other) => scopeOf(other) === number)) return false
  const index = run.at.indexOf(token)
  if (left > 0) {
    run.at[index] = tokenAt(number, at, scopeOf(token), left - 1)
    begin(run, ++run.last, node, number)
    return true
  }
  run.at.splice(index, 1)
  if (isBodyToken || !node.multi) finish(run, token, node)
  return true
}
