import type { Context } from '../../../platform/act/index.ts'
import type { DocumentsApi } from '../../documents/index.ts'
import * as licenceStore from '../store/licence-store.ts'

/** 删除证照上的个人信息 of licences that came of a case, pages too; identifier, state and dates stay. The caller has decided that it may be. */
export async function eraseLicences(ctx: Context & { documents: DocumentsApi }, caseId: string): Promise<void> {
  for (const licenceId of await licenceStore.eraseHolders(ctx, caseId)) await ctx.documents.erase(ctx, licenceId)
}
