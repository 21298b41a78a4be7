import { Type } from 'typebox'
import type { Static } from 'typebox'
import { PUBLIC_ID_PATTERN } from '../../../kernel/index.ts'
import { CaseState } from './case-state.ts'

export const CaseId = Type.String({ pattern: PUBLIC_ID_PATTERN, title: '办件标识' })
export const ItemId = Type.String({ pattern: PUBLIC_ID_PATTERN, title: '事项标识' })
export const Version = Type.Integer({ minimum: 1, title: '所见版本' })
export const Instant = Type.String({ format: 'date-time' })
export const Day = Type.String({ format: 'date' })
export const Opinion = Type.String({ minLength: 1, maxLength: 2000, title: '意见' })
export const Answers = Type.Record(Type.String(), Type.Unknown(), { title: '表单内容' })
export type Answers = Static<typeof Answers>
export const PaperMaterialIds = Type.Array(Type.String({ maxLength: 80 }), {
  default: [],
  maxItems: 100,
  title: '收到纸质原件的材料',
})

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

/** 补正通知：一次告知全部需要补正的内容（行政许可法第 32 条第四项）。 */
export const CorrectionGap = Type.Object({
  materialId: Type.Optional(Type.String({ title: '材料' })),
  what: Type.String({ minLength: 1, maxLength: 500, title: '需要补正的内容' }),
})
export type CorrectionGap = Static<typeof CorrectionGap>

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
