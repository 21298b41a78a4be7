import { Type } from 'typebox'
import type { Static } from 'typebox'
import { contract } from '../../../kernel/index.ts'
import { MovedLimit } from './import-calendar.ts'
import { limitsProblems } from './problems.ts'

/** A due date that a change of the calendar moved, or settled: whose, from which day to which, why and when. */
export const LimitMove = Type.Object({
  ...MovedLimit.properties,
  id: Type.String(),
  subjectKind: Type.String(),
  subjectTitle: Type.Optional(Type.String()),
  because: Type.String(),
  movedAt: Type.String({ format: 'date-time' }),
})
export type LimitMove = Static<typeof LimitMove>

export const ListMoves = contract({
  name: 'limits.listMoves',
  method: 'GET',
  path: '/api/limits/moves',
  summary: '日历调整改变了哪些到期日：哪个办件、从哪天到哪天、为什么，新的在前',
  query: Type.Object({
    since: Type.Optional(Type.String({ format: 'date' })),
    size: Type.Integer({ minimum: 1, maximum: 100, default: 20 }),
    after: Type.Optional(Type.String({ maxLength: 120, description: '上一页给出的 next' })),
  }),
  response: Type.Object({
    items: Type.Array(LimitMove),
    next: Type.Optional(Type.String()),
    asOf: Type.String({ format: 'date' }),
  }),
  problems: [limitsProblems['bad-page']],
})
