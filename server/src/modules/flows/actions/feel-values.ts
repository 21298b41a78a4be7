import { date, dateAndTime, duration, time } from 'feelin'
import { agree, titleOfType } from '../domain/feel-type.ts'
import type { FeelType } from '../domain/feel-type.ts'

/** A value that is not of the type that was declared for it. */
export class FeelValueError extends Error {}

/**
 * JSON → FEEL: a form writes dates as texts, FEEL compares dates. Null stays null, whatever was declared.
 * @throws FeelValueError, as a sentence without the value's name and without a full stop
 */
export function feelOf(value: unknown, type: FeelType): unknown {
  if (value === null || value === undefined || type.kind === 'any') return value ?? null
  switch (type.kind) {
    case 'list':
      if (!Array.isArray(value)) throw wrong(type, value)
      return value.map((one) => feelOf(one, type.of))
    case 'context':
      return contextOf(value, type)
    case 'string':
      if (typeof value !== 'string') throw wrong(type, value)
      if (type.values && !type.values.includes(value)) throw new FeelValueError(`“${value}”不在可取的值里`)
      return value
    default:
      return scalarOf(value, type)
  }
}

function contextOf(value: unknown, type: FeelType & { kind: 'context' }): unknown {
  if (typeof value !== 'object' || Array.isArray(value)) throw wrong(type, value)
  const given = value as Readonly<Record<string, unknown>>
  return Object.fromEntries(Object.entries(type.fields).map(([name, field]) => [name, feelOf(given[name], field)]))
}

const READERS: Partial<Record<FeelType['kind'], (text: string) => unknown>> = {
  date,
  time,
  'date and time': dateAndTime,
  'days and time duration': duration,
  'years and months duration': duration,
}

function scalarOf(value: unknown, type: FeelType): unknown {
  if (agree(type, { kind: typeof value === 'boolean' ? 'boolean' : 'number' }) && typeof value !== 'string')
    return value
  const reader = READERS[type.kind]
  if (!reader || typeof value !== 'string') throw wrong(type, value)
  const read = tried(() => reader(value))
  if (read === null || read === undefined) throw wrong(type, value)
  return read
}

/** feelin throws for some texts that are no date, and gives nothing for others. */
function tried(read: () => unknown): unknown {
  try {
    return read()
  } catch (error) {
    if (error instanceof Error) return undefined
    throw error
  }
}

function wrong(type: FeelType, value: unknown): FeelValueError {
  return new FeelValueError(`应当是${titleOfType(type)}，给的是 ${JSON.stringify(value).slice(0, 60)}`)
}

/** FEEL → JSON: dates and durations as ISO 8601 texts. */
export function plainOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plainOf)
  if (typeof value !== 'object' || value === null) return value ?? null
  if (Object.getPrototypeOf(value) !== Object.prototype) return String(value)
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, plainOf(one)]))
}
