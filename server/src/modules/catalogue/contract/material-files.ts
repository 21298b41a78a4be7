import { Type } from 'typebox'
import { binary, contract } from '../../../kernel/contract.ts'
import { contentProblems, filesProblems } from '../../files/contract/index.ts'
import { DraftId } from './draft.ts'
import { MaterialFile } from './item-parts.ts'
import { ItemId } from './item.ts'
import { catalogueProblems } from './problems.ts'

const refused = catalogueProblems
const Digest = Type.String({ pattern: '^[0-9a-f]{64}$', title: '内容摘要' })

/** 空白表格 and 示例样表: the two files that a material may have, by the element that names each. */
export const MATERIAL_FILES = {
  emptyForm: '空白表格',
  sampleForm: '示例样表',
} as const
export type MaterialFileKind = keyof typeof MATERIAL_FILES

/** Where everybody gets a file of a published version. The address names the content: what it gives never changes. */
export function materialFilePath(itemId: string, { sha256 }: Pick<MaterialFile, 'sha256'>): string {
  return `/api/items/${itemId}/files/${sha256}`
}

/** The same of a draft, for those who may read the draft. */
export function draftFilePath(draftId: string, sha256: string): string {
  return `/api/item-drafts/${draftId}/files/${sha256}`
}

export const UploadMaterialFile = contract({
  name: 'catalogue.uploadMaterialFile',
  method: 'POST',
  path: '/api/item-drafts/:draftId/files',
  summary: '上传草稿里一份材料的空白表格或示例样表',
  params: Type.Object({ draftId: DraftId }),
  body: Type.Object({}),
  upload: { maxBytes: 11 * 1_048_576 },
  response: MaterialFile,
  problems: [
    refused['no-such-draft'],
    refused['draft-not-open'],
    filesProblems['too-large'],
    filesProblems['type-not-taken'],
    filesProblems['not-what-its-name-says'],
    filesProblems.empty,
    ...contentProblems,
    filesProblems['no-space'],
  ],
})

export const GetDraftFile = contract({
  name: 'catalogue.getDraftFile',
  method: 'GET',
  path: '/api/item-drafts/:draftId/files/:sha256',
  summary: '下载草稿里一份材料的空白表格或示例样表',
  params: Type.Object({ draftId: DraftId, sha256: Digest }),
  response: binary,
  problems: [
    refused['no-such-draft'],
    refused['no-such-file'],
    filesProblems.unknown,
    filesProblems['content-missing'],
  ],
})

const published = {
  params: Type.Object({ itemId: ItemId, sha256: Digest }),
  response: binary,
  problems: [refused['no-such-item'], refused['no-such-file'], filesProblems.unknown, filesProblems['content-missing']],
}

export const DownloadMaterialFile = contract({
  name: 'catalogue.downloadMaterialFile',
  method: 'GET',
  path: '/api/items/:itemId/files/:sha256',
  summary: '下载已公布事项的空白表格或示例样表',
  ...published,
})

export const GetOpenMaterialFile = contract({
  name: 'catalogue.getOpenMaterialFile',
  method: 'GET',
  path: '/open/v1/items/:itemId/files/:sha256',
  summary: '开放接口：下载已公布事项的空白表格或示例样表',
  ...published,
})
