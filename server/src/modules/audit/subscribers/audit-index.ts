import type { EventDefinition } from '../../../kernel/index.ts'
import type { LedgerReader } from '../../../platform/module/index.ts'
import { forgetEntries, indexEntries } from '../actions/index-entries.ts'
import { AUDIT_INDEX } from '../queries/audit-context.ts'

/** 审计索引: follows everything that is recorded, what later modules record too. */
export function auditIndex(everyEvent: () => readonly EventDefinition[]): LedgerReader {
  return {
    name: AUDIT_INDEX,
    version: 1,
    get on() {
      return everyEvent()
    },
    take: indexEntries,
    clear: forgetEntries,
  }
}
