import { Type } from 'typebox'
import { contract } from '../../../kernel/index.ts'
import type { InputOf } from '../../../kernel/index.ts'
import {
  Answers,
  ApplicantKind,
  CaseId,
  CaseStanding,
  CaseSubmission,
  CorrectionGap,
  Opinion,
  Version,
} from './case.ts'
import { casesProblems as p } from './problems.ts'

const params = Type.Object({ caseId: CaseId })
const versioned = { version: Version }

/** One act of the applicant or of an official on one case: all answer how the case then stands; a page reads the rest again. */
function act<Body extends Parameters<typeof Type.Object>[0]>(
  name: string,
  path: string,
  rest: { summary: string; body: Body; problems?: readonly (typeof p)[keyof typeof p][] },
) {
  return contract({
    name: `cases.${name}`,
    method: 'POST',
    path: `/api/cases/:caseId/${path}`,
    summary: rest.summary,
    params,
    body: Type.Object({ ...versioned, ...rest.body }),
    response: CaseStanding,
    problems: [p['not-found'], p['not-allowed-now'], ...(rest.problems ?? [])],
  })
}

export const UpdateDraft = act('updateDraft', 'draft', { summary: '保存草稿', body: { answers: Answers } })
export type UpdateDraft = InputOf<typeof UpdateDraft>

export const StartPreReview = act('startPreReview', 'pre-review', { summary: '开始预审', body: {} })
export type StartPreReview = InputOf<typeof StartPreReview>

export const ReturnBeforeReceipt = act('returnBeforeReceipt', 'return-before-receipt', {
  summary: '预审退回',
  body: { reason: Opinion },
})
export type ReturnBeforeReceipt = InputOf<typeof ReturnBeforeReceipt>

/** 收件：出具收件凭证，五日内决定是否受理的期限从此开始（行政许可法第 32 条）。 */
export const ReceiveCase = act('receiveCase', 'receive', {
  summary: '收件',
  body: { paperMaterialIds: Type.Array(Type.String(), { default: [], title: '收到纸质原件的材料' }) },
})
export type ReceiveCase = InputOf<typeof ReceiveCase>

export const RequestCorrection = act('requestCorrection', 'request-correction', {
  summary: '一次性告知补正',
  body: { gaps: Type.Array(CorrectionGap, { minItems: 1, maxItems: 50 }) },
  problems: [p['correction-once'], p['material-unknown']],
})
export type RequestCorrection = InputOf<typeof RequestCorrection>

export const SubmitCorrection = act('submitCorrection', 'submit-correction', {
  summary: '提交补正',
  body: { answers: Type.Optional(Answers) },
  problems: [p['answers-invalid'], p['materials-missing']],
})
export type SubmitCorrection = InputOf<typeof SubmitCorrection>

export const AcceptCase = act('acceptCase', 'accept', {
  summary: '受理',
  body: { opinion: Type.Optional(Opinion) },
  problems: [p['materials-missing']],
})
export type AcceptCase = InputOf<typeof AcceptCase>

export const DeclineAcceptance = act('declineAcceptance', 'decline-acceptance', {
  summary: '不予受理',
  body: {
    kind: Type.Enum(['notAccepted', 'noLicenceNeeded'], { title: '不予受理，或者依法不需要取得许可' }),
    reason: Opinion,
    legalBasis: Type.String({ minLength: 1, maxLength: 500, title: '法律依据' }),
  },
})
export type DeclineAcceptance = InputOf<typeof DeclineAcceptance>

/** 承办、审查、审批：办结流程的一个任务。审批的同意与不同意即是决定（行政许可法第 38 条）。 */
export const CompleteStep = act('completeStep', 'complete-step', {
  summary: '办理一个环节',
  body: {
    taskId: Type.String(),
    outcome: Type.Enum(['pass', 'return', 'deny'], { title: '结论' }),
    opinion: Type.Optional(Opinion),
  },
  problems: [p['same-person'], p['task-not-open'], p['opinion-required'], p.suspended],
})
export type CompleteStep = InputOf<typeof CompleteStep>

export const SuspendCase = act('suspendCase', 'suspend', {
  summary: '进入特别程序',
  body: {
    procedureCode: Type.String({ title: '特别程序' }),
    expectedWorkdays: Type.Optional(Type.Integer({ minimum: 1, maximum: 365, title: '预计工作日' })),
    reason: Opinion,
  },
  problems: [p['procedure-unknown'], p['already-suspended']],
})
export type SuspendCase = InputOf<typeof SuspendCase>

export const ResumeCase = act('resumeCase', 'resume', {
  summary: '特别程序结束',
  body: { result: Opinion },
  problems: [p['not-suspended']],
})
export type ResumeCase = InputOf<typeof ResumeCase>

/** 延长：经本行政机关负责人批准，可以延长一次，十日以内，并告知理由（行政许可法第 42 条）。 */
export const ExtendCase = act('extendCase', 'extend', {
  summary: '延长办理期限',
  body: { workdays: Type.Integer({ minimum: 1, maximum: 10, title: '延长工作日' }), reason: Opinion },
})
export type ExtendCase = InputOf<typeof ExtendCase>

