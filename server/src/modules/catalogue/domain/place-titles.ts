import { ItemContent } from '../contract/item.ts'

/** As much of a JSON Schema as titles are read from. */
interface Shape {
  readonly type?: string
  readonly title?: string
  readonly const?: unknown
  readonly anyOf?: readonly Shape[]
  readonly properties?: Readonly<Record<string, Shape>>
  readonly items?: Shape
}

/** By what the parts of a list are told apart; the first that a part has is also what people call it. */
const KEYS = ['id', 'code', 'field'] as const
const NAMES = ['title', 'name', 'question', 'law', 'act'] as const
/** What tells parts of one name apart: articles of a law, tiers of an act. */
const FURTHER = ['article', 'grade'] as const

/**
 * The way to a place in an item's content, in the words of its page: 申请材料 › 申请书 › 原件份数.
 * Inside a form, which brings its own words, it is the question's title.
 */
export function placeOf(content: unknown, path: readonly (string | number)[]): string {
  const words: string[] = []
  let shape: Shape | undefined = ItemContent
  let value = content
  for (const step of path) {
    value = partOf(value, step)
    shape = shape?.type === 'array' ? shape.items : shape?.properties?.[String(step)]
    const word = typeof step === 'number' ? partTitle(value, step) : (shape?.title ?? nameOf(value))
    if (word !== undefined) words.push(word)
  }
  return words.join(' › ')
}

/** A word of a list is the whole of it: it has no name beside itself. */
function partTitle(value: unknown, place: number): string | undefined {
  return typeof value === 'string' && value !== '' ? undefined : (nameOf(value) ?? `第 ${place + 1} 项`)
}

function partOf(value: unknown, step: string | number): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[step] : undefined
}

/** What a part of a list is called: its name, a question's title. */
export function nameOf(value: unknown): string | undefined {
  if (typeof value === 'string') return undefined
  const named = NAMES.map((key) => partOf(value, key)).find((name) => typeof name === 'string' && name !== '')
  return typeof named === 'string' ? named : undefined
}

/** By what a part is found again in another version: its id, else its name, else what it says. */
export function keyOfPart(value: unknown): string {
  if (typeof value !== 'object' || value === null) return String(value)
  const key = KEYS.map((name) => partOf(value, name)).find((one) => typeof one === 'string')
  if (typeof key === 'string') return `#${key}`
  const further = FURTHER.map((name) => partOf(value, name)).find((one) => typeof one === 'string')
  return `${nameOf(value) ?? JSON.stringify(value)} ${typeof further === 'string' ? further : ''}`
}

/** The schema of a place, as far as the contract knows it. */
export function shapeAt(path: readonly (string | number)[]): Shape | undefined {
  return path.reduce<Shape | undefined>(
    (shape, step) => (shape?.type === 'array' ? shape.items : shape?.properties?.[String(step)]),
    ItemContent as Shape,
  )
}

/** A value as people read it: 是, 工作日 rather than workday. */
export function valueInWords(shape: Shape | undefined, value: unknown): string {
  if (value === undefined || value === null) return ''
  if (typeof value === 'boolean') return value ? '是' : '否'
  const choice = shape?.anyOf?.find((one) => one.const === value)
  if (choice?.title !== undefined) return choice.title
  if (typeof value === 'string' || typeof value === 'number') return String(value)
  return JSON.stringify(value)
}
