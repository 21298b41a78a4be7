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
  /** Of a workbook: what could not be read, where it stands, and where a place of the content stands. */
  readonly cells?: RowCells
}

/** Where something stands in a workbook, as a person finds it. */
export interface CellPlace {
  readonly sheet: string
  readonly row?: number
  readonly column?: string
}

export interface RowCells {
  readonly unread: readonly { readonly place: CellPlace; readonly message: string }[]
  readonly placeOf: (path: ContentPath) => CellPlace
}

export interface ReadFile {
  readonly format: ImportFormat
  readonly rows: readonly ReadRow[]
}

/** Where in an item's content something is said. */
export type ContentPath = readonly (string | number)[]

/** Something that was found in an item's content, and where. */
export interface ContentFinding {
  readonly level: 'error' | 'warning'
  readonly at: ContentPath
  readonly message: string
}

/** Collects what is wrong with a row while it is read. A reason refuses it, a warning does not. */
export class RowNotes {
  readonly reasons: string[] = []
  readonly warnings: string[] = []
  readonly #findings: ContentFinding[] = []

  refuse(reason: string, ...at: ContentPath): void {
    this.#findings.push({ level: 'error', at, message: reason })
    if (!this.reasons.includes(reason)) this.reasons.push(reason)
  }

  warn(warning: string, ...at: ContentPath): void {
    this.#findings.push({ level: 'warning', at, message: warning })
    if (!this.warnings.includes(warning)) this.warnings.push(warning)
  }

  /** What was said, with its place: whoever writes an item wants to know where. */
  findings(): readonly ContentFinding[] {
    return this.#findings
  }
}
