import type { Context } from '../../../platform/act/index.ts'
import type { LedgerReader } from '../../../platform/module/index.ts'
import type { PlacedEntry } from '../../../platform/ledger/index.ts'
import { ItemAbolished, ItemResumed, ItemSuspended, ItemVersionPublished } from '../contract/events.ts'
import type { OpenChange } from '../contract/open-changes.ts'
import { addChanges, forgetChanges } from '../store/change-store.ts'

const CHANGE_OF_KIND: ReadonlyMap<string, OpenChange['change']> = new Map([
  [ItemVersionPublished.kind, 'published'],
  [ItemSuspended.kind, 'suspended'],
  [ItemResumed.kind, 'resumed'],
  [ItemAbolished.kind, 'abolished'],
])

/** 事项变更: follows the record, so that whoever follows us misses nothing and is told nothing twice. */
export const itemChanges: LedgerReader = {
  name: 'catalogue/item-changes',
  version: 2,
  on: [ItemVersionPublished, ItemSuspended, ItemResumed, ItemAbolished],
  take: (ctx, entries) => addChanges(ctx.tx, entries.flatMap(changeOf)),
  clear: (ctx: Context) => forgetChanges(ctx.tx),
}

/** What a reader takes was checked against its event when it was written. */
interface ChangeBody {
  readonly itemId: string
  readonly division: string
  readonly effectiveOn: string
  readonly version?: number
  readonly contentDigest?: string
  readonly basis?: string
  readonly documentNo?: string
  readonly runningCases?: string
}

function changeOf({ position, entry }: PlacedEntry): OpenChange[] {
  const change = CHANGE_OF_KIND.get(entry.kind)
  if (change === undefined) return []
  const { itemId, division, effectiveOn, version, contentDigest, ...why } = entry.body as unknown as ChangeBody
  return [
    {
      position,
      itemId,
      division,
      change,
      effectiveOn,
      recordedAt: entry.recordedAt,
      ...(version !== undefined && { version }),
      ...(contentDigest !== undefined && { contentDigest }),
      ...(why.basis !== undefined && { basis: why.basis }),
      ...(why.documentNo !== undefined && { documentNo: why.documentNo }),
      ...(why.runningCases !== undefined && { runningCases: why.runningCases }),
    },
  ]
}
