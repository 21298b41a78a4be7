import type { CalendarDate } from '../../../kernel/index.ts'
import type { ReadCell, ReadSheet } from '../../../platform/spreadsheet/index.ts'
import { RowNotes } from '../domain/import-row.ts'
import type { CellPlace, ContentPath } from '../domain/import-row.ts'
import { STANDARD_TYPES } from '../domain/power-types.ts'
import { isRecord } from '../domain/raw-record.ts'
import { readCell } from './cell-values.ts'
import { REST_TITLES } from './item-rows.ts'
import { IDENTITY, ITEMS_SHEET, LAYOUT, NUMBER, REST_SHEET, worded } from './layout.ts'
import type { Column, Field } from './layout.ts'
import { byNumber, readTables } from './read-tables.ts'
import type { Table, TableRow } from './read-tables.ts'

/** What the rows of one item say, before it is known which item it is. */
export interface ReadItem {
  /** The row of the sheet of items, as the program counts. */
  readonly row: number
  readonly label: string
  readonly said: Partial<Record<Field, unknown>>
  readonly identity: {
    readonly itemId?: string
    readonly version?: number
    readonly effectiveOn?: CalendarDate
    readonly sourceSystem?: string
    readonly sourceKey?: string
  }
  readonly notes: RowNotes
  /** Where what is said at a place of the content stands. */
  readonly placeOf: (path: ContentPath) => CellPlace
  /** Cells that could not be read: {@link notes} tell of them, and the rest of the checks would tell of them again. */
  readonly unread: readonly { readonly place: CellPlace; readonly message: string }[]
}

export interface ReadItems {
  readonly items: readonly ReadItem[]
  /** Rows that belong to no item. */
  readonly strays: readonly { readonly place: CellPlace & { readonly row: number }; readonly message: string }[]
  readonly warnings: readonly string[]
}

/** The items of a workbook; undefined where it has no sheet of items. */
export function readItems(
  sheets: readonly ReadSheet[],
  types: ReadonlyMap<string, string> = STANDARD_TYPES.titles(),
): ReadItems | undefined {
  const tables = readTables(sheets)
  const table = tables.get(ITEMS_SHEET)
  if (!table) return undefined
  const groups = new Map(
    [...tables].filter(([name]) => name !== ITEMS_SHEET).map(([name, one]) => [name, byNumber(one)]),
  )
  const seen = new Set<string>()
  const items = table.rows
    .filter((row) => row.cells.size > 0)
    .map((row) => {
      const number = row.cells.get(NUMBER.title)?.text ?? ''
      const reading = new ItemReading(row, { types, rowsOf: (sheet) => groups.get(sheet)?.get(number) ?? [] })
      if (number !== '' && seen.has(number))
        reading.refuse(NUMBER.title, `事项序号“${number}”重复，请每个事项编一个号码`)
      seen.add(number)
      return reading.finish()
    })
  return { items, strays: straysOf(groups, seen), warnings: [...tables.values()].flatMap(warningsOf) }
}

function straysOf(groups: ReadonlyMap<string, ReadonlyMap<string, readonly TableRow[]>>, seen: ReadonlySet<string>) {
  return [...groups].flatMap(([sheet, byItem]) =>
    [...byItem]
      .filter(([number]) => !seen.has(number) || number === '')
      .flatMap(([number, rows]) =>
        rows.map((row) => ({
          place: { sheet, row: row.number, column: NUMBER.title },
          message:
            number === ''
              ? '没有写事项序号，不知道是哪个事项的'
              : `“${ITEMS_SHEET}”表里没有序号是“${number}”的事项，请改正序号`,
        })),
      ),
  )
}

function warningsOf({ sheet, missing, strange }: Table): string[] {
  const needed = missing.filter((column) => column.isRequired).map(({ title }) => title)
  return [
    ...(needed.length > 0 ? [`“${sheet}”表缺少这些栏：${needed.join('、')}`] : []),
    ...(strange.length > 0 ? [`“${sheet}”表里这些栏不是模板的，没有读：${strange.join('、')}`] : []),
  ]
}

class ItemReading {
  readonly #row: TableRow
  readonly #types: ReadonlyMap<string, string>
  readonly #rowsOf: (sheet: string) => readonly TableRow[]
  readonly #notes = new RowNotes()
  readonly #unread: { place: CellPlace; message: string }[] = []

  constructor(
    row: TableRow,
    of: { types: ReadonlyMap<string, string>; rowsOf: (sheet: string) => readonly TableRow[] },
  ) {
    this.#row = row
    this.#types = of.types
    this.#rowsOf = of.rowsOf
  }

