import { problem } from '../../../kernel/index.ts'
import type { BinaryFile, InputOf } from '../../../kernel/index.ts'
import { nameKeys } from '../../../platform/db/index.ts'
import { ExportDownloaded } from '../contract/events.ts'
import { exportsProblems } from '../contract/index.ts'
import type { DownloadExport } from '../contract/index.ts'
import type { ExportsContext } from '../queries/exports-context.ts'
import * as exportStore from '../store/export-store.ts'

/** 下载导出文件: by whoever asked for it and nobody else, so often and so long. It counts when it begins. */
export async function downloadExport(
  ctx: ExportsContext,
  { exportId }: InputOf<typeof DownloadExport>,
): Promise<BinaryFile> {
  const one = await exportStore.lock(ctx.tx, exportId)
  if (!one || one.accountId !== ctx.actor.accountId) throw problem(exportsProblems.unknown)
  const { state, fileId, sha256 = '', expiresAt, downloads, mostDownloads: most } = one
  if (downloads >= most) throw problem(exportsProblems['used-up'], { most })
  if (state === 'erased' || (expiresAt && expiresAt <= ctx.now))
    throw problem(exportsProblems.expired, { days: one.keepDays })
  if (state !== 'made' || fileId === undefined) throw problem(exportsProblems['not-made'])
  const time = downloads + 1
  await exportStore.change(ctx.tx, one, { downloads: time })
  nameKeys(ctx.tx, [fileId])
  const file = await ctx.files.get(ctx, fileId)
  ctx.emit(ExportDownloaded.of({ exportId, sha256, time, of: most }))
  const stream = await ctx.files.open(ctx, fileId)
  return { stream, mediaType: file.mediaType, fileName: file.fileName, inline: false, bytes: file.bytes }
}
