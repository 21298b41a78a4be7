import { Type } from 'typebox'
import type { InputOf } from '../../../kernel/index.ts'
import { act } from './act.ts'
import { Opinion } from './case.ts'
import { casesProblems as p } from './problems.ts'

export const SuspendCase = act('suspendCase', 'suspend', {
  summary: '进入特别程序',
  body: {
    procedureCode: Type.String({ title: '特别程序' }),
    expectedWorkdays: Type.Optional(Type.Integer({ minimum: 1, maximum: 365, title: '预计工作日' })),
    reason: Opinion,
  },
  problems: [p['procedure-unknown'], p['procedure-not-here'], p['procedure-length-required'], p['already-suspended']],
})
export type SuspendCase = InputOf<typeof SuspendCase>
