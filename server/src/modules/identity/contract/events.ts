import { Type } from 'typebox'
import { event, installationStream, streamOf } from '../../../kernel/event.ts'

export const AccountOpened = event(
  'identity/AccountOpened.v1',
  Type.Object({ accountId: Type.String(), kind: Type.String(), staffId: Type.Optional(Type.String()) }),
  { title: '开通账号', stream: (body) => streamOf('account', body.accountId) },
)

/** Reasons lie beside the chain, as `personal.reason`: people write names into them. */
export const AccountClosed = event('identity/AccountClosed.v1', Type.Object({ accountId: Type.String() }), {
  title: '停用账号',
  stream: (body) => streamOf('account', body.accountId),
})

/** 个人信息保护法 art. 46: which fact of an account was corrected, in which case; what it was and is stands nowhere in clear. */
export const AccountCorrected = event(
  'identity/AccountCorrected.v1',
  Type.Object({ accountId: Type.String(), fact: Type.Enum(['name', 'phone', 'citizen-id']), caseId: Type.String() }),
  { title: '更正账号信息', stream: (body) => streamOf('account', body.accountId) },
)

/** 个人信息保护法 art. 47: the person closed the account; how many values beside the record went with it. */
export const AccountErased = event(
  'identity/AccountErased.v1',
  Type.Object({ accountId: Type.String(), values: Type.Integer() }),
  { title: '注销账号并删除个人信息', stream: (body) => streamOf('account', body.accountId) },
)

export const AccountErasureRefused = event(
  'identity/AccountErasureRefused.v1',
  Type.Object({ accountId: Type.String() }),
  { title: '注销账号时密码不正确', stream: (body) => streamOf('account', body.accountId) },
)

/** By what somebody was verified, never the data: `kind` is the way, `source` who confirmed it. */
export const RealNameVerified = event(
  'identity/RealNameVerified.v1',
  Type.Object({
    accountId: Type.String(),
    level: Type.Integer(),
    source: Type.String(),
    kind: Type.Optional(Type.String()),
    until: Type.Optional(Type.String()),
  }),
  { title: '通过实名核验', stream: (body) => streamOf('account', body.accountId) },
)

export const RealNameRefused = event(
  'identity/RealNameRefused.v1',
  Type.Object({
    accountId: Type.String(),
    source: Type.String(),
    answer: Type.Union([
      Type.Literal('mismatch'),
      Type.Literal('unknown'),
      Type.Literal('not-matched'),
      Type.Literal('unavailable'),
    ]),
    kind: Type.Optional(Type.String()),
  }),
  { title: '实名核验未通过', stream: (body) => streamOf('account', body.accountId) },
)

/** A code was sent, or the source's own page was opened. */
export const RealNameBegun = event(
  'identity/RealNameBegun.v1',
  Type.Object({ accountId: Type.String(), attemptId: Type.String(), source: Type.String(), kind: Type.String() }),
  { title: '开始实名核验', stream: (body) => streamOf('account', body.accountId) },
)

export const RealNameRanOut = event(
  'identity/RealNameRanOut.v1',
  Type.Object({ accountId: Type.String(), before: Type.Integer(), level: Type.Integer() }),
  { title: '实名核验到期', stream: (body) => streamOf('account', body.accountId) },
)

export const CompanyVerified = event(
  'identity/CompanyVerified.v1',
  Type.Object({
    companyId: Type.String(),
    creditCode: Type.String(),
    level: Type.Integer(),
    source: Type.String(),
    representativeAccountId: Type.String(),
    formerAccountId: Type.Optional(Type.String()),
    validUntil: Type.String(),
  }),
  { title: '法人实名核验通过', stream: (body) => streamOf('company', body.companyId) },
)

export const CompanyRefused = event(
  'identity/CompanyRefused.v1',
  Type.Object({ accountId: Type.String(), source: Type.String(), answer: Type.String() }),
  { title: '法人实名核验未通过', stream: (body) => streamOf('account', body.accountId) },
)

/** 关联上游账号或数字证书: which provider or authority, never under what it knows the person. */
export const UpstreamLinked = event(
  'identity/UpstreamLinked.v1',
  Type.Object({
    accountId: Type.String(),
    upstream: Type.String(),
    by: Type.Union([Type.Literal('proof'), Type.Literal('opening')]),
  }),
  { title: '关联统一身份认证账号或数字证书', stream: (body) => streamOf('account', body.accountId) },
)

