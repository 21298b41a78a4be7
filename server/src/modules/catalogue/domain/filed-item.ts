import type { ItemContent } from '../contract/item.ts'

/** One version of an item as a file holds it. */
export interface FiledItem {
  readonly itemId: string
  readonly version: number
  readonly effectiveOn: string
  readonly sourceSystem: string
  readonly sourceKey: string
  readonly content: ItemContent
}
