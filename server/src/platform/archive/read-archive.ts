import { open } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'
import { ARCHIVE, blockOf } from './archive-note.ts'
import type { ArchivedLine } from './archive-note.ts'

/** An entry out of an archive; proven only once it is held against its leaf. */
export interface ArchivedEntry {
  readonly position: number
  readonly canonical: string
  readonly salt: Buffer
}

/** Why an archive cannot be read: it is not where it should be, or what lies there is not what was written. */
export class ArchiveFault extends Error {
  readonly fault: 'away' | 'altered'
  constructor(fault: 'away' | 'altered', message: string, cause?: unknown) {
    super(message, { cause })
    this.fault = fault
  }
}

const OFFSET = 8
/** 256 entries of 32 KiB, every character of them escaped; a block that says more was altered. */
const LARGEST = 64 * 1024 * 1024
const unpack = promisify(gunzip)

/**
 * The entries of one block of positions: two small reads, however large the year is.
 * @param from the archive's first position
 * @throws ArchiveFault
 */
export async function readBlock(folder: string, from: number, block: number): Promise<readonly ArchivedEntry[]> {
  try {
    const offsets = await readBytes(join(folder, ARCHIVE.index), (block - blockOf(from)) * OFFSET, 2 * OFFSET)
    const [start, end] = [Number(offsets.readBigUInt64BE(0)), Number(offsets.readBigUInt64BE(OFFSET))]
    if (end <= start || end - start > LARGEST) throw new RangeError(`block ${block} has no such size`)
    const packed = await readBytes(join(folder, ARCHIVE.entries), start, end - start)
    const text = (await unpack(packed, { maxOutputLength: LARGEST })).toString('utf8')
    return text.trimEnd().split('\n').map(entryIn)
  } catch (error) {
    const isAway = (error as NodeJS.ErrnoException).code === 'ENOENT'
    throw new ArchiveFault(isAway ? 'away' : 'altered', `${folder}: block ${block} cannot be read`, error)
  }
}

function entryIn(line: string): ArchivedEntry {
  const { position, canonical, salt } = JSON.parse(line) as Partial<ArchivedLine>
  if (typeof position !== 'number' || typeof canonical !== 'string' || typeof salt !== 'string')
    throw new SyntaxError('a line is no entry')
  return { position, canonical, salt: Buffer.from(salt, 'base64') }
}

async function readBytes(path: string, start: number, length: number): Promise<Buffer> {
  const file = await open(path, 'r')
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, start)
    if (bytesRead < length) throw new RangeError(`${path} ends before ${start + length}`)
    return buffer
  } finally {
    await file.close()
  }
}
