import { NoticeDeliveryFailed } from '../contract/events.ts'
import type { ChannelMessage } from '../domain/channel.ts'
import { MOST_ATTEMPTS, afterAttempt } from '../domain/delivery.ts'
import { SEALED_BODY, SEALED_TITLE } from '../queries/list-my-notices.ts'
import type { NoticesContext } from '../queries/notices-context.ts'
import * as deliveryStore from '../store/delivery-store.ts'
import type { DeliveryRow } from '../store/delivery-store.ts'
import * as noticeStore from '../store/notice-store.ts'

/** The queue tries as often as a delivery may be tried. */
export const MOST_DELIVERY_ATTEMPTS = MOST_ATTEMPTS

/** What is still to be delivered of one notice, and the message. */
export interface PendingDelivery {
  readonly message: ChannelMessage
  readonly accountId: string
  readonly deliveries: readonly DeliveryRow[]
}

/** Undefined when nothing is left to do, or the person has no phone any more. */
export async function findPending(ctx: NoticesContext, noticeId: string): Promise<PendingDelivery | undefined> {
  const notice = await noticeStore.find(ctx.tx, noticeId)
  const deliveries = (await deliveryStore.listOf(ctx.tx, [noticeId])).filter((one) => one.state === 'pending')
  if (!notice || deliveries.length === 0) return undefined
  const { phone } = await ctx.identity.ownerOf(ctx, notice.accountId)
  if (phone === undefined) return undefined
  const title = ctx.vault.open(notice.title, SEALED_TITLE)
  const text = ctx.vault.open(notice.body, SEALED_BODY)
  return { message: { noticeId, phone, title, text }, accountId: notice.accountId, deliveries }
}

/** Writes down one attempt. Giving up is an entry of its own: somebody may have missed a notice that the law asks for. */
export async function recordAttempt(
  ctx: NoticesContext,
  attempt: { accountId: string; delivery: DeliveryRow; error: string | undefined },
): Promise<void> {
  const { accountId, delivery, error } = attempt
  const after: DeliveryRow = { ...delivery, ...afterAttempt(delivery, error === undefined) }
  await deliveryStore.save(ctx.tx, after, { at: ctx.now, error: error?.slice(0, 500) ?? null })
  if (after.state !== 'failed') return
  const { noticeId, channel, attempts } = after
  ctx.emit(NoticeDeliveryFailed.of({ noticeId, accountId, channel, attempts }))
}
