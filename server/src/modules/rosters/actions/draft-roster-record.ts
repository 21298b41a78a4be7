import { newPublicId, problem, splitPublicId } from '../../../kernel/index.ts'
import type { InputOf, OutputOf } from '../../../kernel/index.ts'
import type { DraftRosterRecord } from '../contract/batch.ts'
import { RosterChangeDropped } from '../contract/events.ts'
import { rostersProblems } from '../contract/problems.ts'
import * as batchStore from '../store/batch-store.ts'
import {
  decide,
  keepChange,
  publishedCells,
  requireGood,
  requireSeen,
  takeOpenBatch,
  tellDrafted,
} from './keep-record.ts'
import { saveAct } from './rosters-context.ts'
import type { RostersContext } from './rosters-context.ts'

/** 填报: a record is added, changed or removed in the department's batch; nothing of it is public until another has reviewed it. */
export async function draftRosterRecord(
  ctx: RostersContext,
  input: InputOf<typeof DraftRosterRecord>,
): Promise<OutputOf<typeof DraftRosterRecord>> {
  const open = await takeOpenBatch(ctx, input.kind)
  const { batch } = open
  const { batchId } = batch
  const recordId = input.recordId ?? newPublicId(splitPublicId(batchId).jurisdiction)
  const pending = await batchStore.findChange(ctx, batchId, recordId)
  const published = (await publishedCells(ctx, open, [recordId])).get(recordId)
  if (!pending && !published && (input.recordId !== undefined || input.act !== 'add'))
    throw problem(rostersProblems['no-such-record'])
  await requireSeen(ctx, open, pending, input.edits)
  const decided = await decide(ctx, open, { known: { published, pending }, asked: input })
  requireGood(decided)
  if (decided.outcome === 'drafted') {
    const edits = await keepChange(ctx, open, { recordId, former: pending, change: decided.change })
    tellDrafted(ctx, open, recordId, decided.change.act)
    await saveAct(ctx, batch)
    return { batchId, recordId, edits }
  }
  if (decided.outcome === 'dropped') {
    await batchStore.dropChange(ctx.tx, batchId, recordId)
    ctx.emit(RosterChangeDropped.of({ batchId, kind: batch.kind, recordId }))
    await saveAct(ctx, batch)
    return { batchId, recordId, edits: 0 }
  }
  ctx.nothingChanged()
  return { batchId, recordId, edits: pending?.edits ?? 0 }
}
