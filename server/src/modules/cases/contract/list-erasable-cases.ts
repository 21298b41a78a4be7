import { Type } from 'typebox'
import type { Static } from 'typebox'
import { contract } from '../../../kernel/index.ts'
import type { InputOf, OutputOf } from '../../../kernel/index.ts'
import { CaseState } from './case-state.ts'
import { CaseId, Day, Instant } from './case.ts'

/** 保管期限已满: an ended case in the archivist's list. Who applied is not shown: it is not needed to decide. */
export const ErasableCase = Type.Object({
  caseId: CaseId,
  caseNo: Type.String(),
  itemName: Type.String(),
  organizationName: Type.String(),
  state: CaseState,
  stateTitle: Type.String(),
  endedOn: Type.Optional(Day),
  /** The last day of its keeping, and the rule that gives it. */
  keepUntil: Type.Optional(Day),
  basis: Type.Optional(Type.String()),
  heldSince: Type.Optional(Instant),
  /** What else stands against it now. */
  blockedBy: Type.Optional(Type.String()),
})
export type ErasableCase = Static<typeof ErasableCase>

/** 可以删除个人信息的办件，保管期限最早届满的在前；或者因争议、调查保留着的。 */
export const ListErasableCases = contract({
  name: 'cases.listErasableCases',
  method: 'GET',
  path: '/api/erasures',
  summary: '列出保管期限已满、可以删除个人信息的办件，或者保留着的办件',
  query: Type.Object({
    view: Type.Enum(['due', 'held'], { default: 'due', title: '可以删除的，还是保留着的' }),
    cursor: Type.Optional(
      Type.String({
        pattern: '^([0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]{1,14})~[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$',
        title: '下一页的位置',
      }),
    ),
    limit: Type.Integer({ minimum: 1, maximum: 100, default: 20 }),
  }),
  response: Type.Object({ cases: Type.Array(ErasableCase), nextCursor: Type.Optional(Type.String()) }),
})
export type ListErasableCases = InputOf<typeof ListErasableCases>
export type ErasableCasePage = OutputOf<typeof ListErasableCases>
