import type { InputOf } from '../../../kernel/index.ts'
import { act } from './act.ts'
import { Opinion } from './case.ts'
import { casesProblems as p } from './problems.ts'

export const ResumeCase = act('resumeCase', 'resume', {
  summary: '特别程序结束',
  body: { result: Opinion },
  problems: [p['not-suspended']],
})
export type ResumeCase = InputOf<typeof ResumeCase>
