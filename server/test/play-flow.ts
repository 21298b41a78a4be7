import type { FlowGraph, FlowNode, FlowValues } from '../src/modules/flows/domain/graph.ts'
import { stepFlow } from '../src/modules/flows/domain/step-flow.ts'
import type { FlowEvent, Stepped } from '../src/modules/flows/domain/step-flow.ts'
import { NO_TOKENS, isBody, scopeOf } from '../src/modules/flows/domain/tokens.ts'
import type { Token, Tokens } from '../src/modules/flows/domain/tokens.ts'

/** A run of a flow by itself: no database, no clock, every event by the test's choice. */
export interface Run {
  readonly graph: FlowGraph
  tokens: Tokens
  /** Those before the last event. */
  before: Tokens
  readonly log: { event: FlowEvent; values: FlowValues }[]
  ended: number
  last: Stepped
}

export function startRun(graph: FlowGraph, values: FlowValues): Run {
  const run: Run = {
    graph,
    tokens: NO_TOKENS,
    before: NO_TOKENS,
    log: [],
    ended: 0,
    last: { tokens: NO_TOKENS, effects: [] },
  }
  takeEvent(run, { kind: 'start' }, values)
  return run
}

export function takeEvent(run: Run, event: FlowEvent, values: FlowValues): Stepped {
  const stepped = stepFlow(run.graph, run.tokens, event, values)
  run.before = run.tokens
  run.tokens = stepped.tokens
  run.last = stepped
  run.log.push({ event, values })
  run.ended += stepped.effects.filter(({ kind }) => kind === 'end').length
  return stepped
}

/** Everything that could happen next, read from the tokens alone. */
export function possibleEvents({ graph, tokens }: Run): FlowEvent[] {
  return tokens.at.flatMap((token) => {
    const node = graph.nodes.get(token[1])
    return node ? [...ownEvents(tokens, token, node), ...edgeEvents(tokens, token, node)] : []
  })
}

function ownEvents(tokens: Tokens, token: Token, node: FlowNode): FlowEvent[] {
  const element = node.id
  switch (node.kind) {
    case 'task':
    case 'service':
    case 'rule':
      return isBody(tokens.at, token, node) ? [] : [{ kind: 'completed', token: token[0] }]
    case 'timer':
    case 'message':
    case 'boundary':
      return [happening(node, token[0], element)]
    default:
      return []
  }
}

function edgeEvents(tokens: Tokens, token: Token, node: FlowNode): FlowEvent[] {
  if (node.multi && !isBody(tokens.at, token, node)) return []
  return node.boundaries.filter((event) => event.isInterrupting).map((event) => happening(event, token[0], event.id))
}

function happening(event: FlowNode, token: number, element: string): FlowEvent {
  return { kind: event.wait ? 'timer-fired' : 'message-received', token, element }
}

/** `task@scope` of everything that waits: what two executors of one flow are compared by. */
export function waitingElements({ graph, tokens }: Run): string[] {
  return tokens.at
    .flatMap((token) => {
      const node = graph.nodes.get(token[1])
      if (!node || node.kind === 'sub' || isBody(tokens.at, token, node)) return []
      return [node.id]
    })
    .concat(tokens.at.flatMap((token) => armedOn(graph, tokens, token)))
    .sort()
}

function armedOn(graph: FlowGraph, tokens: Tokens, token: Token): string[] {
  const node = graph.nodes.get(token[1])
  if (!node || (node.multi && !isBody(tokens.at, token, node))) return []
  return node.boundaries.filter((event) => event.isInterrupting).map(({ id }) => id)
}

/** Whether two tokens of one scope are at one place. */
export function hasDouble(tokens: Tokens, graph: FlowGraph): boolean {
  const places = tokens.at
    .filter((token) => !isInstance(tokens, token, graph))
    .map((token) => `${scopeOf(token)} ${token[1]}`)
  return new Set(places).size < places.length
}

function isInstance(tokens: Tokens, token: Token, graph: FlowGraph): boolean {
  const node = graph.nodes.get(token[1])
  return node?.multi !== undefined && !isBody(tokens.at, token, node)
}
