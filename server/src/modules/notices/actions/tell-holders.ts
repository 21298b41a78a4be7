import type { NoticesContext } from '../queries/notices-context.ts'
import { sendNotice } from './send-notice.ts'

/** For whoever holds a permit for a division; it names nobody. */
export interface HoldersNotice {
  readonly permit: string
  readonly division: string
  /** Of a department's thing: who holds the permit for that department alone is told too. */
  readonly organizationId?: string
  readonly kind: string
  /** The public id of the thing that it is about; each thing is told of by itself. */
  readonly subject?: string
  readonly title: string
  readonly text: string
}

/** 通知履职人员. What is about no single thing is told once, until they have read it. */
export async function tellHolders(ctx: NoticesContext, notice: HoldersNotice): Promise<void> {
  const { permit, division, organizationId, ...words } = notice
  const of = { permit, division, ...(organizationId !== undefined && { organizationId }) }
  for (const accountId of await ctx.identity.holdersOf(ctx, of))
    await sendNotice(ctx, { accountId, ...words, unlessUnread: words.subject === undefined })
}
