import { hash } from 'node:crypto'
import { mkdir, open, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { sql } from 'kysely'
import { problem } from '../../kernel/index.ts'
import { requireEmpty } from '../backup/index.ts'
import type { Database, Tx } from '../db/index.ts'
import { tablesOf } from '../db/index.ts'
import { readTile } from '../ledger/tree-store.ts'
import { parseCheckpoint } from '../tlog/checkpoint.ts'
import { parseNote } from '../tlog/signed-note.ts'
import { TILE_WIDTH, tilePath } from '../tlog/tiles.ts'
import type { TileName } from '../tlog/tiles.ts'
import { digestOf, fileLine } from './archive-files.ts'
import { ARCHIVE, BLOCK, blockOf } from './archive-note.ts'
import type { ArchivedLine, ArchiveNote } from './archive-note.ts'
import { archiveProblems } from './archive-problems.ts'
import type { ArchivedYears } from './archived-years.ts'
import { beginOf, examineYear } from './examine-year.ts'

export interface WriteArchive {
  readonly database: Database
  /** Of the years before it, where they were detached: a bundle may hold entries of two years. */
  readonly archives: ArchivedYears
  readonly folder: string
  readonly year: number
  readonly now: Date
  /** A signed checkpoint that covers the year. */
  readonly checkpoint: string
}

/**
 * 归档 one year of the record: its entries in canonical form with their salts, the bundles and tiles that they lie in, and what of the tree
 * is needed to get from them to the root of a signed checkpoint. What lies beside the chain is not in it: that stays erasable.
 * The folder appears when all is in it. @throws archive/year-not-over, archive/nothing-recorded, archive/not-signed-yet, archive/entry-missing
 */
export async function writeArchive(input: WriteArchive): Promise<ArchiveNote> {
  const { folder, checkpoint, year, now } = input
  const { size } = parseCheckpoint(parseNote(checkpoint).text)
  if (now < beginOf(year + 1)) throw problem(archiveProblems['year-not-over'], { year: String(year) })
  const note = await read(input, (tx) => examineYear(tx, year, size))
  await requireEmpty(folder)
  const part = `${folder}.part`
  await rm(part, { recursive: true, force: true })
  await mkdir(part, { recursive: true, mode: 0o700 })
  const list = createFileList(part)
  await writeEntries(input, note, part)
  for (const path of [ARCHIVE.entries, ARCHIVE.index]) await list.addWritten(path)
  for (const tile of tilesFor(note, size))
    await list.write(`${ARCHIVE.tiles}/${tilePath(tile)}`, await bytesOf(input, tile))
  await list.write(ARCHIVE.checkpoint, checkpoint)
  await list.write(ARCHIVE.note, `${JSON.stringify(note, null, 2)}\n`)
  await list.close()
  await rm(folder, { recursive: true, force: true })
  await rename(part, folder)
  await syncFolder(dirname(folder))
  return note
}

interface FileList {
  write(path: string, content: Buffer | string): Promise<void>
  addWritten(path: string): Promise<void>
  close(): Promise<void>
}

function createFileList(folder: string): FileList {
  const lines: string[] = []
  return {
    write: async (path, content) => {
      await mkdir(dirname(join(folder, path)), { recursive: true, mode: 0o700 })
      await writeFile(join(folder, path), content, { mode: 0o600, flush: true })
      lines.push(fileLine(hash('sha256', content), path))
    },
    addWritten: async (path) => void lines.push(fileLine((await digestOf(join(folder, path))) ?? '', path)),
    close: () => writeFile(join(folder, ARCHIVE.files), lines.join(''), { mode: 0o600, flush: true }),
  }
}

/** Block after block, so that any of them can be read by itself. */
async function writeEntries(input: WriteArchive, { from, to }: ArchiveNote, folder: string): Promise<void> {
  const file = await open(join(folder, ARCHIVE.entries), 'wx', 0o600)
  const index = Buffer.alloc((blockOf(to) - blockOf(from) + 2) * 8)
  let end = 0
  try {
    for (let block = blockOf(from); block <= blockOf(to); block += 1) {
      const first = Math.max(from, block * BLOCK)
      const packed = gzipSync(await linesOf(input, { first, last: Math.min(to, (block + 1) * BLOCK - 1) }))
      await file.write(packed)
      end += packed.length
      index.writeBigUInt64BE(BigInt(end), (block - blockOf(from) + 1) * 8)
    }
    await file.sync()
  } finally {
    await file.close()
  }
  await writeFile(join(folder, ARCHIVE.index), index, { mode: 0o600, flush: true })
}

/** @throws archive/entry-missing */
async function linesOf(input: WriteArchive, { first, last }: { first: number; last: number }): Promise<string> {
  const found = await read(input, (tx) =>
    sql<{ position: number; canonical: string; salt: Buffer }>`select p.position, e.canonical, e.salt
      from ledger.positions p join ledger.entries e on e.id = p.entry_id and e.recorded_at = p.recorded_at
      where p.position >= ${first} and p.position <= ${last} order by p.position`.execute(tablesOf<unknown>(tx)),
  )
  for (let place = 0; place <= last - first; place += 1)
    if (found.rows[place]?.position !== first + place)
      throw problem(archiveProblems['entry-missing'], { position: String(first + place) })
  const lines = found.rows.map(({ position, canonical, salt }): ArchivedLine => {
    return { position, canonical, salt: salt.toString('base64') }
  })
  return lines.map((line) => `${JSON.stringify(line)}\n`).join('')
}

/** Leaves and their hashes for the year; the hashes above for the whole tree, a 256th of it; and the tree's right edge. */
function tilesFor({ from, to }: ArchiveNote, size: number): TileName[] {
  const tiles = new Map<string, TileName>()
  const add = (level: TileName['level'], index: number, hashes: number): void => {
    const width = Math.min(TILE_WIDTH, hashes - index * TILE_WIDTH)
    if (width > 0) tiles.set(`${level} ${index}`, { level, index, width })
  }
  for (let index = Math.floor(from / TILE_WIDTH); index <= Math.floor(to / TILE_WIDTH); index += 1) {
    add('entries', index, size)
    add(0, index, size)
  }
  add(0, Math.floor(size / TILE_WIDTH), size)
  for (let level = 1, hashes = Math.floor(size / TILE_WIDTH); hashes > 0; hashes = Math.floor(hashes / TILE_WIDTH)) {
    for (let index = 0; index * TILE_WIDTH < hashes; index += 1) add(level, index, hashes)
    level += 1
  }
  return [...tiles.values()]
}

async function bytesOf(input: WriteArchive, tile: TileName): Promise<Buffer> {
  const bytes = await read(input, (tx) => readTile(tx, tile, input.archives))
  if (!bytes) throw new Error(`the tree has a gap at tile ${tilePath(tile)}`)
  return bytes
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r')
  await handle.sync().finally(() => handle.close())
}

function read<T>({ database }: WriteArchive, fn: (tx: Tx) => Promise<T>): Promise<T> {
  return database.tx('yiwang_worker', { readOnly: true, variables: { actor: 'ledger archive' } }, fn)
}
