import type { InputOf, OutputOf } from '../../../kernel/index.ts'
import type { CountUnreadNotices, DeliveryView, ListMyNotices, NoticeView } from '../contract/notice.ts'
import * as deliveryStore from '../store/delivery-store.ts'
import type { DeliveryRow } from '../store/delivery-store.ts'
import * as noticeStore from '../store/notice-store.ts'
import type { NoticeRow } from '../store/notice-store.ts'
import type { NoticesContext } from './notices-context.ts'
import type { SealedTable } from '../../../platform/vault/index.ts'

export const SEALED_TITLE = 'notices.title'
export const SEALED_BODY = 'notices.body'
export const sealed: SealedTable = { table: 'notices.notices', columns: { title: SEALED_TITLE, body: SEALED_BODY } }

export async function listMyNotices(
  ctx: NoticesContext,
  input: InputOf<typeof ListMyNotices>,
): Promise<OutputOf<typeof ListMyNotices>> {
  const accountId = ctx.actor.accountId ?? ''
  const { before, limit = 20, unread: isUnread = false } = input
  const page = { accountId, limit, isUnread, ...(before !== undefined && { before }) }
  const rows = await noticeStore.listFor(ctx.tx, page)
  const deliveries = await deliveryStore.listOf(
    ctx.tx,
    rows.map((row) => row.id),
  )
  const notices = rows.map((row) => present(ctx, row, deliveries))
  return { notices, unread: await noticeStore.countUnread(ctx.tx, accountId) }
}

export async function countUnreadNotices(ctx: NoticesContext): Promise<OutputOf<typeof CountUnreadNotices>> {
  return { unread: await noticeStore.countUnread(ctx.tx, ctx.actor.accountId ?? '') }
}

function present(ctx: NoticesContext, row: NoticeRow, deliveries: readonly DeliveryRow[]): NoticeView {
  return {
    id: row.id,
    kind: row.kind,
    title: ctx.vault.open(row.title, SEALED_TITLE),
    text: ctx.vault.open(row.body, SEALED_BODY),
    sentAt: row.sentAt.toISOString(),
    deliveries: deliveries.filter((one) => one.noticeId === row.id).map((one) => presentDelivery(ctx, one)),
    ...(row.subject !== undefined && { subject: row.subject }),
    ...(row.readAt && { readAt: row.readAt.toISOString() }),
  }
}

function presentDelivery(ctx: NoticesContext, delivery: DeliveryRow): DeliveryView {
  const { channel, state, attempts, lastAttemptAt } = delivery
  const channelTitle = ctx.channels.find((one) => one.name === channel)?.title ?? channel
  return {
    channel,
    channelTitle,
    state,
    attempts,
    ...(lastAttemptAt && { lastAttemptAt: lastAttemptAt.toISOString() }),
  }
}
