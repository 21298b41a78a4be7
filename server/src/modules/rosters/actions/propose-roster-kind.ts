import { newPublicId, problem } from '../../../kernel/index.ts'
import type { InputOf, OutputOf } from '../../../kernel/index.ts'
import { permitProblems } from '../../../platform/permits/index.ts'
import { RosterKindProposed } from '../contract/events.ts'
import type { ProposeRosterKind } from '../contract/kind-changes.ts'
import { rostersPermits } from '../contract/permits.ts'
import { rostersProblems } from '../contract/problems.ts'
import type { RosterKind } from '../contract/roster-kind.ts'
import { divisionOf, withKeys } from '../domain/kept-kind.ts'
import type { KeptKind } from '../domain/kept-kind.ts'
import { kindWithin } from '../queries/kinds.ts'
import * as kindStore from '../store/kind-store.ts'
import type { KindChange } from '../store/kind-store.ts'
import { requireFits } from './fit-kind.ts'
import { openKindStep } from './kind-steps.ts'
import { actingStaff } from './rosters-context.ts'
import type { RostersContext } from './rosters-context.ts'

const { proposeKind } = rostersPermits

type Input = InputOf<typeof ProposeRosterKind>

/** 提出清单种类变更: it does nothing before another official has approved it. */
export async function proposeRosterKind(
  ctx: RostersContext,
  input: Input,
): Promise<OutputOf<typeof ProposeRosterKind>> {
  const proposedBy = actingStaff(ctx)
  await kindStore.takeTurn(ctx.tx, 'change')
  const kind = input.act === 'declare' ? await declared(ctx, input) : await changed(ctx, input)
  const { key } = kind.definition
  const waiting = await kindStore.listWaiting(ctx.tx)
  if (waiting.some((one) => one.key === key && one.division === kind.division))
    throw problem(rostersProblems['kind-change-pending'])
  await requireFits(ctx, kind)
  const { act, reason } = input
  const { definition, division, isRetired } = kind
  const change: KindChange = {
    changeId: newPublicId(division.slice(0, 6)),
    ...{ act, definition, division, isRetired, reason, state: 'proposed', proposedBy, proposedAt: ctx.now, version: 1 },
  }
  await kindStore.insertChange(ctx.tx, change)
  const { changeId } = change
  ctx.emit(RosterKindProposed.of({ changeId, kind: key, act, title: definition.title, division }))
  await openKindStep(ctx, change)
  return { changeId, kind: key }
}

/** A new one, of the place of whoever proposes it. */
async function declared(ctx: RostersContext, { words }: Input): Promise<KeptKind> {
  if (!words) throw problem(rostersProblems['kind-incomplete'])
  const division = ownPlace(ctx)
  const beginning = `l${division}-`
  const key = `${beginning}${(await kindStore.countKeys(ctx.tx, beginning)) + 1}`
  const columns = withKeys(words.columns, { own: new Set(), ever: new Set() })
  return { definition: { ...words, key, columns }, division, isShipped: false, isRetired: false }
}

/** @throws permit/not-allowed */
function ownPlace(ctx: RostersContext): string {
  const [area] = ctx.permit.reach(proposeKind.name).areas
  if (!area) throw problem(permitProblems['not-allowed'])
  return divisionOf(area)
}

/** What is given to more than the actor's place is changed for that place alone. */
async function changed(ctx: RostersContext, { act, kind: key = '', words }: Input): Promise<KeptKind> {
  const found = await kindWithin(ctx, key, ctx.permit.reach(proposeKind.name))
  const known = ctx.permit.allows(proposeKind.name, found) ? found : { ...found, division: ownPlace(ctx) }
  if (act !== 'change') return { ...known, isRetired: act === 'retire' }
  if (!words) throw problem(rostersProblems['kind-incomplete'])
  return { ...known, definition: await reworded(ctx, known.definition, words) }
}

async function reworded(
  ctx: RostersContext,
  { key, columns }: RosterKind,
  words: NonNullable<Input['words']>,
): Promise<RosterKind> {
  const own = new Set(columns.map((one) => one.key))
  return { ...words, key, columns: withKeys(words.columns, { own, ever: await kindStore.columnKeys(ctx.tx, key) }) }
}
