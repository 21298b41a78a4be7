import { Type } from 'typebox'
import type { Static } from 'typebox'
import { contract } from '../../../kernel/index.ts'
import { LimitKind, LimitView } from './limit.ts'
import { limitsProblems } from './problems.ts'

export const RunningLevel = Type.Union([
  Type.Literal('normal'),
  Type.Literal('soon'),
  Type.Literal('today'),
  Type.Literal('yellow'),
  Type.Literal('red'),
  Type.Literal('stopped'),
])
export type RunningLevel = Static<typeof RunningLevel>

/** A running limit among others: whose it is, beside how it stands. */
export const RunningLimit = Type.Object({
  ...LimitView.properties,
  subjectKind: Type.String(),
  subjectNo: Type.Optional(Type.String()),
  subjectTitle: Type.Optional(Type.String()),
  division: Type.String(),
  organizationId: Type.Optional(Type.String()),
})
export type RunningLimit = Static<typeof RunningLimit>

export const ListRunningLimits = contract({
  name: 'limits.listRunningLimits',
  method: 'GET',
  path: '/api/limits',
  summary: '正在计算的时限：按监察等级、种类、区划筛选，先到期的在前',
  query: Type.Object({
    level: Type.Optional(RunningLevel),
    kind: Type.Optional(LimitKind),
    division: Type.Optional(Type.String({ pattern: '^[0-9]{6}([0-9]{3}([0-9]{3})?)?$' })),
    organizationId: Type.Optional(Type.String({ maxLength: 60 })),
    size: Type.Integer({ minimum: 1, maximum: 100, default: 20 }),
    after: Type.Optional(Type.String({ maxLength: 120, description: '上一页给出的 next' })),
  }),
  response: Type.Object({
    items: Type.Array(RunningLimit),
    next: Type.Optional(Type.String()),
    /** How many of each level there are under the same filters, the level left out. */
    counts: Type.Object({
      normal: Type.Integer(),
      soon: Type.Integer(),
      today: Type.Integer(),
      yellow: Type.Integer(),
      red: Type.Integer(),
      stopped: Type.Integer(),
    }),
    asOf: Type.String({ format: 'date' }),
  }),
  problems: [limitsProblems['bad-page']],
})
