import * as substitutionStore from '../store/substitution-store.ts'
import type { PostsContext } from './posts-context.ts'

/** Whoever copies posts is told, of who stands in for this official too: what is lent ends with what it was lent from. */
export async function tellPostsChanged(ctx: PostsContext, staffId: string): Promise<void> {
  await ctx.postsChanged(ctx, staffId)
  const lent = await substitutionStore.listOf(ctx.tx, { absentId: staffId }, ctx.today)
  const substitutes = new Set(lent.filter(({ state }) => state === 'confirmed').map(({ substituteId }) => substituteId))
  for (const substituteId of substitutes) await ctx.postsChanged(ctx, substituteId)
}
