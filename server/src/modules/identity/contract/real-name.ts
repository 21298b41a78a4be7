import { Type } from 'typebox'
import type { Static } from 'typebox'
import { contract } from '../../../kernel/contract.ts'
import { RealNameKind } from './partners.ts'
import { identityProblems } from './problems.ts'
import { PublicId } from './public-fields.ts'

const Level = Type.Integer({ minimum: 0, maximum: 3 })
const Instant = Type.String({ format: 'date-time' })
const ProviderId = Type.String({ pattern: '^[a-z][a-z0-9-]{1,39}$', title: '核验方式' })

/** 核验方式: one source that is offered to this account. */
export const RealNameWay = Type.Object({
  providerId: ProviderId,
  kind: RealNameKind,
  title: Type.String(),
  note: Type.Optional(Type.String()),
  shape: Type.Union([Type.Literal('at-once'), Type.Literal('code'), Type.Literal('page')]),
  /** The level that the account has once this is passed. */
  gives: Level,
  passedAt: Type.Optional(Instant),
  validUntil: Type.Optional(Instant),
  /** Whether passing it would raise or renew the level now. */
  isUseful: Type.Boolean(),
  /** A question that was begun and waits for its end. */
  attemptId: Type.Optional(PublicId),
})
export type RealNameWay = Static<typeof RealNameWay>

export const RealNameView = Type.Object({
  level: Level,
  source: Type.Optional(Type.String()),
  verifiedAt: Type.Optional(Instant),
  until: Type.Optional(Instant),
  /** The level that is left then. */
  then: Type.Optional(Level),
  name: Type.String(),
  citizenId: Type.String(),
  phone: Type.String(),
  ways: Type.Array(RealNameWay),
  version: Type.Integer(),
})
export type RealNameView = Static<typeof RealNameView>

export const GetRealName = contract({
  name: 'identity.getRealName',
  method: 'GET',
  path: '/api/my/real-name',
  summary: '我的实名等级、来源、有效期，以及可用的核验方式',
  response: RealNameView,
  problems: [identityProblems['people-only']],
})

export const BeginRealName = contract({
  name: 'identity.beginRealName',
  method: 'POST',
  path: '/api/my/real-name/attempts',
  summary: '开始一次核验：发送短信验证码，或者取得核验源页面的地址',
  body: Type.Object({
    providerId: ProviderId,
    next: Type.Optional(Type.String({ maxLength: 500, pattern: '^/([^/\\\\].*)?$', title: '完成后回到' })),
  }),
  response: Type.Object({ attemptId: PublicId, url: Type.Optional(Type.String()), expiresAt: Instant }),
  problems: [
    identityProblems['people-only'],
    identityProblems['real-name-way-unknown'],
    identityProblems['real-name-unavailable'],
  ],
})

/** 实名核验. What the person adds (code, card number) is passed on to the source and kept nowhere. */
export const CheckRealName = contract({
  name: 'identity.checkRealName',
  method: 'POST',
  path: '/api/my/real-name',
  summary: '实名核验：由核验源确认姓名、证件和本人',
  body: Type.Object({
    version: Type.Integer({ minimum: 1 }),
    providerId: ProviderId,
    attemptId: Type.Optional(PublicId),
    /** Corrects a name that was mistyped when registering, as long as none was confirmed. */
    name: Type.Optional(Type.String({ minLength: 2, maxLength: 50, pattern: '^\\S.*\\S$', title: '姓名' })),
    code: Type.Optional(Type.String({ pattern: '^[0-9]{4,8}$', title: '短信验证码' })),
    cardNumber: Type.Optional(Type.String({ pattern: '^[0-9]{12,19}$', title: '银行卡号' })),
  }),
  response: RealNameView,
  problems: [
    identityProblems['already-registered'],
    identityProblems['people-only'],
    identityProblems['real-name-attempt-over'],
    identityProblems['real-name-not-matched'],
    identityProblems['real-name-unavailable'],
    identityProblems['real-name-way-unknown'],
  ],
})
