import { Type } from 'typebox'
import type { Static } from 'typebox'
import { PUBLIC_ID_PATTERN, READING_PURPOSES, binary, contract } from '../../../kernel/index.ts'
import type { InputOf } from '../../../kernel/index.ts'
import { exportsProblems as p } from './problems.ts'

/** 导出用途: what a look at somebody's data may be for, and what only lists are for. The list is ours; no law names one. */
export const EXPORT_PURPOSES = {
  ...READING_PURPOSES,
  statistics: '统计分析',
  report: '上报上级机关',
} as const
export type ExportPurpose = keyof typeof EXPORT_PURPOSES

export const EXPORT_FORMATS = { xlsx: 'Excel 表格', csv: 'CSV 文本' } as const
export type ExportFormat = keyof typeof EXPORT_FORMATS

/** 导出申请的状态. */
export const EXPORT_STATES = {
  asked: '待审批',
  refused: '未批准',
  withdrawn: '已撤回',
  approved: '正在生成',
  failed: '没有生成',
  made: '可以下载',
  erased: '文件已删除',
} as const
export type ExportState = keyof typeof EXPORT_STATES

const PublicId = Type.String({ pattern: PUBLIC_ID_PATTERN })
const Instant = Type.String({ format: 'date-time' })
const Format = Type.Enum(Object.keys(EXPORT_FORMATS) as ExportFormat[], { title: '格式' })
const Purpose = Type.Enum(Object.keys(EXPORT_PURPOSES) as ExportPurpose[], { title: '用途' })
const State = Type.Enum(Object.keys(EXPORT_STATES) as ExportState[])

const asked = {
  list: Type.String({ minLength: 1, maxLength: 60, title: '清单' }),
  /** As the list's page has them in its address. */
  filter: Type.Record(Type.String({ maxLength: 40 }), Type.String({ maxLength: 400 }), { title: '筛选条件' }),
}

const Column = Type.Object({ key: Type.String(), title: Type.String(), isPersonal: Type.Boolean() })

/** 数据导出: asked for by one, approved by another, made as the asker may read it then. */
export const ExportView = Type.Object({
  id: PublicId,
  list: Type.String(),
  listTitle: Type.String(),
  conditions: Type.Array(Type.String()),
  columns: Type.Array(Column),
  inFull: Type.Boolean(),
  format: Format,
  purpose: Purpose,
  purposeTitle: Type.String(),
  reason: Type.String(),
  /** How many rows it was when it was asked for. */
  counted: Type.Integer(),
  state: State,
  stateTitle: Type.String(),
  askedByName: Type.String(),
  askedAt: Instant,
  /** False: the county's rule lets it go without. */
  neededApproval: Type.Boolean(),
  decidedByName: Type.Optional(Type.String()),
  decidedAt: Type.Optional(Instant),
  /** Why it was refused. */
  decisionReason: Type.Optional(Type.String()),
  /** How many rows are written so far, or were. */
  written: Type.Integer(),
  madeAt: Type.Optional(Instant),
  bytes: Type.Optional(Type.Integer()),
  sha256: Type.Optional(Type.String()),
  /** Why it was not made. */
  failure: Type.Optional(Type.String()),
  downloads: Type.Integer(),
  mostDownloads: Type.Integer(),
  expiresAt: Type.Optional(Instant),
  version: Type.Integer(),
  abilities: Type.Object({
    decide: Type.Boolean(),
    withdraw: Type.Boolean(),
    download: Type.Boolean(),
  }),
})
export type ExportView = Static<typeof ExportView>

