import type { ListCell, ListColumn } from '../../../platform/module/index.ts'

/** What is written, whatever the format: a title and the mark above, a head, rows as they come. */
export interface Sheet {
  readonly title: string
  readonly mark: string
  readonly columns: readonly ListColumn[]
  readonly rows: AsyncIterable<readonly ListCell[]>
}

/** Texts gathered to pieces that are worth a write. */
export async function* gathered(texts: AsyncIterable<string>, atLeast = 65_536): AsyncGenerator<Buffer> {
  let waiting: string[] = []
  let length = 0
  for await (const text of texts) {
    waiting.push(text)
    length += text.length
    if (length < atLeast) continue
    yield Buffer.from(waiting.join(''))
    waiting = []
    length = 0
  }
  if (length > 0) yield Buffer.from(waiting.join(''))
}
