import { type Static, Type } from 'typebox'
import { contract } from '../../../kernel/contract.ts'
import { PUBLIC_ID_PATTERN } from '../../../kernel/public-id.ts'
import { licencesProblems } from './problems.ts'

export const PublicId = Type.String({ pattern: PUBLIC_ID_PATTERN })
const On = Type.String({ format: 'date' })

/** 证照状态. `expired` is derived from the day, never stored. */
export const LicenceState = Type.Union([
  Type.Literal('issued', { title: '有效' }),
  Type.Literal('expired', { title: '已过期' }),
  Type.Literal('suspended', { title: '暂扣' }),
  Type.Literal('revoked', { title: '撤销、吊销' }),
  Type.Literal('cancelled', { title: '注销' }),
  Type.Literal('superseded', { title: '已变更' }),
])
export type LicenceState = Static<typeof LicenceState>

/** 持证主体代码类型: 001 统一社会信用代码, 111 公民身份号码, 099 其他 in the exchange code set. */
export const HolderCodeType = Type.Union([
  Type.Literal('credit-code', { title: '统一社会信用代码' }),
  Type.Literal('citizen-id', { title: '公民身份号码' }),
  Type.Literal('other', { title: '持证主体代码' }),
])
export type HolderCodeType = Static<typeof HolderCodeType>

export const LicenceField = Type.Object({ title: Type.String(), value: Type.String() })
export type LicenceField = Static<typeof LicenceField>

const Abilities = Type.Object({
  suspend: Type.Boolean(),
  resume: Type.Boolean(),
  revoke: Type.Boolean(),
  cancel: Type.Boolean(),
})

/** 电子证照 (令716 art 10: as good as one on paper). */
export const LicenceView = Type.Object({
  id: PublicId,
  /** 电子证照标识 (GB/T 36904-2018); given, like the number, when the act that issues it commits. */
  identifier: Type.Optional(Type.String()),
  licenceNo: Type.Optional(Type.String()),
  typeCode: Type.String(),
  /** 证照名称. */
  name: Type.String(),
  holder: Type.String(),
  holderCode: Type.String(),
  holderCodeType: HolderCodeType,
  fields: Type.Array(LicenceField),
  organizationId: PublicId,
  organizationName: Type.String(),
  division: Type.String(),
  caseId: Type.Optional(PublicId),
  itemId: Type.Optional(Type.String()),
  issuedOn: On,
  validFrom: On,
  validTo: Type.Optional(On),
  state: LicenceState,
  stateTitle: Type.String(),
  stateOn: Type.Optional(On),
  stateReason: Type.Optional(Type.String()),
  stateBasis: Type.Optional(Type.String()),
  /** The licence's page as a document: a PDF with seal and QR code. */
  documentId: Type.Optional(PublicId),
  /** 持证人的个人信息已删除. */
  erasedOn: Type.Optional(On),
  version: Type.Integer(),
  abilities: Abilities,
})
export type LicenceView = Static<typeof LicenceView>

/** What anybody may know who holds the identifier: a person's name is masked, codes are not shown. */
export const LicenceVerification = Type.Object({
  answer: Type.Union([
    Type.Literal('valid', { title: '真实有效' }),
    Type.Literal('expired', { title: '已过期' }),
    Type.Literal('suspended', { title: '暂扣中' }),
    Type.Literal('revoked', { title: '已撤销、吊销' }),
    Type.Literal('cancelled', { title: '已注销' }),
    Type.Literal('superseded', { title: '已被新版本代替' }),
    Type.Literal('unknown', { title: '查无此证' }),
  ]),
  identifier: Type.String(),
  name: Type.Optional(Type.String()),
  licenceNo: Type.Optional(Type.String()),
  holder: Type.Optional(Type.String()),
  organizationName: Type.Optional(Type.String()),
  issuedOn: Type.Optional(On),
  validFrom: Type.Optional(On),
  validTo: Type.Optional(On),
  stateOn: Type.Optional(On),
  /** The day on which the holder's personal data were erased (个人信息保护法 art. 47). */
  erasedOn: Type.Optional(On),
  /** SHA-256 of the licence's PDF as it was issued: a copy that differs is not the one issued. */
  sha256: Type.Optional(Type.String()),
})
export type LicenceVerification = Static<typeof LicenceVerification>

export const VerifyLicence = contract({
  name: 'licences.verifyLicence',
  method: 'GET',
  path: '/api/licences/verify',
  summary: '核验证照：凭电子证照标识',
  query: Type.Object({ id: Type.String({ minLength: 1, maxLength: 200, title: '电子证照标识' }) }),
  response: LicenceVerification,
})

export const ListMyLicences = contract({
  name: 'licences.listMyLicences',
  method: 'GET',
  path: '/api/licences/mine',
  summary: '我的证照',
  response: Type.Object({ licences: Type.Array(LicenceView) }),
})

export const ListLicences = contract({
  name: 'licences.listLicences',
  method: 'GET',
  path: '/api/licences',
  summary: '列出管辖范围内颁发的证照，新的在前',
  query: Type.Object({
    before: Type.Optional(Type.String({ pattern: PUBLIC_ID_PATTERN, title: '上一页最后一项' })),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100, default: 50 })),
  }),
  response: Type.Object({ licences: Type.Array(LicenceView) }),
})

const ofLicence = Type.Object({ licenceId: PublicId })

export const GetLicence = contract({
  name: 'licences.getLicence',
  method: 'GET',
  path: '/api/licences/:licenceId',
  summary: '查看一张证照',
  params: ofLicence,
  response: LicenceView,
  problems: [licencesProblems.unknown],
})

const Change = Type.Object({
  version: Type.Integer({ minimum: 1 }),
  reason: Type.String({ minLength: 2, maxLength: 500, title: '理由' }),
  basis: Type.String({ minLength: 2, maxLength: 500, title: '法律依据' }),
})
const changeProblems = [licencesProblems.unknown, licencesProblems['state-forbids']]

export const SuspendLicence = contract({
  name: 'licences.suspendLicence',
  method: 'POST',
  path: '/api/licences/:licenceId/suspend',
  summary: '暂扣证照',
  params: ofLicence,
  body: Change,
  response: LicenceView,
  problems: changeProblems,
})

export const ResumeLicence = contract({
  name: 'licences.resumeLicence',
  method: 'POST',
  path: '/api/licences/:licenceId/resume',
  summary: '发还暂扣的证照',
  params: ofLicence,
  body: Change,
  response: LicenceView,
  problems: changeProblems,
})

export const RevokeLicence = contract({
  name: 'licences.revokeLicence',
  method: 'POST',
  path: '/api/licences/:licenceId/revoke',
  summary: '撤销或者吊销证照',
  params: ofLicence,
  body: Change,
  response: LicenceView,
  problems: changeProblems,
})

export const CancelLicence = contract({
  name: 'licences.cancelLicence',
  method: 'POST',
  path: '/api/licences/:licenceId/cancel',
  summary: '注销证照',
  params: ofLicence,
  body: Change,
  response: LicenceView,
  problems: changeProblems,
})