export const PreviewExport = contract({
  name: 'exports.previewExport',
  method: 'POST',
  path: '/api/exports/preview',
  summary: '导出前看看：有多少行、有哪些列、要不要审批；按人查找会记入账本',
  body: Type.Object(asked),
  response: Type.Object({
    list: Type.String(),
    listTitle: Type.String(),
    conditions: Type.Array(Type.String()),
    columns: Type.Array(Column),
    /** At most one more than may be exported. */
    rows: Type.Integer(),
    mostRows: Type.Integer(),
    mayBeInFull: Type.Boolean(),
    needsApproval: Type.Object({ masked: Type.Boolean(), inFull: Type.Boolean() }),
    approverTitle: Type.String(),
    mostDownloads: Type.Integer(),
    keepDays: Type.Integer(),
  }),
  problems: [p['list-unknown'], p['conditions-unfit']],
})
export type PreviewExport = InputOf<typeof PreviewExport>

export const AskExport = contract({
  name: 'exports.askExport',
  method: 'POST',
  path: '/api/exports',
  summary: '申请导出一份清单',
  body: Type.Object({
    ...asked,
    columns: Type.Array(Type.String({ maxLength: 40 }), { minItems: 1, maxItems: 40, title: '要导出的列' }),
    inFull: Type.Boolean({ title: '导出完整信息（不脱敏）' }),
    format: Format,
    purpose: Purpose,
    reason: Type.String({ minLength: 5, maxLength: 500, title: '理由（至少五个字）' }),
  }),
  response: ExportView,
  problems: [
    p['list-unknown'],
    p['conditions-unfit'],
    p['columns-unfit'],
    p['not-in-full'],
    p['too-many-rows'],
    p['no-rows'],
  ],
})
export type AskExport = InputOf<typeof AskExport>

const page = { after: Type.Optional(PublicId) }
const Page = Type.Object({ exports: Type.Array(ExportView), next: Type.Optional(PublicId) })

export const ListMyExports = contract({
  name: 'exports.listMyExports',
  method: 'GET',
  path: '/api/exports/mine',
  summary: '我申请的导出，最近的在前',
  query: Type.Object(page),
  response: Page,
})

export const ListExports = contract({
  name: 'exports.listExports',
  method: 'GET',
  path: '/api/exports',
  summary: '可以由我审批的导出申请，或者已经处理的，最近的在前',
  query: Type.Object({ ...page, state: Type.Enum(['asked', 'decided']) }),
  response: Type.Object({
    ...Page.properties,
    /** How many wait for me; 100 stands for any more. */
    waiting: Type.Integer(),
  }),
})

export const CountExports = contract({
  name: 'exports.countExports',
  method: 'GET',
  path: '/api/exports/waiting',
  summary: '有多少导出申请待我审批',
  response: Type.Object({ waiting: Type.Integer() }),
})

const named = { params: Type.Object({ exportId: PublicId }) }
const version = Type.Integer({ minimum: 1 })

export const ApproveExport = contract({
  name: 'exports.approveExport',
  method: 'POST',
  path: '/api/exports/:exportId/approve',
  summary: '批准导出',
  ...named,
  body: Type.Object({ version }),
  response: ExportView,
  problems: [p.unknown, p['second-person'], p['not-approver'], p.decided],
})

export const RefuseExport = contract({
  name: 'exports.refuseExport',
  method: 'POST',
  path: '/api/exports/:exportId/refuse',
  summary: '不批准导出',
  ...named,
  body: Type.Object({ version, reason: Type.String({ minLength: 1, maxLength: 500, title: '理由' }) }),
  response: ExportView,
  problems: [p.unknown, p['second-person'], p['not-approver'], p.decided],
})

export const WithdrawExport = contract({
  name: 'exports.withdrawExport',
  method: 'POST',
  path: '/api/exports/:exportId/withdraw',
  summary: '撤回自己的导出申请',
  ...named,
  body: Type.Object({ version }),
  response: ExportView,
  problems: [p.unknown, p['not-waiting']],
})

export const DownloadExport = contract({
  name: 'exports.downloadExport',
  method: 'GET',
  path: '/api/exports/:exportId/content',
  summary: '下载自己申请并且已经生成的导出文件；每次下载都计数',
  ...named,
  response: binary,
  problems: [p.unknown, p['not-made'], p['used-up'], p.expired],
})
