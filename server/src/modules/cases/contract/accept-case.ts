import { Type } from 'typebox'
import type { InputOf } from '../../../kernel/index.ts'
import { act } from './act.ts'
import { Opinion } from './case.ts'
import { casesProblems as p } from './problems.ts'

export const AcceptCase = act('acceptCase', 'accept', {
  summary: '受理',
  body: { opinion: Type.Optional(Opinion) },
  problems: [p['materials-missing']],
})
export type AcceptCase = InputOf<typeof AcceptCase>
