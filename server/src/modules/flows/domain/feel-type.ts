/** 取值类型：FEEL 表达式里一个值可以是什么。Only what the subset knows; `any` is a value of which nothing is declared. */
export type FeelType =
  | { readonly kind: ScalarKind }
  /** `values`: the only texts it can be, as an enumeration of a form or of a decision table says. */
  | { readonly kind: 'string'; readonly values?: readonly string[] }
  | { readonly kind: 'list' | 'range'; readonly of: FeelType }
  | { readonly kind: 'context'; readonly fields: Readonly<Record<string, FeelType>> }

type ScalarKind =
  | 'any'
  | 'null'
  | 'number'
  | 'boolean'
  | 'date'
  | 'time'
  | 'date and time'
  | 'days and time duration'
  | 'years and months duration'

export const ANY: FeelType = { kind: 'any' }
export const NUMBER: FeelType = { kind: 'number' }
export const STRING: FeelType = { kind: 'string' }
export const BOOLEAN: FeelType = { kind: 'boolean' }
export const NULL: FeelType = { kind: 'null' }

const SCALARS: Readonly<Record<string, FeelType>> = {
  Any: ANY,
  number: NUMBER,
  string: STRING,
  boolean: BOOLEAN,
  date: { kind: 'date' },
  time: { kind: 'time' },
  'date and time': { kind: 'date and time' },
  dateTime: { kind: 'date and time' },
  'days and time duration': { kind: 'days and time duration' },
  dayTimeDuration: { kind: 'days and time duration' },
  'years and months duration': { kind: 'years and months duration' },
  yearMonthDuration: { kind: 'years and months duration' },
}

const TITLES: Readonly<Record<FeelType['kind'], string>> = {
  any: '任意值',
  null: '空值',
  number: '数',
  string: '文字',
  boolean: '是否',
  date: '日期',
  time: '时刻',
  'date and time': '日期时刻',
  'days and time duration': '时长（日、时）',
  'years and months duration': '时长（年、月）',
  list: '列表',
  range: '区间',
  context: '一组值',
}

/** `number`, `feel:string` … as a file names them; undefined for a name that is not FEEL's own. */
export function scalarNamed(name: string): FeelType | undefined {
  const plain = name.replace(/^feel:/, '')
  return Object.hasOwn(SCALARS, plain) ? SCALARS[plain] : undefined
}

export function isTemporal(type: FeelType): boolean {
  return ['date', 'time', 'date and time'].includes(type.kind)
}

export function isDuration(type: FeelType): boolean {
  return type.kind === 'days and time duration' || type.kind === 'years and months duration'
}

/** How a type is called in a sentence. */
export function titleOfType(type: FeelType): string {
  if (type.kind === 'list') return `${titleOfType(type.of)}的列表`
  return TITLES[type.kind]
}

/** Whether a value of one type can be a value of the other at all. */
export function agree(one: FeelType, other: FeelType): boolean {
  if (one.kind === 'any' || other.kind === 'any' || one.kind === 'null' || other.kind === 'null') return true
  if ((one.kind === 'list' || one.kind === 'range') && one.kind === other.kind) return agree(one.of, other.of)
  if (one.kind === 'context' && other.kind === 'context') {
    const [own, others] = [one.fields, other.fields]
    return Object.keys(own).every((name) => !Object.hasOwn(others, name) || agree(own[name]!, others[name]!))
  }
  return one.kind === other.kind
}

/** What is known of a value that is of one type or the other. */
export function either(one: FeelType, other: FeelType): FeelType {
  if (one.kind === 'null') return other
  if (other.kind === 'null') return one
  if (one.kind === 'string' && other.kind === 'string') {
    if (!one.values || !other.values) return STRING
    return { kind: 'string', values: [...new Set([...one.values, ...other.values])] }
  }
  if (one.kind === 'list' && other.kind === 'list') return { kind: 'list', of: either(one.of, other.of) }
  return one.kind === other.kind ? one : ANY
}

/** A text that the other side can never be, if both say what they can be and one names a text of its own. */
export function foreignText(one: FeelType, other: FeelType): string | undefined {
  if (one.kind !== 'string' || other.kind !== 'string' || !one.values || !other.values) return undefined
  const [few, many] = one.values.length <= other.values.length ? [one.values, other.values] : [other.values, one.values]
  return few.find((text) => !many.includes(text))
}
