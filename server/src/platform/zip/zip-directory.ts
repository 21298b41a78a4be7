/** A part of an archive as its directory lists it. The sizes that it states are not to be believed. */
export interface DirectoryPart {
  readonly name: string
  readonly flags: number
  readonly method: number
  readonly packed: number
  readonly offset: number
}

const END = 0x06054b50
const CENTRAL = 0x02014b50
const LOCAL = 0x04034b50
const END_LENGTH = 22

/** What the directory at the end lists, as programs that open such a file read it; undefined where there is none. */
export function partsOf(bytes: Buffer): DirectoryPart[] | undefined {
  const end = endOfDirectory(bytes)
  if (end === undefined) return undefined
  const count = bytes.readUInt16LE(end + 10)
  const parts: DirectoryPart[] = []
  let at = bytes.readUInt32LE(end + 16)
  for (let index = 0; index < count; index += 1) {
    if (at + 46 > bytes.length || bytes.readUInt32LE(at) !== CENTRAL) return undefined
    const nameLength = bytes.readUInt16LE(at + 28)
    parts.push({
      name: bytes.toString('utf8', at + 46, at + 46 + nameLength),
      flags: bytes.readUInt16LE(at + 8),
      method: bytes.readUInt16LE(at + 10),
      packed: bytes.readUInt32LE(at + 20),
      offset: bytes.readUInt32LE(at + 42),
    })
    at += 46 + nameLength + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32)
  }
  return parts
}

/** The bytes of a part as they lie, packed; undefined where they are not where the directory says. */
export function contentOf(bytes: Buffer, { offset, packed }: DirectoryPart): Buffer | undefined {
  if (offset + 30 > bytes.length || bytes.readUInt32LE(offset) !== LOCAL) return undefined
  const start = offset + 30 + bytes.readUInt16LE(offset + 26) + bytes.readUInt16LE(offset + 28)
  return start + packed > bytes.length ? undefined : bytes.subarray(start, start + packed)
}

/** Within a comment of at most 65,535 bytes of the end. */
function endOfDirectory(bytes: Buffer): number | undefined {
  const last = bytes.length - END_LENGTH
  for (let at = last; at >= 0 && at >= last - 65_535; at -= 1) if (bytes.readUInt32LE(at) === END) return at
  return undefined
}
