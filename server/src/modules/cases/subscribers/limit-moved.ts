import type { Context } from '../../../platform/act/index.ts'
import type { LedgerEntry } from '../../../platform/ledger/index.ts'
import type { Subscriber } from '../../../platform/module/index.ts'
import { LimitAlarmed, LimitRecomputed } from '../../limits/contract/index.ts'
import type { LimitKind, LimitView } from '../../limits/contract/index.ts'
import { leadingLimit } from '../actions/case-limits.ts'
import { retimeTasks } from '../actions/case-task.ts'
import type { CasesContext, CasesDeps } from '../actions/cases-context.ts'
import * as caseStore from '../store/case-store.ts'

/**
 * Time passed, or the calendar changed: the tasks of the case show the colour and the day of its clock, and what the law ties
 * to a last day (deemed acceptance, termination) goes by the new one.
 * It reads what holds now, so order and repetition do no harm.
 */
export function limitMoved(deps: CasesDeps): Subscriber {
  return {
    name: 'cases/follow-limits',
    on: [LimitAlarmed, LimitRecomputed],
    run: async (ctx: Context, entry: LedgerEntry) => {
      if (entry.body.subjectKind !== 'case') return
      const context: CasesContext = { ...ctx, ...deps }
      const id = String(entry.body.subject)
      const limits = (await context.limits.listFor(context, [id])).get(id) ?? []
      await retimeTasks(context, { id }, leadingLimit(limits))
      await caseStore.moveDueDates(context, id, {
        notifyDueOn: dueOn(limits, 'notify'),
        correctionDueOn: dueOn(limits, 'correction'),
      })
    },
  }
}

function dueOn(limits: readonly LimitView[], kind: LimitKind): string | undefined {
  return limits.find((limit) => limit.kind === kind && limit.level !== 'closed')?.dueOn
}
