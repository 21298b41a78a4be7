import type { ListCell } from '../../../platform/module/index.ts'
import { gathered } from '../../../platform/spreadsheet/index.ts'
import { plainCell } from '../domain/plain-cell.ts'
import type { Sheet } from './sheet.ts'

const BYTE_ORDER_MARK = '\uFEFF'

/** RFC 4180, in UTF-8 with the mark by which Excel knows it. The first line says whose file it is. */
export function writeCsv(sheet: Sheet): AsyncIterable<Uint8Array> {
  return gathered(lines(sheet))
}

async function* lines({ title, mark, columns, rows }: Sheet): AsyncGenerator<string> {
  yield BYTE_ORDER_MARK + line([`${title}；${mark}`])
  yield line(columns.map((column) => column.title))
  for await (const row of rows) yield line(row)
}

function line(cells: readonly ListCell[]): string {
  return `${cells.map(quoted).join(',')}\r\n`
}

function quoted(value: ListCell): string {
  const text = plainCell(value)
  return /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
