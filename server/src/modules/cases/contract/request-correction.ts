import { Type } from 'typebox'
import type { InputOf } from '../../../kernel/index.ts'
import { act } from './act.ts'
import { CorrectionGap } from './case.ts'
import { casesProblems as p } from './problems.ts'

export const RequestCorrection = act('requestCorrection', 'request-correction', {
  summary: '一次性告知补正',
  body: { gaps: Type.Array(CorrectionGap, { minItems: 1, maxItems: 50 }) },
  problems: [p['correction-once'], p['material-unknown']],
})
export type RequestCorrection = InputOf<typeof RequestCorrection>
