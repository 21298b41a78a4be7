import type { BinaryFile, InputOf } from '../../../kernel/index.ts'
import { nameKeys } from '../../../platform/db/index.ts'
import type { FormFilesContext } from '../actions/keep-material-file.ts'
import { requireFile } from '../actions/keep-material-file.ts'
import { findDraft } from '../actions/draft-context.ts'
import type { DownloadMaterialFile, GetDraftFile } from '../contract/material-files.ts'
import { cataloguePermits } from '../contract/permits.ts'
import { filesOf } from '../domain/material-files.ts'
import * as draftStore from '../store/draft-store.ts'
import * as fileStore from '../store/material-file-store.ts'
import type { KeptFile } from '../store/material-file-store.ts'

/** 空白表格 or 示例样表 of a published version, under the name that the version gives it; whoever keeps it need never ask again. */
export async function downloadMaterialFile(
  ctx: FormFilesContext,
  { itemId, sha256 }: InputOf<typeof DownloadMaterialFile>,
): Promise<BinaryFile> {
  const materials = requireFile(await fileStore.materialsNaming(ctx.tx, itemId, sha256))
  const kept = requireFile((await fileStore.findPublished(ctx.tx, [sha256])).get(sha256))
  return { ...(await contentOf(ctx, kept, nameIn({ materials }, sha256))), isImmutable: true }
}

/** The same of a draft: for those alone who may read the draft. */
export async function getDraftFile(
  ctx: FormFilesContext,
  { draftId, sha256 }: InputOf<typeof GetDraftFile>,
): Promise<BinaryFile> {
  await findDraft(ctx, draftId, cataloguePermits.library)
  const own = await fileStore.findOfDraft(ctx.tx, draftId, [sha256])
  const kept = own.get(sha256) ?? (await fileStore.findPublished(ctx.tx, [sha256])).get(sha256)
  const sections = await draftStore.listSections(ctx.tx, draftId)
  const materials = sections.flatMap(({ content }) => content.materials ?? [])
  return contentOf(ctx, requireFile(kept), nameIn({ materials } as Parameters<typeof filesOf>[0], sha256))
}

function nameIn(content: Parameters<typeof filesOf>[0], sha256: string): string | undefined {
  return filesOf(content).find(({ file }) => file.sha256 === sha256)?.file.name
}

async function contentOf(ctx: FormFilesContext, kept: KeptFile, name = '空白表格'): Promise<BinaryFile> {
  // The content is nobody's own: who may have it was decided by the item or the draft that names it.
  nameKeys(ctx.tx, [kept.fileId])
  return {
    stream: await ctx.files.open(ctx, kept.fileId),
    mediaType: kept.mediaType,
    fileName: name,
    inline: false,
    bytes: kept.bytes,
  }
}
