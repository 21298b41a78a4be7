import { Type } from 'typebox'
import type { Static } from 'typebox'
import { contract } from '../../../kernel/index.ts'
import type { InputOf } from '../../../kernel/index.ts'

/** 办件量 of one day. */
export const DailyActs = Type.Object({
  day: Type.String({ format: 'date' }),
  submitted: Type.Integer({ title: '提交申请' }),
  received: Type.Integer({ title: '收件' }),
  accepted: Type.Integer({ title: '受理' }),
  declined: Type.Integer({ title: '不予受理' }),
  granted: Type.Integer({ title: '准予' }),
  denied: Type.Integer({ title: '不予许可' }),
  withdrawn: Type.Integer({ title: '撤回' }),
  closed: Type.Integer({ title: '办结' }),
})
export type DailyActs = Static<typeof DailyActs>
export type CountedAct = Exclude<keyof DailyActs, 'day'>

export const ListDailyActs = contract({
  name: 'supervision.listDailyActs',
  method: 'GET',
  path: '/api/supervision/daily-acts',
  summary: '每天的办件量，最近的在前；只列有办件的日子',
  query: Type.Object({ days: Type.Integer({ minimum: 1, maximum: 366, default: 14 }) }),
  response: Type.Object({
    days: Type.Array(DailyActs),
    /** How many entries of the record are not counted yet; more than a few only while the counts are made anew. */
    behind: Type.Integer(),
  }),
})
export type ListDailyActs = InputOf<typeof ListDailyActs>
