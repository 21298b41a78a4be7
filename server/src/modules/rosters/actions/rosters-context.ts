import { problem, streamOf } from '../../../kernel/index.ts'
import type { PermitDefinition } from '../../../kernel/index.ts'
import type { Context } from '../../../platform/act/index.ts'
import { permitProblems } from '../../../platform/permits/index.ts'
import type { CatalogueApi } from '../../catalogue/index.ts'
import type { ExportsApi } from '../../exports/index.ts'
import type { Outcome } from '../../flows/contract/index.ts'
import type { FlowsApi } from '../../flows/index.ts'
import type { OrganizationsApi } from '../../organizations/index.ts'
import type { BatchStanding } from '../contract/batch.ts'
import { rostersProblems } from '../contract/problems.ts'
import type { RosterKind } from '../contract/roster-kind.ts'
import type { Batch } from '../domain/batch.ts'
import { kindIn } from '../queries/kinds.ts'
import * as batchStore from '../store/batch-store.ts'

export interface RostersDeps {
  readonly organizations: OrganizationsApi
  readonly flows: Pick<FlowsApi, 'openTask' | 'finishStep' | 'tasksOf' | 'cancel'>
  readonly exports: Pick<ExportsApi, 'takeReveal'>
  readonly catalogue: Pick<CatalogueApi, 'listFile' | 'requireShortEnough'>
  /** The file's; how they stand in a place is asked of `queries/kinds.ts`. */
  readonly kinds: readonly RosterKind[]
}

export type RostersContext = Context & RostersDeps

/** Whoever keeps or reviews is always a person with a post: the record names them, and the two are kept apart. */
export function actingStaff(ctx: Context): string {
  if (ctx.actor.staffId === undefined) throw problem(permitProblems['not-allowed'])
  return ctx.actor.staffId
}

/** A batch within reach of a permit. @throws rosters/no-such-batch, permit/out-of-reach */
export async function findBatch(ctx: Context, batchId: string, permit: PermitDefinition): Promise<Batch> {
  const batch = await batchStore.findBatch(ctx.tx, batchId)
  if (!batch) throw problem(rostersProblems['no-such-batch'])
  ctx.permit.require(permit.name, batch)
  return batch
}

/** The same, locked; and in the version that was seen, where an act names one. */
export async function takeBatch(
  ctx: Context,
  seen: { batchId: string; version?: number },
  permit: PermitDefinition,
): Promise<Batch> {
  const batch = await batchStore.lockBatch(ctx.tx, seen.batchId)
  if (!batch) throw problem(rostersProblems['no-such-batch'])
  ctx.permit.require(permit.name, batch)
  if (seen.version !== undefined && seen.version !== batch.version)
    throw await ctx.stale(streamOf('roster-batch', batch.batchId))
  return batch
}

/** Writes a batch after an act on it, and says where it stands. */
export async function saveAct(ctx: Context, batch: Batch): Promise<BatchStanding> {
  const version = batch.version + 1
  await batchStore.saveBatch(ctx.tx, { ...batch, version })
  return { batchId: batch.batchId, state: batch.state, version }
}

type BatchStep = 'revise-list' | 'review-list'

const ROLE_OF = { 'revise-list': 'item-drafter', 'review-list': 'item-publisher' } as const satisfies Record<
  BatchStep,
  string
>

/** Puts the batch into the inbox of those who go on with it; of the reviewers, not of whoever wrote in it. */
export async function openStep(
  ctx: RostersContext,
  batch: Batch,
  { step, changes }: { step: BatchStep; changes: number },
): Promise<void> {
  await ctx.flows.openTask(ctx, {
    subject: batch.batchId,
    subjectKind: 'roster-batch',
    subjectNo: `${changes} 处变更`,
    title: `${(await kindIn(ctx, batch.kind, batch.division)).title}（${batch.organizationName}）`,
    division: batch.division,
    organizationId: batch.organizationId,
    level: 'normal',
    step,
    role: ROLE_OF[step],
    canReturn: step === 'review-list',
    excluded: step === 'review-list' ? [...batch.editors] : [],
  })
}

/** Ticks off the step that stands in the inbox, with the opinion. */
export async function finishStep(
  ctx: RostersContext,
  batch: Batch,
  done: { step: BatchStep; outcome: Outcome; opinion?: string },
): Promise<void> {
  await ctx.flows.finishStep(ctx, { subject: batch.batchId, ...done })
}
