import type { ItemContent } from '../contract/item.ts'
import { wordsOf } from './segment-words.ts'

/** What an item can be found by, as the text of a tsvector: A its name and keywords, B what else names it, C its text. */
export function searchDocument(content: ItemContent, themeTitles: readonly string[]): string {
  const parts: readonly [weight: string, texts: readonly (string | undefined)[]][] = [
    ['A', [content.name, ...content.keywords]],
    ['B', [content.plainName, content.parentName, ...themeTitles, content.organizationName]],
    ['C', [content.result.name, content.licenceType?.name, ...content.materials.map((material) => material.name)]],
  ]
  const words = parts.flatMap(([weight, texts]) =>
    texts.flatMap((text) => wordsOf(text ?? '').map((word) => ({ lexeme: quoted(word), weight }))),
  )
  const first = new Map<string, string>()
  words.forEach(({ lexeme, weight }, index) => {
    if (!first.has(lexeme)) first.set(lexeme, `${lexeme}:${Math.min(index + 1, LAST_POSITION)}${weight}`)
  })
  return [...first.values()].join(' ')
}

/** PostgreSQL keeps positions up to 16,383. */
const LAST_POSITION = 16_000

/** A word as PostgreSQL writes a lexeme. */
export function quoted(word: string): string {
  return `'${word.slice(0, 200).replace(/['\\]/g, '')}'`
}
