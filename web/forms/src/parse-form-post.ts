import { type Answers, choicesOf, type FormSchema, fieldsOf, resolved, typeOf } from './form-schema.ts'
import { normalizeAnswer } from './normalize-answer.ts'

/** Prefix of the names of all fields, so that they never meet a form's hidden fields. */
export const answersPrefix = 'answers'

/** Name of the buttons that add to or take from a list; the value names the list or the entry. */
export const listAddName = 'answers-add'
export const listRemoveName = 'answers-remove'

/**
 * Turns a plain form post (scripts off, or not loaded yet) into answers. Every field's name is its path in the
 * schema. What is empty is left out; what can't be read as its type stays text, so that checking says so.
 */
export function parseFormPost(schema: FormSchema, form: FormData): Answers {
  const removed = text(form, listRemoveName)
  const added = text(form, listAddName)
  const reader: Reader = { form, root: schema, added, removed }
  return readObject(reader, schema, answersPrefix) ?? {}
}

/** True when the post only asks for one entry more or less in a list: show the form again, check nothing. */
export function isListChange(form: FormData): boolean {
  return form.has(listAddName) || form.has(listRemoveName)
}

interface Reader {
  form: FormData
  root: FormSchema
  added: string | undefined
  removed: string | undefined
}

function read(reader: Reader, field: FormSchema, name: string): unknown {
  const schema = resolved(field, reader.root)
  switch (typeOf(schema)) {
    case 'object':
      return readObject(reader, schema, name)
    case 'array':
      return readArray(reader, schema, name)
    case 'boolean':
      return readBoolean(reader.form, name)
    case 'number':
    case 'integer':
      return readNumber(reader.form, name)
    case undefined:
    case 'string':
    case 'null':
      return choicesOf(schema) === undefined
        ? readText(reader.form, schema, name)
        : readChoice(reader.form, schema, name)
  }
}

function readObject(reader: Reader, schema: FormSchema, name: string): Record<string, unknown> | undefined {
  const entries = [...fieldsOf(schema, reader.root)]
    .map(([key, field]) => [key, read(reader, field, `${name}.${key}`)] as const)
    .filter(([, value]) => value !== undefined)
  return entries.length === 0 ? undefined : Object.fromEntries(entries)
}

function readArray(reader: Reader, schema: FormSchema, name: string): unknown[] | undefined {
  const items = typeof schema.items === 'object' ? resolved(schema.items, reader.root) : {}
  const list = choicesOf(items) === undefined ? readEntries(reader, items, name) : readChosen(reader.form, items, name)
  if (reader.added === name) list.push(typeOf(items) === 'object' ? {} : '')
  return list.length === 0 ? undefined : list
}

function readEntries(reader: Reader, items: FormSchema, name: string): unknown[] {
  const positions = new Set<number>()
  for (const key of reader.form.keys()) {
    const rest = key.startsWith(`${name}.`) ? key.slice(name.length + 1) : ''
    const position = /^(\d+)(\.|$)/.exec(rest)?.[1]
    if (position !== undefined) positions.add(Number(position))
  }
  return [...positions]
    .toSorted((a, b) => a - b)
    .filter((position) => reader.removed !== `${name}.${position}`)
    .map((position) => read(reader, items, `${name}.${position}`))
    .filter((entry) => entry !== undefined)
}

function readChosen(form: FormData, items: FormSchema, name: string): unknown[] {
  const choices = choicesOf(items) ?? []
  return form
    .getAll(name)
    .filter((one) => typeof one === 'string' && one !== '')
    .map((one) => choices.find(({ value }) => String(value) === one)?.value ?? one)
}

function readChoice(form: FormData, schema: FormSchema, name: string): unknown {
  const chosen = text(form, name)
  if (chosen === undefined) return undefined
  const match = choicesOf(schema)?.find(({ value }) => String(value) === chosen)
  return match === undefined ? chosen : match.value
}

function readBoolean(form: FormData, name: string): boolean | undefined {
  const value = text(form, name)
  if (value === undefined) return undefined
  return value === 'true' || value === 'on'
}

function readNumber(form: FormData, name: string): number | string | undefined {
  const value = text(form, name)?.replaceAll(/[,，\s]/g, '')
  if (value === undefined || value === '') return undefined
  const number = Number(value)
  return Number.isFinite(number) ? number : value
}

function readText(form: FormData, schema: FormSchema, name: string): string | undefined {
  const value = text(form, name)
  return value === undefined ? undefined : normalizeAnswer(schema.format, value)
}

function text(form: FormData, name: string): string | undefined {
  const value = form.get(name)
  if (typeof value !== 'string') return undefined
  const trimmed = value.trim()
  return trimmed === '' ? undefined : trimmed
}
