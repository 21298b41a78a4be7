import { Type } from 'typebox'
import type { InputOf } from '../../../kernel/index.ts'
import { act } from './act.ts'
import { Answers } from './case.ts'
import { casesProblems as p } from './problems.ts'

export const SubmitCorrection = act('submitCorrection', 'submit-correction', {
  summary: '提交补正',
  body: { answers: Type.Optional(Answers) },
  problems: [p['answers-invalid'], p['materials-missing']],
})
export type SubmitCorrection = InputOf<typeof SubmitCorrection>