export const MakeLicence = act('makeLicence', 'make-licence', { summary: '制证', body: {} })
export type MakeLicence = InputOf<typeof MakeLicence>

export const DeliverCase = act('deliverCase', 'deliver', {
  summary: '送达并办结',
  body: {
    method: Type.Enum(['window', 'post', 'electronic'], { title: '送达方式' }),
    receiver: Type.Optional(Type.String({ maxLength: 60, title: '签收人' })),
    trackingNo: Type.Optional(Type.String({ maxLength: 40, title: '邮寄单号' })),
  },
})
export type DeliverCase = InputOf<typeof DeliverCase>

export const ArchiveCase = act('archiveCase', 'archive', { summary: '归档', body: {} })
export type ArchiveCase = InputOf<typeof ArchiveCase>

export const WithdrawCase = act('withdrawCase', 'withdraw', {
  summary: '撤回申请',
  body: { reason: Type.Optional(Opinion) },
})
export type WithdrawCase = InputOf<typeof WithdrawCase>

/** 终止：补正期满没有补正的，视为撤回。 */
export const TerminateCase = act('terminateCase', 'terminate', { summary: '终止办理', body: { reason: Opinion } })
export type TerminateCase = InputOf<typeof TerminateCase>

export const CreateDraft = contract({
  name: 'cases.createDraft',
  method: 'POST',
  path: '/api/cases',
  summary: '开始申请',
  body: Type.Object({
    itemId: Type.String({ pattern: '^[0-9]{6}-[0-9a-f-]{36}$' }),
    applicantKind: ApplicantKind,
    creditCode: Type.Optional(Type.String({ format: 'credit-code', title: '代表的单位' })),
    channel: Type.Enum(['web', 'mobile'], { default: 'web' }),
    answers: Type.Optional(Answers),
  }),
  response: CaseStanding,
  problems: [p['item-not-open'], p['item-not-for-you'], p['no-mandate'], p['real-name-required']],
})
export type CreateDraft = InputOf<typeof CreateDraft>

/** 提交：答复编号和查询密码，密码只显示这一次。 */
export const SubmitCase = contract({
  name: 'cases.submitCase',
  method: 'POST',
  path: '/api/cases/:caseId/submit',
  summary: '提交申请',
  params,
  body: Type.Object({
    ...versioned,
    answers: Type.Optional(Answers),
    truthful: Type.Literal(true, { title: '承诺内容和材料真实' }),
  }),
  response: CaseSubmission,
  problems: [p['not-found'], p['not-allowed-now'], p['item-not-open'], p['answers-invalid'], p['materials-missing']],
})
export type SubmitCase = InputOf<typeof SubmitCase>

/** 窗口登记：申请人到场，窗口代录并当场收件。 */
export const RegisterCase = contract({
  name: 'cases.registerCase',
  method: 'POST',
  path: '/api/cases/register',
  summary: '窗口登记收件',
  body: Type.Object({
    itemId: Type.String({ pattern: '^[0-9]{6}-[0-9a-f-]{36}$' }),
    applicant: Type.Object({
      kind: ApplicantKind,
      name: Type.String({ minLength: 1, maxLength: 120, title: '姓名或名称' }),
      code: Type.String({ minLength: 18, maxLength: 18, title: '公民身份号码或统一社会信用代码' }),
      phone: Type.String({ format: 'phone', title: '手机号码' }),
      agentName: Type.Optional(Type.String({ maxLength: 60, title: '经办人' })),
    }),
    answers: Answers,
    paperMaterialIds: Type.Array(Type.String(), { default: [], title: '收到纸质原件的材料' }),
  }),
  response: CaseSubmission,
  problems: [p['item-not-open'], p['applicant-invalid'], p['answers-invalid'], p['material-unknown']],
})
export type RegisterCase = InputOf<typeof RegisterCase>

const materialParams = Type.Object({ caseId: CaseId, materialId: Type.String({ maxLength: 80 }) })

/** 上传一份材料：文件直接到接口，表单不带脚本时也能用。 */
export const AttachMaterial = contract({
  name: 'cases.attachMaterial',
  method: 'POST',
  path: '/api/cases/:caseId/materials/:materialId/files',
  summary: '上传材料',
  params: materialParams,
  upload: { maxBytes: 20 * 1024 * 1024 },
  response: CaseStanding,
  problems: [p['not-found'], p['not-allowed-now'], p['material-unknown'], p['too-many-files']],
})
export type AttachMaterial = InputOf<typeof AttachMaterial>

export const RemoveMaterial = contract({
  name: 'cases.removeMaterial',
  method: 'POST',
  path: '/api/cases/:caseId/materials/:materialId/files/:fileId/remove',
  summary: '删去材料中的一个文件',
  params: Type.Object({
    caseId: CaseId,
    materialId: Type.String({ maxLength: 80 }),
    fileId: Type.String({ maxLength: 60 }),
  }),
  body: Type.Object(versioned),
  response: CaseStanding,
  problems: [p['not-found'], p['not-allowed-now']],
})
export type RemoveMaterial = InputOf<typeof RemoveMaterial>
