import { calendarDate } from '../../../kernel/index.ts'
import type { EntryJobHandler, RunAct, Timer } from '../../../platform/module/index.ts'
import type { LimitsDeps } from '../actions/limits-context.ts'
import { recomputeLimits } from '../actions/recompute-limits.ts'
import type { RecomputeLimits } from '../actions/recompute-limits.ts'
import { CalendarImported, LimitRuleDeclared, LocalDaysDeclared, LocalDayWithdrawn } from '../contract/events.ts'

const BATCH = 500

/** What a very large change of the calendar left over; after a small one it finds nothing to do. */
export function recomputeAfterChangeJob(deps: LimitsDeps): EntryJobHandler {
  return {
    name: 'limits/recompute-after-change',
    on: [CalendarImported, LocalDaysDeclared, LocalDayWithdrawn, LimitRuleDeclared],
    work: async (entry, act) => {
      const from = calendarDate(String(entry.body['changedFrom']))
      await recomputeAll(act, deps, { because: '放假安排变化', from })
    },
  }
}

/** A new version of the product may ship a year that was missing: then provisional due dates are settled the next night. */
export function settleProvisionalTimer(deps: LimitsDeps): Timer {
  return {
    name: 'limits/settle-provisional',
    cron: '10 16 * * *',
    work: (act) => recomputeAll(act, deps, { because: '放假安排公布', onlyProvisional: true }),
  }
}

/** Page by page, each in a transaction of its own. */
async function recomputeAll(
  act: RunAct,
  deps: LimitsDeps,
  what: Omit<RecomputeLimits, 'size' | 'after'>,
): Promise<void> {
  let after: string | undefined
  do {
    const page = { ...what, size: BATCH, ...(after !== undefined && { after }) }
    after = (await act((ctx) => recomputeLimits({ ...ctx, ...deps }, page))).next
  } while (after !== undefined)
}
