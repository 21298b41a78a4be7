import type { InputOf } from '../../../kernel/index.ts'
import { act } from './act.ts'
import { Opinion } from './case.ts'

export const ReturnBeforeReceipt = act('returnBeforeReceipt', 'return-before-receipt', {
  summary: '预审退回',
  body: { reason: Opinion },
})
export type ReturnBeforeReceipt = InputOf<typeof ReturnBeforeReceipt>
