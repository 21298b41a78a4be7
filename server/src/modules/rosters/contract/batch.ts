import { Type, type Static } from 'typebox'
import { contract } from '../../../kernel/contract.ts'
import { PUBLIC_ID_PATTERN } from '../../../kernel/public-id.ts'
import { RowOutcome } from '../../catalogue/contract/index.ts'
import { rostersProblems as p } from './problems.ts'
import { KindKey, RosterColumn } from './roster-kind.ts'

const PublicId = Type.String({ pattern: PUBLIC_ID_PATTERN })
const Day = Type.String({ format: 'date' })
const kind = KindKey

export const BATCH_STATES = { open: '填报中', 'in-review': '审核中', published: '已公布' } as const

/** 清单批次: what a department changes in one list, reviewed and published as a whole. */
export const BatchState = Type.Union([Type.Literal('open'), Type.Literal('in-review'), Type.Literal('published')], {
  title: '状态',
})
export type BatchState = Static<typeof BatchState>

export const BatchSummary = Type.Object({
  batchId: PublicId,
  state: BatchState,
  organizationName: Type.String(),
  changes: Type.Integer({ title: '几处变更' }),
})
export type BatchSummary = Static<typeof BatchSummary>

const BatchChange = Type.Object({
  recordId: PublicId,
  act: Type.Union([Type.Literal('add'), Type.Literal('change'), Type.Literal('remove')]),
  reason: Type.Optional(Type.String()),
  edits: Type.Integer(),
  /** As the public will read it, beside what it reads now; what the public does not read is named alone. */
  parts: Type.Array(
    Type.Object({ title: Type.String(), before: Type.Optional(Type.String()), after: Type.Optional(Type.String()) }),
  ),
  name: Type.String(),
  canReveal: Type.Boolean(),
})

export const GetRosterBatch = contract({
  name: 'rosters.getRosterBatch',
  method: 'GET',
  path: '/api/roster-batches/:batchId',
  summary: '一批清单变更',
  params: Type.Object({ batchId: PublicId }),
  response: Type.Object({
    batchId: PublicId,
    kind,
    title: Type.String(),
    columns: Type.Array(RosterColumn),
    state: BatchState,
    version: Type.Integer(),
    organizationName: Type.String(),
    effectiveOn: Type.Optional(Day),
    note: Type.Optional(Type.String({ title: '说明' })),
    editorNames: Type.Array(Type.String()),
    opinions: Type.Array(
      Type.Object({
        outcome: Type.String(),
        opinion: Type.Optional(Type.String()),
        byName: Type.String(),
        at: Type.Optional(Type.String({ format: 'date-time' })),
      }),
    ),
    earliest: Day,
    changes: Type.Array(BatchChange),
    abilities: Type.Object({
      edit: Type.Boolean(),
      submit: Type.Boolean(),
      withdraw: Type.Boolean(),
      review: Type.Boolean(),
    }),
  }),
  problems: [p['no-such-batch']],
})

export const BatchStanding = Type.Object({ batchId: PublicId, state: BatchState, version: Type.Integer() })
export type BatchStanding = Static<typeof BatchStanding>

const version = Type.Integer({ minimum: 1, title: '看到的修订号' })
const params = Type.Object({ batchId: PublicId })

export const DraftRosterRecord = contract({
  name: 'rosters.draftRosterRecord',
  method: 'POST',
  path: '/api/rosters/:kind/records',
  summary: '填报清单记录：新增、修改或者移出，进入本部门的这批变更',
  params: Type.Object({ kind }),
  body: Type.Object({
    recordId: Type.Optional(PublicId),
    act: Type.Union([Type.Literal('add'), Type.Literal('change'), Type.Literal('remove')]),
    cells: Type.Optional(
      Type.Record(Type.String({ maxLength: 31 }), Type.String({ maxLength: 4000 }), {
        title: '各栏的内容；遮盖的个人信息原样交回就是不改',
      }),
    ),
    reason: Type.Optional(Type.String({ minLength: 2, maxLength: 500, title: '理由' })),
    edits: Type.Integer({ minimum: 0, title: '看到的草稿修订号；没有草稿是 0' }),
  }),
  response: Type.Object({ batchId: PublicId, recordId: PublicId, edits: Type.Integer() }),
  problems: [
    p['no-such-list'],
    p['no-such-record'],
    p['kind-retired'],
    p['in-review'],
    p['cells-wrong'],
    p['reason-missing'],
  ],
})

