import type { CalendarDate } from '../../../kernel/index.ts'
import type { ItemContent } from '../contract/item.ts'
import type { ImportFormat } from '../contract/import-catalogue.ts'

/** One version of one item as a file offers it. */
export interface Offer {
  /** Who numbered the item, and under what key: together they say which item it is. */
  readonly sourceSystem: string
  readonly sourceKey: string
  /** The UUID that the source gives the item, when it gives one. */
  readonly itemUuid?: string
  /** Absent when the source does not number its versions: then a changed content is a new version. */
  readonly version?: number
  readonly effectiveOn?: CalendarDate
  readonly content: ItemContent
}

/** What became of one row of the file when it was read. */
export interface ReadRow {
  /** Counting from 1, as a person counts. */
  readonly row: number
  /** How the row calls itself: its name or code. */
  readonly label: string
  readonly offer?: Offer
  readonly reasons: readonly string[]
  readonly warnings: readonly string[]
}

export interface ReadFile {
  readonly format: ImportFormat
  readonly rows: readonly ReadRow[]
}

/** Collects what is wrong with a row while it is read. A reason refuses it, a warning does not. */
export class RowNotes {
  readonly reasons: string[] = []
  readonly warnings: string[] = []

  refuse(reason: string): void {
    if (!this.reasons.includes(reason)) this.reasons.push(reason)
  }

  warn(warning: string): void {
    if (!this.warnings.includes(warning)) this.warnings.push(warning)
  }
}
