import { Type } from 'typebox'
import type { Static } from 'typebox'
import { contract } from '../../../kernel/contract.ts'
import { identityProblems } from './problems.ts'
import { PublicId } from './public-fields.ts'
import { SessionLine } from './session.ts'

const Reason = Type.String({ minLength: 1, maxLength: 200, title: '理由' })
const Version = Type.Integer({ minimum: 1 })

const ResetKind = Type.Union([Type.Literal('factors'), Type.Literal('password')], { title: '重置什么' })

/** 因素重置: a lost factor is taken away by two people, and its owner adds a new one. */
export const FactorResetView = Type.Object({
  id: PublicId,
  accountId: PublicId,
  ownerName: Type.String(),
  state: Type.Union([Type.Literal('asked'), Type.Literal('granted'), Type.Literal('refused')]),
  askedByName: Type.String(),
  askedAt: Type.String({ format: 'date-time' }),
  decidedByName: Type.Optional(Type.String()),
  version: Version,
  what: ResetKind,
  /** 半个找回码: shown once, to each of the two their own half, for the official. */
  codePart: Type.Optional(Type.String()),
  abilities: Type.Object({ decide: Type.Boolean() }),
})
export type FactorResetView = Static<typeof FactorResetView>

/** An official's account, for who looks after accounts: no login, no password, nothing of its factors but their number. */
export const StaffAccountView = Type.Object({
  id: PublicId,
  staffId: PublicId,
  name: Type.String(),
  organizationId: PublicId,
  organizationName: Type.String(),
  roleTitles: Type.Array(Type.String()),
  state: Type.Union([Type.Literal('active'), Type.Literal('closed')]),
  /** Of somebody who joins and has not come yet, or was not confirmed. */
  opensOn: Type.Optional(Type.String({ format: 'date' })),
  factorCount: Type.Integer(),
  sessionCount: Type.Integer(),
  version: Version,
})
export type StaffAccountView = Static<typeof StaffAccountView>

export const ListStaffAccounts = contract({
  name: 'identity.listStaffAccounts',
  method: 'GET',
  path: '/api/staff-accounts',
  summary: '列出工作人员账号（登录因素和在线设备只给数量）',
  query: Type.Object({
    after: Type.Optional(PublicId),
    q: Type.Optional(Type.String({ minLength: 1, maxLength: 50, title: '姓名（或其中几个字）或者工号' })),
  }),
  response: Type.Object({ accounts: Type.Array(StaffAccountView) }),
})

export const ListStaffSessions = contract({
  name: 'identity.listStaffSessions',
  method: 'GET',
  path: '/api/staff-accounts/:accountId/sessions',
  summary: '列出一个工作人员账号已登录的设备',
  params: Type.Object({ accountId: PublicId }),
  response: Type.Object({ sessions: Type.Array(SessionLine) }),
  problems: [identityProblems['account-unknown']],
})

export const EndStaffSessions = contract({
  name: 'identity.endStaffSessions',
  method: 'POST',
  path: '/api/staff-accounts/:accountId/sessions/end',
  summary: '让一个工作人员账号的所有设备退出登录',
  params: Type.Object({ accountId: PublicId }),
  body: Type.Object({ reason: Reason }),
  response: Type.Object({ ended: Type.Integer() }),
  problems: [identityProblems['account-unknown']],
})

export const AskFactorReset = contract({
  name: 'identity.askFactorReset',
  method: 'POST',
  path: '/api/staff-accounts/:accountId/factor-resets',
  summary: '为丢失登录因素或者忘记密码的工作人员提出重置，由安全管理员确认',
  params: Type.Object({ accountId: PublicId }),
  body: Type.Object({ reason: Reason, what: Type.Optional(ResetKind) }),
  response: FactorResetView,
  problems: [
    identityProblems['account-unknown'],
    identityProblems['reset-asked'],
    identityProblems['own-account'],
    identityProblems['not-begun'],
  ],
})

export const ListFactorResets = contract({
  name: 'identity.listFactorResets',
  method: 'GET',
  path: '/api/factor-resets',
  summary: '列出登录因素重置（最近的在前），或者只列待确认的',
  query: Type.Object({
    state: Type.Optional(Type.Enum(['asked', 'decided'])),
    after: Type.Optional(PublicId),
  }),
  response: Type.Object({ resets: Type.Array(FactorResetView), next: Type.Optional(PublicId) }),
})

const decided = [
  identityProblems['reset-unknown'],
  identityProblems['reset-decided'],
  identityProblems['second-person'],
]

export const GrantFactorReset = contract({
  name: 'identity.grantFactorReset',
  method: 'POST',
  path: '/api/factor-resets/:resetId/grant',
  summary: '确认重置：移除登录因素和恢复码，所有设备退出；忘记密码的，给出另一半找回码',
  params: Type.Object({ resetId: PublicId }),
  body: Type.Object({ version: Version }),
  response: FactorResetView,
  problems: decided,
})

export const RefuseFactorReset = contract({
  name: 'identity.refuseFactorReset',
  method: 'POST',
  path: '/api/factor-resets/:resetId/refuse',
  summary: '不同意重置',
  params: Type.Object({ resetId: PublicId }),
  body: Type.Object({ version: Version, reason: Reason }),
  response: FactorResetView,
  problems: decided,
})
