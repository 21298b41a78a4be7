import type { Context } from '../../../platform/act/index.ts'
import type { ItemContent } from '../contract/item.ts'
import type { RowNotes } from '../domain/import-row.ts'
import { digestsOf, fileFault, filesOf } from '../domain/material-files.ts'
import * as fileStore from '../store/material-file-store.ts'
import type { KeptFile } from '../store/material-file-store.ts'

/** Of a draft every file that it names is here; what came without its content in an earlier version is only told of. */
export async function checkDraftFiles(
  ctx: Context,
  content: ItemContent,
  { notes, draftId, before }: { notes: RowNotes; draftId: string; before: readonly (ItemContent | undefined)[] },
): Promise<void> {
  const digests = digestsOf(content)
  if (digests.length === 0) return
  const published = await fileStore.findPublished(ctx.tx, digests)
  const own = await fileStore.findOfDraft(ctx.tx, draftId, digests)
  const named = new Set(before.flatMap((one) => (one ? digestsOf(one) : [])))
  tell(content, notes, {
    find: (sha256) => own.get(sha256) ?? published.get(sha256),
    missing: (sha256, told) => (named.has(sha256) ? notes.warn(...told) : notes.refuse(...told)),
  })
}

/** What is imported names files and does not hold them: those that are not here already are told of, and stay named. */
export function importedFileChecker(ctx: Context): (content: ItemContent, notes: RowNotes) => Promise<void> {
  return async (content, notes) => {
    const digests = digestsOf(content)
    if (digests.length === 0) return
    const published = await fileStore.findPublished(ctx.tx, digests)
    tell(content, notes, {
      find: (sha256) => published.get(sha256),
      missing: (_sha256, told) => notes.warn(...told),
    })
  }
}

type Told = Parameters<RowNotes['warn']>

function tell(
  content: ItemContent,
  notes: RowNotes,
  { find, missing }: { find(sha256: string): KeptFile | undefined; missing(sha256: string, told: Told): void },
): void {
  for (const { file, at, material, title } of filesOf(content)) {
    const kept = find(file.sha256)
    if (!kept) {
      missing(file.sha256, [`“${material}”的${title}“${file.name}”不在本平台上，请在草稿里重新上传`, ...at])
      continue
    }
    const fault = fileFault(file, kept)
    if (fault !== undefined) notes.refuse(fault, ...at)
  }
}
