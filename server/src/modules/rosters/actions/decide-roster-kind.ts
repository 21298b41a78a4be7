import { problem, streamOf } from '../../../kernel/index.ts'
import type { InputOf, OutputOf } from '../../../kernel/index.ts'
import { RosterKindDecided, RosterKindWithdrawn } from '../contract/events.ts'
import type { DecideRosterKind, WithdrawRosterKind } from '../contract/kind-changes.ts'
import { rostersPermits } from '../contract/permits.ts'
import { rostersProblems } from '../contract/problems.ts'
import * as kindStore from '../store/kind-store.ts'
import type { KindChange } from '../store/kind-store.ts'
import { requireFits } from './fit-kind.ts'
import { finishKindStep } from './kind-steps.ts'
import { actingStaff } from './rosters-context.ts'
import type { RostersContext } from './rosters-context.ts'

/** 批准清单种类变更: never by whoever proposed it; from then on the kind stands so, if records in force can. */
export async function decideRosterKind(
  ctx: RostersContext,
  input: InputOf<typeof DecideRosterKind>,
): Promise<OutputOf<typeof DecideRosterKind>> {
  const by = actingStaff(ctx)
  await kindStore.takeTurn(ctx.tx, 'change')
  const change = await takeChange(ctx, input, rostersPermits.decideKind.name)
  if (change.proposedBy === by) throw problem(rostersProblems['same-proposer'])
  const { changeId, outcome, opinion } = input
  if (outcome === 'approve') {
    ctx.permit.requireProof()
    await requireFits(ctx, { ...change, isShipped: ctx.kinds.some(({ key }) => key === change.definition.key) })
  }
  const state = outcome === 'approve' ? 'approved' : 'refused'
  await kindStore.endChange(ctx.tx, changeId, { state, by, at: ctx.now, opinion })
  await finishKindStep(ctx, change, { outcome: outcome === 'approve' ? 'pass' : 'deny', opinion })
  ctx.emit(RosterKindDecided.of({ changeId, kind: change.definition.key, outcome }))
  return { changeId, state, version: change.version + 1 }
}

/** 撤回: by whoever proposed it, before it is decided. */
export async function withdrawRosterKind(
  ctx: RostersContext,
  input: InputOf<typeof WithdrawRosterKind>,
): Promise<OutputOf<typeof WithdrawRosterKind>> {
  const by = actingStaff(ctx)
  const change = await takeChange(ctx, input, rostersPermits.proposeKind.name)
  if (change.proposedBy !== by) throw problem(rostersProblems['not-proposer'])
  const { changeId } = input
  await kindStore.endChange(ctx.tx, changeId, { state: 'withdrawn' })
  await ctx.flows.cancel(ctx, { subject: changeId, reason: '提出人撤回' })
  ctx.emit(RosterKindWithdrawn.of({ changeId, kind: change.definition.key }))
  return { changeId, state: 'withdrawn', version: change.version + 1 }
}

/** A change that waits, locked, as it was seen. */
async function takeChange(
  ctx: RostersContext,
  { changeId, version }: { changeId: string; version: number },
  permit: string,
): Promise<KindChange> {
  const seen = await kindStore.findChange(ctx.tx, changeId)
  if (!seen) throw problem(rostersProblems['no-such-kind-change'])
  ctx.permit.require(permit, seen)
  const change = (await kindStore.lockChange(ctx.tx, changeId)) ?? seen
  if (change.version !== version) throw await ctx.stale(streamOf('roster-kind', changeId))
  if (change.state !== 'proposed') throw problem(rostersProblems['kind-change-decided'])
  return change
}
