import type { CellValue } from '../../../platform/spreadsheet/index.ts'
import { ItemContent } from '../contract/item.ts'
import { isEqual } from '../domain/compare-contents.ts'
import type { FiledItem } from '../domain/filed-item.ts'
import { readCell, writeCell } from './cell-values.ts'
import { IDENTITY, ITEMS_SHEET, LAYOUT, NUMBER, REST_SHEET, worded } from './layout.ts'
import type { Column, Field, FieldPlace } from './layout.ts'

export type SheetRows = Map<string, (readonly CellValue[])[]>

/** The columns of each sheet, in the order of the contract. */
export const SHEET_COLUMNS: ReadonlyMap<string, readonly Column[]> = createColumns()

const REST_TITLES = { part: '次序', content: '内容' }
/** Of a cell, which may hold 32,767. */
const LONGEST_PIECE = 30_000

function createColumns(): Map<string, readonly Column[]> {
  const { itemId, version, effectiveOn, ...source } = IDENTITY
  const items: Column[] = [NUMBER, itemId, version, effectiveOn]
  const sheets = new Map<string, readonly Column[]>([[ITEMS_SHEET, items]])
  for (const place of LAYOUT.values()) {
    if (place.at === 'cell') items.push(place.column)
    if (place.at === 'cells') items.push(...place.columns.values())
    if (place.at === 'sheet') sheets.set(place.sheet, [NUMBER, ...place.columns.values()])
  }
  items.push(...Object.values(source))
  sheets.set(REST_SHEET, [
    NUMBER,
    { title: '次序', kind: 'integer', isRequired: true },
    { title: '内容', kind: 'text', isRequired: true, hint: '平台填写，请勿改动' },
  ])
  return sheets
}

export { REST_TITLES }

/** The rows of all sheets for these items, numbered from 1. */
export function rowsOf(items: readonly FiledItem[], types: ReadonlyMap<string, string>): SheetRows {
  const rows: SheetRows = new Map([...SHEET_COLUMNS.keys()].map((sheet) => [sheet, []]))
  for (const [index, item] of items.entries()) addItem(rows, item, { number: String(index + 1), types })
  return rows
}

function addItem(
  rows: SheetRows,
  item: FiledItem,
  { number, types }: { number: string; types: ReadonlyMap<string, string> },
): void {
  const content: Partial<Record<Field, unknown>> = item.content
  const rest: Partial<Record<Field, unknown>> = {}
  const cells: CellValue[] = [number, item.itemId, item.version, item.effectiveOn]
  for (const [field, stated] of LAYOUT) {
    const value = content[field]
    const place = stated.at === 'cell' ? { ...stated, column: worded(stated.column, types) } : stated
    // What its cells would not say again exactly as it is stands with what has no cells.
    const isSaid = value === undefined || (survives(place, value) && !isEmptyOption(field, value))
    if (!isSaid) rest[field] = value
    const said = isSaid ? value : undefined
    if (place.at === 'cell') cells.push(writeCell(place.column, said))
    if (place.at === 'cells') cells.push(...cellsOf(place.columns, said))
    if (place.at === 'sheet')
      for (const part of (said as unknown[] | undefined) ?? [])
        rows.get(place.sheet)!.push([number, ...cellsOf(place.columns, part)])
  }
  cells.push(item.sourceSystem, item.sourceKey)
  rows.get(ITEMS_SHEET)!.push(cells)
  addRest(rows, rest, number)
}

function addRest(rows: SheetRows, rest: object, number: string): void {
  if (Object.keys(rest).length === 0) return
  const text = JSON.stringify(rest)
  for (let start = 0, part = 1; start < text.length; start += LONGEST_PIECE, part += 1)
    rows.get(REST_SHEET)!.push([number, part, text.slice(start, start + LONGEST_PIECE)])
}

function cellsOf(columns: ReadonlyMap<string, Column>, value: unknown): CellValue[] {
  return [...columns].map(([name, column]) =>
    writeCell(column, name === '' ? value : (value as Record<string, unknown> | undefined)?.[name]),
  )
}

/** An optional list without parts is something else than none: no row says it. */
function isEmptyOption(field: Field, value: unknown): boolean {
  return Array.isArray(value) && value.length === 0 && !(ItemContent.required as readonly string[]).includes(field)
}

function survives(place: FieldPlace, value: unknown): boolean {
  if (place.at === 'rest') return false
  if (place.at === 'cell') return saysAgain(place.column, value)
  if (place.at === 'cells') return partSurvives(place.columns, value)
  return (value as unknown[]).every((part) => partSurvives(place.columns, part))
}

function partSurvives(columns: ReadonlyMap<string, Column>, value: unknown): boolean {
  const own = columns.get('')
  if (own) return saysAgain(own, value)
  const parts = Object.entries(value as object)
  return parts.every(([name, part]) => {
    const column = columns.get(name)
    return column !== undefined && (part === '' || saysAgain(column, part))
  })
}

function saysAgain(column: Column, value: unknown): boolean {
  const cell = writeCell(column, value)
  if (cell === undefined) return false
  const text = String(cell)
  if (text === '') return Array.isArray(value) && value.length === 0
  if (
    text !== text.trim() ||
    text.includes('\r') ||
    text.length > 32_000 ||
    /[\0-\x08\x0B\x0C\x0E-\x1F\uFFFE\uFFFF]/.test(text) ||
    !text.isWellFormed()
  )
    return false
  const read = readCell(column, { text, isNumber: typeof cell === 'number', isError: false })
  return 'value' in read && isEqual(read.value, value)
}
