import { Type } from 'typebox'
import type { InputOf } from '../../../kernel/index.ts'
import { act } from './act.ts'
import { Opinion } from './case.ts'
import { CheckedPoints } from './checked-points.ts'
import { casesProblems as p } from './problems.ts'

/** 承办、审查、审批：办结流程的一个任务。审批的同意与不同意即是决定（行政许可法第 38 条）。 */
export const CompleteStep = act('completeStep', 'complete-step', {
  summary: '办理一个环节',
  body: {
    taskId: Type.String(),
    outcome: Type.Enum(['pass', 'return', 'deny'], { title: '结论' }),
    opinion: Type.Optional(Opinion),
    checked: CheckedPoints,
  },
  problems: [
    p['same-person'],
    p['task-not-open'],
    p['opinion-required'],
    p['points-unchecked'],
    p['right-not-grantable'],
    p.suspended,
  ],
})
export type CompleteStep = InputOf<typeof CompleteStep>