export const DropRosterChange = contract({
  name: 'rosters.dropRosterChange',
  method: 'POST',
  path: '/api/roster-batches/:batchId/drop',
  summary: '撤销这批里的一处变更',
  params,
  body: Type.Object({ recordId: PublicId, edits: Type.Integer({ minimum: 1 }) }),
  response: BatchStanding,
  problems: [p['no-such-batch'], p['no-such-record'], p['not-possible']],
})

export const SubmitRosterBatch = contract({
  name: 'rosters.submitRosterBatch',
  method: 'POST',
  path: '/api/roster-batches/:batchId/submit',
  summary: '提交这批变更审核',
  params,
  body: Type.Object({
    version,
    note: Type.Optional(Type.String({ maxLength: 500, title: '说明' })),
    effectiveOn: Type.Optional(Type.String({ format: 'date', title: '希望的公布日期' })),
  }),
  response: BatchStanding,
  problems: [
    p['no-such-batch'],
    p['not-possible'],
    p['nothing-to-review'],
    p['effective-too-early'],
    p['columns-changed'],
  ],
})

export const WithdrawRosterBatch = contract({
  name: 'rosters.withdrawRosterBatch',
  method: 'POST',
  path: '/api/roster-batches/:batchId/withdraw',
  summary: '撤回还没有审核的这批变更',
  params,
  body: Type.Object({ version }),
  response: BatchStanding,
  problems: [p['no-such-batch'], p['not-possible']],
})

export const ReviewRosterBatch = contract({
  name: 'rosters.reviewRosterBatch',
  method: 'POST',
  path: '/api/roster-batches/:batchId/review',
  summary: '审核这批变更：公布或者退回',
  params,
  body: Type.Object({
    version,
    outcome: Type.Union([Type.Literal('pass'), Type.Literal('return')], { title: '结论' }),
    opinion: Type.String({ minLength: 2, maxLength: 1000, title: '意见' }),
    effectiveOn: Type.Optional(Type.String({ format: 'date', title: '公布日期；默认是部门希望的日期或者今天' })),
  }),
  response: BatchStanding,
  problems: [p['no-such-batch'], p['not-possible'], p['same-person'], p['effective-too-early'], p['columns-changed']],
})

export const RosterImportReport = Type.Object({
  dryRun: Type.Boolean(),
  batchId: Type.Optional(PublicId),
  rows: Type.Integer(),
  taken: Type.Integer({ title: '新增' }),
  changed: Type.Integer({ title: '修改' }),
  removed: Type.Integer({ title: '移出' }),
  unchanged: Type.Integer({ title: '未变' }),
  refused: Type.Integer({ title: '不能导入' }),
  outcomes: Type.Array(RowOutcome),
  fileWarnings: Type.Array(Type.String()),
})
export type RosterImportReport = Static<typeof RosterImportReport>

export const ImportRoster = contract({
  name: 'rosters.importRoster',
  method: 'POST',
  path: '/api/rosters/:kind/import',
  summary: '从表格导入清单记录到本部门的这批变更，返回逐行结果',
  params: Type.Object({ kind }),
  upload: { maxBytes: 16 * 1024 * 1024 },
  body: Type.Object({
    dryRun: Type.Optional(Type.Boolean({ title: '试导入：只报告，不写入' })),
    reason: Type.Optional(Type.String({ minLength: 2, maxLength: 500, title: '修改的理由' })),
  }),
  response: RosterImportReport,
  problems: [p['no-such-list'], p['in-review'], p['not-a-workbook'], p['strange-workbook'], p['too-many-rows']],
})
