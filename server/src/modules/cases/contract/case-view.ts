import { Type } from 'typebox'
import type { Static } from 'typebox'
import { DataRight, StateNotice } from '../../catalogue/contract/index.ts'
import { LimitView } from '../../limits/contract/index.ts'
import { Abilities } from './abilities.ts'
import { CaseDocument, CaseLicence, CaseMaterial, CaseTask, TimelineEntry } from './case-parts.ts'
import { CaseState } from './case-state.ts'
import { Answers, ApplicantView, CaseId, Channel, CorrectionGap, Day, Instant } from './case.ts'

/** 办件：一次申请从提交到归档的全部。 */
export const CaseView = Type.Object({
  caseId: CaseId,
  version: Type.Integer(),
  caseNo: Type.Optional(Type.String()),
  queryCode: Type.Optional(Type.String()),
  state: CaseState,
  stateTitle: Type.String(),
  progress: Type.String(),
  /** The code that the exchange standard gives this state and step, e.g. HANDLING. */
  statusCode: Type.String(),
  itemId: Type.String(),
  itemVersion: Type.Integer(),
  itemName: Type.String(),
  /** The item is suspended or abolished, or about to be: why, and what becomes of cases like this one. */
  itemNotice: Type.Optional(StateNotice),
  /** What of the rights to personal data it asks for. */
  right: Type.Optional(DataRight),
  organizationId: Type.String(),
  organizationName: Type.String(),
  division: Type.String(),
  isDemo: Type.Boolean(),
  channel: Channel,
  applicant: ApplicantView,
  /** 个人信息已删除: when, by whom, and the sentence that stands where they stood. */
  erased: Type.Optional(Type.Object({ at: Instant, byName: Type.String(), text: Type.String() })),
  /** 保管: until when and by which rule it is kept, and since when it is held; for those who may erase. */
  keeping: Type.Optional(
    Type.Object({ until: Type.Optional(Day), basis: Type.Optional(Type.String()), heldSince: Type.Optional(Instant) }),
  ),
  answers: Answers,
  /** 限制处理: since when it is kept and nothing else. */
  restrictedSince: Type.Optional(Instant),
  /** 更正说明 that stand beside what is not rewritten. */
  notes: Type.Array(Type.Object({ text: Type.String(), notedAt: Instant })),
  materials: Type.Array(CaseMaterial),
  correction: Type.Optional(
    Type.Object({ gaps: Type.Array(CorrectionGap), requestedAt: Instant, dueOn: Type.Optional(Day) }),
  ),
  refusal: Type.Optional(Type.Object({ reason: Type.String(), legalBasis: Type.String(), remedy: Type.String() })),
  decision: Type.Optional(
    Type.Object({
      granted: Type.Boolean(),
      decidedAt: Instant,
      reason: Type.Optional(Type.String()),
      remedy: Type.Optional(Type.String()),
    }),
  ),
  suspension: Type.Optional(
    Type.Object({
      procedure: Type.String(),
      legalBasis: Type.String(),
      since: Day,
      expectedWorkdays: Type.Optional(Type.Integer()),
    }),
  ),
  /** The item's special procedures that may stop the clock. */
  specialProcedures: Type.Array(
    Type.Object({
      code: Type.String(),
      name: Type.String(),
      legalBasis: Type.String(),
      limitWorkdays: Type.Optional(Type.Integer()),
    }),
  ),
  limits: Type.Array(LimitView),
  tasks: Type.Array(CaseTask),
  documents: Type.Array(CaseDocument),
  licences: Type.Array(CaseLicence),
  timeline: Type.Array(TimelineEntry),
  /** Why its beginning is missing: a year of the ledger was archived, and the archive is not in its place. */
  timelineGap: Type.Optional(Type.String()),
  abilities: Abilities,
  submittedAt: Type.Optional(Instant),
  receivedAt: Type.Optional(Instant),
  acceptedAt: Type.Optional(Instant),
  createdAt: Instant,
  updatedAt: Instant,
})
export type CaseView = Static<typeof CaseView>
