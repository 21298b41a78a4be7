import { writeWorkbook } from '../../../platform/spreadsheet/index.ts'
import type { ReadSheet } from '../../../platform/spreadsheet/index.ts'
import { ALL_KINDS, asCell, tableName } from './tables.ts'
import type { Row, Tables } from './tables.ts'

/** One sheet a table, its columns as the exchange names them in the first row. */
export function writeExchangeWorkbook(tables: Tables): AsyncIterable<Uint8Array> {
  const told = [...tables].filter(([, rows]) => rows.length > 0)
  const none: [string, Row[]] = [tableName(ALL_KINDS[0]!, 'basic'), [{ row_guid: '' }]]
  const shown = told.length > 0 ? told : [none]
  return writeWorkbook(
    shown.map(([name, rows]) => {
      const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))]
      return {
        name,
        above: [],
        columns: columns.map((title) => ({ title, width: Math.max(12, title.length + 2) })),
        rows: rows.map((row) => columns.map((column) => asCell(row[column]))),
      }
    }),
  )
}

/** The tables of a workbook whose sheets are named as they are; undefined for any other. */
export function exchangeSheets(sheets: readonly ReadSheet[]): Tables | undefined {
  const tables = new Map(sheets.map((sheet) => [sheet.name.trim(), rowsOf(sheet)]))
  return ALL_KINDS.some((kind) => tables.has(tableName(kind, 'basic'))) ? tables : undefined
}

function rowsOf({ rows }: ReadSheet): Row[] {
  const [head, ...body] = rows
  if (!head) return []
  return body.map(({ cells }) =>
    Object.fromEntries([...cells].map(([place, { text }]) => [head.cells.get(place)?.text ?? '', text])),
  )
}
