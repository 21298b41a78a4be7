import { pipeline } from 'node:stream'
import { crc32, createDeflateRaw } from 'node:zlib'

/** A file of an archive. */
export interface ZipEntry {
  readonly name: string
  readonly content: AsyncIterable<Uint8Array>
}

interface Written {
  readonly name: Buffer
  readonly offset: number
  readonly crc: number
  readonly packed: number
  readonly bytes: number
}

/** Sizes follow the content; names are UTF-8. */
const FLAGS = 0x0808
const DEFLATED = 8
const VERSION = 20
/** 1980-01-01: what an archive says where it says no time. */
const NO_TIME = 0x0021_0000

/**
 * A ZIP archive as it is read (APPNOTE 6.3.3): each file is packed while it comes, and its sizes are told behind it, so that nothing
 * has to be held. Up to 4 GB: there is no ZIP64 here.
 */
export async function* zipStream(entries: readonly ZipEntry[]): AsyncGenerator<Uint8Array> {
  const written: Written[] = []
  let offset = 0
  for (const entry of entries) {
    const name = Buffer.from(entry.name)
    const start = offset
    const counts = { crc: 0, bytes: 0, packed: 0 }
    const head = localHead(name)
    offset += head.length
    yield head
    for await (const piece of packed(entry.content, counts)) {
      offset += piece.length
      yield piece
    }
    const tail = descriptor(counts)
    offset += tail.length
    yield tail
    written.push({ name, offset: start, ...counts })
  }
  const directory = Buffer.concat(written.map(directoryEntry))
  yield directory
  yield directoryEnd(written.length, directory.length, offset)
}

interface Counts {
  crc: number
  bytes: number
  packed: number
}

async function* packed(content: AsyncIterable<Uint8Array>, counts: Counts): AsyncGenerator<Buffer> {
  const deflate = createDeflateRaw({ level: 6 })
  // What goes wrong at the source ends the reading below with the same error.
  pipeline(counted(content, counts), deflate, () => undefined)
  for await (const piece of deflate as AsyncIterable<Buffer>) {
    counts.packed += piece.length
    yield piece
  }
}

async function* counted(content: AsyncIterable<Uint8Array>, counts: Counts): AsyncGenerator<Uint8Array> {
  for await (const piece of content) {
    counts.crc = crc32(piece, counts.crc)
    counts.bytes += piece.length
    yield piece
  }
}

function localHead(name: Buffer): Buffer {
  const head = Buffer.alloc(30)
  head.writeUInt32LE(0x0403_4b50, 0)
  head.writeUInt16LE(VERSION, 4)
  head.writeUInt16LE(FLAGS, 6)
  head.writeUInt16LE(DEFLATED, 8)
  head.writeUInt32LE(NO_TIME, 10)
  head.writeUInt16LE(name.length, 26)
  return Buffer.concat([head, name])
}

function descriptor({ crc, packed: packedBytes, bytes }: Counts): Buffer {
  const tail = Buffer.alloc(16)
  tail.writeUInt32LE(0x0807_4b50, 0)
  tail.writeUInt32LE(crc, 4)
  tail.writeUInt32LE(packedBytes, 8)
  tail.writeUInt32LE(bytes, 12)
  return tail
}

function directoryEntry({ name, offset, crc, packed: packedBytes, bytes }: Written): Buffer {
  const entry = Buffer.alloc(46)
  entry.writeUInt32LE(0x0201_4b50, 0)
  entry.writeUInt16LE(VERSION, 4)
  entry.writeUInt16LE(VERSION, 6)
  entry.writeUInt16LE(FLAGS, 8)
  entry.writeUInt16LE(DEFLATED, 10)
  entry.writeUInt32LE(NO_TIME, 12)
  entry.writeUInt32LE(crc, 16)
  entry.writeUInt32LE(packedBytes, 20)
  entry.writeUInt32LE(bytes, 24)
  entry.writeUInt16LE(name.length, 28)
  entry.writeUInt32LE(offset, 42)
  return Buffer.concat([entry, name])
}

function directoryEnd(count: number, bytes: number, offset: number): Buffer {
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x0605_4b50, 0)
  end.writeUInt16LE(count, 8)
  end.writeUInt16LE(count, 10)
  end.writeUInt32LE(bytes, 12)
  end.writeUInt32LE(offset, 16)
  return end
}
