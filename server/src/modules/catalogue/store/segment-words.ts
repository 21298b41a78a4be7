import { Jieba } from '@node-rs/jieba'
import { dict } from '@node-rs/jieba/dict.js'
import { occasionsAsked, withoutOccasion } from '../domain/occasions.ts'
import type { Occasion } from '../domain/occasions.ts'
import synonymFile from '../../../../../data/search/synonyms.json' with { type: 'json' }
import type { Sounds } from './sounds.ts'

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
  (
    '的 了 和 与 及 或 在 对 要 想 我 我要 我想 办 办理 办事 申请 怎么 怎么办 怎样 如何 哪里 哪 什么 需要 一个 请问 去 到 吗 呢 给 一下 个 手续 流程 指南 ' +
    '办个 证件 开 领 可以 能 不能 能不能 是 有 没有 被 把 让 家里 自己 本地 现在 已经'
  ).split(' '),
)

const WORD = /[\p{Script=Han}\p{Letter}\p{Number}]/u

/** Words of a text, finely: a long word and the words that it is made of. */
export function wordsOf(text: string): string[] {
  return segmenter()
    .cutForSearch(plain(text), true)
    .filter((word) => WORD.test(word))
}

/** 所问: a question as search takes it. */
export interface Question {
  /** What names may hold as they stand: the question without the words of asking, and what people mean by it. */
  readonly phrases: readonly string[]
  /** The question's own words. */
  readonly words: readonly string[]
  /** Any of these finds, each by all of its words: the question's own, and what is meant by it with the rest of the question. */
  readonly alternatives: readonly (readonly string[])[]
  /** What is meant, without the rest. */
  readonly meant: readonly (readonly string[])[]
  readonly occasions: readonly Occasion[]
}

export function questionOf(text: string): Question {
  const asked = plain(text)
  const told = plain(withoutOccasion(asked)) || asked
  const words = tellingWords(told)
  const found = peoplesWords(asked)
  const rest = tellingWords(
    found.reduce((left, { word }) => left.replace(word, ' '), told),
    [],
  )
  const meanings = found.flatMap(({ meant }) => meant)
  const meant = meanings.map(cutWords).filter((one) => one.length > 0)
  return {
    phrases: [phraseOf(told), ...meanings].slice(0, MOST_PHRASES),
    words,
    alternatives: [words, ...meant.map((one) => [...one, ...rest])].filter((one) => one.length > 0),
    meant,
    occasions: occasionsAsked(asked),
  }
}

const MOST_PHRASES = 8

function cutWords(text: string): string[] {
  return segmenter()
    .cut(text, true)
    .filter((word) => WORD.test(word))
}

/** Those that tell something; where none does, all, or what is given instead. */
function tellingWords(text: string, otherwise?: readonly string[]): readonly string[] {
  const cut = cutWords(text)
  const telling = cut.filter((word) => !IDLE.has(word))
  return telling.length > 0 ? telling : (otherwise ?? cut)
}

const ASKING = /^(请问|我想要?|我要|想要|怎么|怎样|如何|在哪里|哪里)*(办理|申请|申办|领取|办)?/u

function phraseOf(asked: string): string {
  return asked.replace(ASKING, '').replace(/[?？。!！]+$/u, '') || asked
}

interface PeoplesWord {
  readonly word: string
  readonly meant: readonly string[]
}

/** The people's words that stand in the question, the longest first, each part of it once. */
function peoplesWords(asked: string): PeoplesWord[] {
  const found: PeoplesWord[] = []
  let left = asked
  for (let length = Math.min(asked.length, LONGEST_SYNONYM); length >= 2; length -= 1) {
    for (let start = 0; start + length <= left.length; start += 1) {
      const word = left.slice(start, start + length)
      const meant = SYNONYMS.get(word)
      if (!meant) continue
      found.push({ word, meant })
      left = left.replace(word, '\n'.repeat(length))
    }
  }
  return found
}

/** What people mean by words that sound like a part of this: for questions in pinyin, or with a character of the same sound. */
export function meantBySound(sound: string, sounds: Pick<Sounds, 'of'>): readonly string[] {
  soundsOfSynonyms ??= [...SYNONYMS].map(([word, meant]) => ({ sound: sounds.of(word), meant }))
  const fitting = soundsOfSynonyms.filter((one) => one.sound.length >= 4 && sound.includes(one.sound))
  return fitting.toSorted((a, b) => b.sound.length - a.sound.length)[0]?.meant ?? []
}

let soundsOfSynonyms: { sound: string; meant: readonly string[] }[] | undefined

/** Compatibility forms (full-width letters, circled figures) as the ordinary ones, in lower case, without spaces between Chinese. */
export function plain(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/(?<=\p{Script=Han})\s+(?=\p{Script=Han})/gu, '')
    .trim()
}
