import { Type } from 'typebox'
import type { InputOf } from '../../../kernel/index.ts'
import { act } from './act.ts'
import { Opinion } from './case.ts'
import { casesProblems as p } from './problems.ts'

/** 撤回：没有账号的申请人到窗口撤回，由窗口代为登记。 */
export const WithdrawCase = act('withdrawCase', 'withdraw', {
  summary: '撤回申请',
  body: { reason: Type.Optional(Opinion) },
  problems: [p['no-mandate']],
})
export type WithdrawCase = InputOf<typeof WithdrawCase>
