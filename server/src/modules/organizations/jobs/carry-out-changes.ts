import type { Timer } from '../../../platform/module/index.ts'
import { carryOutDue, dueChanges } from '../actions/carry-out-change.ts'
import type { PostsDeps } from '../actions/posts-context.ts'

const BATCH = 200

/** A minute after each hour, and so a minute after midnight; each in a transaction of its own: one that fails holds up no other. */
export function carryOutChanges(deps: PostsDeps): Timer {
  return {
    name: 'organizations/carry-out-changes',
    cron: '1 * * * *',
    work: async (act) => {
      const due = await act((ctx) => dueChanges({ ...ctx, ...deps }, BATCH))
      const failures: unknown[] = []
      for (const id of due) {
        await act((ctx) => carryOutDue({ ...ctx, ...deps }, id)).catch((error: unknown) => failures.push(error))
      }
      if (failures.length > 0) throw new AggregateError(failures, `${failures.length} changes could not be carried out`)
    },
  }
}
