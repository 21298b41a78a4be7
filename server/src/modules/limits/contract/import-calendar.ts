import { Type } from 'typebox'
import type { Static } from 'typebox'
import { contract } from '../../../kernel/index.ts'
import { limitsProblems } from './problems.ts'

/** A limit whose due date moved, or became certain. */
export const MovedLimit = Type.Object({
  limitId: Type.String(),
  subject: Type.String(),
  subjectNo: Type.Optional(Type.String()),
  title: Type.String(),
  wasDueOn: Type.Optional(Type.String({ format: 'date' })),
  dueOn: Type.Optional(Type.String({ format: 'date' })),
  wasProvisional: Type.Boolean(),
  provisional: Type.Boolean(),
})
export type MovedLimit = Static<typeof MovedLimit>

/** What a change of the calendar did to running limits. */
export const RecomputeReport = Type.Object({
  examined: Type.Integer(),
  moved: Type.Integer({ description: '到期日改变的时限数' }),
  settled: Type.Integer({ description: '到期日未变、由暂定转为确定的时限数' }),
  limits: Type.Array(MovedLimit, { description: '改变了的时限，最多列出 200 条' }),
  isComplete: Type.Boolean({ description: 'false 表示数量很大，其余由后台继续重算' }),
})
export type RecomputeReport = Static<typeof RecomputeReport>

/** What an import changed. */
export const CalendarImportReport = Type.Object({
  years: Type.Array(
    Type.Object({
      year: Type.Integer(),
      daysOff: Type.Integer(),
      makeupWorkdays: Type.Integer(),
      papers: Type.Array(Type.String()),
      missingFestivals: Type.Array(Type.String(), { description: '文件没有安排的法定节日，请核对文件是否完整' }),
      outcome: Type.Union([Type.Literal('imported'), Type.Literal('replaced'), Type.Literal('unchanged')]),
    }),
  ),
  recomputed: RecomputeReport,
})
export type CalendarImportReport = Static<typeof CalendarImportReport>

export const ImportCalendar = contract({
  name: 'limits.importCalendar',
  method: 'POST',
  path: '/api/limits/calendar',
  summary: '导入国务院办公厅公布的年度放假安排（holiday-cn 年度文件），并重算暂定的到期日',
  body: Type.Object({ file: Type.String({ minLength: 2, maxLength: 500_000, description: '文件的全部内容' }) }),
  response: CalendarImportReport,
  problems: [
    limitsProblems['calendar-malformed'],
    limitsProblems['calendar-not-announced'],
    limitsProblems['installation-wide'],
  ],
})
