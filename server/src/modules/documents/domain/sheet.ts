/** A filled template: final characters only, in the order in which they are set. `press/layout.typ` reads exactly this. */
export interface Sheet {
  readonly title: string
  readonly author: string
  readonly page: 'letter' | 'licence'
  readonly issuedAt: { year: number; month: number; day: number }
  readonly blocks: readonly SheetBlock[]
  /** The name on the seal; absent when the document carries none. */
  readonly seal?: { readonly name: string; readonly use: string }
}

export type SheetBlock =
  | { kind: 'letterhead' | 'title' | 'number-line' | 'recipient' | 'paragraph' | 'note'; text: string }
  | { kind: 'facts'; rows: { label: string; value: string; tall: boolean }[] }
  | { kind: 'table'; caption: string; titles: string[]; shares: number[]; rows: string[][] }
  | { kind: 'list'; items: string[] }
  | { kind: 'signature'; name: string; date: string }
  | { kind: 'qr'; text: string; caption: string }
