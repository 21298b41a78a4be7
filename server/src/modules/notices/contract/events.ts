import { Type } from 'typebox'
import { event, streamOf } from '../../../kernel/event.ts'

/** What the notice says is personal and stays out of the ledger. */
export const NoticeSent = event(
  'notices/NoticeSent.v1',
  Type.Object({
    noticeId: Type.String(),
    accountId: Type.String(),
    kind: Type.String(),
    subject: Type.Optional(Type.String()),
  }),
  { title: '发送通知', stream: (body) => streamOf('notices', body.accountId) },
)

export const NoticesRead = event(
  'notices/NoticesRead.v1',
  Type.Object({ accountId: Type.String(), noticeIds: Type.Array(Type.String()) }),
  { title: '阅读通知', stream: (body) => streamOf('notices', body.accountId) },
)

export const NoticeDeliveryFailed = event(
  'notices/NoticeDeliveryFailed.v1',
  Type.Object({
    noticeId: Type.String(),
    accountId: Type.String(),
    channel: Type.String(),
    attempts: Type.Integer(),
  }),
  { title: '通知发送失败', stream: (body) => streamOf('notices', body.accountId) },
)
