import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { entryDigest } from '../ledger/entry.ts'
import { parseCheckpoint } from '../tlog/checkpoint.ts'
import type { Checkpoint } from '../tlog/checkpoint.ts'
import { leafHash, leafRecord } from '../tlog/merkle.ts'
import { isSignedBy, NoteError, parseNote } from '../tlog/signed-note.ts'
import type { VerifierKey } from '../tlog/signed-note.ts'
import { joinSlices, slicesOf, TILE_WIDTH, tilePath } from '../tlog/tiles.ts'
import { ARCHIVE, blockOf, readArchiveNote } from './archive-note.ts'
import type { ArchiveNote } from './archive-note.ts'
import { ArchiveFault, readBlock } from './read-archive.ts'
import type { ArchivedEntry } from './read-archive.ts'

export interface ArchiveVerification {
  readonly note: ArchiveNote
  readonly checkpoint: Checkpoint
  /** In Chinese, by position; the first names where the archive first fails. */
  readonly findings: readonly string[]
}

const MOST_FINDINGS = 100
const HASH = 32

/**
 * Verifies an archived year with nothing but its folder and the record's public key: tiles up to the signed root, leaf records up to
 * the tiles, entries up to the leaf records. @throws StartRefusal when it is no archive
 */
export async function verifyArchive(folder: string, key: VerifierKey): Promise<ArchiveVerification> {
  const findings: string[] = []
  const report = (finding: string): void => void (findings.length < MOST_FINDINGS && findings.push(finding))
  const note = await readArchiveNote(folder)
  const signed = parseNote(await readFile(join(folder, ARCHIVE.checkpoint), 'utf8'))
  const checkpoint = parseCheckpoint(signed.text)
  if (!isSignedBy(signed, key)) throw new NoteError('the checkpoint is not signed by the key of this record')
  const tree = createTileReader(folder, checkpoint.size)
  await checkRoot(tree, checkpoint, report)
  const first = Math.floor(note.from / TILE_WIDTH)
  const last = Math.floor(note.to / TILE_WIDTH)
  for (let index = first; index <= last; index += 1) await checkLeaves(tree, index, report)
  await checkUpperTiles(tree, report)
  await checkEntries(folder, { note, tree }, report)
  return { note, checkpoint, findings }
}

type Report = (finding: string) => void

interface TileReader {
  readonly size: number
  /** How many hashes the level has. */
  hashesAt(level: number): number
  /** The hashes of a tile; none when the file is gone or cut. */
  hashes(level: number, index: number): Promise<Buffer[]>
  bundle(index: number): Promise<Buffer>
}

function createTileReader(folder: string, size: number): TileReader {
  const hashesAt = (level: number): number => Math.floor(size / TILE_WIDTH ** level)
  const widthOf = (level: number, index: number): number => Math.min(TILE_WIDTH, hashesAt(level) - index * TILE_WIDTH)
  const kept = new Map<string, Buffer[]>()
  const file = (level: number | 'entries', index: number): Promise<Buffer> => {
    const width = widthOf(level === 'entries' ? 0 : level, index)
    return readFile(join(folder, ARCHIVE.tiles, tilePath({ level, index, width }))).catch((error: unknown) => {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return Buffer.alloc(0)
      throw error
    })
  }
  return {
    size,
    hashesAt,
    bundle: (index) => file('entries', index),
    hashes: async (level, index) => {
      const name = `${level} ${index}`
      const found = kept.get(name) ?? split(await file(level, index), widthOf(level, index))
      if (kept.size > 1_000) kept.clear()
      kept.set(name, found)
      return found
    },
  }
}

function split(bytes: Buffer, width: number): Buffer[] {
  if (bytes.length !== width * HASH) return []
  return Array.from({ length: width }, (_, place) => bytes.subarray(place * HASH, (place + 1) * HASH))
}

