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

export const RealNameVerified = event(
  'identity/RealNameVerified.v1',
  Type.Object({ accountId: Type.String(), level: Type.Integer(), source: Type.String() }),
  { title: '通过实名核验', stream: (body) => streamOf('account', body.accountId) },
)

export const RealNameRefused = event(
  'identity/RealNameRefused.v1',
  Type.Object({
    accountId: Type.String(),
    source: Type.String(),
    answer: Type.Union([Type.Literal('mismatch'), Type.Literal('unknown')]),
  }),
  { title: '实名核验未通过', stream: (body) => streamOf('account', body.accountId) },
)

export const SignedIn = event(
  'identity/SignedIn.v1',
  Type.Object({ accountId: Type.String(), sessionId: Type.String() }),
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
    reason: Type.Union([Type.Literal('unknown-name'), Type.Literal('wrong-password'), Type.Literal('account-closed')]),
    blockedSeconds: Type.Integer(),
  }),
  {
    title: '登录失败',
    stream: (body) => (body.accountId ? streamOf('session', body.accountId) : installationStream('session:unknown')),
  },
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

export const MandateRevoked = event(
  'identity/MandateRevoked.v1',
  Type.Object({ mandateId: Type.String(), revokedOn: Type.String() }),
  { title: '撤销单位委托', stream: (body) => streamOf('mandate', body.mandateId) },
)
