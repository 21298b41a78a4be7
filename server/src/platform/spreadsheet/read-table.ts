import type { ReadCell, ReadRow, ReadSheet } from './read-workbook.ts'

/** A row of a sheet as its head names the cells. */
export interface TableRow {
  readonly number: number
  /** By the title of the column; empty cells are not there. */
  readonly cells: ReadonlyMap<string, ReadCell>
}

export interface ReadTable {
  readonly rows: readonly TableRow[]
  /** Titles of ours that the head does not have. */
  readonly missing: readonly string[]
  /** Heads that are not ours. */
  readonly strange: readonly string[]
}

/** Above the head there may be a title and words. */
const FARTHEST_HEAD = 20

/** As it is compared: without spaces, and with brackets and colons of either width. */
export function bareWord(word: string): string {
  return word.normalize('NFKC').replace(/[\s*]+/g, '')
}

/** A sheet by the titles of its columns, in whatever order they stand; `marks` are heads that we write beside them ourselves. */
export function readTable(
  { rows }: ReadSheet,
  ours: readonly string[],
  marks: readonly string[] = [],
): ReadTable | undefined {
  const known = new Map(ours.map((title) => [bareWord(title), title]))
  const head = rows.find(
    (row) => row.number <= FARTHEST_HEAD && titlesIn(row.cells, known).size >= Math.min(2, ours.length),
  )
  if (!head) return undefined
  const titles = titlesIn(head.cells, known)
  const found = new Set(titles.values())
  const width = Math.max(...head.cells.keys())
  const isMark = (text: string) => marks.some((mark) => bareWord(mark) === bareWord(text))
  return {
    rows: rows.filter((row) => row.number > head.number).map((row) => named(row, titles)),
    missing: ours.filter((title) => !found.has(title)),
    strange: [...head.cells].flatMap(([place, { text }]) =>
      titles.has(place) || place > width || isMark(text) ? [] : [text],
    ),
  }
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

function named(row: ReadRow, titles: ReadonlyMap<number, string>): TableRow {
  const cells = [...row.cells].flatMap(([place, cell]) => {
    const title = titles.get(place)
    return title === undefined ? [] : [[title, cell] as const]
  })
  return { number: row.number, cells: new Map(cells) }
}
