import type { Difference } from '../contract/difference.ts'
import type { ItemContent } from '../contract/item.ts'
import { themeTitle } from './themes.ts'
import { keyOfPart, nameOf, placeOf, shapeAt, valueInWords } from './place-titles.ts'

type Path = readonly (string | number)[]

interface Sides {
  readonly older: unknown
  readonly newer: unknown
}

/**
 * 版本差异: field by field, in the order of the page. The parts of a list are matched by their id, else by their name, so
 * that a material that moved or was renamed is the same material and nothing is told twice.
 */
export function compareContents(older: object, newer: object): Difference[] {
  const found: Difference[] = []
  compare({ older, newer }, [], { older, newer }, found)
  return found
}

/** Versions from before the element say whether they charge by what they list: having a word for it is no change. */
export function withCharge(content: ItemContent): ItemContent {
  return { ...content, charged: content.charged ?? content.fees.length > 0 }
}

function compare(sides: Sides, path: Path, whole: Sides, found: Difference[]): void {
  const { older, newer } = sides
  if (isEqual(older, newer)) return
  if (Array.isArray(older) && Array.isArray(newer)) {
    if ([...(older as unknown[]), ...(newer as unknown[])].every(isPlain))
      compareWords({ older, newer }, path, whole, found)
    else compareLists({ older, newer }, path, whole, found)
    return
  }
  if (isRecord(older) && isRecord(newer) && !isFile(newer)) {
    for (const key of inOrder(path, [...Object.keys(older), ...Object.keys(newer)]))
      compare({ older: older[key], newer: newer[key] }, [...path, key], whole, found)
    return
  }
  tell(sides, path, whole, found)
}

/** A list of words (themes, keywords, conditions): what came and what went. */
function compareWords(
  { older, newer }: { older: readonly unknown[]; newer: readonly unknown[] },
  path: Path,
  whole: Sides,
  found: Difference[],
): void {
  for (const [place, word] of older.entries())
    if (!newer.includes(word)) tell({ older: word, newer: undefined }, [...path, place], whole, found)
  for (const [place, word] of newer.entries())
    if (!older.includes(word)) tell({ older: undefined, newer: word }, [...path, place], whole, found)
  const kept = newer.filter((word) => older.includes(word))
  if (
    !isEqual(
      kept,
      older.filter((word) => newer.includes(word)),
    )
  )
    moved(path, whole, found)
}

function compareLists(
  { older, newer }: { older: readonly unknown[]; newer: readonly unknown[] },
  path: Path,
  whole: Sides,
  found: Difference[],
): void {
  const before = keyed(older)
  const after = keyed(newer)
  for (const [key, place] of before)
    if (!after.has(key)) tell({ older: older[place], newer: undefined }, [...path, place], whole, found)
  for (const [key, place] of after) {
    const was = before.get(key)
    const at = [...path, place]
    if (was === undefined) tell({ older: undefined, newer: newer[place] }, at, whole, found)
    else compare({ older: older[was], newer: newer[place] }, at, whole, found)
  }
  const keptBefore = [...before.keys()].filter((key) => after.has(key))
  const keptAfter = [...after.keys()].filter((key) => before.has(key))
  if (!isEqual(keptBefore, keptAfter)) moved(path, whole, found)
}

/** Key → place; of two with the same key the second is told apart by its number. */
function keyed(parts: readonly unknown[]): Map<string, number> {
  const places = new Map<string, number>()
  for (const [place, part] of parts.entries()) {
    const key = keyOfPart(part)
    let own = key
    for (let twin = 2; places.has(own); twin += 1) own = `${key} ${twin}`
    places.set(own, place)
  }
  return places
}

function moved(path: Path, { newer }: Sides, found: Difference[]): void {
  found.push({ path: pointer(path), place: placeOf(newer, path), kind: 'moved' })
}

function tell({ older, newer }: Sides, path: Path, whole: Sides, found: Difference[]): void {
  const kind = older === undefined ? 'added' : newer === undefined ? 'removed' : 'changed'
  const place = kind === 'removed' ? placeOfRemoved(older, path, whole) : placeOf(whole.newer, path)
  const before = inWords(path, older)
  const after = inWords(path, newer)
  found.push({ path: pointer(path), place, kind, ...(before && { before }), ...(after && { after }) })
}

/** What was taken out has no place of its own any more: it is called as it was, within what is still there. */
function placeOfRemoved(older: unknown, path: Path, whole: Sides): string {
  const last = path.at(-1)
  const own = shapeAt(path)?.title ?? nameOf(older)
  const name = typeof last === 'number' ? (nameOf(older) ?? undefined) : own
  return [placeOf(whole.newer, path.slice(0, -1)), name].filter((word) => word !== undefined && word !== '').join(' › ')
}

/** What an element says, as people read it. */
export function wordsOf(field: string, value: unknown): string {
  return inWords([field], value)
}

/** What a part of a list says, a field a line. */
export function partInWords(field: string, part: unknown): string {
  return inWords([field, 0], part)
}

/** The same, each field by itself, without its name. */
export function factsOf(field: string, part: object): { name: string; value: string }[] {
  const path = [field, 0]
  return inOrder(path, Object.keys(part)).flatMap((key) => {
    const at = [...path, key]
    const value = inWords(at, (part as Record<string, unknown>)[key])
    const name = shapeAt(at)?.title
    return name === undefined || value === '' || key === 'name' ? [] : [{ name, value }]
  })
}

/** Everything that a part says, on one line a field. */
function inWords(path: Path, value: unknown): string {
  if (value === undefined) return ''
  if (path[0] === 'themes' && typeof value === 'string') return themeTitle(value)
  if (Array.isArray(value))
    return oneAfterAnother((value as unknown[]).map((part, place) => nameOf(part) ?? inWords([...path, place], part)))
  if (!isRecord(value)) return valueInWords(shapeAt(path), value)
  const lines = inOrder(path, Object.keys(value))
    .filter((key) => key !== 'id')
    .flatMap((key) => {
      const part = value[key]
      const shape = shapeAt([...path, key])
      const words = inWords([...path, key], part)
      return shape?.title === undefined || words === '' ? [] : [`${shape.title}：${words}`]
    })
  return lines.length > 0 ? lines.join('\n') : (nameOf(value) ?? '')
}

/** Whole sentences follow each other as they are, anything else after a 顿号. */
function oneAfterAnother(parts: readonly string[]): string {
  return parts.reduce((text, part) => (text === '' || /[。；！？]$/.test(text) ? text + part : `${text}、${part}`), '')
}

/** As the contract names them: the database keeps keys in an order of its own. */
function inOrder(path: Path, keys: readonly string[]): string[] {
  const known = Object.keys(shapeAt(path)?.properties ?? {})
  const found = new Set(keys)
  return [...known.filter((key) => found.has(key)), ...[...found].filter((key) => !known.includes(key))]
}

export function pointer(path: Path): string {
  return path.map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')
}

/** 空白表格, 示例样表: another content is another file, told and merged whole. */
export function isFile(value: unknown): boolean {
  return isRecord(value) && 'sha256' in value
}

function isPlain(value: unknown): boolean {
  return typeof value !== 'object'
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

export function isEqual(a: unknown, b: unknown): boolean {
  if (Array.isArray(a) && Array.isArray(b))
    return a.length === b.length && a.every((one, place) => isEqual(one, b[place]))
  if (isRecord(a) && isRecord(b)) {
    const keys = new Set([...Object.keys(a), ...Object.keys(b)])
    return [...keys].every((key) => isEqual(a[key], b[key]))
  }
  return a === b
}
