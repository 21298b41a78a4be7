import { problem } from '../../../kernel/index.ts'
import type { InputOf } from '../../../kernel/index.ts'
import type { BatchStanding, DropRosterChange } from '../contract/batch.ts'
import { RosterChangeDropped } from '../contract/events.ts'
import { rostersPermits } from '../contract/permits.ts'
import { rostersProblems } from '../contract/problems.ts'
import { requirePossible } from '../domain/batch.ts'
import * as batchStore from '../store/batch-store.ts'
import { requireSeen } from './keep-record.ts'
import { actingStaff, saveAct, takeBatch } from './rosters-context.ts'
import type { RostersContext } from './rosters-context.ts'

/** 撤销变更: the record stays as it is published. */
export async function dropRosterChange(
  ctx: RostersContext,
  { batchId, recordId, edits }: InputOf<typeof DropRosterChange>,
): Promise<BatchStanding> {
  const staffId = actingStaff(ctx)
  const batch = await takeBatch(ctx, { batchId }, rostersPermits.keep)
  requirePossible(batch, 'edit')
  const pending = await batchStore.findChange(ctx, batchId, recordId)
  if (!pending) throw problem(rostersProblems['no-such-record'])
  await requireSeen(ctx, { batch }, pending, edits)
  await batchStore.dropChange(ctx.tx, batchId, recordId)
  ctx.emit(RosterChangeDropped.of({ batchId, kind: batch.kind, recordId }))
  // What is left out is written, too: whoever did it does not review it.
  return saveAct(ctx, { ...batch, editors: [...new Set([...batch.editors, staffId])] })
}
