import { problem, streamOf } from '../../../kernel/index.ts'
import type { CalendarDate, InputOf, PermitDefinition } from '../../../kernel/index.ts'
import type { Context } from '../../../platform/act/index.ts'
import type { ItemAdminView } from '../contract/item-admin.ts'
import type { RunningRule } from '../contract/item-words.ts'
import { cataloguePermits } from '../contract/permits.ts'
import { catalogueProblems } from '../contract/problems.ts'
import type { ResumeItem } from '../contract/resume-item.ts'
import { changeState } from '../domain/item.ts'
import type { ItemAct } from '../domain/transitions.ts'
import { presentItemAdmin } from '../queries/present-item-admin.ts'
import * as itemStore from '../store/item-store.ts'
import type { StoredItem } from '../store/item-store.ts'

/** What the three acts on an item's life say alike; what becomes of running cases only where new ones stop. */
export type StateChangeInput = InputOf<typeof ResumeItem> & {
  runningCases?: string
  runningRule?: RunningRule | undefined
}

export interface StateChange {
  readonly item: StoredItem
  /** The part of the event that all three share. */
  readonly told: {
    itemId: string
    division: string
    organizationId: string
    basis: string
    effectiveOn: string
    documentNo?: string
  }
}

/** Locks the item, decides, saves. The caller emits the event of its act. */
export async function changeItemState(
  ctx: Context,
  act: Exclude<ItemAct, 'publish'>,
  input: StateChangeInput,
  permit: PermitDefinition = cataloguePermits.manage,
): Promise<StateChange> {
  // Anybody knows an item; only who reaches it gets it past the wall to lock it.
  const known = await itemStore.findItem(ctx.tx, input.itemId)
  if (!known) throw problem(catalogueProblems['no-such-item'])
  ctx.permit.require(permit.name, known)
  // Applications that were judged by the old state end first; none is judged by it after this act.
  await itemStore.takeState(ctx.tx, input.itemId)
  const found = await itemStore.lockItem(ctx.tx, input.itemId)
  if (!found) throw problem(catalogueProblems['no-such-item'])
  if (found.upstream !== undefined) throw problem(catalogueProblems['kept-upstream'])
  if (found.revision !== input.version) throw await ctx.stale(streamOf('item', input.itemId))
  const life = changeState(found, act, { today: ctx.today, effectiveOn: input.effectiveOn as CalendarDate })
  const { stateDocumentNo: _no, stateRunningCases: _cases, runningRule: _rule, previousRule: _before, ...kept } = found
  const item: StoredItem = {
    ...kept,
    ...life,
    stateBasis: input.basis,
    ...(input.documentNo !== undefined && { stateDocumentNo: input.documentNo }),
    ...(input.runningCases !== undefined && { stateRunningCases: input.runningCases }),
    ...(input.runningRule !== undefined && { runningRule: input.runningRule }),
  }
  await itemStore.saveState(ctx.tx, item)
  return {
    item: { ...item, revision: found.revision + 1 },
    told: {
      itemId: item.itemId,
      division: item.division,
      organizationId: item.organizationId,
      basis: input.basis,
      effectiveOn: input.effectiveOn,
      ...(input.documentNo !== undefined && { documentNo: input.documentNo }),
    },
  }
}

export function presentChange(ctx: Context, change: StateChange): Promise<ItemAdminView> {
  return presentItemAdmin(ctx, change.item)
}
