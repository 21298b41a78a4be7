import { todayIn } from '../../../kernel/index.ts'
import type { CalendarDate } from '../../../kernel/index.ts'

/** A JSON object of unknown make, read field by field: real files mix numbers and texts, objects and lists of one. */
export type RawRecord = Readonly<Record<string, unknown>>

export function isRecord(value: unknown): value is RawRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The record, or the first of a list of records: one real interface sends the one, its sister the other. */
export function oneRecord(value: unknown): RawRecord | undefined {
  if (isRecord(value)) return value
  return Array.isArray(value) ? value.find(isRecord) : undefined
}

export function records(value: unknown): RawRecord[] {
  if (Array.isArray(value)) return value.filter(isRecord)
  return isRecord(value) ? [value] : []
}

/** Words that forms are filled with when there is nothing to say. */
const NOTHING = new Set(['', '无', '暂无', '无。', '/', '-', 'null'])

/** A field as clean text, or undefined when it says nothing. */
export function textOf(record: RawRecord | undefined, field: string): string | undefined {
  const value = record?.[field]
  const raw = typeof value === 'number' ? String(value) : typeof value === 'string' ? value : ''
  const text = cleanText(raw)
  return NOTHING.has(text) ? undefined : text
}

/** Full-width spaces and carriage returns out, and remains of web pages that the sources let through. */
export function cleanText(raw: string): string {
  return raw
    .replace(/javascript:void\(0\);?/g, '')
    .replace(/\r\n?/g, '\n')
    .replace(/[\t \u00a0\u3000]+/g, ' ')
    .replace(/ *\n */g, '\n')
    .replace(/\n{2,}/g, '\n')
    .trim()
}

/** A whole number that may have been sent as text. `undefined` when absent, `NaN` when it is something else. */
export function integerOf(record: RawRecord | undefined, field: string): number | undefined {
  const text = textOf(record, field)
  if (text === undefined) return undefined
  return /^\d{1,6}$/.test(text) ? Number(text) : Number.NaN
}

/** Milliseconds since 1970 as the day that it was in Shanghai: sources store midnight there, which is the day before in UTC. */
export function dayOf(record: RawRecord | undefined, field: string): CalendarDate | undefined {
  const value = record?.[field]
  const ms =
    typeof value === 'number'
      ? value
      : typeof value === 'string' && /^\d{9,14}$/.test(value)
        ? Number(value)
        : Number.NaN
  return Number.isFinite(ms) && ms > 0 && ms < 4_102_444_800_000 ? todayIn(new Date(ms)) : undefined
}

export function listOf(text: string | undefined): string[] {
  return (text ?? '')
    .split(/[,，;；]/)
    .map((part) => part.trim())
    .filter((part) => part !== '')
}

/** Cut to what the item's field holds; with an ellipsis, so that a reader sees that there was more. */
export function clip(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most - 1)}…`
}