async function checkRoot(tree: TileReader, { size, root }: Checkpoint, report: Report): Promise<void> {
  const slices: Buffer[][] = []
  for (const { level, start, end } of slicesOf({ start: 0, end: size })) {
    const index = Math.floor(start / TILE_WIDTH)
    slices.push((await tree.hashes(level, index)).slice(start - index * TILE_WIDTH, end - index * TILE_WIDTH))
  }
  if (slices.some((slice) => slice.length === 0)) report('归档中缺少账本树的一部分，无法算到检查点的根')
  else if (!joinSlices(slices).equals(root)) report('归档中的账本树与已签名的检查点不符')
}

/** Every whole tile is what the tile above it says. */
async function checkUpperTiles(tree: TileReader, report: Report): Promise<void> {
  for (let level = 1; tree.hashesAt(level + 1) > 0; level += 1)
    for (let index = 0; index < tree.hashesAt(level + 1); index += 1)
      if (!(await isWhatIsAbove(tree, level, index))) report(`归档中第 ${level} 层的第 ${index} 块哈希与上一层不符`)
}

/** The hashes of a block of leaves, and the leaf records themselves. */
async function checkLeaves(tree: TileReader, index: number, report: Report): Promise<void> {
  const isWhole = index < tree.hashesAt(1)
  const first = index * TILE_WIDTH
  if (isWhole && !(await isWhatIsAbove(tree, 0, index))) report(`归档中第 ${first} 号位置起的一块哈希与上一层不符`)
  const hashes = await tree.hashes(0, index)
  const bundle = await tree.bundle(index)
  const wrong = hashes.findIndex((hash, place) => !leafHash(recordAt(bundle, place)).equals(hash))
  if (hashes.length === 0) report(`归档中缺少第 ${first} 号位置起的一块哈希`)
  else if (wrong >= 0) report(`归档中第 ${first + wrong} 号位置的叶子被改动`)
}

const RECORD = 41

/** Each record has its length, two bytes, before it. */
function recordAt(bundle: Buffer, place: number): Buffer {
  const start = place * (RECORD + 2) + 2
  return bundle.subarray(start, start + RECORD)
}

async function isWhatIsAbove(tree: TileReader, level: number, index: number): Promise<boolean> {
  const hashes = await tree.hashes(level, index)
  const above = await tree.hashes(level + 1, Math.floor(index / TILE_WIDTH))
  const expected = above[index % TILE_WIDTH]
  return hashes.length === TILE_WIDTH && expected !== undefined && joinSlices([hashes]).equals(expected)
}

/** Block after block, by the index: each position has its entry, and nothing else is there. */
async function checkEntries(
  folder: string,
  { note, tree }: { note: ArchiveNote; tree: TileReader },
  report: Report,
): Promise<void> {
  for (let block = blockOf(note.from); block <= blockOf(note.to); block += 1) {
    const first = Math.max(note.from, block * TILE_WIDTH)
    const entries = await readBlock(folder, note.from, block).catch((error: unknown) => {
      if (error instanceof ArchiveFault) return undefined
      throw error
    })
    if (entries)
      await checkBlock(entries, { tree, first, end: Math.min(note.to + 1, (block + 1) * TILE_WIDTH) }, report)
    else report(`归档中第 ${first} 号位置起的一块记录读不出来`)
  }
}

async function checkBlock(
  entries: readonly ArchivedEntry[],
  { tree, first, end }: { tree: TileReader; first: number; end: number },
  report: Report,
): Promise<void> {
  const missing = (from: number, before: number): void => {
    if (before > from) report(`归档中缺少第 ${from} 至 ${before - 1} 号位置的记录，记录被删除`)
  }
  let next = first
  for (const entry of entries) {
    const { position } = entry
    if (position < next || position >= end) {
      report(`归档中第 ${position} 号位置的记录不在它的位置上，是后来插入的`)
      continue
    }
    missing(next, position)
    if (!(await isInTree(tree, entry))) report(`归档中第 ${position} 号位置的记录被改动：与账本树不符`)
    next = position + 1
  }
  missing(next, end)
}

async function isInTree(tree: TileReader, { position, canonical, salt }: ArchivedEntry): Promise<boolean> {
  const hashes = await tree.hashes(0, Math.floor(position / TILE_WIDTH))
  const leaf = leafHash(leafRecord(position, entryDigest(salt, canonical)))
  return hashes[position % TILE_WIDTH]?.equals(leaf) ?? false
}
