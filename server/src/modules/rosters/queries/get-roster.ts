import { isCitizenId, normalizeCitizenId, problem } from '../../../kernel/index.ts'
import type { InputOf, OutputOf } from '../../../kernel/index.ts'
import { recordPersonSearch } from '../../../platform/ledger/index.ts'
import type { RostersContext } from '../actions/rosters-context.ts'
import type { BatchSummary } from '../contract/batch.ts'
import { rostersPermits } from '../contract/permits.ts'
import { rostersProblems } from '../contract/problems.ts'
import type { GetRoster, GetRosterRecord, ListRosters, RosterRecord } from '../contract/roster.ts'
import { maskedCells } from '../domain/cells.ts'
import * as batchStore from '../store/batch-store.ts'
import * as recordStore from '../store/record-store.ts'
import type { RecordVersion } from '../store/record-store.ts'
import { kindIn, kindWithin, listKindsWithin } from './kinds.ts'

const PAGE = 20
const { read, keep, reveal } = rostersPermits

/** 填报清单: which there are, what they hold within reach, and what is being changed in them. */
export async function listRosters(ctx: RostersContext): Promise<OutputOf<typeof ListRosters>> {
  const reach = ctx.permit.reach(read.name)
  const kinds = (await listKindsWithin(ctx, reach)).filter((one) => !one.isRetired)
  const counts = await recordStore.countByKind(ctx.tx, reach)
  const batches = Map.groupBy(await batchStore.listUnpublished(ctx.tx, { reach }), ({ batch }) => batch.kind)
  return {
    rosters: kinds.map(({ definition: { key, title, about, publisher, isInternal = false } }) => ({
      ...{ kind: key, title, about, publisher, isInternal },
      records: counts.get(key) ?? 0,
      batches: summaries(batches.get(key) ?? []),
    })),
  }
}

/** What was begun and left empty is nobody's business. */
function summaries(found: Awaited<ReturnType<typeof batchStore.listUnpublished>>): BatchSummary[] {
  return found
    .filter(({ changes }) => changes > 0)
    .map(({ batch: { batchId, state, organizationName }, changes }) => ({ batchId, state, organizationName, changes }))
}

/** The records of one list, people masked; who is found by a whole name or number leaves an entry. */
export async function getRoster(
  ctx: RostersContext,
  { kind: key, q, page = 1 }: InputOf<typeof GetRoster>,
): Promise<OutputOf<typeof GetRoster>> {
  const reach = ctx.permit.reach(read.name)
  const { definition: kind } = await kindWithin(ctx, key, reach)
  const asked = { kind: key, reach, q, limit: PAGE, offset: (page - 1) * PAGE }
  const { versions, total, foundPerson } = await recordStore.listNewest(ctx, asked)
  // Whoever types a number looks for a person, found or not.
  const isForPerson = q !== undefined && (foundPerson || isCitizenId(normalizeCitizenId(q)))
  if (isForPerson) recordPersonSearch(ctx, { where: kind.title, person: q, found: total })
  const people = await recordStore.peopleOf(ctx, versions)
  const unpublished = await batchStore.listUnpublished(ctx.tx, { reach, kind: key })
  const pending = new Map<string, 'change' | 'remove'>()
  for (const { batch } of unpublished)
    for (const { recordId, act } of await batchStore.listActs(ctx.tx, batch.batchId))
      if (act !== 'add') pending.set(recordId, act)
  const hasPeople = kind.columns.some(({ isPersonal }) => isPersonal)
  const present = (one: RecordVersion): RosterRecord => {
    const { recordId, version, organizationName, effectiveOn, cells } = one
    const act = pending.get(recordId)
    return {
      ...{ recordId, version, organizationName, effectiveOn },
      cells: { ...cells, ...maskedCells(kind, people.get(recordId) ?? {}) },
      isAnnounced: effectiveOn > ctx.today,
      ...(act && { pending: act }),
      abilities: {
        change: ctx.permit.allows(keep.name, one),
        reveal: hasPeople && people.has(recordId) && ctx.permit.allows(reveal.name, one),
      },
    }
  }
  return {
    kind,
    records: versions.map(present),
    ...{ total, page, pageSize: PAGE },
    batches: summaries(unpublished),
    abilities: { add: ctx.permit.reach(keep.name).areas.length > 0 },
  }
}

/** One record: as the batch has it, or else as it was published last; and what was published of it. */
export async function getRosterRecord(
  ctx: RostersContext,
  { kind: key, recordId }: InputOf<typeof GetRosterRecord>,
): Promise<OutputOf<typeof GetRosterRecord>> {
  const { cells, versions, pending, kind } = await fullRecord(ctx, { kind: key, recordId, permit: read.name })
  return {
    recordId,
    cells: maskedCells(kind, cells),
    edits: pending?.edits ?? 0,
    ...(pending && { act: pending.act }),
    ...(pending?.reason !== undefined && { reason: pending.reason }),
    versions: versions.map(({ version, act, effectiveOn, reason, publishedAt }) => ({
      ...{ version, act, effectiveOn },
      ...(reason !== undefined && { reason }),
      publishedAt: publishedAt.toISOString(),
    })),
  }
}

/** All that is kept of a record, within reach of a permit. @throws rosters/no-such-record, permit/out-of-reach */
export async function fullRecord(
  ctx: RostersContext,
  { kind, recordId, permit }: { kind: string; recordId: string; permit: string },
) {
  const found = await batchStore.findPending(ctx, recordId)
  const versions = await recordStore.versionsOf(ctx.tx, recordId)
  const [newest] = versions
  const owner = found?.batch ?? newest
  if (!owner || owner.kind !== kind) throw problem(rostersProblems['no-such-record'])
  ctx.permit.require(permit, owner)
  const definition = await kindIn(ctx, kind, owner.division)
  const people = newest ? await recordStore.peopleOf(ctx, [newest]) : new Map()
  const published = { ...newest?.cells, ...people.get(recordId) } as Record<string, string>
  const pending = found?.change
  const cells = pending && pending.act !== 'remove' ? pending.cells : published
  return { cells, published, versions, pending, kind: definition }
}
