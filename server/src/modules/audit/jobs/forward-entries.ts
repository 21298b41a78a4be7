import type { Timer } from '../../../platform/module/index.ts'
import { forwardEntries } from '../actions/forward-entries.ts'
import type { AuditDeps } from '../queries/audit-context.ts'

export function forwardEntriesTimer(deps: AuditDeps): Timer {
  return { name: 'audit/forward-entries', cron: '* * * * *', work: (act) => forwardEntries(deps, act) }
}
