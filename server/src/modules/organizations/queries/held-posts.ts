import type { Context } from '../../../platform/act/index.ts'
import { lentPosts } from '../domain/substitution.ts'
import type { HeldPostView } from '../domain/substitution.ts'
import * as substitutionStore from '../store/substitution-store.ts'
import { postsOf } from './list-staff.ts'

/** All that permits somebody something: posts of their own, and those of others in whose stead they work for some days. */
export async function heldPosts(ctx: Context, staffId: string): Promise<HeldPostView[]> {
  const own = await postsOf(ctx, staffId)
  const lent: HeldPostView[] = []
  for (const one of await substitutionStore.listOf(ctx.tx, { substituteId: staffId }, ctx.today)) {
    if (one.state === 'confirmed') lent.push(...lentPosts(one, await postsOf(ctx, one.absentId)))
  }
  return [...own, ...lent]
}