/** Came back from upstream with nothing that holds, or proved another person's account. */
export const UpstreamRefused = event(
  'identity/UpstreamRefused.v1',
  Type.Object({ upstream: Type.String(), accountId: Type.Optional(Type.String()), reason: Type.String() }),
  {
    title: '统一身份认证登录未通过',
    stream: (body) => (body.accountId ? streamOf('session', body.accountId) : installationStream('session:unknown')),
  },
)

/** A certificate did not sign in; whose it is is not recorded. */
export const CertificateRefused = event(
  'identity/CertificateRefused.v1',
  Type.Object({
    authority: Type.Optional(Type.String()),
    accountId: Type.Optional(Type.String()),
    reason: Type.String(),
  }),
  {
    title: '数字证书登录未通过',
    stream: (body) => (body.accountId ? streamOf('session', body.accountId) : installationStream('session:unknown')),
  },
)

/** Somebody asked for a person who has no account with a proved name. */
export const AgentUnknown = event('identity/AgentUnknown.v1', Type.Object({ accountId: Type.String() }), {
  title: '委托经办人时没有找到',
  stream: (body) => streamOf('account', body.accountId),
})

export const SignedIn = event(
  'identity/SignedIn.v1',
  Type.Object({
    accountId: Type.String(),
    sessionId: Type.String(),
    methods: Type.Optional(Type.Array(Type.String())),
    /** Of officials: from how many other networks the account was signed in at that moment. */
    otherPlaces: Type.Optional(Type.Integer()),
  }),
  { title: '登录', stream: (body) => streamOf('session', body.accountId) },
)

export const SignedOut = event(
  'identity/SignedOut.v1',
  Type.Object({ accountId: Type.String(), sessionId: Type.String() }),
  { title: '退出登录', stream: (body) => streamOf('session', body.accountId) },
)

/** Without an account the name that was typed belongs to nobody we know; it is not recorded. */
export const SignInFailed = event(
  'identity/SignInFailed.v1',
  Type.Object({
    accountId: Type.Optional(Type.String()),
    reason: Type.Union([
      Type.Literal('unknown-name'),
      Type.Literal('wrong-password'),
      Type.Literal('account-closed'),
      Type.Literal('wrong-factor'),
      Type.Literal('passkey-refused'),
    ]),
    blockedSeconds: Type.Integer(),
  }),
  {
    title: '登录失败',
    stream: (body) => (body.accountId ? streamOf('session', body.accountId) : installationStream('session:unknown')),
  },
)

/** The password was right; the second factor is waited for. */
export const SecondFactorAsked = event(
  'identity/SecondFactorAsked.v1',
  Type.Object({ accountId: Type.String(), kinds: Type.Array(Type.String()) }),
  { title: '口令正确，等待第二因素', stream: (body) => streamOf('session', body.accountId) },
)

/** Why a session ended before its time, other than by signing out of it. */
export const SessionEnded = event(
  'identity/SessionEnded.v1',
  Type.Object({
    accountId: Type.String(),
    sessionIds: Type.Array(Type.String()),
    reason: Type.Union([
      Type.Literal('by-owner'),
      Type.Literal('by-security'),
      Type.Literal('by-upstream'),
      Type.Literal('too-many'),
    ]),
  }),
  { title: '结束登录', stream: (body) => streamOf('session', body.accountId) },
)

export const ProofGiven = event(
  'identity/ProofGiven.v1',
  Type.Object({ accountId: Type.String(), sessionId: Type.String(), method: Type.String() }),
  { title: '再次验证身份', stream: (body) => streamOf('session', body.accountId) },
)

export const ProofRefused = event(
  'identity/ProofRefused.v1',
  Type.Object({ accountId: Type.String(), blockedSeconds: Type.Integer() }),
  { title: '再次验证身份未通过', stream: (body) => streamOf('session', body.accountId) },
)

export const FactorAdded = event(
  'identity/FactorAdded.v1',
  Type.Object({ accountId: Type.String(), factorId: Type.String(), kind: Type.String() }),
  { title: '添加登录因素', stream: (body) => streamOf('account', body.accountId) },
)

