import { writeWorkbook } from '../../../platform/spreadsheet/index.ts'
import type { Sheet } from './sheet.ts'

/** One sheet of Office Open XML, written while its rows come. The mark stands in the second row and on every printed page. */
export function writeXlsx({ title, mark, columns, rows }: Sheet): AsyncIterable<Uint8Array> {
  const above = [
    { text: title, look: 'title' },
    { text: mark, look: 'mark' },
  ] as const
  return writeWorkbook([{ name: title, above, columns, rows, foot: mark }])
}
