import type { LimitLevel } from '../contract/level.ts'
import * as flowStore from '../store/flow-store.ts'
import * as taskStore from '../store/task-store.ts'
import type { FlowsContext } from './flows-context.ts'

export interface RetimeFlow {
  readonly subject: string
  readonly dueOn?: string
  readonly level: LimitLevel
}

/** The clock of the subject moved; its open tasks and those still to come follow. The act that moved it is in the ledger. */
export async function retimeFlow(ctx: FlowsContext, { subject, dueOn, level }: RetimeFlow): Promise<void> {
  await flowStore.retimeFlow(ctx.tx, subject, { dueOn, level })
  await taskStore.retimeOpen(ctx.tx, subject, { dueOn, level })
}
