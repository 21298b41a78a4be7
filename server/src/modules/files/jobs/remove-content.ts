import type { EntryJobHandler } from '../../../platform/module/index.ts'
import { removeUnused } from '../actions/remove-content.ts'
import type { FilesDeps } from '../actions/remove-content.ts'
import { FileErased } from '../contract/events.ts'

export function removeContentJob(deps: FilesDeps): EntryJobHandler {
  return {
    name: 'files/remove-content',
    on: [FileErased],
    work: (entry, act) => removeUnused(deps, act, String(entry.body['sha256'])),
  }
}
