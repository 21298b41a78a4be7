import { FlowCancelled, TaskCancelled } from '../contract/events.ts'
import * as flowStore from '../store/flow-store.ts'
import * as taskStore from '../store/task-store.ts'
import * as timerStore from '../store/timer-store.ts'
import type { FlowsContext } from './flows-context.ts'
import { taskBody } from './follow-effects.ts'

export interface CancelFlow {
  readonly subject: string
  readonly reason: string
  /** Only what one organization has to do, of a subject without a flow. */
  readonly organizationId?: string
}

/** 中止: the subject was withdrawn or terminated; nothing of it is to be done any more, inside its flow or outside. */
export async function cancelFlow(ctx: FlowsContext, { subject, reason, organizationId }: CancelFlow): Promise<void> {
  const flow = organizationId === undefined ? await flowStore.lockRunning(ctx.tx, subject) : undefined
  if (flow) {
    await flowStore.saveFlow(ctx.tx, { ...flow, state: 'cancelled' }, ctx.now)
    await timerStore.dropTimers(ctx.tx, flow.id)
    ctx.emit(FlowCancelled.of({ subject, subjectKind: flow.subjectKind, flowId: flow.id, reason }))
  }
  const of = { subject, ...(organizationId !== undefined && { organizationId }) }
  for (const task of await taskStore.cancelOpen(ctx.tx, of, ctx.now)) {
    ctx.emit(TaskCancelled.of({ ...taskBody(task), reason }))
  }
}
