import { Type } from 'typebox'
import type { Static } from 'typebox'
import { contract } from '../../../kernel/contract.ts'
import { PUBLIC_ID_PATTERN } from '../../../kernel/public-id.ts'
import { identityProblems } from './problems.ts'

export const PublicId = Type.String({ pattern: PUBLIC_ID_PATTERN })
export const Password = Type.String({ minLength: 1, maxLength: 128, title: '密码' })

/** 账号 as its owner sees it: phone and citizen id masked. */
export const AccountView = Type.Object({
  id: PublicId,
  kind: Type.Union([Type.Literal('person'), Type.Literal('staff')]),
  name: Type.String(),
  phone: Type.Optional(Type.String()),
  citizenId: Type.Optional(Type.String()),
  /** 实名等级: 0 none, 1 stated by the person, 2 agrees with the population base, 3 and a face, card or certificate. */
  realNameLevel: Type.Integer({ minimum: 0, maximum: 3 }),
  /** Which register agreed, for level 2 and above. */
  realNameSource: Type.Optional(Type.String()),
  mustChangePassword: Type.Boolean(),
  isDemo: Type.Boolean(),
  version: Type.Integer(),
})
export type AccountView = Static<typeof AccountView>

export const SessionPost = Type.Object({
  role: Type.String(),
  roleTitle: Type.String(),
  organizationId: PublicId,
  organizationName: Type.String(),
  division: Type.String(),
})

/** Who I am, what I may do, and the token that my forms carry. */
export const SessionView = Type.Object({
  signedIn: Type.Boolean(),
  account: Type.Optional(AccountView),
  staffId: Type.Optional(PublicId),
  jurisdiction: Type.Optional(Type.String()),
  roles: Type.Array(Type.String()),
  posts: Type.Array(SessionPost),
  /** Permit name → true; what is not named is not allowed. */
  abilities: Type.Record(Type.String(), Type.Boolean()),
  csrfToken: Type.Optional(Type.String()),
  /** Idle for so long, the session ends; it ends at `expiresAt` in any case. */
  idleMinutes: Type.Optional(Type.Integer()),
  expiresAt: Type.Optional(Type.String({ format: 'date-time' })),
  /** This installation shows invented people and cases. */
  demo: Type.Boolean(),
})
export type SessionView = Static<typeof SessionView>

export const GetSession = contract({
  name: 'identity.getSession',
  method: 'GET',
  path: '/api/session',
  summary: '当前登录状态、角色与权限',
  response: SessionView,
})

export const SignIn = contract({
  name: 'identity.signIn',
  method: 'POST',
  path: '/api/session',
  summary: '登录（登录名、手机号或公民身份号码）',
  body: Type.Object({
    name: Type.String({ minLength: 1, maxLength: 64, title: '账号' }),
    password: Password,
  }),
  response: SessionView,
  problems: [identityProblems['sign-in-failed']],
})

export const SignOut = contract({
  name: 'identity.signOut',
  method: 'POST',
  path: '/api/session/end',
  summary: '退出登录',
  response: Type.Object({ signedIn: Type.Literal(false) }),
})

export const ChangePassword = contract({
  name: 'identity.changePassword',
  method: 'POST',
  path: '/api/my/password',
  summary: '修改密码，其他已登录的设备会退出',
  body: Type.Object({ version: Type.Integer({ minimum: 1 }), oldPassword: Password, newPassword: Password }),
  response: AccountView,
  problems: [identityProblems['password-wrong'], identityProblems['password-weak']],
})
