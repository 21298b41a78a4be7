import { Type } from 'typebox'
import type { InputOf } from '../../../kernel/index.ts'
import { act } from './act.ts'
import { Opinion } from './case.ts'

export const WithdrawCase = act('withdrawCase', 'withdraw', {
  summary: '撤回申请',
  body: { reason: Type.Optional(Opinion) },
})
export type WithdrawCase = InputOf<typeof WithdrawCase>
