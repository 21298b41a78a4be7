import type { LimitKind, LimitView } from '../../limits/contract/index.ts'
import * as caseStore from '../store/case-store.ts'
import { leadingLimit } from './case-limits.ts'
import { retimeTasks } from './case-task.ts'
import type { CasesContext } from './cases-context.ts'

/**
 * Time passed, or the calendar changed: the tasks of the case show the colour and the day of its clock, and what the law ties
 * to a last day (deemed acceptance, termination) goes by the new one.
 * It reads what holds now, so order and repetition do no harm.
 */
export async function followLimits(ctx: CasesContext, caseId: string): Promise<void> {
  const limits = (await ctx.limits.listFor(ctx, [caseId])).get(caseId) ?? []
  await retimeTasks(ctx, { id: caseId }, leadingLimit(limits))
  await caseStore.moveDueDates(ctx, caseId, {
    notifyDueOn: dueOn(limits, 'notify'),
    correctionDueOn: dueOn(limits, 'correction'),
  })
}

function dueOn(limits: readonly LimitView[], kind: LimitKind): string | undefined {
  return limits.find((limit) => limit.kind === kind && limit.level !== 'closed')?.dueOn
}
