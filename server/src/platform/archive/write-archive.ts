import { createWriteStream } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import { sql } from 'kysely'
import { problem, problems } from '../../kernel/index.ts'
import { requireEmpty } from '../backup/index.ts'
import type { Database, Tx } from '../db/index.ts'
import { tablesOf } from '../db/index.ts'
import { readTile } from '../ledger/tree-store.ts'
import { parseCheckpoint } from '../tlog/checkpoint.ts'
import { parseNote } from '../tlog/signed-note.ts'
import { TILE_WIDTH, tilePath } from '../tlog/tiles.ts'
import type { TileName } from '../tlog/tiles.ts'
import { ARCHIVE } from './archive-note.ts'
import type { ArchivedEntry, ArchiveNote } from './archive-note.ts'

export const archiveProblems = problems('archive', {
  'year-not-over': { status: 409, title: '这一年还没有过完', detail: '{year}年的记录还会增加，过完之后才能归档。' },
  'nothing-recorded': { status: 404, title: '这一年没有记录', detail: '总账里没有{year}年入账的记录，不需要归档。' },
  'not-signed-yet': {
    status: 409,
    title: '还有记录没有被检查点覆盖',
    detail: '{year}年有 {count} 条记录不在已签名的检查点之内。请先打印检查点（yiwang ledger checkpoint），再归档。',
  },
})

export interface WriteArchive {
  readonly database: Database
  readonly folder: string
  readonly year: number
  readonly now: Date
  /** A signed checkpoint that covers the year. */
  readonly checkpoint: string
}

const BATCH = 2_000

/**
 * 归档 one year of the record: its entries in canonical form with their salts, the bundles and tiles that they lie in, and what of the tree
 * is needed to get from them to the root of a signed checkpoint. What lies beside the chain is not in it: that stays erasable.
 * @throws archive/year-not-over, archive/nothing-recorded, archive/not-signed-yet
 */
export async function writeArchive(input: WriteArchive): Promise<ArchiveNote> {
  const { folder, checkpoint } = input
  const { size } = parseCheckpoint(parseNote(checkpoint).text)
  const note = await examine(input, size)
  await requireEmpty(folder)
  await mkdir(folder, { recursive: true, mode: 0o700 })
  await pipeline(
    Readable.from(entriesOf(input, note)),
    createGzip(),
    createWriteStream(join(folder, ARCHIVE.entries), { mode: 0o600, flush: true }),
  )
  for (const tile of tilesFor(note, size)) await writeTile(input, tile)
  await writeFile(join(folder, ARCHIVE.checkpoint), checkpoint, { mode: 0o600 })
  await writeFile(join(folder, ARCHIVE.note), `${JSON.stringify(note, null, 2)}\n`, { mode: 0o600, flush: true })
  return note
}

async function examine(input: WriteArchive, size: number): Promise<ArchiveNote> {
  const { year, now } = input
  if (now < beginOf(year + 1)) throw problem(archiveProblems['year-not-over'], { year: String(year) })
  return await read(input, async (tx) => {
    const found = await sql<{ entries: number; unsigned: number; from: number | null; to: number | null }>`
      select count(*) as entries, count(*) filter (where p.position is null or p.position >= ${size}) as unsigned,
        min(p.position) as from, max(p.position) as to
      from ledger.entries e left join ledger.positions p on p.entry_id = e.id and p.recorded_at = e.recorded_at
      where e.recorded_at >= ${beginOf(year)} and e.recorded_at < ${beginOf(year + 1)}`.execute(tablesOf<unknown>(tx))
    const { entries, unsigned, from, to } = found.rows[0]!
    if (entries === 0) throw problem(archiveProblems['nothing-recorded'], { year: String(year) })
    if (unsigned > 0 || from === null || to === null)
      throw problem(archiveProblems['not-signed-yet'], { year: String(year), count: String(unsigned) })
    return { format: 1, year, entries, from, to }
  })
}

async function* entriesOf(input: WriteArchive, { year, from, to }: ArchiveNote): AsyncGenerator<string> {
  for (let next = from; next <= to; next += BATCH) {
    const found = await read(input, (tx) =>
      sql<{ position: number; canonical: string; salt: Buffer }>`select p.position, e.canonical, e.salt
        from ledger.positions p join ledger.entries e on e.id = p.entry_id and e.recorded_at = p.recorded_at
        where p.position >= ${next} and p.position < ${Math.min(next + BATCH, to + 1)}
          and e.recorded_at >= ${beginOf(year)} and e.recorded_at < ${beginOf(year + 1)}
        order by p.position`.execute(tablesOf<unknown>(tx)),
    )
    for (const { position, canonical, salt } of found.rows) {
      const entry: ArchivedEntry = { position, canonical, salt: salt.toString('base64') }
      yield `${JSON.stringify(entry)}\n`
    }
  }
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

async function writeTile(input: WriteArchive, tile: TileName): Promise<void> {
  const bytes = await read(input, (tx) => readTile(tx, tile))
  if (!bytes) throw new Error(`the tree has a gap at tile ${tilePath(tile)}`)
  const place = join(input.folder, ARCHIVE.tiles, tilePath(tile))
  await mkdir(dirname(place), { recursive: true, mode: 0o700 })
  await writeFile(place, bytes, { mode: 0o600 })
}

function beginOf(year: number): Date {
  return new Date(Date.UTC(year, 0, 1))
}

function read<T>({ database }: WriteArchive, fn: (tx: Tx) => Promise<T>): Promise<T> {
  return database.tx('yiwang_worker', { readOnly: true, variables: { actor: 'ledger archive' } }, fn)
}
