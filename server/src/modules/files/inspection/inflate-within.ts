import { createInflate, createInflateRaw } from 'node:zlib'

/** What may still come out of compressed content, and of how many parts: one allowance for the whole file, whatever is nested in it. */
export interface Allowance {
  left: number
  parts: number
}

/** More comes out of the content than a file of its kind ever holds. */
export class TooMuchInside extends Error {
  override readonly name = 'TooMuchInside'
}

const PIECE = 16 * 1024

export interface Inflated {
  /** The beginning of what came out, at most `keep` bytes. */
  readonly head: Buffer
  /** How many compressed bytes it took; none where it was broken. */
  readonly taken: number
}

/**
 * Inflates without keeping more than the beginning, and stops as soon as the allowance is used up. What is broken ends where it breaks,
 * as it does for lenient readers. @throws TooMuchInside
 */
export async function inflateWithin(
  bytes: Uint8Array,
  allowance: Allowance,
  { keep = 0, raw = false } = {},
): Promise<Inflated> {
  allowance.parts -= 1
  if (allowance.parts < 0) throw new TooMuchInside('more parts than are allowed')
  const inflater = raw ? createInflateRaw({ chunkSize: PIECE }) : createInflate({ chunkSize: PIECE })
  const head: Buffer[] = []
  let kept = 0
  let isWhole = true
  // In pieces that the reader asks for: else the whole would be inflated before the first of it is counted.
  const feed = (async () => {
    for (let at = 0; at < bytes.length && !inflater.writableEnded && !inflater.destroyed; at += PIECE)
      if (!inflater.write(bytes.subarray(at, at + PIECE))) await drained(inflater)
    if (!inflater.destroyed) inflater.end()
  })()
  try {
    for await (const part of inflater as AsyncIterable<Buffer>) {
      allowance.left -= part.length
      if (allowance.left < 0) throw new TooMuchInside('more comes out than is allowed')
      if (kept < keep) head.push(part)
      kept += part.length
    }
  } catch (error) {
    if (!isBroken(error)) throw error
    isWhole = false
  } finally {
    inflater.destroy()
    await feed
  }
  return { head: Buffer.concat(head).subarray(0, keep), taken: isWhole ? inflater.bytesWritten : 0 }
}

function drained(inflater: NodeJS.EventEmitter): Promise<void> {
  return new Promise((done) => {
    const ended = () => {
      for (const name of ['drain', 'close', 'error', 'end']) inflater.off(name, ended)
      done()
    }
    for (const name of ['drain', 'close', 'error', 'end']) inflater.once(name, ended)
  })
}

/** Garbage where a compressed part should be, or one that is cut off. */
function isBroken(error: unknown): boolean {
  return /^Z_|^ERR_STREAM/.test((error as NodeJS.ErrnoException).code ?? '')
}
