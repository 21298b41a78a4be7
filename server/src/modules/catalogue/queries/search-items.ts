import type { InputOf, OutputOf } from '../../../kernel/index.ts'
import type { Context } from '../../../platform/act/index.ts'
import type { Tx } from '../../../platform/db/index.ts'
import type { SearchItems, SearchWay } from '../contract/search-items.ts'
import * as searchStore from '../store/search-store.ts'
import { meantBySound, questionOf, wordsOf } from '../store/segment-words.ts'
import type { Question } from '../store/segment-words.ts'
import { loadSounds } from '../store/sounds.ts'

/** 查找事项, by the first way of reading the question that finds anything: see `waysOf`. */
export async function searchItems(
  ctx: Context,
  input: InputOf<typeof SearchItems>,
): Promise<OutputOf<typeof SearchItems>> {
  const { q, page = 1, pageSize = 20, ...filters } = input
  const asked = q?.trim() ?? ''
  const scope = { filters, today: ctx.today, limit: pageSize, offset: (page - 1) * pageSize }
  if (asked === '') return { ...(await searchStore.list(ctx.tx, scope)), page, pageSize, words: [], meant: [] }
  const question = questionOf(asked)
  const words = [...new Set([...question.alternatives, ...question.meant].flat())]
  const told = { page, pageSize, words, meant: question.phrases.slice(1) }
  for (const { way, find } of waysOf(ctx.tx, { asked, question, scope })) {
    const answer = await find()
    if (answer.total > 0) return { ...answer, ...told, way }
  }
  return { items: [], total: 0, isTotalExact: true, ...told }
}

interface Way {
  readonly way: SearchWay
  readonly find: () => Promise<searchStore.SearchAnswer>
}

/**
 * All words of the question, or of what people mean by it; what they mean alone; what it sounds like, for pinyin, first
 * letters and characters of the same sound; any of its words; what any of its words sounds like.
 */
function waysOf(
  tx: Tx,
  { asked, question, scope }: { asked: string; question: Question; scope: searchStore.SearchScope },
): Way[] {
  const { phrases, words, alternatives, meant, occasions } = question
  const byWords = (way: SearchWay, some: readonly (readonly string[])[]): Way[] => {
    const find = () => searchStore.search(tx, { ...scope, phrases, words, occasions, alternatives: some })
    return some.length === 0 ? [] : [{ way, find }]
  }
  const byAnyWord: Way[] = [
    ...byWords(
      'any-word',
      words.map((word) => [word]),
    ),
    { way: 'any-sound', find: () => bySounds(tx, words, { scope, occasions }) },
  ]
  return [
    ...byWords('words', alternatives),
    ...byWords('meaning', meant),
    { way: 'sound', find: () => bySound(tx, asked, { scope, occasions }) },
    ...(words.length < 2 ? [] : byAnyWord),
  ]
}

type Sounding = { scope: searchStore.SearchScope; occasions: Question['occasions'] }

/** The question in one piece, or people's words that sound like it. */
async function bySound(tx: Tx, asked: string, { scope, occasions }: Sounding): Promise<searchStore.SearchAnswer> {
  const sounds = await loadSounds()
  const sound = sounds.of(asked)
  const meant = meantBySound(sound, sounds)
  if (meant.length > 0) {
    const alternatives = meant.map(wordsOf)
    return searchStore.search(tx, { ...scope, phrases: meant, words: [], occasions, alternatives })
  }
  return searchStore.searchBySound(tx, { ...scope, sounds: [sound], occasions })
}

async function bySounds(
  tx: Tx,
  words: readonly string[],
  { scope, occasions }: Sounding,
): Promise<searchStore.SearchAnswer> {
  const sounds = await loadSounds()
  const told = words.filter((word) => word.length > 1).map(sounds.of)
  return searchStore.searchBySound(tx, { ...scope, sounds: told, occasions })
}