/** Something was offered as a new factor that is none. */
export const FactorRefused = event(
  'identity/FactorRefused.v1',
  Type.Object({ accountId: Type.String(), kind: Type.String() }),
  { title: '添加登录因素未通过', stream: (body) => streamOf('account', body.accountId) },
)

export const FactorRenamed = event(
  'identity/FactorRenamed.v1',
  Type.Object({ accountId: Type.String(), factorId: Type.String() }),
  { title: '登录因素改名', stream: (body) => streamOf('account', body.accountId) },
)

export const FactorRemoved = event(
  'identity/FactorRemoved.v1',
  Type.Object({ accountId: Type.String(), factorId: Type.String(), kind: Type.String() }),
  { title: '移除登录因素', stream: (body) => streamOf('account', body.accountId) },
)

/** The counter of a passkey went back: somebody holds a copy of it (WebAuthn 6.1.1). */
export const FactorBlocked = event(
  'identity/FactorBlocked.v1',
  Type.Object({
    accountId: Type.String(),
    factorId: Type.String(),
    knownCounter: Type.Integer(),
    givenCounter: Type.Integer(),
  }),
  { title: '疑似被复制的通行密钥停用', stream: (body) => streamOf('account', body.accountId) },
)

/** Reasons lie beside the chain, as `personal.reason`. */
export const FactorResetAsked = event(
  'identity/FactorResetAsked.v1',
  Type.Object({ accountId: Type.String(), resetId: Type.String(), what: Type.Optional(Type.String()) }),
  { title: '提出重置登录因素', stream: (body) => streamOf('account', body.accountId) },
)

export const FactorsReset = event(
  'identity/FactorsReset.v1',
  Type.Object({
    accountId: Type.String(),
    resetId: Type.String(),
    askedBy: Type.String(),
    factorsRemoved: Type.Integer(),
  }),
  { title: '重置登录因素', stream: (body) => streamOf('account', body.accountId) },
)

export const FactorResetRefused = event(
  'identity/FactorResetRefused.v1',
  Type.Object({ accountId: Type.String(), resetId: Type.String() }),
  { title: '不同意重置登录因素', stream: (body) => streamOf('account', body.accountId) },
)

export const RecoveryCodesRenewed = event(
  'identity/RecoveryCodesRenewed.v1',
  Type.Object({ accountId: Type.String(), count: Type.Integer() }),
  { title: '生成恢复码', stream: (body) => streamOf('account', body.accountId) },
)

export const PasswordChanged = event(
  'identity/PasswordChanged.v1',
  Type.Object({ accountId: Type.String(), sessionsEnded: Type.Integer() }),
  { title: '修改密码', stream: (body) => streamOf('account', body.accountId) },
)

export const PasswordChangeRefused = event(
  'identity/PasswordChangeRefused.v1',
  Type.Object({ accountId: Type.String() }),
  { title: '修改密码时原密码不正确', stream: (body) => streamOf('account', body.accountId) },
)

const ofAccount = { stream: (body: { accountId: string }) => streamOf('account', body.accountId) }
const Recovery = { accountId: Type.String(), recoveryId: Type.String() }

/** Somebody says that they forgot the password. Nothing has been shown yet but what others may know as well. */
export const RecoveryBegun = event('identity/RecoveryBegun.v1', Type.Object({ ...Recovery, way: Type.String() }), {
  title: '开始找回密码',
  ...ofAccount,
})
/** An official saw the person and their document at a window, or two administrators reset an official's password. */
export const RecoveryStarted = event(
  'identity/RecoveryStarted.v1',
  Type.Object({ ...Recovery, way: Type.String(), by: Type.String() }),
  { title: '当面核对本人，开始找回密码', ...ofAccount },
)
export const RecoveryCodeSent = event(
  'identity/RecoveryCodeSent.v1',
  Type.Object({ ...Recovery, source: Type.String() }),
  {
    title: '发送找回密码的验证码',
    ...ofAccount,
  },
)
/** Too many were asked for, or no source serves there: whoever asked is not told. */
export const RecoveryCodeWithheld = event(
  'identity/RecoveryCodeWithheld.v1',
  Type.Object({ ...Recovery, reason: Type.Union([Type.Literal('too-many'), Type.Literal('no-source')]) }),
  { title: '没有发送找回密码的验证码', ...ofAccount },
)
export const RecoveryProved = event('identity/RecoveryProved.v1', Type.Object({ ...Recovery, kind: Type.String() }), {
  title: '找回密码时通过一项核验',
  ...ofAccount,
})
/** Without an account what was typed belongs to nobody we know; it is not recorded. */
export const RecoveryRefused = event(
  'identity/RecoveryRefused.v1',
  Type.Object({ accountId: Type.Optional(Type.String()), reason: Type.String() }),
  {
    title: '找回密码未通过',
    stream: (body) => (body.accountId ? streamOf('session', body.accountId) : installationStream('session:unknown')),
  },
)
export const RecoveryWaits = event('identity/RecoveryWaits.v1', Type.Object({ ...Recovery, readyAt: Type.String() }), {
  title: '找回密码进入等待期',
  ...ofAccount,
})
export const RecoveryStopped = event('identity/RecoveryStopped.v1', Type.Object(Recovery), {
  title: '本人停止了找回密码',
  ...ofAccount,
})
export const PasswordRecovered = event(
  'identity/PasswordRecovered.v1',
  Type.Object({ ...Recovery, by: Type.Array(Type.String()), sessionsEnded: Type.Integer() }),
  { title: '找回密码：设置了新密码', ...ofAccount },
)

