import type { Context } from '../../../platform/act/index.ts'

/** The inbox's own blind index: name, citizen id and phone alike, so that one search box finds by any of them. */
const CONTEXT = 'flows.person'

export function blindPerson(ctx: Context, word: string): Buffer {
  return ctx.vault.blind(word.normalize('NFKC').replace(/\s+/g, '').toUpperCase(), CONTEXT)
}

export function blindPersons(ctx: Context, words: readonly string[]): Buffer[] {
  return [...new Set(words.filter((word) => word.trim() !== ''))].map((word) => blindPerson(ctx, word))
}
