import type { TObject } from 'typebox'
import type { Context } from '../act/index.ts'

/** A list that officials may ask to export, given by the module whose list it is. */
export interface ExportableList {
  /** `module.list`. */
  readonly name: string
  readonly title: string
  /** Who may read the list: asked when an export is asked for, and again when it is made. */
  readonly permit: string
  /** Who may have what is masked in full; absent: nothing of it is masked. */
  readonly fullPermit?: string
  /** Its rows concern people even where nothing is in full: no rule of a county lets it go without approval. */
  readonly needsApproval?: boolean
  /** The conditions that its page has: texts. */
  readonly filter: TObject
  readonly columns: readonly ListColumn[]
  /** The conditions in words, for whoever decides: people masked. */
  describe(ctx: Context, filter: ListFilter): Promise<string[]>
  /** How many rows it would be, at most `most`; leaves the entry that a search for a person leaves. */
  count(ctx: Context, filter: ListFilter, most: number): Promise<number>
  /** The next rows in an order that stands still within one snapshot. */
  rows(ctx: Context, asked: AskedRows): Promise<ListRows>
}

export type ListFilter = Readonly<Record<string, string>>

export interface ListColumn {
  readonly key: string
  readonly title: string
  /** Masked unless the export is in full. */
  readonly isPersonal?: boolean
  /** Of how many characters, for sheets; absent: a dozen. */
  readonly width?: number
}

export interface AskedRows {
  readonly filter: ListFilter
  readonly inFull: boolean
  readonly after: string | undefined
  readonly limit: number
}

export interface ListRows {
  readonly rows: readonly ListRow[]
  /** Where the next rows begin; absent: these were the last. */
  readonly next?: string
}

export interface ListRow {
  /** Public id of the thing that the row is about. */
  readonly subject: string
  /** Its personal cells are not masked: asked for, and within the reach of {@link ExportableList.fullPermit}. */
  readonly isInFull?: boolean
  readonly cells: Readonly<Record<string, ListCell>>
}

export type ListCell = string | number | undefined
