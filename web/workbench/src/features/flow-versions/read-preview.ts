import type { MigrationOutlook, VersionRef } from '@yiwang/server/contract/flows'
import { api } from '../../shared/api.ts'

export interface VersionChange {
  definitionId: string
  from: VersionRef
  to: VersionRef
}

/** Pages of a preview, put together: a version has at most some thousand flows that run. */
export async function readPreview(change: VersionChange, mapping: Record<string, string> | undefined) {
  const flows: MigrationOutlook[] = []
  let after: string | undefined
  for (;;) {
    const page = await api.flows.previewMigration({
      ...change,
      ...(mapping && { mapping }),
      ...(after !== undefined && { after }),
    })
    flows.push(...page.flows)
    after = page.next
    if (after === undefined) return { ...page, flows }
  }
}
export type Preview = Awaited<ReturnType<typeof readPreview>>
