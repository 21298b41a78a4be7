import { bareWord } from '../../../platform/spreadsheet/index.ts'
import { ItemContent } from '../contract/item.ts'
import { STANDARD_TYPES } from '../domain/power-types.ts'
import { THEMES, findThemeByName, themeTitle } from '../domain/themes.ts'

/** How the value of a cell is written and read. */
export type CellKind = 'text' | 'integer' | 'yes-no' | 'day' | 'choice' | 'several' | 'data'

export interface Column {
  readonly title: string
  readonly kind: CellKind
  /** Value → what people read; of a choice, or of several. */
  readonly choices?: ReadonlyMap<string, string>
  /** The choices are data: {@link worded} gives those of the day. */
  readonly isPowerType?: boolean
  readonly isRequired: boolean
  /** Of a list that is always there: an empty cell says that it has no parts. */
  readonly saysNone?: boolean
  readonly mostLength?: number
  readonly hint?: string
}

/** Where an element of an item stands in the workbook. */
export type FieldPlace =
  /** One cell of the sheet of items. */
  | { readonly at: 'cell'; readonly column: Column }
  /** Some cells of the sheet of items, by what they are called in the element. */
  | { readonly at: 'cells'; readonly columns: ReadonlyMap<string, Column> }
  /** A sheet of its own with a row for each; `''` where a row is one text. */
  | { readonly at: 'sheet'; readonly sheet: string; readonly columns: ReadonlyMap<string, Column> }
  /** What nobody writes in cells: forms, templates of documents. */
  | { readonly at: 'rest' }

export type Field = keyof ItemContent

/** As much of a JSON Schema as the layout is made from. */
interface Shape {
  readonly type?: string
  readonly title?: string
  readonly const?: string
  readonly format?: string
  readonly anyOf?: readonly Shape[]
  readonly properties?: Readonly<Record<string, Shape>>
  readonly required?: readonly string[]
  readonly items?: Shape
  readonly minLength?: number
  readonly maxLength?: number
  readonly pattern?: string
  readonly minimum?: number
  readonly maximum?: number
}

export const ITEMS_SHEET = '事项'
export const REST_SHEET = '平台数据'
export const NOTES_SHEET = '填写说明'

/** 事项序号: by what the other sheets say whose row it is. */
export const NUMBER: Column = {
  title: '事项序号',
  kind: 'text',
  isRequired: true,
  hint: '自己编的号码（1、2、3…），其他表用它指明是哪个事项',
}

/** Which item a row is, and in which version: filled in by the platform, empty for a new item. */
export const IDENTITY = {
  itemId: { title: '事项标识', kind: 'text', isRequired: false, hint: '新事项空着；变更已有的事项，从导出的文件里取' },
  version: { title: '版本', kind: 'integer', isRequired: false, hint: '空着时由平台编号' },
  effectiveOn: { title: '生效日期', kind: 'day', isRequired: false, hint: '空着时是导入当天' },
  sourceSystem: { title: '来源系统', kind: 'text', isRequired: false, hint: '平台填写，请勿改动' },
  sourceKey: { title: '来源编号', kind: 'text', isRequired: false, hint: '平台填写，请勿改动' },
} as const satisfies Record<string, Column>

/** A text longer than a line has a row for each. */
const LONGEST_LINE = 1_000

/** What is empty in a cell and all the same needed is given by the platform. */
const GIVEN: ReadonlySet<string> = new Set([
  ...['division', 'organizationName', 'serviceObjects', 'audience', 'themes', 'keywords', 'common', 'instant'],
  ...['flow', 'acceptsOnline', 'delivery', 'minLevel', 'remedies', 'isDemo', 'id', 'code'],
])

export const YES_NO: ReadonlyMap<string, string> = new Map([
  ['true', '是'],
  ['false', '否'],
])

const STANDARD_TITLES = STANDARD_TYPES.titles()

/** A column with the choices that there are now. */
export function worded(column: Column, types: ReadonlyMap<string, string>): Column {
  return column.isPowerType === true ? { ...column, choices: types } : column
}

const THEME_TITLES: ReadonlyMap<string, string> = new Map(THEMES.map(({ id }) => [id, themeTitle(id)]))

/** What of a row has parts of its own, and is not needed: as the platform writes it, so that it comes back unchanged. */
const DATA = { kind: 'data', hint: '平台填写，请勿改动；在事项草稿里修改' } as const

/** Made from the contract: an element that an item gets one day has its column on that day. */
export const LAYOUT: ReadonlyMap<Field, FieldPlace> = new Map(
  Object.entries(ItemContent.properties as Record<string, Shape>).map(([field, shape]) => [
    field as Field,
    placeOfField(field, shape),
  ]),
)

