import { problem, streamOf } from '../../../kernel/index.ts'
import type { InputOf, OutputOf } from '../../../kernel/index.ts'
import { PowerTypeDecided, PowerTypeWithdrawn } from '../contract/events.ts'
import { cataloguePermits } from '../contract/permits.ts'
import type { DecidePowerType, WithdrawPowerType } from '../contract/power-types.ts'
import { catalogueProblems } from '../contract/problems.ts'
import { powerTypesOf } from '../queries/power-types.ts'
import * as typeStore from '../store/power-type-store.ts'
import { actingStaff } from './draft-context.ts'
import type { DraftContext } from './draft-context.ts'
import { finishTypeStep } from './power-type-steps.ts'
import { requireFits } from './propose-power-type.ts'

/** 批准权力类型变更: never by whoever proposed it; from then on the type stands wherever a type is chosen. */
export async function decidePowerType(
  ctx: DraftContext,
  { changeId, version, outcome, opinion }: InputOf<typeof DecidePowerType>,
): Promise<OutputOf<typeof DecidePowerType>> {
  const by = actingStaff(ctx)
  await typeStore.takeTurn(ctx.tx)
  const change = await takeChange(ctx, { changeId, version }, cataloguePermits.decideType.name)
  if (change.proposedBy === by) throw problem(catalogueProblems['same-proposer'])
  if (outcome === 'approve') await requireFits(ctx, change, await powerTypesOf(ctx))
  const state = outcome === 'approve' ? 'approved' : 'refused'
  await typeStore.endChange(ctx.tx, changeId, { state, by, at: ctx.now, opinion })
  await finishTypeStep(ctx, change, { outcome: outcome === 'approve' ? 'pass' : 'deny', opinion })
  ctx.emit(PowerTypeDecided.of({ changeId, key: change.key, outcome }))
  return { changeId, key: change.key }
}

/** 撤回: by whoever proposed it, before it is decided. */
export async function withdrawPowerType(
  ctx: DraftContext,
  input: InputOf<typeof WithdrawPowerType>,
): Promise<OutputOf<typeof WithdrawPowerType>> {
  const by = actingStaff(ctx)
  const { changeId, key, proposedBy } = await takeChange(ctx, input, cataloguePermits.proposeType.name)
  if (proposedBy !== by) throw problem(catalogueProblems['not-proposer'])
  await typeStore.endChange(ctx.tx, changeId, { state: 'withdrawn' })
  await ctx.flows.cancel(ctx, { subject: changeId, reason: '提出人撤回' })
  ctx.emit(PowerTypeWithdrawn.of({ changeId, key }))
  return { changeId, key }
}

/** A change that waits, locked, as it was seen. */
async function takeChange(
  ctx: DraftContext,
  { changeId, version }: { changeId: string; version: number },
  permit: string,
): Promise<typeStore.StoredChange> {
  const seen = await typeStore.findChange(ctx.tx, changeId)
  if (!seen) throw problem(catalogueProblems['no-such-type-change'])
  ctx.permit.require(permit, seen)
  const change = (await typeStore.lockChange(ctx.tx, changeId)) ?? seen
  if (change.version !== version) throw await ctx.stale(streamOf('power-type', changeId))
  if (change.state !== 'proposed') throw problem(catalogueProblems['type-change-decided'])
  return change
}
