import type { EntryJobHandler, RunAct, Timer } from '../../../platform/module/index.ts'
import { ItemAbolished, ItemResumed, ItemSuspended } from '../../catalogue/contract/index.ts'
import type { CasesDeps } from '../actions/cases-context.ts'
import { settleCase, unsettledCases } from '../actions/settle-case.ts'

const BATCH = 200

/** As soon as an item was suspended, resumed or abolished; acts on its cases are judged by that already. */
export function settleCasesJob(deps: CasesDeps): EntryJobHandler {
  return {
    name: 'cases/settle-with-item',
    on: [ItemSuspended, ItemResumed, ItemAbolished],
    work: (_entry, act) => settleAll(deps, act),
  }
}

/** Every hour: a change may have been announced for a later day. */
export function settleCasesTimer(deps: CasesDeps): Timer {
  return { name: 'cases/settle-with-items', cron: '1 * * * *', work: (act) => settleAll(deps, act) }
}

/** Each case in a transaction of its own: one that can't be settled holds up no other, and is tried again. */
async function settleAll(deps: CasesDeps, act: RunAct): Promise<void> {
  const tried = new Set<string>()
  const failures: unknown[] = []
  for (;;) {
    const found = await act((ctx) => unsettledCases({ ...ctx, ...deps }, BATCH))
    const due = found.filter((caseId) => !tried.has(caseId))
    if (due.length === 0) break
    for (const caseId of due) {
      tried.add(caseId)
      await act((ctx) => settleCase({ ...ctx, ...deps }, caseId)).catch((error: unknown) => failures.push(error))
    }
  }
  if (failures.length > 0) throw new AggregateError(failures, `${failures.length} cases could not follow their item`)
}
