import { Type } from 'typebox'
import type { InputOf } from '../../../kernel/index.ts'
import { act } from './act.ts'
import { CorrectionGap } from './case.ts'
import { casesProblems as p } from './problems.ts'

/** 补正告知：一次列明全部内容；补正期限从告知的次日起算，没有写明的按十五个工作日。 */
export const RequestCorrection = act('requestCorrection', 'request-correction', {
  summary: '一次性告知补正',
  body: {
    gaps: Type.Array(CorrectionGap, { minItems: 1, maxItems: 50 }),
    workdays: Type.Optional(Type.Integer({ minimum: 5, maximum: 60, title: '补正期限（工作日）' })),
  },
  problems: [p['correction-once'], p['notify-period-over'], p['material-unknown']],
})
export type RequestCorrection = InputOf<typeof RequestCorrection>
