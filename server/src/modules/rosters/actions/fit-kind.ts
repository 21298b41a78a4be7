import { divisionRange, problem } from '../../../kernel/index.ts'
import { faultsOf } from '../contract/faults-of.ts'
import { rostersProblems } from '../contract/problems.ts'
import type { RosterKind } from '../contract/roster-kind.ts'
import type { Batch, Change } from '../domain/batch.ts'
import { readCells } from '../domain/cells.ts'
import { rivalOf } from '../domain/kept-kind.ts'
import type { KeptKind } from '../domain/kept-kind.ts'
import { columnsToRead, conflictsOf } from '../domain/kind-conflicts.ts'
import { byKey, listKindsIn, listKindsWithin } from '../queries/kinds.ts'
import type { KindsContext } from '../queries/kinds.ts'
import * as kindStore from '../store/kind-store.ts'

/** @throws rosters/kind-wrong, rosters/kind-taken, rosters/kind-not-met */
export async function requireFits(ctx: KindsContext, kind: KeptKind): Promise<void> {
  const faults = faultsOf([kind.definition])
  if (faults.length > 0) throw problem(rostersProblems['kind-wrong'], { why: faults.join('；') })
  const kinds = await around(ctx, kind)
  const rival = kind.isRetired ? undefined : rivalOf(kind, kinds)
  if (rival) throw problem(rostersProblems['kind-taken'], { title: rival.definition.title })
  const unmet = await unmetBy(ctx, kind, kinds)
  if (unmet.length > 0) throw problem(rostersProblems['kind-not-met'], { why: unmet.join('；') })
}

/** Why this can't be, in words: for whoever is to decide. */
export async function hindrancesOf(ctx: KindsContext, kind: KeptKind): Promise<string[]> {
  const kinds = await around(ctx, kind)
  const rival = kind.isRetired ? undefined : rivalOf(kind, kinds)
  return [...(rival ? [`已经有一种“${rival.definition.title}”`] : []), ...(await unmetBy(ctx, kind, kinds))]
}

/** What there is in the same place, above it and below. */
function around(ctx: KindsContext, { division }: KeptKind): Promise<KeptKind[]> {
  return listKindsWithin(ctx, { areas: [divisionRange(division)] })
}

async function unmetBy({ tx }: KindsContext, kind: KeptKind, kinds: readonly KeptKind[]): Promise<string[]> {
  const { definition } = kind
  const before = kinds.find((one) => one.definition.key === definition.key)?.definition
  if (!before) return []
  const use = await kindStore.useOf(
    tx,
    { kind: definition.key, division: kind.division },
    {
      filled: before.columns.map(({ key }) => key),
      read: columnsToRead(before, definition),
    },
  )
  if (kind.isRetired) return use.records === 0 ? [] : [`有 ${use.records} 条在册记录，先由填报部门移出`]
  return conflictsOf(before, definition, use)
}

/** What is written is of a kind that can be written in here. @throws rosters/kind-retired, rosters/no-such-list */
export async function requireWritable(ctx: KindsContext, key: string, division: string): Promise<RosterKind> {
  const kind = byKey(await listKindsIn(ctx, division), key)
  if (kind.isRetired) throw problem(rostersProblems['kind-retired'])
  return kind.definition
}

/** Columns may have changed since the batch was written. @throws rosters/columns-changed, rosters/kind-retired */
export async function requireFitting(ctx: KindsContext, batch: Batch, changes: readonly Change[]): Promise<RosterKind> {
  const kind = await requireWritable(ctx, batch.kind, batch.division)
  const written = changes.filter(({ act }) => act !== 'remove')
  const errors = written.flatMap(({ cells }) => readCells(kind, cells, cells).errors)
  if (errors.length === 0) return kind
  const why = [...new Set(errors.map(({ message }) => message))].slice(0, 5).join('；')
  throw problem(rostersProblems['columns-changed'], { why })
}
