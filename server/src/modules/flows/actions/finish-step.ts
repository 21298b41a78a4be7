import type { Outcome, Step } from '../contract/step.ts'
import { tasksOf } from '../queries/get-flow.ts'
import { cancelFlow } from './cancel-flow.ts'
import { fitness } from './check-worker.ts'
import { completeTask } from './complete-task.ts'
import type { FlowsContext } from './flows-context.ts'

export interface FinishStep {
  readonly subject: string
  readonly step: Step
  /** Of one organ alone. */
  readonly organizationId?: string
  readonly outcome: Outcome
  readonly opinion?: string
  /** Why the task goes from the inbox where the actor, who has done the act, has not got its post. */
  readonly otherwise?: string
}

/** Ticks off a step outside a flow that stands in the inbox, with its outcome and opinion. */
export async function finishStep(ctx: FlowsContext, input: FinishStep): Promise<void> {
  const { subject, step, organizationId, otherwise, ...result } = input
  const open = (await tasksOf(ctx, subject)).filter(
    (task) =>
      task.state === 'open' &&
      task.step === step &&
      (organizationId === undefined || task.organizationId === organizationId),
  )
  for (const task of open) {
    if (otherwise !== undefined && !fitness(ctx, task).may) await cancelFlow(ctx, { subject, reason: otherwise })
    else await completeTask(ctx, { taskId: task.id, version: task.version, ...result })
  }
}
