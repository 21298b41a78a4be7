import type { Context } from '../../../platform/act/index.ts'
import { lentPosts } from '../domain/substitution.ts'
import type { HeldPostView } from '../domain/substitution.ts'
import * as staffChangeStore from '../store/staff-change-store.ts'
import * as substitutionStore from '../store/substitution-store.ts'
import { postsOf } from './list-staff.ts'

/** All that permits somebody something: posts of their own, and those of others in whose stead they work for some days. */
export async function heldPosts(ctx: Context, staffId: string): Promise<HeldPostView[]> {
  const own = await postsOf(ctx, staffId)
  const lent: HeldPostView[] = []
  for (const one of await substitutionStore.listOf(ctx.tx, { substituteId: staffId }, ctx.today)) {
    if (one.state !== 'confirmed') continue
    // Two colleagues of an office named each other: whoever of them goes or moves, that is over at the same midnight.
    const changes = await staffChangeStore.listToCome(ctx.tx, [staffId, one.absentId])
    const days = changes.map(({ effectiveOn }) => effectiveOn).toSorted()
    lent.push(...lentPosts(one, await postsOf(ctx, one.absentId), days[0]))
  }
  return [...own, ...lent]
}
