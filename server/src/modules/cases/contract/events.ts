import { Type } from 'typebox'
import type { TProperties } from 'typebox'
import { event, streamOf } from '../../../kernel/index.ts'
import { PointFindings } from './checked-points.ts'

const Id = Type.String()
const shared = { caseId: Id, itemId: Id, itemVersion: Type.Integer(), organizationId: Id, division: Type.String() }

function caseEvent<P extends TProperties>(name: string, title: string, properties: P) {
  return event(`cases/${name}.v1`, Type.Object({ ...shared, ...properties }), {
    title,
    stream: (body) => streamOf('case', (body as { caseId: string }).caseId),
  })
}

/** What happens to a case, in the order of its life. Reasons and opinions lie beside the chain, as digests in it. */
export const CaseDrafted = caseEvent('CaseDrafted', '开始填写申请', {
  channel: Type.String(),
  mandateId: Type.Optional(Id),
})
export const CaseSubmitted = caseEvent('CaseSubmitted', '提交申请', {
  caseNo: Type.String(),
  queryCode: Type.String(),
  channel: Type.String(),
  answersDigest: Type.String(),
  files: Type.Array(Type.Object({ materialId: Id, sha256: Type.String() })),
})
export const PreReviewStarted = caseEvent('PreReviewStarted', '开始预审', {})
export const CaseReturnedBeforeReceipt = caseEvent('CaseReturnedBeforeReceipt', '预审退回', {})
export const CaseReceived = caseEvent('CaseReceived', '收件', {
  caseNo: Type.String(),
  queryCode: Type.String(),
  channel: Type.String(),
  paperMaterialIds: Type.Array(Id),
})
export const CorrectionRequested = caseEvent('CorrectionRequested', '告知补正', {
  gaps: Type.Array(Type.Object({ materialId: Type.Optional(Id) })),
  dueOn: Type.String(),
})
export const CorrectionSubmitted = caseEvent('CorrectionSubmitted', '提交补正', {
  answersDigest: Type.String(),
  files: Type.Array(Type.Object({ materialId: Id, sha256: Type.String() })),
})
export const CaseAccepted = caseEvent('CaseAccepted', '受理', {
  acceptedOn: Type.String(),
  deemed: Type.Boolean(),
  checked: PointFindings,
  dueOn: Type.Optional(Type.String()),
})
export const AcceptanceDeclined = caseEvent('AcceptanceDeclined', '不予受理', { kind: Type.String() })
export const StepCompleted = caseEvent('StepCompleted', '办理环节', {
  step: Type.String(),
  stepName: Type.String(),
  outcome: Type.String(),
  taskId: Id,
  checked: PointFindings,
  /** 这一步出具的文书。 */
  documents: Type.Optional(Type.Array(Id)),
})
export const CaseSuspended = caseEvent('CaseSuspended', '进入特别程序，停止计时', {
  procedureCode: Type.String(),
  procedureName: Type.String(),
  legalBasis: Type.String(),
})
export const CaseResumed = caseEvent('CaseResumed', '特别程序结束，恢复计时', { procedureCode: Type.String() })
export const CaseExtended = caseEvent('CaseExtended', '延长办理期限', { workdays: Type.Integer() })
export const CaseDecided = caseEvent('CaseDecided', '作出决定', { granted: Type.Boolean(), decidedOn: Type.String() })
export const LicenceMade = caseEvent('LicenceMade', '制证', { licenceId: Id })
export const CaseDelivered = caseEvent('CaseDelivered', '送达', { method: Type.String(), deliveredOn: Type.String() })
export const CaseClosed = caseEvent('CaseClosed', '办结', { closedOn: Type.String() })
export const CaseArchived = caseEvent('CaseArchived', '归档', {})
export const CaseWithdrawn = caseEvent('CaseWithdrawn', '撤回申请', {})
export const CaseTerminated = caseEvent('CaseTerminated', '终止办理', {
  /** 事项暂停或者取消，在办的终止办理。 */
  withItem: Type.Optional(Type.Boolean()),
})
export const CasePaused = caseEvent('CasePaused', '随事项暂停，停止计时', {
  since: Type.String(),
  basis: Type.String(),
  documentNo: Type.Optional(Type.String()),
})
export const CaseUnpaused = caseEvent('CaseUnpaused', '随事项恢复，恢复计时', {})
/** 个人信息保护法 arts 46, 47: what was granted has been done; what it was stands with whoever keeps the data. */
export const RightCarriedOut = caseEvent('RightCarriedOut', '实施个人信息权利请求', {
  right: Type.String(),
  holding: Type.Optional(Type.String()),
  /** `changed`, or `noted` beside what is not rewritten. */
  way: Type.String(),
})
/** 个人信息保护法 art. 47: how many values beside the record and how many files are gone, and on which ground. */
export const PersonalDataErased = caseEvent('PersonalDataErased', '删除个人信息', {
  ground: Type.String(),
  values: Type.Integer(),
  files: Type.Integer(),
})
/** 个人信息保护法 art. 47, last sentence: kept and nothing else, because a request to erase it had to be refused. */
export const ProcessingRestricted = caseEvent('ProcessingRestricted', '限制处理个人信息', { requestId: Id })
export const HoldPlaced = caseEvent('HoldPlaced', '保留个人信息', {})
export const HoldLifted = caseEvent('HoldLifted', '解除个人信息的保留', {})
