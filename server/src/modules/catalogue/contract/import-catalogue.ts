import { Type, type Static } from 'typebox'
import { contract } from '../../../kernel/contract.ts'
import { catalogueProblems } from './problems.ts'

export const ImportFormat = Type.Union(
  [
    Type.Literal('yiwang', { title: '本平台事项文件' }),
    Type.Literal('exchange', { title: '自治区事项交换报文' }),
    Type.Literal('guangdong-list', { title: '广东事项清单' }),
    Type.Literal('guangan-list', { title: '广安事项清单' }),
  ],
  { title: '文件格式' },
)
export type ImportFormat = Static<typeof ImportFormat>

export const ImportedRow = Type.Object({
  row: Type.Integer({ minimum: 1, title: '第几条' }),
  label: Type.String({ title: '名称或编码' }),
  reasons: Type.Array(Type.String(), { title: '原因' }),
})
export type ImportedRow = Static<typeof ImportedRow>

/** 导入报告. `taken` are versions of items new to us, `changed` new versions of items that we had. */
export const ImportReport = Type.Object({
  importId: Type.Optional(Type.String({ title: '导入编号' })),
  dryRun: Type.Boolean({ title: '试运行' }),
  format: ImportFormat,
  rows: Type.Integer({ title: '总条数' }),
  items: Type.Integer({ title: '涉及事项数' }),
  taken: Type.Integer({ title: '新增' }),
  changed: Type.Integer({ title: '变更' }),
  unchanged: Type.Integer({ title: '未变' }),
  refused: Type.Array(ImportedRow, { title: '拒绝' }),
  warnings: Type.Array(ImportedRow, { title: '提示' }),
  warningCount: Type.Integer({ title: '提示条数' }),
  milliseconds: Type.Integer({ title: '用时（毫秒）' }),
})
export type ImportReport = Static<typeof ImportReport>

export const MOST_IMPORT_BYTES = 32 * 1024 * 1024

export const ImportCatalogue = contract({
  name: 'catalogue.importCatalogue',
  method: 'POST',
  path: '/api/admin/catalogue/import',
  summary: '导入事项文件，返回逐条报告',
  upload: { maxBytes: MOST_IMPORT_BYTES },
  body: Type.Object({ dryRun: Type.Optional(Type.Boolean({ title: '试运行：只报告，不写入' })) }),
  response: ImportReport,
  problems: [catalogueProblems['not-json'], catalogueProblems['unknown-format'], catalogueProblems['too-many-rows']],
})
