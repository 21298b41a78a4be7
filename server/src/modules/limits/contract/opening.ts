import { Type } from 'typebox'
import type { Static } from 'typebox'
import { contract } from '../../../kernel/index.ts'
import { limitsProblems } from './problems.ts'

const clock = Type.String({ pattern: '^\\d{2}:\\d{2}$', description: '时刻，24:00 为当日结束' })

/** One day as those who come see it. */
export const OpeningDay = Type.Object({
  date: Type.String({ format: 'date' }),
  kind: Type.Union([
    Type.Literal('workday', { title: '工作日' }),
    Type.Literal('weekend', { title: '周末' }),
    Type.Literal('holiday', { title: '放假' }),
    Type.Literal('makeup-workday', { title: '调休上班' }),
    Type.Literal('closure', { title: '本地不开放' }),
  ]),
  name: Type.Optional(Type.String({ title: '节日或不开放的原因' })),
  stretches: Type.Array(Type.Object({ from: clock, to: clock })),
  day: Type.String({ title: '11月23日 星期一' }),
  hours: Type.String({ title: '08:30–12:00、14:30–18:00，或不开放' }),
  provisional: Type.Boolean({ description: '放假安排还没有公布' }),
})
export type OpeningDay = Static<typeof OpeningDay>

/** 开放时间: whether a place is open at a moment, until when or when next, and the days to come. */
export const Opening = Type.Object({
  at: Type.String({ format: 'date-time' }),
  isOpen: Type.Boolean(),
  until: Type.Optional(Type.String({ format: 'date-time', title: '开放到' })),
  next: Type.Optional(Type.String({ format: 'date-time', title: '下次开放' })),
  today: Type.String({ title: '今天开放 08:30–12:00、14:30–18:00' }),
  now: Type.String({ title: '现在开放，到 12:00' }),
  days: Type.Array(OpeningDay),
  regular: Type.Array(Type.Object({ on: Type.String({ title: '哪些日子' }), hours: Type.String() }), {
    title: '平时的开放时间',
  }),
})
export type Opening = Static<typeof Opening>

export const GetOpening = contract({
  name: 'limits.getOpening',
  method: 'GET',
  path: '/api/limits/opening',
  summary: '一个区划（或其中一个部门）现在是否办公、今天和以后几天的办公时间（任何人可用）',
  query: Type.Object({
    division: Type.String({ pattern: '^[0-9]{6}([0-9]{3}([0-9]{3})?)?$' }),
    organizationId: Type.Optional(Type.String({ minLength: 1, maxLength: 60 })),
    at: Type.Optional(Type.String({ format: 'date-time', description: '不写为现在' })),
    days: Type.Optional(Type.Integer({ minimum: 1, maximum: 31, default: 7 })),
  }),
  response: Opening,
  problems: [limitsProblems['outside-calendar']],
})
