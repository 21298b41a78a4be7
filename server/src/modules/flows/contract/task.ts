import { Type } from 'typebox'
import type { Static } from 'typebox'
import { PUBLIC_ID_PATTERN } from '../../../kernel/public-id.ts'
import { LimitLevel } from './level.ts'
import { Outcome, Step } from './step.ts'

export const PublicId = Type.String({ pattern: PUBLIC_ID_PATTERN })
const date = Type.String({ format: 'date' })
const instant = Type.String({ format: 'date-time' })

export const TaskState = Type.Union([Type.Literal('open'), Type.Literal('done'), Type.Literal('cancelled')])
export type TaskState = Static<typeof TaskState>

/** 待办任务：一个人要办的一步。 */
export const Task = Type.Object({
  id: PublicId,
  /** Public id of what the task is about, and the kind of its ledger stream. */
  subject: PublicId,
  subjectKind: Type.String(),
  subjectNo: Type.String({ title: '办件编号' }),
  title: Type.String({ title: '事项' }),
  step: Step,
  /** The element of the flow; absent for a step outside an item's flow. */
  elementId: Type.Optional(Type.String()),
  name: Type.String({ title: '环节名称' }),
  role: Type.String({ title: '岗位' }),
  organizationId: Type.Optional(PublicId),
  division: Type.String(),
  state: TaskState,
  assigneeId: Type.Optional(PublicId),
  openedAt: instant,
  completedAt: Type.Optional(instant),
  completedBy: Type.Optional(PublicId),
  /** 代: in whose stead it was done. */
  completedFor: Type.Optional(PublicId),
  outcome: Type.Optional(Outcome),
  opinion: Type.Optional(Type.String({ title: '意见' })),
  /** Absent when the thing has no limit. */
  dueOn: Type.Optional(date),
  level: LimitLevel,
  /** Whether an outcome of `return` leads anywhere. */
  canReturn: Type.Boolean(),
  /** Members of staff who may not do it: they did a step from which it must be kept apart (职责分离). */
  excludedStaff: Type.Array(PublicId),
  /** Somebody had taken it who may not do it any more: who, and when it was given back. */
  returnedFrom: Type.Optional(PublicId),
  returnedAt: Type.Optional(instant),
  version: Type.Integer(),
})
export type Task = Static<typeof Task>
