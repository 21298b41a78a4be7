import { Type } from 'typebox'
import type { Static } from 'typebox'
import { LimitView } from '../../limits/contract/index.ts'
import { CaseState } from './case-state.ts'
import { CaseId, Instant } from './case.ts'

/** A row of a list of cases. */
export const CaseSummary = Type.Object({
  caseId: CaseId,
  caseNo: Type.Optional(Type.String({ title: '办件编号' })),
  queryCode: Type.Optional(Type.String({ title: '查询编号' })),
  itemId: Type.String(),
  itemName: Type.String(),
  organizationName: Type.String(),
  applicantName: Type.String(),
  state: CaseState,
  stateTitle: Type.String(),
  /** What it is doing now, in plain words: 承办中, 机构评审（停止计时） … */
  progress: Type.String(),
  submittedAt: Type.Optional(Instant),
  updatedAt: Instant,
  limits: Type.Array(LimitView),
})
export type CaseSummary = Static<typeof CaseSummary>

/** What both lists of cases are asked with besides their filters. */
export const page = {
  cursor: Type.Optional(
    Type.String({ pattern: '^[0-9]{1,14}~[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$', title: '下一页的位置' }),
  ),
  limit: Type.Integer({ minimum: 1, maximum: 100, default: 20 }),
}

export const CasePage = Type.Object({ cases: Type.Array(CaseSummary), nextCursor: Type.Optional(Type.String()) })
export type CasePage = Static<typeof CasePage>
