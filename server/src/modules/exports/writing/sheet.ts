import type { ListCell, ListColumn } from '../../../platform/module/index.ts'

/** What is written, whatever the format: a title and the mark above, a head, rows as they come. */
export interface Sheet {
  readonly title: string
  readonly mark: string
  readonly columns: readonly ListColumn[]
  readonly rows: AsyncIterable<readonly ListCell[]>
}
