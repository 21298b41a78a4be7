import { problem } from '../../../kernel/problem.ts'
import { flowsProblems } from '../contract/problems.ts'
import { afterStep, declaredValues } from '../domain/flow.ts'
import type { Flow } from '../domain/flow.ts'
import type { FlowGraph, FlowNode } from '../domain/graph.ts'
import { stepFlow } from '../domain/step-flow.ts'
import type { FlowEffect, FlowEvent } from '../domain/step-flow.ts'
import * as flowStore from '../store/flow-store.ts'
import { decide } from './decide.ts'
import type { FlowsContext } from './flows-context.ts'
import { followEffects } from './follow-effects.ts'
import type { StepResult } from './follow-effects.ts'

/** What of a flow a step changes. */
export type Moving = Pick<Flow, 'tokens' | 'values' | 'state'>

/** What a service or a decision table gives at an element. */
export type Answer<F extends Moving> = (flow: F, node: FlowNode) => Promise<Readonly<Record<string, unknown>>>

/** What goes of itself is done in the same transaction, until somebody or something outside has to be waited for. */
export async function advance(
  ctx: FlowsContext,
  graph: FlowGraph,
  before: Flow,
  event: FlowEvent,
): Promise<{ flow: Flow; effects: readonly FlowEffect[] }> {
  return advanceBy({ graph, answer: (flow, node) => ask(ctx, flow, node) }, before, event)
}

/** The same with another source of answers: a trial asks tables without a record, and runs no service. */
export async function advanceBy<F extends Moving>(
  { graph, answer }: { graph: FlowGraph; answer: Answer<F> },
  before: F,
  event: FlowEvent,
): Promise<{ flow: F; effects: readonly FlowEffect[] }> {
  const effects: FlowEffect[] = []
  let flow = before
  let next: FlowEvent | undefined = event
  while (next) {
    const stepped = stepFlow(graph, flow.tokens, next, flow.values)
    effects.push(...stepped.effects)
    flow = afterStep(flow, stepped)
    const waiting = automaticToken(graph, flow)
    if (waiting) {
      const answered = declaredValues(graph, await answer(flow, waiting.node))
      flow = { ...flow, values: { ...flow.values, ...answered } }
    }
    next = waiting && { kind: 'completed', token: waiting.token }
  }
  return { flow, effects }
}

/** A step of a flow that is stored and locked: it advances, is saved, and what it asks for is done. */
export async function goOnWith(
  ctx: FlowsContext,
  graph: FlowGraph,
  before: Flow,
  event: FlowEvent,
): Promise<StepResult> {
  const { flow, effects } = await advance(ctx, graph, before, event)
  await flowStore.saveFlow(ctx.tx, flow, ctx.now)
  return followEffects(ctx, flow, effects)
}

function automaticToken(graph: FlowGraph, flow: Moving): { token: number; node: FlowNode } | undefined {
  for (const [token, at] of flow.tokens.at) {
    const node = graph.nodes.get(at)
    if (node?.kind === 'service' || node?.kind === 'rule') return { token, node }
  }
  return undefined
}

async function ask(ctx: FlowsContext, flow: Flow, node: FlowNode): Promise<Readonly<Record<string, unknown>>> {
  const { subject, subjectKind, values: variables } = flow
  const about = { subject, subjectKind, elementId: node.id, variables }
  if (node.decision) {
    const { id: decisionId, version } = node.decision
    return (await decide(ctx, { ...about, decisionId, version })).values
  }
  const { name = '', text } = node.service ?? {}
  const service = ctx.services?.().find((each) => each.name === name)
  if (!service) throw problem(flowsProblems['service-unknown'], { name: node.name || node.id, service: name })
  return service.run(ctx, { ...about, name: node.name, ...(text !== undefined && { text }) })
}
