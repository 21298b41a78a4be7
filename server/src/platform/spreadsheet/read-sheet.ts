import { NotAWorkbook } from './open-parts.ts'
import { parseXml } from './parse-xml.ts'
import { columnNumber, decoded } from './xml-text.ts'

export interface ReadCell {
  readonly text: string
  /** The cell holds a number: what was a long code has lost its last digits. */
  readonly isNumber: boolean
  /** The cell's formula came to nothing (`#REF!`). */
  readonly isError: boolean
}

export interface ReadRow {
  /** As the program counts: from 1. */
  readonly number: number
  /** By column, from 1; empty cells are not there. */
  readonly cells: ReadonlyMap<number, ReadCell>
}

export interface SharedParts {
  readonly texts: readonly string[]
  readonly isDate: (style: number) => boolean
  readonly isFrom1904: boolean
}

/** Rows that hold something, in order. @throws NotAWorkbook */
export function readSheet(xml: string, shared: SharedParts, allowance: { cells: number }): ReadRow[] {
  const rows = new Map<number, Map<number, ReadCell>>()
  const merged: string[] = []
  const place = { row: 0, column: 0 }
  let cell: { type: string; style: number; value: string[] } | undefined
  let isValue = false
  parseXml(xml, {
    open(name, attributes) {
      if (name === 's:row') Object.assign(place, { row: Number(attributes['r']) || place.row + 1, column: 0 })
      if (name === 's:c') {
        place.column = columnNumber(attributes['r'] ?? '') || place.column + 1
        cell = { type: attributes['t'] ?? 'n', style: Number(attributes['s'] ?? 0), value: [] }
      }
      if (name === 's:v' || name === 's:t') isValue = true
      if (name === 's:mergeCell') merged.push(attributes['ref'] ?? '')
    },
    text(text) {
      if (isValue) cell?.value.push(text)
    },
    close(name) {
      if (name === 's:v' || name === 's:t') isValue = false
      if (name !== 's:c' || !cell) return
      const read = cellFrom({ ...cell, value: cell.value.join('') }, shared)
      cell = undefined
      if (read.text === '') return
      allowance.cells -= 1
      if (allowance.cells < 0) throw new NotAWorkbook('too-much-inside')
      rowOf(rows, place.row).set(place.column, read)
    },
  })
  for (const range of merged) fillMerged(rows, range, allowance)
  return [...rows].sort(([a], [b]) => a - b).map(([number, cells]) => ({ number, cells }))
}

function rowOf(rows: Map<number, Map<number, ReadCell>>, number: number): Map<number, ReadCell> {
  const found = rows.get(number) ?? new Map<number, ReadCell>()
  rows.set(number, found)
  return found
}

function cellFrom(
  { type, style, value }: { type: string; style: number; value: string },
  { texts, isDate, isFrom1904 }: SharedParts,
): ReadCell {
  const told = { isNumber: false, isError: false }
  if (type === 's') return { ...told, text: cleaned(texts[Number(value)] ?? '') }
  if (type === 'inlineStr' || type === 'str') return { ...told, text: cleaned(decoded(value)) }
  if (type === 'e') return { ...told, text: value, isError: true }
  if (type === 'b') return { ...told, text: value === '1' ? '是' : '否' }
  if (type === 'd') return { ...told, text: value.slice(0, 10) }
  const number = Number(value)
  if (value.trim() === '' || !Number.isFinite(number)) return { ...told, text: value.trim() }
  const day = isDate(style) ? dayOf(number, isFrom1904) : undefined
  return day === undefined ? { ...told, text: numberText(number), isNumber: true } : { ...told, text: day }
}

function cleaned(text: string): string {
  return text.replace(/\r\n?/g, '\n').replace(/^[\s\u3000]+|[\s\u3000]+$/g, '')
}

/** Without what is left of counting in twos: 0.1 + 0.2 is 0.3. */
function numberText(number: number): string {
  return String(Number.isInteger(number) ? number : Number(number.toPrecision(15)))
}

const DAY_MS = 86_400_000

/** Days since the end of 1899, which Office counts with a 29 February 1900; or since the beginning of 1904. */
function dayOf(serial: number, isFrom1904: boolean): string | undefined {
  const days = Math.floor(serial) + (isFrom1904 ? 1_462 : 0)
  if (days < 61 || days > 2_958_465) return undefined
  return new Date(Date.UTC(1899, 11, 30) + days * DAY_MS).toISOString().slice(0, 10)
}

const RANGE = /^([A-Z]{1,3})(\d{1,7}):[A-Z]{1,3}(\d{1,7})$/

/** What is merged over several rows holds for each of them, as people read it; beside it, it says nothing. */
function fillMerged(rows: Map<number, Map<number, ReadCell>>, range: string, allowance: { cells: number }): void {
  const found = RANGE.exec(range)
  if (!found) return
  const column = columnNumber(found[1]!)
  const [top, bottom] = [Number(found[2]), Number(found[3])]
  const first = rows.get(top)?.get(column)
  if (!first || bottom <= top) return
  allowance.cells -= bottom - top
  if (allowance.cells < 0) throw new NotAWorkbook('too-much-inside')
  for (let row = top + 1; row <= bottom; row += 1) rowOf(rows, row).set(column, first)
}
