import type { Context } from '../../../platform/act/index.ts'
import { dayOf, factsOf } from '../../../platform/module/index.ts'
import type { DataSubject, HeldThing, PersonalHolding } from '../../../platform/module/index.ts'
import * as fileStore from '../store/file-store.ts'

/** 文件 keeps of people: what they uploaded. */
export const holdings: readonly PersonalHolding[] = [
  {
    name: 'files/uploads',
    title: '您上传的文件',
    purpose: '作为申请材料或者证明',
    basis: '行政许可法第三十一条：申请人提交有关材料',
    source: '您办事时上传',
    keptFor: '与所属的办件一起保存和删除；没有归入办件的，注销时删除',
    tables: {
      'files.files': ['owner_account_id', 'name_sealed'],
      'files.links': ['owner_account_id', 'uploader_account_id'],
    },
    list: listUploads,
  },
]

async function listUploads(ctx: Context, of: DataSubject): Promise<HeldThing[]> {
  const files = await fileStore.listOwned(ctx, of.accountId)
  return files.map(({ id, fileName, storedAt, bytes, sha256, erasedAt }) => ({
    id,
    title: fileName,
    at: storedAt.toISOString(),
    facts: factsOf({ 大小: `${bytes}字节`, 内容摘要: sha256, 删除日期: dayOf(erasedAt) }),
    ...(!erasedAt && { files: [{ fileId: id, fileName }] }),
  }))
}
