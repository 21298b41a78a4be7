import { Type } from 'typebox'
import type { Static } from 'typebox'
import { PUBLIC_ID_PATTERN } from '../../../kernel/index.ts'
import { LimitView } from '../../limits/contract/index.ts'

/** 办件状态：法定的一生。承办、审查、审批是流程的任务，挂起是时限的停止，都不是状态（行政许可法第 29 至 44 条）。 */
export const CASE_STATES = {
  draft: '草稿',
  submitted: '已提交',
  preReview: '预审中',
  preReturned: '预审退回',
  received: '已收件',
  correction: '待补正',
  notAccepted: '不予受理',
  noLicenceNeeded: '不需要许可',
  accepted: '已受理',
  granted: '准予',
  denied: '不予批准',
  licenceMade: '已制证',
  delivered: '已送达',
  closed: '已办结',
  archived: '已归档',
  withdrawn: '已撤回',
  terminated: '已终止',
} as const

export type CaseState = keyof typeof CASE_STATES

/** A union of literals from a table's keys, so that the table stays the only list. */
export const CaseState = Type.Unsafe<CaseState>(Type.Enum(Object.keys(CASE_STATES), { title: '办件状态' }))

export const CaseId = Type.String({ pattern: PUBLIC_ID_PATTERN, title: '办件标识' })
export const Version = Type.Integer({ minimum: 1, title: '所见版本' })
export const Instant = Type.String({ format: 'date-time' })
export const Day = Type.String({ format: 'date' })
export const Opinion = Type.String({ minLength: 1, maxLength: 2000, title: '意见' })
export const Answers = Type.Record(Type.String(), Type.Unknown(), { title: '表单内容' })
export type Answers = Static<typeof Answers>

/** 提交渠道. */
export const Channel = Type.Enum(['web', 'mobile', 'window'], { title: '提交渠道' })

export const ApplicantKind = Type.Enum(['person', 'organization'], { title: '申请人类型' })

/** 申请人：身份证件号码与电话按规定掩码（个人信息保护法第 51 条）。 */
export const ApplicantView = Type.Object({
  kind: ApplicantKind,
  name: Type.String(),
  code: Type.String({ title: '公民身份号码或统一社会信用代码' }),
  phone: Type.String(),
  masked: Type.Boolean(),
  /** Who acts for an organization or another person. */
  agentName: Type.Optional(Type.String()),
})
export type ApplicantView = Static<typeof ApplicantView>

/** 办件材料：事项要求的一项，以及已交的文件。 */
export const CaseMaterial = Type.Object({
  materialId: Type.String(),
  name: Type.String(),
  necessity: Type.Enum(['required', 'optional', 'deferrable']),
  notes: Type.Optional(Type.String()),
  files: Type.Array(
    Type.Object({
      fileId: Type.String(),
      fileName: Type.String(),
      mediaType: Type.String(),
      bytes: Type.Integer(),
      attachedAt: Instant,
      href: Type.String({ title: '查看地址' }),
    }),
  ),
  /** Paper handed in at the window. */
  paperReceived: Type.Boolean(),
})
export type CaseMaterial = Static<typeof CaseMaterial>

/** 补正通知：一次告知全部需要补正的内容（行政许可法第 32 条第四项）。 */
export const CorrectionGap = Type.Object({
  materialId: Type.Optional(Type.String({ title: '材料' })),
  what: Type.String({ minLength: 1, maxLength: 500, title: '需要补正的内容' }),
})
export type CorrectionGap = Static<typeof CorrectionGap>

/** One act as it stands in the record: what the record mark opens. */
export const TimelineEntry = Type.Object({
  seq: Type.Integer(),
  position: Type.Optional(Type.Integer({ title: '账本位置' })),
  kind: Type.String(),
  title: Type.String(),
  text: Type.Optional(Type.String()),
  actorName: Type.String(),
  occurredAt: Instant,
  recordedAt: Instant,
  lateReason: Type.Optional(Type.String()),
  digest: Type.String({ title: '条目摘要' }),
})
export type TimelineEntry = Static<typeof TimelineEntry>

/** 环节任务 as the case page shows it. */
export const CaseTask = Type.Object({
  taskId: Type.String(),
  step: Type.String(),
  name: Type.String(),
  state: Type.Enum(['open', 'done', 'cancelled']),
  role: Type.String(),
  openedAt: Instant,
  completedAt: Type.Optional(Instant),
  performerName: Type.Optional(Type.String()),
  outcome: Type.Optional(Type.String()),
  opinion: Type.Optional(Type.String()),
  version: Type.Integer(),
  /** Whether the reader may do this one now. */
  mine: Type.Boolean(),
})
export type CaseTask = Static<typeof CaseTask>

export const CaseDocument = Type.Object({
  documentId: Type.String(),
  template: Type.String(),
  title: Type.String(),
  documentNo: Type.String(),
  state: Type.String({ title: 'pending（正在生成）或 ready（可以查看）' }),
  issuedAt: Instant,
  href: Type.Optional(Type.String()),
})

export const CaseLicence = Type.Object({
  licenceId: Type.String(),
  name: Type.String(),
  identifier: Type.String(),
  licenceNo: Type.String(),
  state: Type.String(),
  validFrom: Day,
  validTo: Type.Optional(Day),
  href: Type.Optional(Type.String()),
})

/** What the reader may do with this case now: computed from the transitions, the permits and the tasks. */
export const ABILITIES = [
  'updateDraft',
  'submit',
  'withdraw',
  'submitCorrection',
  'startPreReview',
  'returnBeforeReceipt',
  'receive',
  'requestCorrection',
  'accept',
  'declineAcceptance',
  'handle',
  'review',
  'approve',
  'suspend',
  'resume',
  'extend',
  'makeLicence',
  'deliver',
  'archive',
  'terminate',
  'reveal',
] as const
export type Ability = (typeof ABILITIES)[number]
export const Abilities = Type.Object(
  Object.fromEntries(ABILITIES.map((name) => [name, Type.Boolean()])) as Record<
    Ability,
    ReturnType<typeof Type.Boolean>
  >,
)

/** How a case stands after an act. */
export const CaseStanding = Type.Object({
  caseId: CaseId,
  version: Type.Integer(),
  state: CaseState,
  stateTitle: Type.String(),
})
export type CaseStanding = Static<typeof CaseStanding>

/** What an applicant takes away: the numbers, and the password that is shown this once. */
export const CaseSubmission = Type.Object({
  ...CaseStanding.properties,
  caseNo: Type.String(),
  queryCode: Type.String(),
  queryPassword: Type.Optional(Type.String()),
})
export type CaseSubmission = Static<typeof CaseSubmission>

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
  organizationId: Type.String(),
  organizationName: Type.String(),
  division: Type.String(),
  isDemo: Type.Boolean(),
  channel: Channel,
  applicant: ApplicantView,
  answers: Answers,
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
  abilities: Abilities,
  submittedAt: Type.Optional(Instant),
  receivedAt: Type.Optional(Instant),
  acceptedAt: Type.Optional(Instant),
  createdAt: Instant,
  updatedAt: Instant,
})
export type CaseView = Static<typeof CaseView>