function placeOfField(field: string, shape: Shape): FieldPlace {
  const isRequired = isNeeded(ItemContent, field) && (field === 'code' || !GIVEN.has(field))
  const column = columnOf(field, shape, { title: shape.title ?? field, isRequired })
  if (column) return { at: 'cell', column }
  if (shape.type === 'object' && shape.title !== undefined) {
    const columns = columnsOf(shape, { prefix: `${shape.title}·`, isRequired })
    return columns ? { at: 'cells', columns } : { at: 'rest' }
  }
  const { items } = shape
  if (shape.type !== 'array' || !items || shape.title === undefined) return { at: 'rest' }
  const own = columnOf('', items, { title: items.title ?? shape.title, isRequired: true })
  const columns = own ? new Map([['', own]]) : columnsOf(items, { prefix: '', isRequired: true, holdsData: true })
  return columns ? { at: 'sheet', sheet: shape.title, columns } : { at: 'rest' }
}

function columnsOf(
  shape: Shape,
  { prefix, isRequired, holdsData = false }: { prefix: string; isRequired: boolean; holdsData?: boolean },
): Map<string, Column> | undefined {
  const columns = Object.entries(shape.properties ?? {}).map(([name, part]) => {
    if (part.title === undefined) return undefined
    const needed = isRequired && isNeeded(shape, name) && !GIVEN.has(name) && !mayBeEmpty(part)
    const base = { title: `${prefix}${part.title}`, isRequired: needed }
    const column = columnOf(name, part, base) ?? (holdsData && !needed ? { ...base, ...DATA } : undefined)
    const saysNone = part.type === 'array' && isNeeded(shape, name)
    return column && ([name, saysNone ? { ...column, saysNone } : column] as const)
  })
  return columns.length > 0 && columns.every((column) => column !== undefined) ? new Map(columns) : undefined
}

/** An empty cell of it says something: no, none of the choices, or a text without letters. */
function mayBeEmpty({ type, format, pattern, minLength = 0, items }: Shape): boolean {
  return (
    type === 'boolean' ||
    (type === 'array' && items?.anyOf !== undefined) ||
    (type === 'string' && format === undefined && pattern === undefined && minLength === 0)
  )
}

function isNeeded(shape: Shape, name: string): boolean {
  return shape.required?.includes(name) ?? false
}

/** Undefined for what does not fit into a cell. */
function columnOf(name: string, shape: Shape, base: { title: string; isRequired: boolean }): Column | undefined {
  if (name === 'powerType')
    return {
      ...{ ...base, kind: 'choice', choices: STANDARD_TITLES, isPowerType: true },
      hint: `请从列表里选择${base.title}`,
    }
  if (shape.anyOf) {
    const choices = choicesOf(shape)
    return choices && { ...base, kind: 'choice', choices, hint: `请从列表里选择${base.title}` }
  }
  if (shape.type === 'boolean') return { ...base, kind: 'yes-no', choices: YES_NO, hint: '是或者否；空着是否' }
  if (shape.type === 'integer') return { ...base, kind: 'integer', hint: integerHint(shape) }
  if (shape.type === 'string') return textColumn(shape, base)
  if (shape.type !== 'array' || !shape.items) return undefined
  if (name === 'themes') return { ...base, kind: 'several', choices: THEME_TITLES, hint: '可以有几个，用分号隔开' }
  const { items } = shape
  const choices = choicesOf(items)
  if (choices) {
    const hint = `可以有几个，用分号隔开：${[...choices.values()].join('；')}`
    return { ...base, kind: 'several', choices, hint }
  }
  if (items.type !== 'string' || (items.maxLength ?? 0) > LONGEST_LINE) return undefined
  return { ...base, kind: 'several', hint: '可以有几个，用分号隔开' }
}

function textColumn(shape: Shape, base: { title: string; isRequired: boolean }): Column {
  if (shape.format === 'date') return { ...base, kind: 'day', hint: '写成 2026-01-31' }
  const { maxLength } = shape
  return {
    ...base,
    kind: 'text',
    ...(maxLength !== undefined && { mostLength: maxLength, hint: `最多 ${maxLength} 字` }),
  }
}

function integerHint({ minimum, maximum }: Shape): string {
  return minimum !== undefined && maximum !== undefined ? `${minimum} 到 ${maximum} 的整数，不写单位` : '整数，不写单位'
}

function choicesOf(shape: Shape): ReadonlyMap<string, string> | undefined {
  const pairs = (shape.anyOf ?? []).map(({ const: value, title }) => [value, title] as const)
  const isWhole = pairs.every(
    (pair): pair is readonly [string, string] => pair[0] !== undefined && pair[1] !== undefined,
  )
  return pairs.length > 0 && isWhole ? new Map(pairs) : undefined
}

/** The choice that somebody wrote: by its title, by what it is inside, of themes also by what others call it. */
export function choiceOf(column: Column, word: string): string | undefined {
  const { choices } = column
  if (!choices) return word
  const bare = bareWord(word)
  for (const [value, title] of choices) if (bareWord(title) === bare || value === word) return value
  return choices === THEME_TITLES ? findThemeByName(word) : undefined
}
