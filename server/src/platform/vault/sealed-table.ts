/** A table with sealed columns: whoever adds one declares it, or old values could never be sealed under another key (a test says so). */
export interface SealedTable {
  /** With its schema, as `cases.cases`. */
  readonly table: string
  /** Each sealed column with the context that it is sealed under. */
  readonly columns: Readonly<Record<string, string>>
}
