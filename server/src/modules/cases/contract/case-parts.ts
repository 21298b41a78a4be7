import { Type } from 'typebox'
import type { Static } from 'typebox'
import { Day, Instant } from './case.ts'

/** 办件材料：事项要求的一项，以及已交的文件。 */
export const CaseMaterial = Type.Object({
  materialId: Type.String(),
  name: Type.String(),
  necessity: Type.Enum(['required', 'optional', 'deferrable']),
  isDemanded: Type.Boolean({ title: '从网上提交前必须有' }),
  notes: Type.Optional(Type.String()),
  files: Type.Array(
    Type.Object({
      fileId: Type.String(),
      fileName: Type.String(),
      mediaType: Type.String(),
      bytes: Type.Integer(),
      attachedAt: Instant,
      href: Type.String({ title: '查看地址' }),
    }),
  ),
  /** Paper handed in at the window. */
  paperReceived: Type.Boolean(),
})
export type CaseMaterial = Static<typeof CaseMaterial>

/** One act as it stands in the record: what the record mark opens. */
export const TimelineEntry = Type.Object({
  seq: Type.Integer(),
  position: Type.Optional(Type.Integer({ title: '账本位置' })),
  kind: Type.String(),
  title: Type.String(),
  text: Type.Optional(Type.String()),
  actorName: Type.String(),
  occurredAt: Instant,
  recordedAt: Instant,
  lateReason: Type.Optional(Type.String()),
  digest: Type.String({ title: '条目摘要' }),
})
export type TimelineEntry = Static<typeof TimelineEntry>

/** 环节任务 as the case page shows it. */
export const CaseTask = Type.Object({
  taskId: Type.String(),
  step: Type.String(),
  name: Type.String(),
  state: Type.Enum(['open', 'done', 'cancelled']),
  role: Type.String(),
  openedAt: Instant,
  completedAt: Type.Optional(Instant),
  performerName: Type.Optional(Type.String()),
  outcome: Type.Optional(Type.String()),
  opinion: Type.Optional(Type.String()),
  version: Type.Integer(),
  /** 办完这一步，按结论出具的文书。 */
  documents: Type.Optional(
    Type.Array(
      Type.Object({
        name: Type.String(),
        outcome: Type.Enum(['pass', 'return', 'deny']),
        isInternal: Type.Boolean({ title: '入卷，不给申请人' }),
      }),
    ),
  ),
  /** Whether the reader may do this one now. */
  mine: Type.Boolean(),
})
export type CaseTask = Static<typeof CaseTask>

export const CaseDocument = Type.Object({
  documentId: Type.String(),
  template: Type.String(),
  title: Type.String(),
  documentNo: Type.String(),
  state: Type.String({ title: 'pending（正在生成）或 ready（可以查看）' }),
  issuedAt: Instant,
  isInternal: Type.Optional(Type.Boolean({ title: '入卷，不对外' })),
  href: Type.Optional(Type.String()),
})

export const CaseLicence = Type.Object({
  licenceId: Type.String(),
  name: Type.String(),
  identifier: Type.String(),
  licenceNo: Type.String(),
  state: Type.String(),
  validFrom: Day,
  validTo: Type.Optional(Day),
  href: Type.Optional(Type.String()),
})
