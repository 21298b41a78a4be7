import { type Static, Type } from 'typebox'
import { binary, contract } from '../../../kernel/contract.ts'
import { PUBLIC_ID_PATTERN } from '../../../kernel/public-id.ts'
import { filesProblems } from './problems.ts'

export const PublicId = Type.String({ pattern: PUBLIC_ID_PATTERN })

/** What a file is for: it decides which types and sizes are taken. */
export const FilePurpose = Type.Union([
  Type.Literal('case-material', { title: '申请材料' }),
  Type.Literal('portrait', { title: '照片' }),
  Type.Literal('item-form', { title: '空白表格和示例样表' }),
  Type.Literal('document', { title: '文书' }),
  Type.Literal('export', { title: '导出的数据' }),
  Type.Literal('personal-copy', { title: '个人信息副本' }),
])
export type FilePurpose = Static<typeof FilePurpose>

/** 文件. Its content is named by its SHA-256 digest and never changes. */
export const FileView = Type.Object({
  id: PublicId,
  fileName: Type.String(),
  mediaType: Type.String(),
  bytes: Type.Integer(),
  sha256: Type.String({ pattern: '^[0-9a-f]{64}$' }),
  purpose: FilePurpose,
  storedAt: Type.String({ format: 'date-time' }),
  /** Shown in the page; others are saved. */
  preview: Type.Union([Type.Literal('image'), Type.Literal('pdf'), Type.Literal('none')]),
})
export type FileView = Static<typeof FileView>

/** What may be wrong with a content of a type that is taken. */
export const contentProblems = [
  filesProblems['too-much-inside'],
  filesProblems.encrypted,
  filesProblems['runs-something'],
  filesProblems['packed-inside'],
  filesProblems.broken,
  filesProblems.infected,
  filesProblems['scanner-away'],
]

/** Sent as multipart/form-data with the fields before the file, by script or by a plain form. */
export const UploadFile = contract({
  name: 'files.uploadFile',
  method: 'POST',
  path: '/api/files',
  summary: '上传文件',
  body: Type.Object({
    purpose: Type.Union([
      Type.Literal('case-material', { title: '申请材料' }),
      Type.Literal('portrait', { title: '照片' }),
    ]),
    division: Type.Optional(Type.String({ pattern: '^[0-9]{6,12}$', title: '办理地区划代码' })),
  }),
  // One megabyte above the largest that is taken, so that the refusal is the purpose's own and names its size.
  upload: { maxBytes: 21 * 1_048_576 },
  response: FileView,
  problems: [
    filesProblems['too-large'],
    filesProblems['type-not-taken'],
    filesProblems['not-what-its-name-says'],
    filesProblems.empty,
    ...contentProblems,
    filesProblems['no-space'],
  ],
})

export const GetFile = contract({
  name: 'files.getFile',
  method: 'GET',
  path: '/api/files/:fileId',
  summary: '查看文件的名称、大小和摘要',
  params: Type.Object({ fileId: PublicId }),
  response: FileView,
  problems: [filesProblems.unknown],
})

export const DownloadFile = contract({
  name: 'files.downloadFile',
  method: 'GET',
  path: '/api/files/:fileId/content',
  summary: '查看或下载文件',
  params: Type.Object({ fileId: PublicId }),
  query: Type.Object({ save: Type.Optional(Type.Boolean({ title: '保存到本机而不是在页面中显示' })) }),
  response: binary,
  problems: [filesProblems.unknown, filesProblems.erased, filesProblems['content-missing']],
})
