import { problem } from '../../../kernel/index.ts'
import type { InputOf, OutputOf } from '../../../kernel/index.ts'
import { hindrancesOf } from '../actions/fit-kind.ts'
import type { RostersContext } from '../actions/rosters-context.ts'
import type { GetRosterKindChange, ListRosterKinds, RosterKindChange } from '../contract/kind-changes.ts'
import { rostersPermits } from '../contract/permits.ts'
import { rostersProblems } from '../contract/problems.ts'
import { touches } from '../domain/kept-kind.ts'
import * as kindStore from '../store/kind-store.ts'
import type { KindChange } from '../store/kind-store.ts'
import * as recordStore from '../store/record-store.ts'
import { listKindsIn, listKindsWithin } from './kinds.ts'

const MOST_CHANGES = 100
const { kinds: read, proposeKind, decideKind } = rostersPermits

/** 清单种类: which there are for the reader's places, and what was proposed of them. */
export async function listRosterKinds(ctx: RostersContext): Promise<OutputOf<typeof ListRosterKinds>> {
  const reach = ctx.permit.reach(read.name)
  const counts = await recordStore.countByKind(ctx.tx, reach)
  const waiting = (await kindStore.listWaiting(ctx.tx)).filter((one) => touches(one, reach))
  const kinds = await listKindsWithin(ctx, reach)
  const changes = await kindStore.listChanges(ctx.tx, reach, MOST_CHANGES)
  const names = await namesOf(ctx, changes)
  const mayPropose = ctx.permit.reach(proposeKind.name).areas.length > 0
  return {
    kinds: kinds.map((kind) => ({
      ...kind,
      records: counts.get(kind.definition.key) ?? 0,
      isChanging: waiting.some(({ key }) => key === kind.definition.key),
      abilities: { change: mayPropose },
    })),
    changes: changes.map((change) => present(change, names)),
    abilities: { declare: mayPropose },
  }
}

/** One change, beside the kind as it stands, and with what is in its way. */
export async function getRosterKindChange(
  ctx: RostersContext,
  { changeId }: InputOf<typeof GetRosterKindChange>,
): Promise<OutputOf<typeof GetRosterKindChange>> {
  const change = await kindStore.findChange(ctx.tx, changeId)
  if (!change) throw problem(rostersProblems['no-such-kind-change'])
  ctx.permit.require(read.name, change)
  const known = (await listKindsIn(ctx, change.division)).find(
    ({ definition }) => definition.key === change.definition.key,
  )
  const isOpen = change.state === 'proposed'
  const isOwn = change.proposedBy === ctx.actor.staffId
  return {
    ...present(change, await namesOf(ctx, [change])),
    ...(known && isOpen && change.act !== 'declare' && { before: known.definition }),
    hindrances: isOpen ? await hindrancesOf(ctx, { ...change, isShipped: known?.isShipped ?? false }) : [],
    abilities: {
      decide: isOpen && !isOwn && ctx.permit.allows(decideKind.name, change),
      withdraw: isOpen && isOwn && ctx.permit.allows(proposeKind.name, change),
    },
  }
}

function namesOf(ctx: RostersContext, changes: readonly KindChange[]) {
  const staff = changes.flatMap(({ proposedBy, decidedBy }) => [proposedBy, ...(decidedBy ? [decidedBy] : [])])
  return ctx.organizations.staffNames(ctx, [...new Set(staff)])
}

function present(change: KindChange, names: ReadonlyMap<string, string>): RosterKindChange {
  const { changeId, act, definition, division, reason, state, opinion, version, decidedBy } = change
  return {
    ...{ changeId, act, definition, division, reason, state, version },
    proposedByName: names.get(change.proposedBy) ?? '',
    proposedAt: change.proposedAt.toISOString(),
    ...(decidedBy !== undefined && { decidedByName: names.get(decidedBy) ?? '' }),
    ...(opinion !== undefined && { opinion }),
  }
}
