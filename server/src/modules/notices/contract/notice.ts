import { Type } from 'typebox'
import type { Static } from 'typebox'
import { contract } from '../../../kernel/contract.ts'
import { PUBLIC_ID_PATTERN } from '../../../kernel/public-id.ts'
import { noticesProblems } from './problems.ts'

const PublicId = Type.String({ pattern: PUBLIC_ID_PATTERN })

export const DeliveryView = Type.Object({
  channel: Type.String(),
  channelTitle: Type.String(),
  state: Type.Union([Type.Literal('pending'), Type.Literal('delivered'), Type.Literal('failed')]),
  attempts: Type.Integer(),
  lastAttemptAt: Type.Optional(Type.String({ format: 'date-time' })),
})
export type DeliveryView = Static<typeof DeliveryView>

/** 通知 to one account, and how far it got by other channels than the portal. */
export const NoticeView = Type.Object({
  id: PublicId,
  kind: Type.String(),
  title: Type.String(),
  text: Type.String(),
  /** The public id of the thing that it is about, e.g. a case. */
  subject: Type.Optional(Type.String()),
  sentAt: Type.String({ format: 'date-time' }),
  readAt: Type.Optional(Type.String({ format: 'date-time' })),
  deliveries: Type.Array(DeliveryView),
})
export type NoticeView = Static<typeof NoticeView>

export const ListMyNotices = contract({
  name: 'notices.listMyNotices',
  method: 'GET',
  path: '/api/my/notices',
  summary: '我的通知，新的在前',
  query: Type.Object({
    before: Type.Optional(Type.String({ pattern: PUBLIC_ID_PATTERN, title: '上一页最后一条' })),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100, default: 20 })),
    unread: Type.Optional(Type.Boolean({ title: '只看未读' })),
  }),
  response: Type.Object({ notices: Type.Array(NoticeView), unread: Type.Integer() }),
})

export const CountUnreadNotices = contract({
  name: 'notices.countUnreadNotices',
  method: 'GET',
  path: '/api/my/notices/unread',
  summary: '我的未读通知数',
  response: Type.Object({ unread: Type.Integer() }),
})

export const MarkNoticeRead = contract({
  name: 'notices.markNoticeRead',
  method: 'POST',
  path: '/api/my/notices/:noticeId/read',
  summary: '把一条通知标为已读',
  params: Type.Object({ noticeId: PublicId }),
  response: Type.Object({ unread: Type.Integer() }),
  problems: [noticesProblems['notice-unknown']],
})

export const MarkAllNoticesRead = contract({
  name: 'notices.markAllNoticesRead',
  method: 'POST',
  path: '/api/my/notices/read',
  summary: '把全部通知标为已读',
  response: Type.Object({ unread: Type.Integer() }),
})
