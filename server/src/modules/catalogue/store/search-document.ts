import type { ItemContent } from '../contract/item.ts'
import { wordsOf } from './segment-words.ts'

/** What an item can be found by, as the text of a tsvector: A its name and keywords, B what else names it, C its text. */
export function searchDocument(content: ItemContent, themeTitles: readonly string[]): string {
  const parts: readonly [weight: string, texts: readonly (string | undefined)[]][] = [
    ['A', [content.name, ...content.keywords]],
    ['B', [content.plainName, content.parentName, ...themeTitles, content.organizationName]],
    ['C', [content.result.name, content.licenceType?.name, ...content.materials.map((material) => material.name)]],
  ]
  const lexemes = new Map<string, string>()
  let position = 0
  for (const [weight, texts] of parts) {
    for (const text of texts) {
      for (const word of text === undefined ? [] : wordsOf(text)) {
        position = Math.min(position + 1, 16_000)
        const lexeme = quoted(word)
        if (!lexemes.has(lexeme)) lexemes.set(lexeme, `${lexeme}:${position}${weight}`)
      }
    }
  }
  return [...lexemes.values()].join(' ')
}

/** A word as PostgreSQL writes a lexeme. */
export function quoted(word: string): string {
  return `'${word.slice(0, 200).replace(/['\\]/g, '')}'`
}
