import type { EntryJobHandler } from '../../../platform/module/index.ts'
import { makeExport } from '../actions/make-export.ts'
import { ExportApproved } from '../contract/events.ts'
import type { ExportsDeps } from '../queries/exports-context.ts'

export function makeExportJob(deps: ExportsDeps): EntryJobHandler {
  return {
    name: 'exports/make-export',
    on: [ExportApproved],
    work: (entry, act) => makeExport(deps, act, String(entry.body['exportId'])),
  }
}
