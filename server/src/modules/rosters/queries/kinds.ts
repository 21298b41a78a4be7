import { problem } from '../../../kernel/index.ts'
import type { Reach } from '../../../kernel/index.ts'
import type { Context } from '../../../platform/act/index.ts'
import { rostersProblems } from '../contract/problems.ts'
import type { RosterKind } from '../contract/roster-kind.ts'
import { kindsIn, kindsWithin } from '../domain/kept-kind.ts'
import type { KeptKind } from '../domain/kept-kind.ts'
import * as kindStore from '../store/kind-store.ts'

/** Who asks for kinds brings those of the file along. */
export type KindsContext = Pick<Context, 'tx'> & { readonly kinds: readonly RosterKind[] }

/** All kinds as they stand in a place. */
export async function listKindsIn({ tx, kinds }: KindsContext, place: string): Promise<KeptKind[]> {
  return kindsIn(kinds, await kindStore.listApproved(tx), place)
}

/** All kinds of the places that somebody looks after. */
export async function listKindsWithin({ tx, kinds }: KindsContext, reach: Reach): Promise<KeptKind[]> {
  return kindsWithin(kinds, await kindStore.listApproved(tx), reach)
}

/** @throws rosters/no-such-list */
export async function kindIn(ctx: KindsContext, key: string, place: string): Promise<RosterKind> {
  return byKey(await listKindsIn(ctx, place), key).definition
}

/** @throws rosters/no-such-list */
export async function kindWithin(ctx: KindsContext, key: string, reach: Reach): Promise<KeptKind> {
  return byKey(await listKindsWithin(ctx, reach), key)
}

/** A kind as the public may ask for it: of a list that is kept for the office it learns nothing. @throws rosters/no-such-list */
export async function publicKindIn(ctx: KindsContext, key: string, place: string): Promise<RosterKind> {
  const kind = await kindIn(ctx, key, place)
  if (kind.isInternal) throw problem(rostersProblems['no-such-list'])
  return kind
}

/** @throws rosters/no-such-list */
export function byKey(kinds: readonly KeptKind[], key: string): KeptKind {
  const found = kinds.find(({ definition }) => definition.key === key)
  if (!found) throw problem(rostersProblems['no-such-list'])
  return found
}
