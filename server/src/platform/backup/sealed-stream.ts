import { Transform } from 'node:stream'
import type { TransformCallback } from 'node:stream'
import { StartRefusal } from '../config/index.ts'
import type { Sealing } from '../vault/sealing.ts'

/** So much is in memory of a stream, however long it is. */
const CHUNK = 64 * 1024
const HEADER = 4
/** In the length of a chunk: that it is the last one. */
const LAST = 0x8000_0000
/** No algorithm adds more to a chunk. */
const MOST = CHUNK + 256

/** A stream that is sealed chunk by chunk: length and mark of the last (4) ‖ sealed chunk. Each is bound to the stream's name, its place and whether it is the last. */
export function sealStream(sealing: Sealing, name: string): Transform {
  let index = 0
  let waiting: Buffer[] = []
  let bytes = 0
  const emit = (stream: Transform, chunk: Buffer, isLast: boolean): void => {
    const sealed = sealing.seal(chunk, placeOf(name, index, isLast))
    const header = Buffer.alloc(HEADER)
    header.writeUInt32BE((sealed.length | (isLast ? LAST : 0)) >>> 0)
    stream.push(Buffer.concat([header, sealed]))
    index += 1
  }
  return new Transform({
    transform(this: Transform, chunk: Buffer, _encoding, done) {
      waiting.push(chunk)
      bytes += chunk.length
      if (bytes > CHUNK) {
        let rest = Buffer.concat(waiting)
        // One is always kept back: only the end tells which is the last.
        for (; rest.length > CHUNK; rest = rest.subarray(CHUNK)) emit(this, rest.subarray(0, CHUNK), false)
        waiting = [rest]
        bytes = rest.length
      }
      done()
    },
    flush(this: Transform, done) {
      emit(this, Buffer.concat(waiting), true)
      done()
    },
  })
}

/** The other way round. It fails with a {@link StartRefusal} that says what is wrong: altered, cut off, in another order, or going on behind its end. */
export function openStream(sealing: Sealing, name: string): Transform {
  let index = 0
  let ended = false
  let waiting: Buffer = Buffer.alloc(0)
  const take = (stream: Transform): void => {
    while (waiting.length >= HEADER) {
      const header = waiting.readUInt32BE()
      const isLast = header >= LAST
      const length = header % LAST
      if (ended || length > MOST) throw altered(name, index)
      if (waiting.length < HEADER + length) return
      stream.push(openChunk(sealing, waiting.subarray(HEADER, HEADER + length), { name, index, isLast }))
      waiting = waiting.subarray(HEADER + length)
      index += 1
      ended = isLast
    }
  }
  const run = (work: () => void, done: TransformCallback): void => {
    try {
      work()
      done()
    } catch (error) {
      done(error as Error)
    }
  }
  return new Transform({
    transform(this: Transform, chunk: Buffer, _encoding, done) {
      waiting = waiting.length === 0 ? chunk : Buffer.concat([waiting, chunk])
      run(() => take(this), done)
    },
    flush: (done) =>
      run(() => {
        if (ended && waiting.length > 0) throw altered(name, index)
        if (!ended) throw cutOff(name, index)
      }, done),
  })
}

interface Place {
  readonly name: string
  readonly index: number
  readonly isLast: boolean
}

function openChunk(sealing: Sealing, sealed: Buffer, { name, index, isLast }: Place): Buffer {
  try {
    return sealing.open(sealed, placeOf(name, index, isLast))
  } catch (cause) {
    throw altered(name, index, cause)
  }
}

function placeOf(name: string, index: number, isLast: boolean): Buffer {
  return Buffer.from(`${name}\0${index}\0${isLast ? 'last' : 'more'}`)
}

function altered(name: string, index: number, cause?: unknown): StartRefusal {
  return new StartRefusal(
    `备份已损坏或者被改动：${name} 的第 ${index + 1} 块不是当时写下的。`,
    `The backup is damaged or was altered: chunk ${index + 1} of ${name} is not what was written.`,
    cause,
  )
}

function cutOff(name: string, index: number): StartRefusal {
  return new StartRefusal(
    `备份不完整：${name} 在第 ${index} 块之后中断。`,
    `The backup is not whole: ${name} breaks off after chunk ${index}.`,
  )
}
