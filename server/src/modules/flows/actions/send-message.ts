import { FlowMessageReceived } from '../contract/events.ts'
import { declaredValues } from '../domain/flow.ts'
import { messageAwaited } from '../domain/tokens.ts'
import * as flowStore from '../store/flow-store.ts'
import { goOnWith } from './advance.ts'
import type { FlowsContext } from './flows-context.ts'
import type { StepResult } from './follow-effects.ts'

export interface SendMessage {
  readonly subject: string
  /** As the drawing names the message. */
  readonly name: string
  readonly variables?: Readonly<Record<string, unknown>>
}

/**
 * 消息: correlated by the subject and the message's name; whoever in the flow has waited longest gets it. If nobody waits
 * it is not kept: whether that is wrong is the caller's to say.
 */
export async function sendMessage(
  ctx: FlowsContext,
  { subject, name, variables }: SendMessage,
): Promise<StepResult & { delivered: boolean }> {
  const flow = await flowStore.lockRunning(ctx.tx, subject)
  const graph = flow && (await ctx.graphs.get(ctx, flow.definition))
  const awaited = graph && messageAwaited(flow.tokens, graph.nodes, name)
  if (!awaited) return { delivered: false, opened: [], ended: false }
  const { token, element: elementId } = awaited
  ctx.emit(FlowMessageReceived.of({ subject, subjectKind: flow.subjectKind, elementId, name }))
  const values = { ...flow.values, ...declaredValues(graph, variables) }
  const event = { kind: 'message-received', token, element: elementId } as const
  return { delivered: true, ...(await goOnWith(ctx, graph, { ...flow, values }, event)) }
}
