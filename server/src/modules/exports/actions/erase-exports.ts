import type { RunAct } from '../../../platform/module/index.ts'
import type { FilesApi } from '../../files/index.ts'
import { ExportErased } from '../contract/events.ts'
import * as exportStore from '../store/export-store.ts'

const MOST_AT_ONCE = 200

/** Files whose days are over, or that were downloaded as often as they may be. What they were stays on record. */
export async function eraseExports({ files }: { files: FilesApi }, act: RunAct): Promise<void> {
  const due = await act((ctx) => exportStore.findToErase(ctx.tx, ctx.now, MOST_AT_ONCE))
  for (const exportId of due) {
    await act(async (ctx) => {
      const one = await exportStore.lock(ctx.tx, exportId)
      if (one?.state !== 'made' || one.fileId === undefined) return
      await files.erase(ctx, { subject: exportId, fileIds: [one.fileId] })
      await exportStore.change(ctx.tx, one, { state: 'erased' })
      ctx.emit(ExportErased.of({ exportId, sha256: one.sha256 ?? '' }))
    })
  }
}
