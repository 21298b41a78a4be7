import { problem, streamOf } from '../../../kernel/index.ts'
import type { InputOf, OutputOf } from '../../../kernel/index.ts'
import type { Context } from '../../../platform/act/index.ts'
import { PowerTypeDecided } from '../contract/events.ts'
import { cataloguePermits } from '../contract/permits.ts'
import type { DecidePowerType } from '../contract/power-types.ts'
import { catalogueProblems } from '../contract/problems.ts'
import { powerTypesOf } from '../queries/power-types.ts'
import * as typeStore from '../store/power-type-store.ts'
import { actingStaff } from './draft-context.ts'
import { requireFits } from './propose-power-type.ts'

/** 批准权力类型变更: never by whoever proposed it; from then on the type stands wherever a type is chosen. */
export async function decidePowerType(
  ctx: Context,
  { changeId, version, outcome, opinion }: InputOf<typeof DecidePowerType>,
): Promise<OutputOf<typeof DecidePowerType>> {
  const by = actingStaff(ctx)
  await typeStore.takeTurn(ctx.tx)
  const change = await typeStore.lockChange(ctx.tx, changeId)
  if (!change) throw problem(catalogueProblems['no-such-type-change'])
  ctx.permit.require(cataloguePermits.decideType.name, change)
  if (change.version !== version) throw await ctx.stale(streamOf('power-type', changeId))
  if (change.state !== 'proposed') throw problem(catalogueProblems['type-change-decided'])
  if (change.proposedBy === by) throw problem(catalogueProblems['same-proposer'])
  if (outcome === 'approve') await requireFits(ctx, change, await powerTypesOf(ctx))
  const state = outcome === 'approve' ? 'approved' : 'refused'
  await typeStore.decideChange(ctx.tx, changeId, { state, by, at: ctx.now, opinion })
  ctx.emit(PowerTypeDecided.of({ changeId, key: change.key, outcome }))
  return { changeId, key: change.key }
}
