import type { Context } from '../../platform/act/index.ts'
import { bindRoutes } from '../../platform/http/index.ts'
import type { ModuleParts } from '../../platform/module/index.ts'
import * as auditEvents from './contract/events.ts'
import { auditPermits, auditProblems } from './contract/index.ts'
import { alertRoutes } from './http/alert.routes.ts'
import { auditorRoutes } from './http/auditor.routes.ts'
import { forwardEntriesTimer } from './jobs/forward-entries.ts'
import { watchEntriesTimer } from './jobs/watch-entries.ts'
import { entryList } from './queries/export-entries.ts'
import { mostWaiting } from './queries/list-forwards.ts'
import { ALERT_REASON } from './queries/present-alert.ts'
import type { AuditDeps } from './queries/audit-context.ts'
import { auditIndex } from './subscribers/audit-index.ts'

/** 安全审计: an index over the record, and nothing that is not in it. Nobody asks it anything. */
export interface AuditApi {
  /** For the program's own figures: how many entries the central log system has not been told. */
  waitingForSyslog(ctx: Context): Promise<number>
}

export function createAudit(deps: AuditDeps): ModuleParts<AuditApi> {
  return {
    api: { waitingForSyslog: (ctx) => mostWaiting(ctx, deps.syslog?.targets ?? []) },
    routes: bindRoutes([...auditorRoutes, ...alertRoutes], deps),
    permits: Object.values(auditPermits),
    events: Object.values(auditEvents),
    problems: Object.values(auditProblems),
    readers: [auditIndex(deps.everyEvent)],
    timers: [watchEntriesTimer(deps), forwardEntriesTimer(deps)],
    lists: [entryList(deps)],
    sealed: [{ table: 'audit.alerts', columns: { reason: ALERT_REASON } }],
  }
}
