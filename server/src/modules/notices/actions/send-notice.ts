import { newPublicId, splitPublicId } from '../../../kernel/index.ts'
import { NoticeSent } from '../contract/events.ts'
import { SEALED_BODY, SEALED_TITLE } from '../queries/list-my-notices.ts'
import type { NoticesContext } from '../queries/notices-context.ts'
import * as deliveryStore from '../store/delivery-store.ts'
import * as noticeStore from '../store/notice-store.ts'
import type { NoticeRow } from '../store/notice-store.ts'

export interface SendNotice {
  readonly accountId: string
  /** A stable word for what it is about, e.g. `case-accepted`. */
  readonly kind: string
  readonly title: string
  readonly text: string
  /** The public id of the thing that it is about. */
  readonly subject?: string
  /** Nothing is sent while one of the kind waits to be read: what it tells of is seen where it leads. */
  readonly unlessUnread?: boolean
}

/** 发送通知: it stands in the portal when the caller's act commits; other channels follow as a job. */
export async function sendNotice(ctx: NoticesContext, input: SendNotice): Promise<void> {
  const { accountId, kind, subject } = input
  if (input.unlessUnread && (await noticeStore.hasUnread(ctx.tx, accountId, kind))) return
  const { phone } = await ctx.identity.ownerOf(ctx, accountId)
  const notice: NoticeRow = {
    id: newPublicId(splitPublicId(accountId).jurisdiction),
    accountId,
    kind,
    title: ctx.vault.seal(input.title, SEALED_TITLE),
    body: ctx.vault.seal(input.text, SEALED_BODY),
    sentAt: ctx.now,
    ...(subject !== undefined && { subject }),
  }
  await noticeStore.insert(ctx.tx, notice)
  const channels = phone === undefined ? [] : ctx.channels.map((channel) => channel.name)
  await deliveryStore.insertAll(ctx.tx, notice.id, channels)
  ctx.emit(NoticeSent.of({ noticeId: notice.id, accountId, kind, ...(subject !== undefined && { subject }) }))
}
