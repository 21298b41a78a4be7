import { Type } from 'typebox'
import type { Static } from 'typebox'
import { contract } from '../../../kernel/contract.ts'
import { CompleteSignInBody, ProofKind } from './factor.ts'
import { PasskeyAssertion, PasskeyRequest } from './passkey.ts'
import { identityProblems } from './problems.ts'
import { Password, PublicId } from './public-fields.ts'

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
  /** By what the session was opened (RFC 8176), and when its person last proved who they are. */
  methods: Type.Optional(Type.Array(Type.String())),
  provedAt: Type.Optional(Type.String({ format: 'date-time' })),
  /** Signed in, and nothing more until a second factor is there. */
  mustEnrolFactor: Type.Optional(Type.Boolean()),
  /** The password was right; nobody is signed in before the second factor is. */
  secondFactor: Type.Optional(
    Type.Object({
      /** Sealed: whose password was right, and when. */
      ticket: Type.String(),
      kinds: Type.Array(ProofKind),
      passkey: Type.Optional(PasskeyRequest),
    }),
  ),
  /** 正在代办: for whom this person acts at the moment; over when the mandate has ended meanwhile, and then nothing may be done. */
  acting: Type.Optional(
    Type.Object({
      mandateId: PublicId,
      kind: Type.String(),
      kindTitle: Type.String(),
      principalName: Type.String(),
      isOver: Type.Boolean(),
    }),
  ),
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

/** Second half of a sign-in whose password was right. */
export const CompleteSignIn = contract({
  name: 'identity.completeSignIn',
  method: 'POST',
  path: '/api/session/second-factor',
  summary: '登录第二步：通行密钥、动态口令或恢复码',
  body: CompleteSignInBody,
  response: SessionView,
  problems: [
    identityProblems['proof-expired'],
    identityProblems['factor-wrong'],
    identityProblems['passkey-refused'],
    identityProblems['factor-needed'],
  ],
})

export const BeginPasskeySignIn = contract({
  name: 'identity.beginPasskeySignIn',
  method: 'GET',
  path: '/api/session/passkey',
  summary: '开始用通行密钥登录：取得一次性挑战值',
  response: PasskeyRequest,
  problems: [identityProblems['passkeys-need-a-name']],
})

/** A passkey alone signs in: it is something one has, and it has checked its holder. */
export const SignInWithPasskey = contract({
  name: 'identity.signInWithPasskey',
  method: 'POST',
  path: '/api/session/passkey',
  summary: '用通行密钥登录',
  body: Type.Object({ passkey: PasskeyAssertion }),
  response: SessionView,
  problems: [identityProblems['passkey-refused']],
})

/** 登录记录: one sign-in that still holds, as its owner sees it. */
export const SessionLine = Type.Object({
  id: Type.String({ format: 'uuid' }),
  device: Type.String(),
  /** The network it was opened from; an IPv6 address is cut to the part that a subscriber is given. */
  network: Type.Optional(Type.String()),
  methods: Type.Array(Type.String()),
  createdAt: Type.String({ format: 'date-time' }),
  seenAt: Type.String({ format: 'date-time' }),
  expiresAt: Type.String({ format: 'date-time' }),
  isThis: Type.Boolean(),
})
export type SessionLine = Static<typeof SessionLine>

export const SessionLines = Type.Object({ sessions: Type.Array(SessionLine), most: Type.Optional(Type.Integer()) })
export type SessionLines = Static<typeof SessionLines>

export const ListMySessions = contract({
  name: 'identity.listMySessions',
  method: 'GET',
  path: '/api/my/sessions',
  summary: '列出本人已登录的设备',
  response: SessionLines,
})

export const EndMySession = contract({
  name: 'identity.endMySession',
  method: 'POST',
  path: '/api/my/sessions/:sessionId/end',
  summary: '让本人的一台设备退出登录',
  params: Type.Object({ sessionId: Type.String({ format: 'uuid' }) }),
  response: SessionLines,
  problems: [identityProblems['session-unknown']],
})

export const EndMyOtherSessions = contract({
  name: 'identity.endMyOtherSessions',
  method: 'POST',
  path: '/api/my/sessions/end-others',
  summary: '让本人的其他设备都退出登录',
  response: SessionLines,
})

export const SignOut = contract({
  name: 'identity.signOut',
  method: 'POST',
  path: '/api/session/end',
  summary: '退出登录',
  response: Type.Object({
    signedIn: Type.Literal(false),
    /** Signed in by an upstream provider, one is still signed in there. */
    upstream: Type.Optional(Type.Object({ id: Type.String(), title: Type.String() })),
  }),
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
