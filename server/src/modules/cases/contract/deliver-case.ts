import { Type } from 'typebox'
import type { InputOf } from '../../../kernel/index.ts'
import { act } from './act.ts'
import { casesProblems as p } from './problems.ts'

export const DeliverCase = act('deliverCase', 'deliver', {
  summary: '送达并办结',
  body: {
    method: Type.Enum(['window', 'post', 'electronic'], { title: '送达方式' }),
    receiver: Type.Optional(Type.String({ maxLength: 60, title: '签收人' })),
    trackingNo: Type.Optional(Type.String({ maxLength: 40, title: '邮寄单号' })),
  },
  problems: [p['licence-not-made'], p['not-carried-out']],
})
export type DeliverCase = InputOf<typeof DeliverCase>