  refuse(column: string, message: string, at: { sheet: string; row: number } = this.#here()): void {
    const place = { ...at, column }
    this.#unread.push({ place, message })
    this.#notes.refuse(message)
  }

  finish(): ReadItem {
    const said: Partial<Record<Field, unknown>> = {}
    for (const field of LAYOUT.keys()) {
      const value = this.#field(field)
      if (value !== undefined) said[field] = value
    }
    const rest = this.#rest()
    const name = said.name ?? said.code
    return {
      row: this.#row.number,
      label: typeof name === 'string' && name !== '' ? name : `第 ${this.#row.number} 行`,
      said: { ...rest, ...said },
      identity: this.#identity(),
      notes: this.#notes,
      placeOf: (path) => this.#placeOf(path),
      unread: this.#unread,
    }
  }

  #here(): { sheet: string; row: number } {
    return { sheet: ITEMS_SHEET, row: this.#row.number }
  }

  #field(field: Field): unknown {
    const place = LAYOUT.get(field)!
    if (place.at === 'rest') return undefined
    if (place.at === 'cell') return this.#value(place.column, this.#row, ITEMS_SHEET)
    if (place.at === 'cells') return this.#record(place.columns, this.#row, ITEMS_SHEET)
    const rows = this.#rowsOf(place.sheet)
    if (rows.length === 0) return undefined
    const own = place.columns.get('')
    return rows.map((row) =>
      own ? (this.#value(own, row, place.sheet) ?? '') : (this.#record(place.columns, row, place.sheet) ?? {}),
    )
  }

  #record(columns: ReadonlyMap<string, Column>, row: TableRow, sheet: string): object | undefined {
    const parts = [...columns].flatMap(([name, column]) => {
      const value = this.#value(column, row, sheet)
      return value === undefined ? [] : [[name, value] as const]
    })
    const none = [...columns].flatMap(([name, { saysNone }]) => (saysNone === true ? [[name, []] as const] : []))
    return parts.length === 0 ? undefined : Object.fromEntries([...none, ...parts])
  }

  #value(column: Column, row: TableRow, sheet: string): unknown {
    const cell: ReadCell | undefined = row.cells.get(column.title)
    if (!cell) return undefined
    const reading = readCell(worded(column, this.#types), cell)
    if ('value' in reading) return reading.value
    this.refuse(column.title, `${column.title}：${reading.fault}`, { sheet, row: row.number })
    return undefined
  }

  #identity(): ReadItem['identity'] {
    const read = Object.entries(IDENTITY).flatMap(([name, column]) => {
      const value = this.#value(column, this.#row, ITEMS_SHEET)
      return value === undefined ? [] : [[name, value] as const]
    })
    return Object.fromEntries(read) as ReadItem['identity']
  }

  /** Pieces of one text, in their order. */
  #rest(): Partial<Record<Field, unknown>> {
    const rows = this.#rowsOf(REST_SHEET)
    if (rows.length === 0) return {}
    const pieces = rows
      .map((row) => ({
        part: Number(row.cells.get(REST_TITLES.part)?.text ?? 1),
        text: row.cells.get(REST_TITLES.content)?.text ?? '',
      }))
      .sort((a, b) => a.part - b.part)
    try {
      const value: unknown = JSON.parse(pieces.map(({ text }) => text).join(''))
      if (isRecord(value))
        return Object.fromEntries(Object.entries(value).filter(([field]) => LAYOUT.has(field as Field)))
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error
    }
    const message = `“${REST_SHEET}”表的内容被改动过，读不出来，请用重新导出的文件`
    this.refuse(REST_TITLES.content, message, { sheet: REST_SHEET, row: rows[0]!.number })
    return {}
  }

  #placeOf([field, second, third]: ContentPath): CellPlace {
    const place = LAYOUT.get(field as Field)
    if (place?.at === 'cell') return { ...this.#here(), column: place.column.title }
    if (place?.at === 'cells') {
      const column = place.columns.get(String(second)) ?? [...place.columns.values()][0]
      return { ...this.#here(), ...(column && { column: column.title }) }
    }
    if (place?.at === 'sheet') return listPlace(place, this.#rowsOf(place.sheet)[Number(second)]?.number, third)
    return place ? { sheet: REST_SHEET } : this.#here()
  }
}

function listPlace(
  { sheet, columns }: { sheet: string; columns: ReadonlyMap<string, Column> },
  row: number | undefined,
  part: string | number | undefined,
): CellPlace {
  const column = columns.get(String(part ?? ''))
  return { sheet, ...(row !== undefined && { row }), ...(column && { column: column.title }) }
}
