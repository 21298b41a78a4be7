import { newPublicId, problem, splitPublicId, streamOf } from '../../../kernel/index.ts'
import type { FieldError } from '../../../kernel/index.ts'
import { rostersPermits } from '../contract/permits.ts'
import { rostersProblems } from '../contract/problems.ts'
import type { RosterKind } from '../contract/roster-kind.ts'
import { RosterRecordDrafted } from '../contract/events.ts'
import type { Batch, Change } from '../domain/batch.ts'
import type { Cells } from '../domain/cells.ts'
import { decideChange } from '../domain/decide-change.ts'
import type { AskedChange, DecidedChange, KnownRecord } from '../domain/decide-change.ts'
import * as batchStore from '../store/batch-store.ts'
import * as recordStore from '../store/record-store.ts'
import { requireWritable } from './fit-kind.ts'
import { actingStaff } from './rosters-context.ts'
import type { RostersContext } from './rosters-context.ts'

/** A batch that is being written, with the list that it changes. */
export interface OpenBatch {
  readonly batch: Batch
  readonly kind: RosterKind
}

/** The department for which the actor keeps records. */
export async function keepingDepartment(ctx: RostersContext) {
  const { areas } = ctx.permit.reach(rostersPermits.keep.name)
  const own = areas.find((area) => area.organizationId !== undefined)?.organizationId ?? ctx.actor.organizationId
  const organization = await ctx.organizations.getOrganization(ctx, own ?? '')
  const { id: organizationId, division, name: organizationName } = organization
  ctx.permit.require(rostersPermits.keep.name, { division, organizationId })
  return { organizationId, division, organizationName }
}

/**
 * The batch of the actor's department, locked, with the actor among its editors; for a trial one that is not begun.
 * @throws rosters/in-review, rosters/kind-retired
 */
export async function takeOpenBatch(ctx: RostersContext, key: string, isTrial = false): Promise<OpenBatch> {
  const staffId = actingStaff(ctx)
  const department = await keepingDepartment(ctx)
  const kind = await requireWritable(ctx, key, department.division)
  const { jurisdiction } = splitPublicId(department.organizationId)
  const fresh: Batch = {
    ...department,
    batchId: newPublicId(jurisdiction),
    kind: kind.key,
    state: 'open',
    editors: [staffId],
    openedAt: ctx.now,
    version: 1,
  }
  const own = { jurisdiction, kind: key, organizationId: department.organizationId }
  const batch = isTrial
    ? ((await batchStore.findUnpublished(ctx.tx, own)) ?? fresh)
    : await batchStore.takeUnpublished(ctx.tx, fresh)
  if (batch.state !== 'open') throw problem(rostersProblems['in-review'])
  return { kind, batch: { ...batch, editors: [...new Set([...batch.editors, staffId])] } }
}

/** What was published of records of the batch's department, in full; what was removed is not among them. */
export async function publishedCells(
  ctx: RostersContext,
  { batch }: OpenBatch,
  recordIds: readonly string[],
): Promise<Map<string, Cells>> {
  const newest = [...(await recordStore.newestOf(ctx.tx, recordIds)).values()].filter(
    ({ act, kind, organizationId }) =>
      act !== 'remove' && kind === batch.kind && organizationId === batch.organizationId,
  )
  const people = await recordStore.peopleOf(ctx, newest)
  return new Map(newest.map(({ recordId, cells }) => [recordId, { ...cells, ...people.get(recordId) }]))
}

/** The decision, with what only the register of places can say. */
export async function decide(
  ctx: RostersContext,
  { kind, batch }: OpenBatch,
  { known, asked }: { known: KnownRecord; asked: AskedChange },
): Promise<DecidedChange> {
  const decided = decideChange(kind, known, asked)
  if (decided.outcome !== 'drafted') return decided
  const errors = await wrongPlaces(ctx, { kind, batch }, decided.change.cells)
  return errors.length > 0 ? { outcome: 'wrong', errors } : decided
}

async function wrongPlaces(ctx: RostersContext, { kind, batch }: OpenBatch, cells: Cells): Promise<FieldError[]> {
  const errors: FieldError[] = []
  for (const { key, title } of kind.columns.filter(({ type }) => type === 'division')) {
    const code = cells[key]
    if (code === undefined) continue
    const path = `/cells/${key}`
    if (!code.startsWith(batch.division.slice(0, 6)))
      errors.push({ path, message: `${title}：${code} 不在本县（市、区）` })
    else if (!(await ctx.organizations.findDivision(ctx, code)))
      errors.push({ path, message: `${title}：没有 ${code} 这个行政区划` })
  }
  return errors
}

/** Writes what was decided into the batch, under its lock. @returns how often the change was written */
export async function keepChange(
  ctx: RostersContext,
  { kind, batch }: OpenBatch,
  {
    recordId,
    former,
    change,
  }: { recordId: string; former: Change | undefined; change: Omit<Change, 'recordId' | 'edits'> },
): Promise<number> {
  const edits = (former?.edits ?? 0) + 1
  await batchStore.putChange(ctx, { batchId: batch.batchId, kind }, { ...change, recordId, edits })
  return edits
}

/** @throws rosters/cells-wrong, rosters/reason-missing */
export function requireGood(decided: DecidedChange): void {
  if (decided.outcome === 'unexplained') throw problem(rostersProblems['reason-missing'])
  if (decided.outcome === 'wrong')
    throw problem(rostersProblems['cells-wrong'], { count: decided.errors.length }, decided.errors)
}

export function tellDrafted(ctx: RostersContext, { batch }: OpenBatch, recordId: string, act: Change['act']): void {
  const { batchId, kind, division, organizationId } = batch
  ctx.emit(RosterRecordDrafted.of({ batchId, kind, recordId, act, division, organizationId }))
}

/** The refusal for a change that was written over in the meantime. */
export async function requireSeen(
  ctx: RostersContext,
  { batch }: Pick<OpenBatch, 'batch'>,
  pending: Change | undefined,
  edits: number,
) {
  if ((pending?.edits ?? 0) !== edits) throw await ctx.stale(streamOf('roster-batch', batch.batchId))
}
