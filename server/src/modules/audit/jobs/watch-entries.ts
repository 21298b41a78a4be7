import type { Timer } from '../../../platform/module/index.ts'
import { watchEntries } from '../actions/watch-entries.ts'
import type { AuditDeps } from '../queries/audit-context.ts'

/** Every minute: an alert about this afternoon is of use this afternoon. */
export function watchEntriesTimer(deps: AuditDeps): Timer {
  return {
    name: 'audit/watch-entries',
    cron: '* * * * *',
    work: (act) => act((ctx) => watchEntries({ ...ctx, ...deps })),
  }
}
