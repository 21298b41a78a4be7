/** A text with holes: between each two pieces stands the value of a slot. */
export interface Template {
  readonly pieces: readonly string[]
  readonly slots: readonly number[]
}

/** What stands in a model's text and gets a value of its own in each copy, as a pattern, and its slot. */
export interface Token {
  readonly pattern: string
  readonly slot: number
}

export function literalToken(text: string, slot: number): Token {
  return { pattern: text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`), slot }
}

/** Where two tokens begin at the same place, the one named first counts. */
export function templateOf(text: string, tokens: readonly Token[]): Template {
  if (tokens.length === 0) return { pieces: [text], slots: [] }
  const search = new RegExp(tokens.map(({ pattern }) => `(${pattern})`).join('|'), 'g')
  const pieces: string[] = []
  const slots: number[] = []
  let end = 0
  for (const match of text.matchAll(search)) {
    pieces.push(text.slice(end, match.index))
    slots.push(tokens[match.slice(1).findIndex((group) => group !== undefined)]!.slot)
    end = match.index + match[0].length
  }
  return { pieces: [...pieces, text.slice(end)], slots }
}

/** One after the other, with a text between each two. */
export function joinTemplates(templates: readonly Template[], between: string): Template {
  const pieces: string[] = ['']
  const slots: number[] = []
  for (const [place, one] of templates.entries()) {
    pieces[pieces.length - 1] += `${place === 0 ? '' : between}${one.pieces[0]}`
    for (const [index, slot] of one.slots.entries()) {
      slots.push(slot)
      pieces.push(one.pieces[index + 1]!)
    }
  }
  return { pieces, slots }
}

export function rendered({ pieces, slots }: Template, values: readonly string[]): string {
  let text = pieces[0]!
  for (let index = 0; index < slots.length; index += 1) text += values[slots[index]!]! + pieces[index + 1]!
  return text
}
