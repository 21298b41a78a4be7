import { Type } from 'typebox'
import type { Static } from 'typebox'
import { contract } from '../../../kernel/contract.ts'
import { identityProblems } from './problems.ts'
import { Password } from './public-fields.ts'
import { SessionView } from './session.ts'

const UpstreamId = Type.String({ pattern: '^[a-z][a-z0-9-]{1,39}$' })
export const Next = Type.String({ maxLength: 500, pattern: '^/([^/\\\\].*)?$', title: '完成后回到' })

/** 上游统一身份认证, as the page of sign-in offers it. */
export const UpstreamView = Type.Object({ id: UpstreamId, title: Type.String() })
export type UpstreamView = Static<typeof UpstreamView>

export const ListUpstreams = contract({
  name: 'identity.listUpstreams',
  method: 'GET',
  path: '/api/session/upstreams',
  summary: '可以用来登录的上游统一身份认证',
  response: Type.Object({ upstreams: Type.Array(UpstreamView) }),
})

export const BeginUpstream = contract({
  name: 'identity.beginUpstream',
  method: 'POST',
  path: '/api/session/upstreams/:upstreamId',
  summary: '去上游统一身份认证登录：取得地址',
  params: Type.Object({ upstreamId: UpstreamId }),
  body: Type.Object({ next: Type.Optional(Next) }),
  response: Type.Object({ url: Type.String() }),
  problems: [identityProblems['upstream-unknown'], identityProblems['upstream-unavailable']],
})

/** First time here: whom to link it to. */
export const UpstreamLinking = Type.Object({
  title: Type.String(),
  /** By another's sign-in, or by a certificate. */
  by: Type.Union([Type.Literal('fed'), Type.Literal('cert')]),
  name: Type.Optional(Type.String()),
  /** An account of this citizen id is here: it is linked by proving that it is one's own. */
  hasAccount: Type.Boolean(),
  /** Enough was told to open an account; a phone may have to be added. */
  canOpen: Type.Boolean(),
  needsPhone: Type.Boolean(),
  next: Next,
})
export type UpstreamLinking = Static<typeof UpstreamLinking>

export const CompleteUpstream = contract({
  name: 'identity.completeUpstream',
  method: 'POST',
  path: '/api/session/upstreams/:upstreamId/return',
  summary: '从上游统一身份认证回来：已关联的登录，没有的先关联',
  params: Type.Object({ upstreamId: UpstreamId }),
  body: Type.Object({ query: Type.String({ maxLength: 4000 }) }),
  response: Type.Object({
    next: Next,
    session: Type.Optional(SessionView),
    linking: Type.Optional(UpstreamLinking),
  }),
  problems: [
    identityProblems['upstream-unknown'],
    identityProblems['upstream-unavailable'],
    identityProblems['upstream-refused'],
  ],
})

/** Who came from upstream is kept by the browser, sealed, for ten minutes: until the account is proved or opened. */
export const GetUpstreamLinking = contract({
  name: 'identity.getUpstreamLinking',
  method: 'GET',
  path: '/api/session/upstreams/arrival',
  summary: '从上游统一身份认证来、还没有关联的人',
  response: UpstreamLinking,
  problems: [identityProblems['proof-expired'], identityProblems['upstream-unknown']],
})

export const LinkUpstream = contract({
  name: 'identity.linkUpstream',
  method: 'POST',
  path: '/api/session/upstreams/links',
  summary: '把上游账号关联到本地账号：用本地账号的密码证明',
  body: Type.Object({
    name: Type.String({ minLength: 1, maxLength: 64, title: '账号' }),
    password: Password,
  }),
  response: SessionView,
  problems: [
    identityProblems['proof-expired'],
    identityProblems['sign-in-failed'],
    identityProblems['upstream-unknown'],
    identityProblems['upstream-another-person'],
    identityProblems['upstream-linked'],
  ],
})

export const OpenByUpstream = contract({
  name: 'identity.openByUpstream',
  method: 'POST',
  path: '/api/session/upstreams/accounts',
  summary: '凭上游账号的信息开通新的个人账号',
  body: Type.Object({ phone: Type.Optional(Type.String({ format: 'phone', title: '手机号' })) }),
  response: SessionView,
  problems: [
    identityProblems['proof-expired'],
    identityProblems['already-registered'],
    identityProblems['upstream-unknown'],
    identityProblems['upstream-linked'],
    identityProblems['upstream-needs-account'],
  ],
})

/** OpenID Connect Back-Channel Logout 1.0: the provider says, signed, that somebody signed out there. */
export const HearUpstreamLogout = contract({
  name: 'identity.hearUpstreamLogout',
  method: 'POST',
  path: '/api/session/upstreams/:upstreamId/logout',
  summary: '上游统一身份认证通知：有人在那里退出了，结束经它开始的登录',
  params: Type.Object({ upstreamId: UpstreamId }),
  isForm: true,
  body: Type.Object({ logout_token: Type.String({ minLength: 1, maxLength: 16_000 }) }),
  response: Type.Object({ ended: Type.Integer() }),
  problems: [
    identityProblems['upstream-unknown'],
    identityProblems['upstream-unavailable'],
    identityProblems['upstream-logout-refused'],
  ],
})

export const LeaveUpstream = contract({
  name: 'identity.leaveUpstream',
  method: 'POST',
  path: '/api/session/upstreams/:upstreamId/sign-out',
  summary: '在上游统一身份认证也退出：取得地址',
  params: Type.Object({ upstreamId: UpstreamId }),
  response: Type.Object({ url: Type.String() }),
  problems: [identityProblems['upstream-unknown'], identityProblems['upstream-unavailable']],
})
