import { bareWord, readTable } from '../../../platform/spreadsheet/index.ts'
import type { ReadSheet, TableRow } from '../../../platform/spreadsheet/index.ts'
import { SHEET_COLUMNS } from './item-rows.ts'
import { NUMBER } from './layout.ts'
import type { Column } from './layout.ts'

export type { TableRow }

export interface Table {
  readonly sheet: string
  readonly rows: readonly TableRow[]
  /** Columns of ours that the head does not have. */
  readonly missing: readonly Column[]
  /** Heads that are not ours. */
  readonly strange: readonly string[]
}

/** What the checked file writes beside the rows. */
export const RESULT_TITLES = ['核对结果', '原因和办法'] as const

/** The sheets of ours that a workbook has, with their rows by the names of their columns, in whatever order these stand. */
export function readTables(sheets: readonly ReadSheet[]): Map<string, Table> {
  const tables = new Map<string, Table>()
  for (const sheet of sheets) {
    const name = [...SHEET_COLUMNS.keys()].find((one) => bareWord(one) === bareWord(sheet.name))
    const columns = name === undefined ? undefined : SHEET_COLUMNS.get(name)
    const titles = (columns ?? []).map(({ title }) => title)
    const table = columns && readTable(sheet, titles, RESULT_TITLES)
    if (!table) continue
    const missing = columns.filter(({ title }) => table.missing.includes(title))
    tables.set(name!, { sheet: name!, rows: table.rows, strange: table.strange, missing })
  }
  return tables
}

/** Rows by the number of the item that they belong to: an empty number is that of the row above. */
export function byNumber({ rows }: Table): Map<string, TableRow[]> {
  const groups = new Map<string, TableRow[]>()
  let number = ''
  for (const row of rows) {
    number = row.cells.get(NUMBER.title)?.text ?? number
    const isBlank = [...row.cells.keys()].every((title) => title === NUMBER.title)
    if (!isBlank) groups.set(number, [...(groups.get(number) ?? []), row])
  }
  return groups
}
