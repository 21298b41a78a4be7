import type { Timer } from '../../../platform/module/index.ts'
import type { CasesDeps } from '../actions/cases-context.ts'
import { deemAccepted, overdueForAcceptance } from '../actions/deem-accepted.ts'

const BATCH = 200

/** Every hour, each case in a transaction of its own: one that can't be accepted holds up no other, and is tried again. */
export function deemAcceptedTimer(deps: CasesDeps): Timer {
  return {
    name: 'cases/deem-accepted',
    cron: '3 * * * *',
    work: async (act) => {
      const due = await act((ctx) => overdueForAcceptance(ctx, BATCH))
      const failures: unknown[] = []
      for (const caseId of due) {
        await act((ctx) => deemAccepted({ ...ctx, ...deps }, caseId)).catch((error: unknown) => failures.push(error))
      }
      if (failures.length > 0)
        throw new AggregateError(failures, `${failures.length} cases could not be deemed accepted`)
    },
  }
}
