import { Type } from 'typebox'
import type { Static } from 'typebox'
import { contract, PUBLIC_ID_PATTERN } from '../../../kernel/index.ts'
import { ClockStripSegment } from './limit.ts'
import { RunningLimit } from './list-running-limits.ts'
import { limitsProblems } from './problems.ts'

const date = Type.String({ format: 'date' })
const limitId = Type.String({ pattern: PUBLIC_ID_PATTERN })

/** 时限算式的一行: a stretch of days, both ends included, what it counts for, and why. */
export const AccountRow = Type.Object({
  from: date,
  to: date,
  kind: Type.Union([
    Type.Literal('opening', { title: '起算' }),
    Type.Literal('counted', { title: '计入' }),
    Type.Literal('extended', { title: '延长' }),
    Type.Literal('off', { title: '放假' }),
    Type.Literal('makeup', { title: '调休上班' }),
    Type.Literal('stopped', { title: '停止计时' }),
    Type.Literal('rolled', { title: '顺延' }),
    Type.Literal('over', { title: '超期' }),
  ]),
  counted: Type.Integer(),
  total: Type.Integer({ description: '到这一段末日累计计入的天数' }),
  restDays: Type.Integer(),
  isAhead: Type.Boolean({ description: '还没有到来的日子' }),
  why: Type.String(),
  basis: Type.Optional(Type.String()),
  papers: Type.Optional(Type.Array(Type.String(), { description: '放假安排通知的网址' })),
  noticeDocumentId: Type.Optional(Type.String()),
  noticeDocumentNo: Type.Optional(Type.String()),
})
export type AccountRow = Static<typeof AccountRow>

/** 为什么是这一天: one limit with everything that its due date follows from. */
export const GetLimitAccount = contract({
  name: 'limits.getLimitAccount',
  method: 'GET',
  path: '/api/limits/:limitId/account',
  summary: '一个时限的到期日如何得出：逐段列出计入、放假、停止计时和延长，及其依据',
  params: Type.Object({ limitId }),
  response: Type.Object({
    limit: RunningLimit,
    /** The others of the same subject that run: a stop stops promise and law together. */
    mayStop: Type.Boolean({ description: '依法可以停止计时' }),
    rows: Type.Array(AccountRow),
    asOf: date,
  }),
  problems: [limitsProblems['unknown-limit']],
})

/** 假如停止计时: what a planned special procedure would do to the due dates. Nothing is written. */
export const PreviewStop = contract({
  name: 'limits.previewStop',
  method: 'GET',
  path: '/api/limits/:limitId/preview-stop',
  summary: '假设因特别程序停止计时，推算新的到期日（只推算，不登记）',
  params: Type.Object({ limitId }),
  query: Type.Object({
    procedure: Type.String({ minLength: 1, maxLength: 60, title: '特别程序' }),
    legalBasis: Type.Optional(Type.String({ maxLength: 300, title: '法定依据' })),
    from: Type.String({ format: 'date', title: '开始日期' }),
    expectedWorkdays: Type.Integer({ minimum: 1, maximum: 730, title: '预计工作日' }),
  }),
  response: Type.Object({
    stop: Type.Object({ from: date, to: date, procedure: Type.String(), legalBasis: Type.String() }),
    limits: Type.Array(
      Type.Object({
        limitId: Type.String(),
        title: Type.String(),
        dueOn: Type.Optional(date),
        wouldBeDueOn: Type.Optional(date),
        provisional: Type.Boolean(),
        explanation: Type.String(),
        strip: Type.Array(ClockStripSegment),
        concerns: Type.Array(Type.String()),
      }),
    ),
  }),
  problems: [
    limitsProblems['unknown-limit'],
    limitsProblems['no-legal-basis'],
    limitsProblems['nothing-to-stop'],
    limitsProblems['date-out-of-order'],
    limitsProblems['outside-calendar'],
  ],
})
