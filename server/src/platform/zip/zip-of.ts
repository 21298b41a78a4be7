import { Zip, ZipDeflate, ZipPassThrough } from 'fflate'

/** One file of an archive. */
export interface ZipPart {
  readonly name: string
  readonly at: Date
  /** Pictures and PDF are packed already. */
  readonly isPacked: boolean
  readonly content: AsyncIterable<Uint8Array>
}

/** A ZIP archive, piece by piece: never more of it in memory than one piece of one file. */
export async function* zipOf(parts: AsyncIterable<ZipPart>): AsyncGenerator<Uint8Array> {
  const ready: Uint8Array[] = []
  const zip = new Zip((error, chunk) => {
    if (error) throw error
    ready.push(chunk)
  })
  for await (const { name, at, isPacked, content } of parts) {
    const part = isPacked ? new ZipPassThrough(name) : new ZipDeflate(name, { level: 6 })
    part.mtime = at
    zip.add(part)
    for await (const piece of content) {
      part.push(piece)
      yield* ready.splice(0)
    }
    part.push(new Uint8Array(0), true)
    yield* ready.splice(0)
  }
  zip.end()
  yield* ready.splice(0)
}
