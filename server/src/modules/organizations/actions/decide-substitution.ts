import { problem, streamOf } from '../../../kernel/index.ts'
import type { InputOf, OutputOf } from '../../../kernel/index.ts'
import { SubstituteConfirmed, SubstituteRefused, SubstituteRevoked } from '../contract/events.ts'
import { organizationsPermits } from '../contract/permits.ts'
import { organizationsProblems } from '../contract/problems.ts'
import type { ConfirmSubstitution, RefuseSubstitution, RevokeSubstitution } from '../contract/substitution.ts'
import { MOST_DAYS, isThirdPerson } from '../domain/substitution.ts'
import type { Substitution } from '../domain/substitution.ts'
import { mayRevoke, presentSubstitutions } from '../queries/list-substitutions.ts'
import * as substitutionStore from '../store/substitution-store.ts'
import { requireFit } from './name-substitute.ts'
import type { PostsContext } from './posts-context.ts'
import { requireOwnOffice } from './require-own-office.ts'

/** 确认AB角: from its first day on the substitute sees and does what is of those posts; the rules are asked again. */
export async function confirmSubstitution(
  ctx: PostsContext,
  input: InputOf<typeof ConfirmSubstitution>,
): Promise<OutputOf<typeof ConfirmSubstitution>> {
  const found = await take(ctx, input)
  if (found.endsOn < ctx.today) throw problem(organizationsProblems['substitution-days'], { most: MOST_DAYS })
  await requireFit(ctx, found)
  const confirmed = await decide(ctx, found, 'confirmed')
  await ctx.postsChanged(ctx, found.substituteId)
  ctx.emit(SubstituteConfirmed.of({ ...bodyOf(found), proposedBy: found.proposedBy }))
  return present(ctx, confirmed)
}

export async function refuseSubstitution(
  ctx: PostsContext,
  input: InputOf<typeof RefuseSubstitution>,
): Promise<OutputOf<typeof RefuseSubstitution>> {
  const found = await take(ctx, input)
  const refused = await decide(ctx, found, 'refused')
  ctx.emit(SubstituteRefused.of(bodyOf(found)), { personal: { reason: input.reason } })
  return present(ctx, refused)
}

/** 撤销: by either of the two, the head or an administrator, alone; from the next request on nothing is lent. */
export async function revokeSubstitution(
  ctx: PostsContext,
  input: InputOf<typeof RevokeSubstitution>,
): Promise<OutputOf<typeof RevokeSubstitution>> {
  const found = await substitutionStore.lock(ctx.tx, input.substitutionId, ctx.actor.staffId)
  if (!found || !mayRevoke(ctx, found)) throw problem(organizationsProblems['substitution-unknown'])
  const isOpen = found.state === 'proposed' || found.state === 'confirmed'
  if (!isOpen || found.endsOn < ctx.today) throw problem(organizationsProblems['substitution-decided'])
  if (found.version !== input.version) throw await ctx.stale(streamOf('staff', found.absentId))
  await endSubstitution(ctx, found, input.reason)
  return present(ctx, { ...found, state: 'revoked', version: found.version + 1 })
}

/** What it lent is gone with the act that ends it. */
export async function endSubstitution(ctx: PostsContext, found: Substitution, reason: string): Promise<void> {
  await substitutionStore.revoke(ctx.tx, found.id, ctx.now)
  if (found.state === 'confirmed') await ctx.postsChanged(ctx, found.substituteId)
  ctx.emit(SubstituteRevoked.of(bodyOf(found)), { personal: { reason } })
}

async function take(
  ctx: PostsContext,
  { substitutionId, version }: { substitutionId: string; version: number },
): Promise<Substitution> {
  const found = await substitutionStore.lock(ctx.tx, substitutionId, undefined)
  if (!found) throw problem(organizationsProblems['substitution-unknown'])
  requireOwnOffice(ctx, organizationsPermits.confirmSubstitutes.name, found)
  if (!isThirdPerson(found, ctx.actor.staffId)) throw problem(organizationsProblems['second-person'])
  if (found.state !== 'proposed') throw problem(organizationsProblems['substitution-decided'])
  if (found.version !== version) throw await ctx.stale(streamOf('staff', found.absentId))
  ctx.permit.requireProof()
  return found
}

async function decide(ctx: PostsContext, found: Substitution, state: 'confirmed' | 'refused'): Promise<Substitution> {
  const by = ctx.actor.staffId ?? ''
  await substitutionStore.decide(ctx.tx, found.id, { state, by, at: ctx.now })
  return { ...found, state, decidedBy: by, version: found.version + 1 }
}

function bodyOf({ id: substitutionId, absentId: staffId, substituteId }: Substitution) {
  return { substitutionId, staffId, substituteId }
}

async function present(ctx: PostsContext, one: Substitution): Promise<OutputOf<typeof ConfirmSubstitution>> {
  return (await presentSubstitutions(ctx, [one]))[0]!
}