export const MandateRegistered = event(
  'identity/MandateRegistered.v1',
  Type.Object({
    mandateId: Type.String(),
    creditCode: Type.String(),
    organizationName: Type.String(),
    agentAccountId: Type.String(),
    letterNo: Type.String(),
    validFrom: Type.String(),
    validTo: Type.String(),
  }),
  { title: '登记单位委托', stream: (body) => streamOf('mandate', body.mandateId) },
)

const OfPeople = {
  mandateId: Type.String(),
  kind: Type.String(),
  agentAccountId: Type.String(),
  /** Absent for a principal who has no account. */
  principalAccountId: Type.Optional(Type.String()),
}
const ofMandate = { stream: (body: { mandateId: string }) => streamOf('mandate', body.mandateId) }

/** 监护、帮办代办. Who it is for lies sealed in the mandate, and not in the record. */
export const MandateGiven = event(
  'identity/MandateGiven.v1',
  Type.Object({
    ...OfPeople,
    scope: Type.String(),
    codes: Type.Array(Type.String()),
    validFrom: Type.String(),
    validTo: Type.String(),
    proof: Type.String(),
    isConfirmed: Type.Boolean(),
  }),
  { title: '登记授权', ...ofMandate },
)
export const MandateConfirmed = event('identity/MandateConfirmed.v1', Type.Object(OfPeople), {
  title: '确认监护关系',
  ...ofMandate,
})
export const MandateAccepted = event('identity/MandateAccepted.v1', Type.Object(OfPeople), {
  title: '接受授权',
  ...ofMandate,
})
export const MandateRevoked = event(
  'identity/MandateRevoked.v1',
  Type.Object({
    mandateId: Type.String(),
    revokedOn: Type.String(),
    by: Type.Optional(Type.String()),
    kind: Type.Optional(Type.String()),
    agentAccountId: Type.Optional(Type.String()),
    principalAccountId: Type.Optional(Type.String()),
  }),
  { title: '撤销授权', ...ofMandate },
)
/** From here on, until it is left, what the agent does is done for the principal. */
export const ActingBegun = event('identity/ActingBegun.v1', Type.Object({ ...OfPeople, sessionId: Type.String() }), {
  title: '开始代办',
  ...ofMandate,
})
export const ActingLeft = event(
  'identity/ActingLeft.v1',
  Type.Object({ mandateId: Type.String(), agentAccountId: Type.String(), sessionId: Type.String() }),
  { title: '结束代办', ...ofMandate },
)
/** RFC 8693: another application was told that the agent acts for the principal. */
export const MandateShown = event('identity/MandateShown.v1', Type.Object({ ...OfPeople, clientId: Type.String() }), {
  title: '在其他应用中代办',
  ...ofMandate,
})

const Village = Type.Object({ accountId: Type.String(), village: Type.String() })
export const VillageAgentNamed = event('identity/VillageAgentNamed.v1', Village, {
  title: '指定村级代办员',
  stream: (body) => streamOf('account', body.accountId),
})
export const VillageAgentEnded = event('identity/VillageAgentEnded.v1', Village, {
  title: '不再担任村级代办员',
  stream: (body) => streamOf('account', body.accountId),
})
