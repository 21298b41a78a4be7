import type { InputOf } from '../../../kernel/index.ts'
import { act } from './act.ts'
import { Opinion } from './case.ts'
import { casesProblems as p } from './problems.ts'

/** 终止：补正期满没有补正的，视为撤回。 */
export const TerminateCase = act('terminateCase', 'terminate', {
  summary: '终止办理',
  body: { reason: Opinion },
  problems: [p['correction-period-open']],
})
export type TerminateCase = InputOf<typeof TerminateCase>
