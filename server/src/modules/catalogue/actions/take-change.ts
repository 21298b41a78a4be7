import type { CalendarDate } from '../../../kernel/index.ts'
import { ItemAbolished, ItemResumed, ItemSuspended } from '../contract/events.ts'
import type { ItemFile, OpenChange } from '../contract/open-changes.ts'
import { TRANSITIONS } from '../domain/transitions.ts'
import { ChangeUnfit } from '../domain/upstream.ts'
import type { Upstream } from '../domain/upstream.ts'
import * as itemStore from '../store/item-store.ts'
import type { StoredItem } from '../store/item-store.ts'
import * as upstreamStore from '../store/upstream-store.ts'
import { importCatalogue } from './import-catalogue.ts'
import type { CatalogueContext } from './import-catalogue.ts'

/** A published version comes in by the way of every import: the same checks, the same record, and nothing twice. @throws ChangeUnfit */
export async function takeVersion(ctx: CatalogueContext, upstream: Upstream, file: ItemFile): Promise<void> {
  const bytes = new TextEncoder().encode(JSON.stringify(file))
  const report = await importCatalogue(ctx, { source: upstream.url, bytes })
  const [refused] = report.refused
  if (refused) throw new ChangeUnfit(`没有通过本平台的检查：${refused.reasons.slice(0, 5).join('；')}`.slice(0, 1000))
  if (!(await upstreamStore.markItem(ctx.tx, upstream, file.item.id)))
    throw new ChangeUnfit('本库有另一个事项用着同一个来源编号，没有取用')
}

const STATE_ACTS = { suspended: 'suspend', resumed: 'resume', abolished: 'abolish' } as const
type StateChange = keyof typeof STATE_ACTS

/**
 * 暂停、恢复、取消 by the organ above hold here as they were told, whatever the day: what is over is not argued with.
 * @returns whether anything changed
 * @throws ChangeUnfit where the item itself is still to come
 */
export async function followState(ctx: CatalogueContext, upstream: Upstream, change: OpenChange): Promise<boolean> {
  await itemStore.takeState(ctx.tx, change.itemId)
  const item = await itemStore.lockItem(ctx.tx, change.itemId)
  if (!item) {
    if (await upstreamStore.isItemFailed(ctx.tx, upstream, change.itemId))
      throw new ChangeUnfit('这个事项本身还没有取得，取得以后再跟随')
    return false
  }
  const how = change.change as StateChange
  const { to } = TRANSITIONS[STATE_ACTS[how]]
  const isTold = item.state === to && item.stateEffectiveOn === change.effectiveOn
  if (isTold || item.upstream !== upstream.division || item.state === 'abolished') return false
  await itemStore.saveState(ctx.tx, followed(item, change, to))
  emitState(ctx, item, change)
  return true
}

function followed(item: StoredItem, change: OpenChange, state: StoredItem['state']): StoredItem {
  const { stateBasis: _basis, stateDocumentNo: _no, stateRunningCases: _cases, ...kept } = item
  return {
    ...kept,
    state,
    previousState: item.state,
    stateEffectiveOn: change.effectiveOn as CalendarDate,
    stateBasis: basisOf(change),
    ...(change.documentNo !== undefined && { stateDocumentNo: change.documentNo }),
    ...(change.runningCases !== undefined && { stateRunningCases: change.runningCases }),
  }
}

function basisOf(change: OpenChange): string {
  return change.basis ?? '上级平台公布的变更'
}

function emitState(ctx: CatalogueContext, item: StoredItem, change: OpenChange): void {
  const told = {
    itemId: item.itemId,
    division: item.division,
    organizationId: item.organizationId,
    basis: basisOf(change),
    effectiveOn: change.effectiveOn,
    ...(change.documentNo !== undefined && { documentNo: change.documentNo }),
  }
  const clause = change.runningCases === undefined ? {} : { runningCases: change.runningCases }
  if (change.change === 'resumed') ctx.emit(ItemResumed.of(told))
  else if (change.change === 'suspended') ctx.emit(ItemSuspended.of({ ...told, ...clause }))
  else ctx.emit(ItemAbolished.of({ ...told, ...clause }))
}
