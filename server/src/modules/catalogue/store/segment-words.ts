import { Jieba } from '@node-rs/jieba'
import { dict } from '@node-rs/jieba/dict.js'
import synonymFile from '../../../../../data/search/synonyms.json' with { type: 'json' }

let jieba: Jieba | undefined

/** The dictionary takes a quarter of a second to load: only once somebody searches or imports. */
function segmenter(): Jieba {
  jieba ??= Jieba.withDict(dict)
  return jieba
}

const SYNONYMS = new Map<string, readonly string[]>(Object.entries(synonymFile.synonyms))
const LONGEST_SYNONYM = Math.max(...[...SYNONYMS.keys()].map((key) => key.length))

/** Words of asking, not of what is asked for. */
const IDLE = new Set(
  '的 了 和 与 及 或 在 对 要 想 我 我要 我想 办 办理 办事 申请 怎么 怎么办 怎样 如何 哪里 什么 需要 一个 请问 去 到 吗 呢 给 一下 个 手续 流程 指南'.split(
    ' ',
  ),
)

const WORD = /[\p{Script=Han}\p{Letter}\p{Number}]/u

/** Words of a text, finely: a long word and the words that it is made of. */
export function wordsOf(text: string): string[] {
  return segmenter()
    .cutForSearch(plain(text), true)
    .filter((word) => WORD.test(word))
}

/** A question as alternatives, any of which finds: its own words, and the words of things that people mean by it. */
export interface Question {
  /** What is asked for, without the words of asking: what a name may hold as it stands. */
  readonly phrase: string
  readonly words: readonly string[]
  readonly alternatives: readonly (readonly string[])[]
}

export function questionOf(text: string): Question {
  const asked = plain(text)
  const cut = segmenter()
    .cut(asked, true)
    .filter((word) => WORD.test(word))
  const telling = cut.filter((word) => !IDLE.has(word))
  const words = telling.length > 0 ? telling : cut
  const meant = meanings(asked).map((phrase) =>
    segmenter()
      .cut(phrase, true)
      .filter((word) => WORD.test(word)),
  )
  return { phrase: phraseOf(asked), words, alternatives: [words, ...meant].filter((one) => one.length > 0) }
}

const ASKING = /^(请问|我想要?|我要|想要|怎么|怎样|如何|在哪里|哪里)*(办理|申请|申办|领取|办)?/u

function phraseOf(asked: string): string {
  return asked.replace(ASKING, '').replace(/[?？。!！]+$/u, '') || asked
}

/** The longest of the people's words that stand in the question, and all that they may mean. */
function meanings(asked: string): string[] {
  for (let length = Math.min(asked.length, LONGEST_SYNONYM); length >= 2; length -= 1) {
    for (let start = 0; start + length <= asked.length; start += 1) {
      const meant = SYNONYMS.get(asked.slice(start, start + length))
      if (meant) return [...meant]
    }
  }
  return []
}

/** Compatibility forms (full-width letters, circled figures) as the ordinary ones, in lower case, without spaces between Chinese. */
export function plain(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/(?<=\p{Script=Han})\s+(?=\p{Script=Han})/gu, '')
    .trim()
}
