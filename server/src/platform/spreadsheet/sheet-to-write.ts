/** A cell: texts stay texts, never formulas. */
export type CellValue = string | number | undefined

export interface SheetColumn {
  readonly title: string
  /** Of how many characters; absent: a dozen. */
  readonly width?: number
  /** Offered as a list to choose from. */
  readonly choices?: readonly string[]
  /** Several of the choices may stand in one cell, so that what is not one of them is no mistake. */
  readonly isSeveral?: boolean
  /** Shown beside a cell while somebody stands in it. */
  readonly hint?: string
  readonly isRequired?: boolean
}

export interface SheetToWrite {
  readonly name: string
  /** Lines above the head: the title, then marks and words. */
  readonly above: readonly { readonly text: string; readonly look: 'title' | 'mark' | 'plain' }[]
  readonly columns: readonly SheetColumn[]
  readonly rows: AsyncIterable<readonly CellValue[]> | Iterable<readonly CellValue[]>
  /** On every printed page. */
  readonly foot?: string
  /** Rows below the head that are prepared for being filled in: lists and hints hold for them. */
  readonly blankRows?: number
}
