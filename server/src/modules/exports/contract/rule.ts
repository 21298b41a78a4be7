import { Type } from 'typebox'
import type { Static } from 'typebox'
import { contract } from '../../../kernel/index.ts'
import type { InputOf } from '../../../kernel/index.ts'
import { exportsProblems as p } from './problems.ts'

export const EXPORT_APPROVERS = {
  either: '机关负责人或者安全管理员',
  'agency-head': '机关负责人',
  'security-admin': '安全管理员',
} as const
export type ExportApprover = keyof typeof EXPORT_APPROVERS

/** No law and no standard sets a figure: these are ours, and each county sets its own. */
export const USUAL_EXPORT_RULE = {
  approver: 'either',
  /** Most rows of one export. */
  mostRows: 50_000,
  /** Masked exports of so many rows need no approval; 0: each needs one. */
  freeRows: 0,
  mostDownloads: 3,
  keepDays: 7,
  /** 每日查看上限: how often one official may see an applicant in full in a day. */
  dailyReveals: 50,
} as const

/** 数据导出规则 of a county. */
export const ExportRule = Type.Object({
  approver: Type.Enum(Object.keys(EXPORT_APPROVERS) as ExportApprover[], { title: '由谁审批' }),
  mostRows: Type.Integer({ minimum: 1, maximum: 100_000, title: '一次最多多少行' }),
  freeRows: Type.Integer({ minimum: 0, maximum: 1_000, title: '脱敏且不超过多少行的不用审批' }),
  mostDownloads: Type.Integer({ minimum: 1, maximum: 20, title: '每份文件最多下载几次' }),
  keepDays: Type.Integer({ minimum: 1, maximum: 30, title: '文件保留几天' }),
  dailyReveals: Type.Integer({ minimum: 1, maximum: 1_000, title: '每人每天最多查看几次完整信息' }),
  /** 0: the county has not set its own. */
  version: Type.Integer({ minimum: 0 }),
})
export type ExportRule = Static<typeof ExportRule>

export const GetExportRule = contract({
  name: 'exports.getExportRule',
  method: 'GET',
  path: '/api/export-rule',
  summary: '本地的数据导出规则',
  response: ExportRule,
})

export const SetExportRule = contract({
  name: 'exports.setExportRule',
  method: 'PUT',
  path: '/api/export-rule',
  summary: '设定本地的数据导出规则；已经批准的按批准时的规则',
  body: Type.Object({
    ...ExportRule.properties,
    reason: Type.String({ minLength: 1, maxLength: 500, title: '理由' }),
  }),
  response: ExportRule,
  problems: [p['rule-changed']],
})
export type SetExportRule = InputOf<typeof SetExportRule>
