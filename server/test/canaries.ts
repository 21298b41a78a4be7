/** Short pieces turn up by chance; so long a piece of an encoded text does not. */
const SHORTEST = 10

/** Finds planted texts in answers, also where they stand encoded. */
export interface LeakFinder {
  /** @returns the planted text that the answer gives away and the asker did not say */
  find(answer: Buffer, said: string): string | undefined
}

export function createLeakFinder(secrets: readonly string[]): LeakFinder {
  const spelled = secrets.map((secret) => ({ secret, spellings: spellingsOf(secret) }))
  return {
    find: (answer, said) => {
      const text =
        `${answer.toString('utf8')}\n${answer.toString('utf16le')}\n${answer.toString('latin1')}`.toLowerCase()
      return spelled.find(
        ({ secret, spellings }) => !said.includes(secret) && spellings.some((one) => text.includes(one)),
      )?.secret
    },
  }
}

/** As it is, and as addresses, pages, JSON, base64 in any place of a longer text, and hexadecimal write it; all in small letters. */
export function spellingsOf(secret: string): string[] {
  const bytes = Buffer.from(secret, 'utf8')
  const units = [...secret].map((letter) => letter.codePointAt(0)!)
  const all = [
    secret,
    encodeURIComponent(secret),
    encodeURIComponent(encodeURIComponent(secret)),
    JSON.stringify(secret).slice(1, -1),
    units.map((unit) => `\\u${unit.toString(16).padStart(4, '0')}`).join(''),
    units.map((unit) => `&#${unit};`).join(''),
    units.map((unit) => `&#x${unit.toString(16)};`).join(''),
    bytes.toString('hex'),
    ...[0, 1, 2].flatMap((shift) => insideBase64(bytes, shift)),
    [...secret].toReversed().join(''),
  ]
  const encoded = all.slice(1).filter((one) => one.length >= SHORTEST)
  return [...new Set([secret, ...encoded].map((one) => one.toLowerCase()))]
}

/** What of the text's base64 does not depend on what stands before and behind it. */
function insideBase64(bytes: Buffer, shift: number): string[] {
  const padded = Buffer.concat([Buffer.alloc(shift), bytes])
  const from = shift === 0 ? 0 : 4
  const text = padded
    .subarray(0, padded.length - (padded.length % 3))
    .toString('base64')
    .slice(from)
  return [text, text.replaceAll('+', '-').replaceAll('/', '_')]
}
