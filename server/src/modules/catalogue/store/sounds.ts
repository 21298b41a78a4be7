/** 拼音 of texts, without tones. */
export interface Sounds {
  /** As an index keeps it: the first letters, a space, all of them. */
  indexOf(text: string): string
  /** As one types it, in one piece. */
  of(text: string): string
}

let loading: Promise<Sounds> | undefined

/** The library takes 40 MB and a tenth of a second: loaded by the first import, or the first question that finds nothing as it is written. */
export function loadSounds(): Promise<Sounds> {
  loading ??= load()
  return loading
}

async function load(): Promise<Sounds> {
  const { pinyin } = await import('pinyin-pro')
  const syllables = (text: string) =>
    pinyin(text, { toneType: 'none', type: 'array', v: true })
      .map((syllable) => syllable.toLowerCase().replace(/[^a-z0-9]/g, ''))
      .filter((syllable) => syllable !== '')
  return {
    indexOf: (text) => {
      const all = syllables(text)
      return `${all.map((syllable) => syllable[0]).join('')} ${all.join('')}`
    },
    of: (text) => syllables(text).join(''),
  }
}
