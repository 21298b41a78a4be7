import { Type } from 'typebox'
import type { Static } from 'typebox'
import { contract } from '../../../kernel/contract.ts'
import { identityProblems } from './problems.ts'
import { PublicId } from './public-fields.ts'
import { PasskeyAssertion, PasskeyRegistration, PasskeyRequest, PasskeyWish } from './passkey.ts'

export const FactorKind = Type.Union([Type.Literal('passkey'), Type.Literal('totp')])

const Label = Type.String({ minLength: 1, maxLength: 40, title: '名称' })
const OneTimeCode = Type.String({ pattern: '^[0-9]{6}$', title: '动态口令' })
const Version = Type.Integer({ minimum: 1 })

/** 登录因素: a passkey or a source of one-time codes, as its owner sees it. */
export const FactorView = Type.Object({
  id: PublicId,
  kind: FactorKind,
  label: Type.String(),
  createdAt: Type.String({ format: 'date-time' }),
  usedAt: Type.Optional(Type.String({ format: 'date-time' })),
  /** Kept by a provider on several devices, and not by one device alone. */
  isSynced: Type.Optional(Type.Boolean()),
  /** Taken for copied: it signs nothing any more. */
  isBlocked: Type.Boolean(),
  version: Version,
})
export type FactorView = Static<typeof FactorView>

export const FactorsView = Type.Object({
  factors: Type.Array(FactorView),
  recoveryCodesLeft: Type.Integer(),
  /** The account may not be without one. */
  isRequired: Type.Boolean(),
  mayUseCodes: Type.Boolean(),
  /** False where the address is a number: passkeys belong to a name. */
  mayUsePasskeys: Type.Boolean(),
})
export type FactorsView = Static<typeof FactorsView>

export const ListMyFactors = contract({
  name: 'identity.listMyFactors',
  method: 'GET',
  path: '/api/my/factors',
  summary: '列出本人的通行密钥和动态口令',
  response: FactorsView,
})

export const BeginPasskey = contract({
  name: 'identity.beginPasskey',
  method: 'GET',
  path: '/api/my/passkeys/options',
  summary: '开始添加通行密钥：取得一次性挑战值',
  response: PasskeyWish,
  problems: [identityProblems['passkeys-need-a-name']],
})

export const AddPasskey = contract({
  name: 'identity.addPasskey',
  method: 'POST',
  path: '/api/my/passkeys',
  summary: '添加通行密钥',
  body: Type.Object({ label: Label, credential: PasskeyRegistration }),
  response: FactorsView,
  problems: [
    identityProblems['passkey-refused'],
    identityProblems['passkeys-need-a-name'],
    identityProblems['too-many-factors'],
  ],
})

/** The secret is shown to its owner once, and comes back sealed in the ticket with the first code. */
export const BeginTotp = contract({
  name: 'identity.beginTotp',
  method: 'GET',
  path: '/api/my/totp/options',
  summary: '开始添加动态口令：取得密钥与二维码',
  response: Type.Object({
    secret: Type.String(),
    uri: Type.String(),
    /** The dark squares as one SVG path, a unit each. */
    qrPath: Type.String(),
    ticket: Type.String(),
  }),
  problems: [identityProblems['staff-only']],
})

export const AddTotp = contract({
  name: 'identity.addTotp',
  method: 'POST',
  path: '/api/my/totp',
  summary: '添加动态口令（以第一个口令确认）',
  body: Type.Object({ label: Label, ticket: Type.String({ maxLength: 1000 }), code: OneTimeCode }),
  response: FactorsView,
  problems: [
    identityProblems['staff-only'],
    identityProblems['factor-wrong'],
    identityProblems['factor-exists'],
    identityProblems['proof-expired'],
  ],
})

export const RenameFactor = contract({
  name: 'identity.renameFactor',
  method: 'POST',
  path: '/api/my/factors/:factorId/rename',
  summary: '给登录因素改名',
  params: Type.Object({ factorId: PublicId }),
  body: Type.Object({ version: Version, label: Label }),
  response: FactorsView,
  problems: [identityProblems['factor-unknown']],
})

export const RemoveFactor = contract({
  name: 'identity.removeFactor',
  method: 'POST',
  path: '/api/my/factors/:factorId/remove',
  summary: '移除登录因素（必须使用双因素时，不能移除最后一个）',
  params: Type.Object({ factorId: PublicId }),
  body: Type.Object({ version: Version }),
  response: FactorsView,
  problems: [identityProblems['factor-unknown'], identityProblems['last-factor']],
})

export const RenewRecoveryCodes = contract({
  name: 'identity.renewRecoveryCodes',
  method: 'POST',
  path: '/api/my/recovery-codes',
  summary: '生成一组恢复码（以前的作废，只显示这一次）',
  response: Type.Object({ codes: Type.Array(Type.String()) }),
  problems: [identityProblems['staff-only'], identityProblems['factor-needed']],
})

/** One way of proving: what is given says which. */
export const GivenProof = Type.Object({
  code: Type.Optional(OneTimeCode),
  recoveryCode: Type.Optional(Type.String({ minLength: 10, maxLength: 20, title: '恢复码' })),
  passkey: Type.Optional(PasskeyAssertion),
})
export type GivenProof = Static<typeof GivenProof>

export const ProofKind = Type.Union([
  Type.Literal('password'),
  Type.Literal('passkey'),
  Type.Literal('totp'),
  Type.Literal('recovery'),
])
export type ProofKind = Static<typeof ProofKind>

export const CompleteSignInBody = Type.Object({ ticket: Type.String({ maxLength: 1000 }), ...GivenProof.properties })

/** 再次验证: what of mine will do before I sign or seal. */
export const GetProofOptions = contract({
  name: 'identity.getProofOptions',
  method: 'GET',
  path: '/api/session/proof',
  summary: '签署、用印前再次验证身份：可用的方式',
  response: Type.Object({ kinds: Type.Array(ProofKind), passkey: Type.Optional(PasskeyRequest) }),
})

export const GiveProof = contract({
  name: 'identity.giveProof',
  method: 'POST',
  path: '/api/session/proof',
  summary: '签署、用印前再次验证身份',
  body: Type.Object({
    password: Type.Optional(Type.String({ minLength: 1, maxLength: 128, title: '密码' })),
    code: GivenProof.properties.code,
    passkey: GivenProof.properties.passkey,
  }),
  response: Type.Object({ methods: Type.Array(Type.String()), provedAt: Type.String({ format: 'date-time' }) }),
  problems: [identityProblems['factor-wrong'], identityProblems['passkey-refused'], identityProblems['factor-needed']],
})
