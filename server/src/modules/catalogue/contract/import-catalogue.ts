import { Type, type Static } from 'typebox'
import { binary, contract } from '../../../kernel/contract.ts'
import { PUBLIC_ID_PATTERN } from '../../../kernel/public-id.ts'
import { catalogueProblems } from './problems.ts'

export const ImportFormat = Type.Union(
  [
    Type.Literal('yiwang', { title: '本平台事项文件' }),
    Type.Literal('exchange', { title: '自治区事项交换报文' }),
    Type.Literal('guangdong-list', { title: '广东事项清单' }),
    Type.Literal('guangan-list', { title: '广安事项清单' }),
    Type.Literal('workbook', { title: '事项导入表（XLSX）' }),
    Type.Literal('national-exchange', { title: '国家事项交换表（up_task_*）' }),
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

/** 核对意见 of one row: what is wrong or deserves a look, and in a workbook the very cell. */
export const RowFinding = Type.Object({
  level: Type.Union([Type.Literal('error'), Type.Literal('warning')]),
  message: Type.String(),
  sheet: Type.Optional(Type.String({ title: '工作表' })),
  row: Type.Optional(Type.Integer({ title: '第几行' })),
  column: Type.Optional(Type.String({ title: '栏' })),
})
export type RowFinding = Static<typeof RowFinding>

/** 逐行结果: what becomes of one row, or would. `taken` is new, `changed` another version of what was there. */
export const RowOutcome = Type.Object({
  row: Type.Integer({ minimum: 1, title: '第几条；导入表里是行号' }),
  label: Type.String({ title: '名称或编码' }),
  outcome: Type.Union(
    [
      Type.Literal('taken', { title: '新增' }),
      Type.Literal('changed', { title: '变更' }),
      Type.Literal('unchanged', { title: '未变' }),
      Type.Literal('refused', { title: '没有导入' }),
    ],
    { title: '结果' },
  ),
  findings: Type.Array(RowFinding),
  draftId: Type.Optional(Type.String({ title: '草稿标识' })),
})
export type RowOutcome = Static<typeof RowOutcome>

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
  outcomes: Type.Array(RowOutcome, { title: '逐行结果；最多 1000 行，没有导入的在前' }),
  fileWarnings: Type.Array(Type.String(), { title: '对整个文件的提示' }),
})
export type ImportReport = Static<typeof ImportReport>

export const MOST_IMPORT_BYTES = 32 * 1024 * 1024

const FILE_PROBLEMS = [
  catalogueProblems['not-json'],
  catalogueProblems['unknown-format'],
  catalogueProblems['too-many-rows'],
  catalogueProblems['not-a-workbook'],
]

export const ImportCatalogue = contract({
  name: 'catalogue.importCatalogue',
  method: 'POST',
  path: '/api/admin/catalogue/import',
  summary: '导入事项文件，返回逐条报告',
  upload: { maxBytes: MOST_IMPORT_BYTES },
  body: Type.Object({ dryRun: Type.Optional(Type.Boolean({ title: '试运行：只报告，不写入' })) }),
  response: ImportReport,
  problems: FILE_PROBLEMS,
})

/** For a department: what the file holds becomes drafts, which pass their reviews like any other. */
export const ImportItemDrafts = contract({
  name: 'catalogue.importItemDrafts',
  method: 'POST',
  path: '/api/item-library/import',
  summary: '把事项文件导入为草稿，返回逐行报告',
  upload: { maxBytes: MOST_IMPORT_BYTES },
  body: Type.Object({ dryRun: Type.Optional(Type.Boolean({ title: '试导入：只报告，不写入' })) }),
  response: ImportReport,
  problems: FILE_PROBLEMS,
})

/** 导入去向: drafts that are reviewed, or published at once by whoever keeps the catalogue. */
export const ImportTarget = Type.Union(
  [Type.Literal('drafts', { title: '导入为草稿，经过审核后发布' }), Type.Literal('published', { title: '直接发布' })],
  { title: '导入为' },
)
export type ImportTarget = Static<typeof ImportTarget>

export const CheckWorkbook = contract({
  name: 'catalogue.checkWorkbook',
  method: 'POST',
  path: '/api/item-library/check',
  summary: '核对事项导入表，返回同一张表，结果和原因写在各行旁边',
  upload: { maxBytes: MOST_IMPORT_BYTES },
  body: Type.Object({ target: ImportTarget }),
  response: binary,
  problems: FILE_PROBLEMS,
})

export const GetImportTemplate = contract({
  name: 'catalogue.getImportTemplate',
  method: 'GET',
  path: '/api/item-library/template',
  summary: '下载事项导入模板（XLSX）',
  response: binary,
})

/** In the form of the template: changed and brought back, or carried to another installation. */
export const ExportWorkbook = contract({
  name: 'catalogue.exportWorkbook',
  method: 'GET',
  path: '/api/item-library/workbook',
  summary: '导出管辖范围内的事项（XLSX），格式与导入模板相同',
  query: Type.Object({ organizationId: Type.Optional(Type.String({ pattern: PUBLIC_ID_PATTERN, title: '部门' })) }),
  response: binary,
  problems: [catalogueProblems['too-many-rows']],
})
