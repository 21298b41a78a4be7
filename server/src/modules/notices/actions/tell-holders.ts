import type { NoticesContext } from '../queries/notices-context.ts'
import { sendNotice } from './send-notice.ts'

/** For whoever holds a permit for a division; it names nobody. */
export interface HoldersNotice {
  readonly permit: string
  readonly division: string
  readonly kind: string
  readonly title: string
  readonly text: string
}

/** 通知履职人员: each is told once, until they have read it. */
export async function tellHolders(ctx: NoticesContext, { permit, division, ...words }: HoldersNotice): Promise<void> {
  for (const accountId of await ctx.identity.holdersOf(ctx, { permit, division }))
    await sendNotice(ctx, { accountId, ...words, unlessUnread: true })
}
