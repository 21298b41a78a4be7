import type { InputOf, OutputOf } from '../../../kernel/index.ts'
import { findBatch } from '../actions/rosters-context.ts'
import type { RostersContext } from '../actions/rosters-context.ts'
import { earliestOf } from '../actions/submit-roster-batch.ts'
import type { GetRosterBatch } from '../contract/batch.ts'
import { rostersPermits } from '../contract/permits.ts'
import type { RosterKind } from '../contract/roster-kind.ts'
import { isPossible } from '../domain/batch.ts'
import type { Batch, Change } from '../domain/batch.ts'
import { maskedCells, nameOf, shownCells } from '../domain/cells.ts'
import type { Cells } from '../domain/cells.ts'
import * as batchStore from '../store/batch-store.ts'
import * as recordStore from '../store/record-store.ts'
import { placeNames } from './export-roster.ts'
import { kindIn } from './kinds.ts'

type BatchView = OutputOf<typeof GetRosterBatch>

/** 一批变更: each beside what is published now, people masked. */
export async function getRosterBatch(
  ctx: RostersContext,
  { batchId }: InputOf<typeof GetRosterBatch>,
): Promise<BatchView> {
  const batch = await findBatch(ctx, batchId, rostersPermits.read)
  const kind = await kindIn(ctx, batch.kind, batch.division)
  const changes = await batchStore.listChanges(ctx, batchId)
  const { organizationName, state, version, note, effectiveOn } = batch
  const names = await ctx.organizations.staffNames(ctx, [...batch.editors])
  return {
    ...{ batchId, kind: kind.key, title: kind.title, columns: kind.columns, state, version, organizationName },
    ...(note !== undefined && { note }),
    ...(effectiveOn !== undefined && { effectiveOn }),
    editorNames: batch.editors.flatMap((one) => names.get(one) ?? []),
    opinions: await opinionsOf(ctx, batch),
    earliest: await earliestOf(ctx, changes),
    changes: await presentChanges(ctx, { kind, batch, changes }),
    abilities: abilitiesOf(ctx, batch, changes.length),
  }
}

async function presentChanges(
  ctx: RostersContext,
  { kind, batch, changes }: { kind: RosterKind; batch: Batch; changes: readonly Change[] },
): Promise<BatchView['changes']> {
  const newest = await recordStore.newestOf(
    ctx.tx,
    changes.map(({ recordId }) => recordId),
  )
  const people = await recordStore.peopleOf(ctx, [...newest.values()])
  const published = (recordId: string): Cells => ({ ...newest.get(recordId)?.cells, ...people.get(recordId) })
  const all = changes.flatMap(({ recordId, cells }) => [cells, published(recordId)])
  const places = await placeNames(ctx, kind, all)
  const mayReveal = ctx.permit.allows(rostersPermits.reveal.name, batch)
  return changes.map(({ recordId, act, cells, reason, edits }) => {
    const was = published(recordId)
    const parts = partsOf(kind, { was, is: cells, places })
    const shown = maskedCells(kind, act === 'remove' ? was : cells)
    return {
      ...{ recordId, act, edits, parts },
      ...(reason !== undefined && { reason }),
      name: nameOf(kind, shown),
      canReveal: mayReveal && kind.columns.some(({ key, isPersonal }) => isPersonal && (cells[key] ?? was[key])),
    }
  })
}

/** Column by column where the two differ; a person is shown masked, so that both may look the same and yet differ. */
function partsOf(
  kind: RosterKind,
  { was, is, places }: { was: Cells; is: Cells; places: ReadonlyMap<string, string> },
): BatchView['changes'][number]['parts'] {
  const [before, after] = [was, is].map((cells) => shownCells(kind, maskedCells(kind, cells))) as [Cells, Cells]
  return kind.columns.flatMap(({ key, title, type }) => {
    if (was[key] === is[key]) return []
    const word = (cells: Cells) => {
      const value = cells[key]
      return value !== undefined && type === 'division' ? (places.get(value) ?? value) : value
    }
    const [old, next] = [word(before), word(after)]
    return [{ title, ...(old !== undefined && { before: old }), ...(next !== undefined && { after: next }) }]
  })
}

async function opinionsOf(ctx: RostersContext, { batchId }: Batch): Promise<BatchView['opinions']> {
  const tasks = (await ctx.flows.tasksOf(ctx, batchId)).filter(
    ({ step, state }) => step === 'review-list' && state === 'done',
  )
  const names = await ctx.organizations.staffNames(
    ctx,
    tasks.flatMap(({ completedBy }) => completedBy ?? []),
  )
  return tasks.map(({ outcome, opinion, completedBy, completedAt }) => ({
    outcome: outcome ?? 'pass',
    ...(opinion !== undefined && { opinion }),
    byName: names.get(completedBy ?? '') ?? '',
    ...(completedAt !== undefined && { at: completedAt }),
  }))
}

function abilitiesOf(ctx: RostersContext, batch: Batch, changes: number): BatchView['abilities'] {
  const { keep, review } = rostersPermits
  const mayKeep = ctx.permit.allows(keep.name, batch)
  const isOther = ctx.actor.staffId !== undefined && !batch.editors.includes(ctx.actor.staffId)
  return {
    edit: mayKeep && isPossible(batch, 'edit'),
    submit: mayKeep && isPossible(batch, 'submit') && changes > 0,
    withdraw: mayKeep && isPossible(batch, 'withdraw'),
    review: isOther && isPossible(batch, 'publish') && ctx.permit.allows(review.name, batch),
  }
}
