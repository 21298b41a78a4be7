import { createHash } from 'node:crypto'
import canonicalize from 'canonicalize'
import type { CalendarDate, InputOf } from '../../../kernel/index.ts'
import type { BatchStanding, ReviewRosterBatch } from '../contract/batch.ts'
import { RosterBatchReviewed } from '../contract/events.ts'
import { rostersPermits } from '../contract/permits.ts'
import { BATCH_TRANSITIONS, earliestDay, requireDay, requireOther, requirePossible } from '../domain/batch.ts'
import type { Batch, Change } from '../domain/batch.ts'
import { publicCells } from '../domain/cells.ts'
import * as batchStore from '../store/batch-store.ts'
import * as kindStore from '../store/kind-store.ts'
import * as recordStore from '../store/record-store.ts'
import { requireFitting } from './fit-kind.ts'
import { actingStaff, finishStep, openStep, saveAct, takeBatch } from './rosters-context.ts'
import type { RostersContext } from './rosters-context.ts'

/** 审核: by somebody who wrote nothing of it; what passes is public from its day on and never changes again, what does not goes back. */
export async function reviewRosterBatch(
  ctx: RostersContext,
  input: InputOf<typeof ReviewRosterBatch>,
): Promise<BatchStanding> {
  const reviewerId = actingStaff(ctx)
  const batch = await takeBatch(ctx, input, rostersPermits.review)
  requirePossible(batch, 'publish')
  requireOther(batch, reviewerId)
  const changes = await batchStore.listChanges(ctx, batch.batchId)
  const { opinion, outcome } = input
  const { batchId, kind } = batch
  await finishStep(ctx, batch, { step: 'review-list', outcome, opinion })
  if (outcome === 'return') {
    const next: Batch = { ...batch, state: BATCH_TRANSITIONS.return.to }
    await openStep(ctx, next, { step: 'revise-list', changes: changes.length })
    ctx.emit(RosterBatchReviewed.of({ batchId, kind, outcome }))
    return saveAct(ctx, next)
  }
  ctx.permit.requireProof()
  const { effectiveOn, contentDigest } = await publish(ctx, batch, {
    changes,
    asked: input.effectiveOn as CalendarDate | undefined,
  })
  const count = (act: Change['act']) => changes.filter((one) => one.act === act).length
  const counts = { added: count('add'), changed: count('change'), removed: count('remove') }
  ctx.emit(RosterBatchReviewed.of({ batchId, kind, outcome, effectiveOn, contentDigest, ...counts }))
  return saveAct(ctx, { ...batch, state: BATCH_TRANSITIONS.publish.to, effectiveOn, reviewerId })
}

/** Makes each change a version of its record; nothing of them stays in the batch. */
async function publish(
  ctx: RostersContext,
  batch: Batch,
  { changes, asked }: { changes: readonly Change[]; asked: CalendarDate | undefined },
): Promise<{ effectiveOn: CalendarDate; contentDigest: string }> {
  await kindStore.takeTurn(ctx.tx, 'publish')
  const kind = await requireFitting(ctx, batch, changes)
  const ids = changes.map(({ recordId }) => recordId)
  const newest = await recordStore.lockNewestOf(ctx.tx, ids)
  const earliest = earliestDay(
    ctx.today,
    [...newest.values()].map((one) => one.effectiveOn),
  )
  // The day that the department asked for, unless it has passed.
  const effectiveOn = asked ?? earliestDay(earliest, batch.effectiveOn === undefined ? [] : [batch.effectiveOn])
  requireDay(effectiveOn, earliest)
  const { division, organizationId, organizationName, batchId } = batch
  for (const { recordId, act, cells, reason } of changes) {
    const version = (newest.get(recordId)?.version ?? 0) + 1
    const owner = { division, organizationId, organizationName, batchId }
    await recordStore.insertVersion(ctx, kind, { recordId, version, act, cells, reason, effectiveOn, ...owner })
  }
  await batchStore.dropChanges(ctx.tx, batchId)
  const told = changes.map(({ recordId, act, cells }) => ({ recordId, act, cells: publicCells(kind, cells) }))
  const contentDigest = createHash('sha256')
    .update(canonicalize({ effectiveOn, records: told }) ?? '')
    .digest('hex')
  return { effectiveOn, contentDigest }
}
