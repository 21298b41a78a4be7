import type { ReadCell, ReadSheet } from '../../../platform/spreadsheet/index.ts'
import { SHEET_COLUMNS } from './item-rows.ts'
import { NUMBER, bareWord } from './layout.ts'
import type { Column } from './layout.ts'

/** A row of a sheet as its head names the cells. */
export interface TableRow {
  readonly number: number
  /** By the title of the column; empty cells are not there. */
  readonly cells: ReadonlyMap<string, ReadCell>
}

export interface Table {
  readonly sheet: string
  readonly rows: readonly TableRow[]
  /** Columns of ours that the head does not have. */
  readonly missing: readonly Column[]
  /** Heads that are not ours. */
  readonly strange: readonly string[]
}

/** Above the head there may be a title and words. */
const FARTHEST_HEAD = 20

/** The sheets of ours that a workbook has, with their rows by the names of their columns, in whatever order these stand. */
export function readTables(sheets: readonly ReadSheet[]): Map<string, Table> {
  const tables = new Map<string, Table>()
  for (const sheet of sheets) {
    const name = [...SHEET_COLUMNS.keys()].find((one) => bareWord(one) === bareWord(sheet.name))
    const columns = name === undefined ? undefined : SHEET_COLUMNS.get(name)
    const table = columns && readTable(name!, columns, sheet)
    if (table) tables.set(name!, table)
  }
  return tables
}

function readTable(name: string, columns: readonly Column[], { rows }: ReadSheet): Table | undefined {
  const known = new Map(columns.map((column) => [bareWord(column.title), column.title]))
  const head = rows.find(
    (row) => row.number <= FARTHEST_HEAD && titlesIn(row.cells, known).size >= Math.min(2, columns.length),
  )
  if (!head) return undefined
  const titles = titlesIn(head.cells, known)
  const found = new Set(titles.values())
  const width = Math.max(...head.cells.keys())
  return {
    sheet: name,
    rows: rows.filter((row) => row.number > head.number).map((row) => named(row, titles)),
    missing: columns.filter(({ title }) => !found.has(title)),
    strange: [...head.cells].flatMap(([place, { text }]) =>
      titles.has(place) || place > width || isOurMark(text) ? [] : [text],
    ),
  }
}

/** What the checked file writes beside the rows. */
export const RESULT_TITLES = ['核对结果', '原因和办法'] as const

function isOurMark(text: string): boolean {
  return RESULT_TITLES.some((title) => bareWord(title) === bareWord(text))
}

/** Place → title of the columns that are ours; of two with one title the first. */
function titlesIn(cells: ReadonlyMap<number, ReadCell>, known: ReadonlyMap<string, string>): Map<number, string> {
  const titles = new Map<number, string>()
  const seen = new Set<string>()
  for (const [place, { text }] of [...cells].sort(([a], [b]) => a - b)) {
    const title = known.get(bareWord(text))
    if (title === undefined || seen.has(title)) continue
    seen.add(title)
    titles.set(place, title)
  }
  return titles
}

function named(
  row: { number: number; cells: ReadonlyMap<number, ReadCell> },
  titles: ReadonlyMap<number, string>,
): TableRow {
  const cells = [...row.cells].flatMap(([place, cell]) => {
    const title = titles.get(place)
    return title === undefined ? [] : [[title, cell] as const]
  })
  return { number: row.number, cells: new Map(cells) }
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
