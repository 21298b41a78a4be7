import { Type } from 'typebox'
import { event, streamOf } from '../../../kernel/index.ts'

const ofExport = (body: { exportId: string }) => streamOf('export', body.exportId)
const one = { exportId: Type.String() }

/** 申请导出. Why, and by which conditions (they may name somebody), lie beside it as `personal.reason` and `personal.conditions`. */
export const ExportAsked = event(
  'exports/ExportAsked.v1',
  Type.Object({
    ...one,
    list: Type.String(),
    division: Type.String(),
    columns: Type.Array(Type.String()),
    inFull: Type.Boolean(),
    format: Type.String(),
    purpose: Type.String(),
    counted: Type.Integer(),
  }),
  { title: '申请导出数据', stream: ofExport },
)

/** `isByRule`: the county's rule lets it go without anybody's approval. */
export const ExportApproved = event('exports/ExportApproved.v1', Type.Object({ ...one, isByRule: Type.Boolean() }), {
  title: '批准导出数据',
  stream: ofExport,
})

/** Why lies beside it, as `personal.reason`. */
export const ExportRefused = event('exports/ExportRefused.v1', Type.Object(one), {
  title: '不批准导出数据',
  stream: ofExport,
})

export const ExportWithdrawn = event('exports/ExportWithdrawn.v1', Type.Object(one), {
  title: '撤回导出申请',
  stream: ofExport,
})

/**
 * 生成导出文件: the digest says which file it was, long after it is gone. Whose data are in it, where they are in full, the module
 * keeps by the ids of the things; the conditions say the range, as `personal.conditions`.
 */
export const ExportMade = event(
  'exports/ExportMade.v1',
  Type.Object({
    ...one,
    list: Type.String(),
    columns: Type.Array(Type.String()),
    inFull: Type.Boolean(),
    format: Type.String(),
    purpose: Type.String(),
    rows: Type.Integer(),
    bytes: Type.Integer(),
    sha256: Type.String(),
  }),
  { title: '生成导出文件', stream: ofExport },
)

export const ExportFailed = event('exports/ExportFailed.v1', Type.Object({ ...one, reason: Type.String() }), {
  title: '没有生成导出文件',
  stream: ofExport,
})

export const ExportDownloaded = event(
  'exports/ExportDownloaded.v1',
  Type.Object({ ...one, sha256: Type.String(), time: Type.Integer(), of: Type.Integer() }),
  { title: '下载导出文件', stream: ofExport },
)

export const ExportErased = event('exports/ExportErased.v1', Type.Object({ ...one, sha256: Type.String() }), {
  title: '删除导出文件',
  stream: ofExport,
})

const Rule = Type.Object({
  approver: Type.String(),
  mostRows: Type.Integer(),
  freeRows: Type.Integer(),
  mostDownloads: Type.Integer(),
  keepDays: Type.Integer(),
  dailyReveals: Type.Integer(),
})

export const ExportRuleSet = event(
  'exports/ExportRuleSet.v1',
  Type.Object({ jurisdiction: Type.String(), is: Rule, was: Rule }),
  { title: '设定数据导出规则', stream: ({ jurisdiction }) => ({ jurisdiction, name: 'export-rule' }) },
)

/** 超过每日查看上限: refused, and for the security administrator to look at. The thing whose data were wanted is named, nobody else. */
export const RevealRefused = event(
  'exports/RevealRefused.v1',
  Type.Object({
    readerId: Type.String(),
    jurisdiction: Type.String(),
    day: Type.String(),
    subject: Type.String(),
    most: Type.Integer(),
  }),
  {
    title: '超过每日查看上限',
    stream: ({ readerId, jurisdiction, day }) => ({ jurisdiction, name: `access:${readerId}:${day}` }),
  },
)
