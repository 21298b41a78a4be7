import { Type } from 'typebox'
import type { Static } from 'typebox'
import { contract } from '../../../kernel/index.ts'
import { RecomputeReport } from './import-calendar.ts'
import { limitsProblems } from './problems.ts'

/** 地方性放假、闭厅: one day of a division (and all below it) that departs from the official calendar. */
export const LocalDayInput = Type.Object({
  division: Type.String({ pattern: '^[0-9]{6}([0-9]{3}([0-9]{3})?)?$' }),
  date: Type.String({ format: 'date' }),
  name: Type.String({ minLength: 1, maxLength: 60 }),
  isOffDay: Type.Boolean({ description: 'true 放假，false 调休上班' }),
  basis: Type.String({ minLength: 2, maxLength: 300, description: '放假的法定依据或通知文号' }),
})
export type LocalDayInput = Static<typeof LocalDayInput>

export const LocalDaysReport = Type.Object({
  declared: Type.Integer(),
  unchanged: Type.Integer(),
  recomputed: RecomputeReport,
})
export type LocalDaysReport = Static<typeof LocalDaysReport>

export const DeclareLocalDays = contract({
  name: 'limits.declareLocalDays',
  method: 'POST',
  path: '/api/limits/local-days',
  summary: '登记地方性放假或闭厅，并重算受影响的到期日',
  body: Type.Object({ days: Type.Array(LocalDayInput, { minItems: 1, maxItems: 100 }) }),
  response: LocalDaysReport,
  problems: [limitsProblems['no-legal-basis']],
})

/** 更正: a day that was declared by mistake counts again as the official calendar says. */
export const WithdrawLocalDay = contract({
  name: 'limits.withdrawLocalDay',
  method: 'POST',
  path: '/api/limits/local-days/withdraw',
  summary: '撤销登记错误的地方性放假或闭厅，并重算受影响的到期日',
  body: Type.Object({
    division: Type.String({ pattern: '^[0-9]{6}([0-9]{3}([0-9]{3})?)?$' }),
    date: Type.String({ format: 'date' }),
    reason: Type.String({ minLength: 2, maxLength: 300 }),
  }),
  response: Type.Object({ recomputed: RecomputeReport }),
  problems: [limitsProblems['no-such-local-day']],
})
