import type { DraftFinding } from '@yiwang/server/contract/catalogue'
import { DRAFT_SECTIONS, ItemContent, PARTS_OF_TYPE, TYPE_PART_FIELDS } from '@yiwang/server/contract/catalogue'
import type { DraftField, DraftSection, ItemLayer } from '@yiwang/server/contract/catalogue'

/** As much of a field's schema as decides how it is edited. */
export interface FieldShape {
  readonly type?: string
  readonly title?: string
  readonly format?: string
  readonly maxLength?: number
  readonly maximum?: number
  readonly minLength?: number
  readonly anyOf?: readonly { readonly const?: unknown; readonly title?: string }[]
  readonly properties?: Readonly<Record<string, FieldShape>>
  readonly required?: readonly string[]
  readonly items?: FieldShape
}

export type Path = readonly (string | number)[]

/** What only a base item says. */
const OF_BASE: ReadonlySet<DraftField> = new Set(['adoption'])

/** The contract's own words and shapes: what it names, the page shows, in the order of the section. */
export function fieldsOf(
  section: DraftSection,
  layer: ItemLayer,
): { name: DraftField; shape: FieldShape; isOptional: boolean }[] {
  const required: readonly string[] = (ItemContent as FieldShape).required ?? []
  const fields = DRAFT_SECTIONS[section].fields.filter((name: DraftField) => layer === 'base' || !OF_BASE.has(name))
  return fields.map((name) => ({
    name,
    shape: ItemContent.properties[name] as FieldShape,
    isOptional: !required.includes(name),
  }))
}

/** 类型要素 that the editor shows: those of the type, and what was written under another type and has to go. */
export function partsInUse(powerType: unknown, content: Readonly<Record<string, unknown>>): readonly string[] {
  const own = typeof powerType === 'string' ? (PARTS_OF_TYPE[powerType] ?? []) : []
  return TYPE_PART_FIELDS.filter((field) => {
    const parts = content[field]
    return own.includes(field) || (Array.isArray(parts) && parts.length > 0)
  })
}

/** Parts of an object that are edited; what only machines read is made, not typed. */
export function partsOf(shape: FieldShape): { name: string; shape: FieldShape; isOptional: boolean }[] {
  return Object.entries(shape.properties ?? {})
    .filter(([name]) => !MADE.has(name))
    .map(([name, part]) => ({ name, shape: part, isOptional: !(shape.required ?? []).includes(name) }))
}

const MADE = new Set(['id', 'code'])

/** A new part of a list: lists start empty, yes or no starts with no, numbers of copies with nought. */
export function blankPart(shape: FieldShape): unknown {
  if (shape.type === 'string') return ''
  const made = Object.entries(shape.properties ?? {}).flatMap(([name, part]): [string, unknown][] => {
    if (MADE.has(name)) return [[name, `${name === 'id' ? 'm' : 'p'}-${crypto.randomUUID().slice(0, 8)}`]]
    if (part.type === 'array') return [[name, []]]
    if (part.type === 'boolean') return [[name, false]]
    return part.type === 'integer' && (shape.required ?? []).includes(name) ? [[name, 0]] : []
  })
  return Object.fromEntries(made)
}

export function idOf(path: Path): string {
  return `field-${path.join('-')}`
}

/** JSON pointer, as findings name their place. */
export function pointerOf(path: Path): string {
  return path.map((step) => `/${step}`).join('')
}

/** The control nearest to a place: a whole list, where one of its parts is folded away, opens by itself. */
export function idOfPointer(pointer: string): string {
  return `field-${pointer.split('/').slice(1).join('-')}`
}

/** What a part of a list is called in its heading. */
export function nameOfPart(value: unknown): string {
  if (typeof value !== 'object' || value === null) return ''
  const part = value as Record<string, unknown>
  return (
    [part['name'], part['question'], part['law'], part['act']].find((one): one is string => typeof one === 'string') ??
    ''
  )
}

export interface FieldProps {
  shape: FieldShape
  path: Path
  isOptional: boolean
  value: unknown
  findings: readonly DraftFinding[]
  onChange(value: unknown): void
}
