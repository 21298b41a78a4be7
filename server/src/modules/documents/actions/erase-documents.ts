import type { Context } from '../../../platform/act/index.ts'
import type { FilesApi } from '../../files/index.ts'
import * as documentStore from '../store/document-store.ts'

/** 删除文书内容: what was said in them, and the PDFs. That they were issued stays. The caller has decided that it may be. */
export async function eraseDocuments(ctx: Context & { files: FilesApi }, subject: string): Promise<void> {
  for (const document of await documentStore.eraseAll(ctx, subject)) {
    const fileIds = document.fileId === undefined ? [] : [document.fileId]
    await ctx.files.erase(ctx, { subject: document.id, fileIds })
  }
}
