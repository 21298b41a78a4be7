import type { Context } from '../../../platform/act/index.ts'
import type { ItemLayer } from '../contract/item-layer.ts'
import type { ItemContent } from '../contract/item.ts'
import { checkRules } from '../domain/field-rules.ts'
import type { RowNotes } from '../domain/import-row.ts'
import { checkComposedCode, layerOf } from '../domain/layers.ts'
import * as itemStore from '../store/item-store.ts'
import type { StoredItem, StoredVersion } from '../store/item-store.ts'

/** What says under which item another one stands. */
export interface Below {
  readonly layer?: ItemLayer | undefined
  readonly parentId?: string | undefined
  readonly parentVersion?: number | undefined
}

export interface ItemAbove {
  readonly item: StoredItem
  readonly version: StoredVersion
}

/** The item above, in the version on which the one below stands; of a handling item in the newest. */
export async function itemAbove(ctx: Context, { parentId, parentVersion }: Below): Promise<ItemAbove | undefined> {
  if (parentId === undefined) return undefined
  const which = parentVersion ?? (await itemStore.listVersions(ctx.tx, parentId))[0]?.version
  const found = which === undefined ? undefined : await itemStore.findInVersion(ctx.tx, parentId, which)
  return found?.version && { item: found.item, version: found.version }
}

/** Whether an item keeps to the one above it: its code, and the rules of the base item. */
export function checkAbove(
  content: ItemContent,
  above: ItemContent,
  { notes, isWhole }: { notes: RowNotes; isWhole: (field: keyof ItemContent) => boolean },
): void {
  if (isWhole('code')) checkComposedCode(content, above, notes)
  if (layerOf(content) === 'implementation') checkRules(above, content, { notes, isWhole })
}

/** Holds an imported row against the item above it; where that one has not come yet, it is told. */
export function placeChecker(ctx: Context): (content: ItemContent, notes: RowNotes) => Promise<void> {
  return async (content, notes) => {
    if (content.parentId === undefined) return
    const above = await itemAbove(ctx, content)
    if (above) checkAbove(content, above.version.content, { notes, isWhole: () => true })
    else notes.warn('上级事项不在本库，没有核对是否与它一致', 'parentId')
  }
}
