import { isCalendarDate } from '../../../kernel/index.ts'
import type { ReadCell } from '../../../platform/spreadsheet/index.ts'
import { choiceOf } from './layout.ts'
import type { Column } from './layout.ts'

/** What a cell says, or what is wrong with it and what to do. */
export type CellReading = { readonly value: unknown } | { readonly fault: string }

const SEVERAL = /[；;、，,\n]/
/** Programs keep fifteen digits of a number. */
const MOST_DIGITS = 15

export function readCell(column: Column, cell: ReadCell): CellReading {
  if (cell.isError) return { fault: `公式没有结果（${cell.text}），请直接填写内容` }
  const { text } = cell
  switch (column.kind) {
    case 'integer':
      return readInteger(text)
    case 'day':
      return readDay(cell)
    case 'yes-no':
      return readYesNo(column, text)
    case 'choice':
      return readChoice(column, text)
    case 'several':
      return readSeveral(column, text)
    case 'data':
      return readData(text)
    case 'text':
      return cell.isNumber && text.replace(/\D/g, '').length > MOST_DIGITS
        ? { fault: '被当作数字，后面几位已经丢失，请把单元格设为文本后重新填写' }
        : { value: text }
  }
}

function readData(text: string): CellReading {
  try {
    return { value: JSON.parse(text) }
  } catch {
    return { fault: '是平台填写的内容，被改动过；请清空，或者从导出的文件里复制' }
  }
}

function readInteger(text: string): CellReading {
  const plain = text.normalize('NFKC')
  return /^-?\d{1,9}$/.test(plain)
    ? { value: Number(plain) }
    : { fault: `应当是整数，不带单位，写的是“${shown(text)}”` }
}

function readYesNo(column: Column, text: string): CellReading {
  const value = choiceOf(column, text) ?? WAYS_TO_SAY[text.trim().toLowerCase()]
  return value === undefined ? { fault: `应当填“是”或者“否”，写的是“${shown(text)}”` } : { value: value === 'true' }
}

const WAYS_TO_SAY: Readonly<Record<string, string>> = {
  '1': 'true',
  '0': 'false',
  y: 'true',
  n: 'false',
  '√': 'true',
  有: 'true',
  无: 'false',
}

function readChoice(column: Column, text: string): CellReading {
  const value = choiceOf(column, text)
  return value === undefined ? { fault: notAmong(column, text) } : { value }
}

function readSeveral(column: Column, text: string): CellReading {
  const words = text.split(SEVERAL).map((word) => word.trim())
  const values: string[] = []
  for (const word of words.filter((one) => one !== '')) {
    const value = choiceOf(column, word)
    if (value === undefined) return { fault: notAmong(column, word) }
    if (!values.includes(value)) values.push(value)
  }
  return { value: values }
}

function notAmong(column: Column, word: string): string {
  return `“${shown(word)}”不在可选的内容里，请从这些里选：${[...(column.choices?.values() ?? [])].join('、')}`
}

const DAY = /^(\d{4})(?:[-/.年](\d{1,2})[-/.月](\d{1,2})日?|(\d{2})(\d{2}))$/
/** Days since 1899-12-30, as programs count: some time between 1954 and 2119. */
const SERIAL = { from: 20_000, to: 80_000 }

function readDay({ text, isNumber }: ReadCell): CellReading {
  const serial = isNumber ? Math.floor(Number(text)) : Number.NaN
  if (serial >= SERIAL.from && serial <= SERIAL.to)
    return { value: new Date(Date.UTC(1899, 11, 30 + serial)).toISOString().slice(0, 10) }
  const found = DAY.exec(text.normalize('NFKC').split(' ')[0] ?? '')
  const [, year, month = found?.[4], day = found?.[5]] = found ?? []
  const value = found ? `${year}-${month!.padStart(2, '0')}-${day!.padStart(2, '0')}` : ''
  return isCalendarDate(value) ? { value } : { fault: `日期应当写成 2026-01-31，写的是“${shown(text)}”` }
}

/** A value as its cell says it; undefined for what is not said. */
export function writeCell(column: Column, value: unknown): string | number | undefined {
  if (value === undefined || value === null) return undefined
  if (column.kind === 'integer') return typeof value === 'number' ? value : undefined
  if (column.kind === 'yes-no') return value === true ? '是' : '否'
  if (column.kind === 'data') return JSON.stringify(value)
  if (Array.isArray(value)) return value.map((one) => wordOf(column, String(one))).join('；')
  return wordOf(column, typeof value === 'string' ? value : '')
}

function wordOf(column: Column, value: string): string {
  return column.choices?.get(value) ?? value
}

function shown(text: string): string {
  return text.length <= 40 ? text : `${text.slice(0, 39)}…`
}
