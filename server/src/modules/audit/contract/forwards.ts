import { Type } from 'typebox'
import { contract } from '../../../kernel/index.ts'

const Instant = Type.String({ format: 'date-time' })

export const ListForwards = contract({
  name: 'audit.listForwards',
  method: 'GET',
  path: '/api/audit/forwards',
  summary: '集中日志系统的送达情况',
  response: Type.Object({
    forwards: Type.Array(
      Type.Object({
        target: Type.String({ title: '地址' }),
        waiting: Type.Integer({ title: '等待送达的记录' }),
        sentAt: Type.Optional(Instant),
        failedAt: Type.Optional(Instant),
        failure: Type.Optional(Type.String()),
      }),
    ),
  }),
})
