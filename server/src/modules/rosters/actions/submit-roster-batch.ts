import { problem } from '../../../kernel/index.ts'
import type { CalendarDate, InputOf } from '../../../kernel/index.ts'
import type { BatchStanding, SubmitRosterBatch, WithdrawRosterBatch } from '../contract/batch.ts'
import { RosterBatchSubmitted, RosterBatchWithdrawn } from '../contract/events.ts'
import { rostersPermits } from '../contract/permits.ts'
import { rostersProblems } from '../contract/problems.ts'
import { BATCH_TRANSITIONS, earliestDay, requireDay, requirePossible } from '../domain/batch.ts'
import type { Batch, Change } from '../domain/batch.ts'
import * as batchStore from '../store/batch-store.ts'
import * as recordStore from '../store/record-store.ts'
import { requireFitting } from './fit-kind.ts'
import { actingStaff, finishStep, openStep, saveAct, takeBatch } from './rosters-context.ts'
import type { RostersContext } from './rosters-context.ts'

/** 提交: the department says that it is done, and whoever reviews has it in the inbox. */
export async function submitRosterBatch(
  ctx: RostersContext,
  input: InputOf<typeof SubmitRosterBatch>,
): Promise<BatchStanding> {
  const staffId = actingStaff(ctx)
  const batch = await takeBatch(ctx, input, rostersPermits.keep)
  requirePossible(batch, 'submit')
  const changes = await batchStore.listChanges(ctx, batch.batchId)
  if (changes.length === 0) throw problem(rostersProblems['nothing-to-review'])
  await requireFitting(ctx, batch, changes)
  const effectiveOn = input.effectiveOn as CalendarDate | undefined
  if (effectiveOn !== undefined) requireDay(effectiveOn, await earliestOf(ctx, changes))
  const { note: _note, effectiveOn: _day, ...kept } = batch
  const next: Batch = {
    ...kept,
    state: BATCH_TRANSITIONS.submit.to,
    editors: [...new Set([...batch.editors, staffId])],
    ...(input.note && { note: input.note }),
    ...(effectiveOn !== undefined && { effectiveOn }),
  }
  await finishStep(ctx, batch, { step: 'revise-list', outcome: 'pass' })
  await openStep(ctx, next, { step: 'review-list', changes: changes.length })
  const { batchId, kind } = batch
  const day = effectiveOn === undefined ? {} : { effectiveOn }
  ctx.emit(RosterBatchSubmitted.of({ batchId, kind, changes: changes.length, ...day }))
  return saveAct(ctx, next)
}

/** 撤回: before anybody has reviewed it. */
export async function withdrawRosterBatch(
  ctx: RostersContext,
  input: InputOf<typeof WithdrawRosterBatch>,
): Promise<BatchStanding> {
  actingStaff(ctx)
  const batch = await takeBatch(ctx, input, rostersPermits.keep)
  requirePossible(batch, 'withdraw')
  await ctx.flows.cancel(ctx, { subject: batch.batchId, reason: '部门撤回' })
  ctx.emit(RosterBatchWithdrawn.of({ batchId: batch.batchId, kind: batch.kind }))
  return saveAct(ctx, { ...batch, state: BATCH_TRANSITIONS.withdraw.to })
}

/** The first day on which these changes may become public. */
export async function earliestOf(ctx: RostersContext, changes: readonly Change[]): Promise<CalendarDate> {
  const newest = await recordStore.newestOf(
    ctx.tx,
    changes.map(({ recordId }) => recordId),
  )
  return earliestDay(
    ctx.today,
    [...newest.values()].map(({ effectiveOn }) => effectiveOn),
  )
}
