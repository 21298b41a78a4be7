import type { HeldPost } from '../../../platform/permits/index.ts'
import type { HeldPostView } from '../../organizations/index.ts'
import type { IdentityContext } from '../queries/identity-context.ts'
import * as accountStore from '../store/account-store.ts'

/** Copies the posts that somebody holds, and where they belong, to their account, from which the next request's permits are decided. */
export async function refreshPosts(ctx: IdentityContext, staffId: string): Promise<void> {
  const account = await accountStore.findByStaff(ctx.tx, staffId)
  if (!account) return
  const posts = await ctx.organizations.heldPosts(ctx, staffId)
  const staff = await ctx.organizations.findStaff(ctx, staffId)
  const place = staff && { organizationId: staff.organizationId, division: staff.division }
  await accountStore.savePosts(ctx.tx, account.id, { posts: posts.map(heldPost), ...place })
}

/** With its days: a post to come begins, and one with an end is over, without anybody copying it again. */
export function heldPost({ role, division, organizationId, startedOn, endedOn, standIn }: HeldPostView): HeldPost {
  const until = endedOn === undefined ? {} : { until: endedOn }
  return { role, division, organizationId, from: startedOn, ...until, ...(standIn && { standIn }) }
}
