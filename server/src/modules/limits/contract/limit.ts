import { Type } from 'typebox'
import type { Static } from 'typebox'

export const LimitKind = Type.Union([
  Type.Literal('pre-review'),
  Type.Literal('notify'),
  Type.Literal('handling-promised'),
  Type.Literal('handling-statutory'),
  Type.Literal('joint'),
  Type.Literal('delivery'),
  Type.Literal('correction'),
])
export type LimitKind = Static<typeof LimitKind>

export const LimitLevel = Type.Union([
  Type.Literal('normal'),
  Type.Literal('soon'),
  Type.Literal('today'),
  Type.Literal('yellow'),
  Type.Literal('red'),
  Type.Literal('stopped'),
  Type.Literal('closed'),
])
export type LimitLevel = Static<typeof LimitLevel>

export const LimitUnit = Type.Union([
  Type.Literal('workday'),
  Type.Literal('day'),
  Type.Literal('instant'),
  Type.Literal('none'),
])
export type LimitUnit = Static<typeof LimitUnit>

/** `value` is 0 for `instant` and `none`. The longest period that any law sets is far below ten years. */
export const LimitLength = Type.Object({ value: Type.Integer({ minimum: 0, maximum: 3650 }), unit: LimitUnit })
export type LimitLength = Static<typeof LimitLength>

const date = Type.String({ format: 'date' })

/** 计时区间: run (from, to), stopped (the days after `from` through `to` don't count) or extended (by `workdays`, on `from`). */
export const LimitInterval = Type.Object({
  kind: Type.Union([Type.Literal('run'), Type.Literal('stopped'), Type.Literal('extended')]),
  from: date,
  to: Type.Optional(date),
  legalBasis: Type.String(),
  procedure: Type.Optional(Type.Object({ code: Type.String(), name: Type.String() })),
  workdays: Type.Optional(Type.Integer({ description: '延长的工作日数；停止计时为告知申请人的所需工作日数' })),
  reason: Type.Optional(Type.String()),
  noticeDocumentId: Type.Optional(Type.String({ description: '书面告知申请人的文书' })),
  noticeDocumentNo: Type.Optional(Type.String()),
  openedBy: Type.Optional(Type.String({ description: '办理人的账号编号' })),
})
export type LimitInterval = Static<typeof LimitInterval>

/** A stretch of days of the clock ribbon, both ends included. */
export const ClockStripSegment = Type.Object({
  from: date,
  to: date,
  kind: Type.Union([Type.Literal('counted'), Type.Literal('rest'), Type.Literal('stopped'), Type.Literal('left')]),
  label: Type.Optional(Type.String()),
})
export type ClockStripSegment = Static<typeof ClockStripSegment>

/** 时限, as it stands on the day of reading. */
export const LimitView = Type.Object({
  id: Type.String(),
  subject: Type.String(),
  kind: LimitKind,
  title: Type.String(),
  basis: Type.String(),
  startOn: date,
  dueOn: Type.Optional(date),
  provisional: Type.Boolean({ description: '放假安排尚未公布，到期日为暂定' }),
  length: LimitLength,
  elapsedWorkdays: Type.Integer(),
  remainingWorkdays: Type.Integer(),
  overdueWorkdays: Type.Integer(),
  level: LimitLevel,
  stoppedBecause: Type.Optional(Type.String()),
  closedOn: Type.Optional(date),
  isOnTime: Type.Optional(Type.Boolean({ description: '已结束的时限是否按期' })),
  intervals: Type.Array(LimitInterval),
  explanation: Type.String(),
  strip: Type.Array(ClockStripSegment),
})
export type LimitView = Static<typeof LimitView>

/** 暂停行使 of the power under which a case runs: the code of that stop. */
export const POWER_SUSPENDED = 'power-suspended'
