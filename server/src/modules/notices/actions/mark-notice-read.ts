import { problem } from '../../../kernel/index.ts'
import type { InputOf, OutputOf } from '../../../kernel/index.ts'
import type { Context } from '../../../platform/act/index.ts'
import { NoticesRead } from '../contract/events.ts'
import type { MarkAllNoticesRead, MarkNoticeRead } from '../contract/notice.ts'
import { noticesProblems } from '../contract/problems.ts'
import * as noticeStore from '../store/notice-store.ts'

/** Marks one notice; doing it again changes nothing. A notice of somebody else does not exist for the caller. */
export async function markNoticeRead(
  ctx: Context,
  input: InputOf<typeof MarkNoticeRead>,
): Promise<OutputOf<typeof MarkNoticeRead>> {
  const notice = await noticeStore.find(ctx.tx, input.noticeId)
  if (!notice || notice.accountId !== ctx.actor.accountId) throw problem(noticesProblems['notice-unknown'])
  return markRead(ctx, { only: notice.id })
}

export async function markAllNoticesRead(ctx: Context): Promise<OutputOf<typeof MarkAllNoticesRead>> {
  return markRead(ctx, {})
}

async function markRead(ctx: Context, which: { only?: string }): Promise<{ unread: number }> {
  const accountId = ctx.actor.accountId ?? ''
  const noticeIds = await noticeStore.markRead(ctx.tx, accountId, { at: ctx.now, ...which })
  if (noticeIds.length === 0) ctx.nothingChanged()
  else ctx.emit(NoticesRead.of({ accountId, noticeIds }))
  return { unread: await noticeStore.countUnread(ctx.tx, accountId) }
}
