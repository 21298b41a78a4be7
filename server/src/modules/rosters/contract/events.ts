import { Type } from 'typebox'
import { event, streamOf } from '../../../kernel/event.ts'

const Batch = { batchId: Type.String(), kind: Type.String() }
const ofBatch = (body: { batchId: string }) => streamOf('roster-batch', body.batchId)
const RecordAct = Type.Union([Type.Literal('add'), Type.Literal('change'), Type.Literal('remove')])

/** What a record says is in its table, never in the record of acts. */
export const RosterRecordDrafted = event(
  'rosters/RosterRecordDrafted.v1',
  Type.Object({
    ...Batch,
    recordId: Type.String(),
    act: RecordAct,
    division: Type.String(),
    organizationId: Type.String(),
  }),
  { title: '填报清单记录', stream: ofBatch },
)

export const RosterChangeDropped = event(
  'rosters/RosterChangeDropped.v1',
  Type.Object({ ...Batch, recordId: Type.String() }),
  { title: '撤销清单变更', stream: ofBatch },
)

export const RosterImported = event(
  'rosters/RosterImported.v1',
  Type.Object({
    ...Batch,
    /** SHA-256 of the file. */
    fileDigest: Type.String(),
    taken: Type.Integer(),
    changed: Type.Integer(),
    removed: Type.Integer(),
    unchanged: Type.Integer(),
    refused: Type.Integer(),
  }),
  { title: '导入清单记录', stream: ofBatch },
)

export const RosterBatchSubmitted = event(
  'rosters/RosterBatchSubmitted.v1',
  Type.Object({ ...Batch, changes: Type.Integer(), effectiveOn: Type.Optional(Type.String()) }),
  { title: '提交清单变更', stream: ofBatch },
)

export const RosterBatchWithdrawn = event('rosters/RosterBatchWithdrawn.v1', Type.Object(Batch), {
  title: '撤回清单变更',
  stream: ofBatch,
})

/** The opinion lies with the task that was done. */
export const RosterBatchReviewed = event(
  'rosters/RosterBatchReviewed.v1',
  Type.Object({
    ...Batch,
    outcome: Type.Union([Type.Literal('pass'), Type.Literal('return')]),
    effectiveOn: Type.Optional(Type.String()),
    added: Type.Optional(Type.Integer()),
    changed: Type.Optional(Type.Integer()),
    removed: Type.Optional(Type.Integer()),
    /** SHA-256 of what became public by it, in canonical form. */
    contentDigest: Type.Optional(Type.String()),
  }),
  { title: '审核清单变更', stream: ofBatch },
)

const ofKind = (body: { changeId: string }) => streamOf('roster-kind', body.changeId)
const Kind = { changeId: Type.String(), kind: Type.String() }

/** 提出清单种类变更: it does nothing yet. */
export const RosterKindProposed = event(
  'rosters/RosterKindProposed.v1',
  Type.Object({ ...Kind, act: Type.String(), title: Type.String(), division: Type.String() }),
  { title: '提出清单种类变更', stream: ofKind },
)

/** The opinion lies with the change. */
export const RosterKindDecided = event(
  'rosters/RosterKindDecided.v1',
  Type.Object({ ...Kind, outcome: Type.Union([Type.Literal('approve'), Type.Literal('refuse')]) }),
  { title: '审定清单种类变更', stream: ofKind },
)

export const RosterKindWithdrawn = event('rosters/RosterKindWithdrawn.v1', Type.Object(Kind), {
  title: '撤回清单种类变更',
  stream: ofKind,
})

/** 应请求删除: what a record said of a person, after it went from the list. */
export const RosterPersonErased = event(
  'rosters/RosterPersonErased.v1',
  Type.Object({ recordId: Type.String(), kind: Type.String(), requestId: Type.String() }),
  { title: '删除清单记录里的个人信息', stream: (body) => streamOf('roster-record', body.recordId) },
)

/** 初始化: records that came with the installation. */
export const RostersSeeded = event(
  'rosters/RostersSeeded.v1',
  Type.Object({ seedId: Type.String(), kind: Type.String(), organizationId: Type.String(), records: Type.Integer() }),
  { title: '写入演示清单', stream: (body) => streamOf('roster-batch', body.seedId) },
)
