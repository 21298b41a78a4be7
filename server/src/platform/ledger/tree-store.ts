import { sql } from 'kysely'
import { problem } from '../../kernel/index.ts'
import type { ArchivedYears } from '../archive/archived-years.ts'
import { tablesOf } from '../db/index.ts'
import type { Tx } from '../db/index.ts'
import { leafRecord } from '../tlog/merkle.ts'
import type { LeafRange } from '../tlog/proofs.ts'
import { joinSlices, slicesOf, TILE_WIDTH } from '../tlog/tiles.ts'
import type { TileName, TileSlice } from '../tlog/tiles.ts'
import { entryDigest } from './entry.ts'
import { ledgerProblems } from './ledger-problems.ts'

/** The bytes of one published file; undefined unless the tree has all of it. @throws ledger/archive-away, ledger/archive-altered */
export async function readTile(tx: Tx, tile: TileName, archives: ArchivedYears): Promise<Buffer | undefined> {
  const start = tile.index * TILE_WIDTH
  const end = start + tile.width
  if (tile.level === 'entries') return readBundle(tx, { start, end }, archives)
  const [row] = await readSlices(tx, [{ level: tile.level, start, end }])
  return row?.length === tile.width ? Buffer.concat(row.map(({ hash }) => hash)) : undefined
}

interface LeafRow {
  readonly position: number
  readonly leaf_hash: Buffer
  readonly digest: Buffer | null
}

/** Leaf records, each with its length before it: they prove, they do not publish. */
async function readBundle(tx: Tx, { start, end }: LeafRange, archives: ArchivedYears): Promise<Buffer | undefined> {
  const found = await sql<LeafRow>`select p.position, p.leaf_hash, e.digest
    from ledger.positions p left join ledger.entries e on e.id = p.entry_id and e.recorded_at = p.recorded_at
    where p.position >= ${start} and p.position < ${end} order by p.position`.execute(tablesOf<unknown>(tx))
  const elsewhere = await archives.read(
    tx,
    found.rows.filter(({ digest }) => digest === null),
  )
  const records = found.rows.flatMap(({ position, digest }) => {
    const archived = elsewhere.get(position)
    const known = digest ?? (archived && entryDigest(archived.salt, archived.canonical))
    return known ? [leafRecord(position, known)] : []
  })
  return records.length < end - start
    ? undefined
    : Buffer.concat(records.flatMap((record) => [lengthOf(record), record]))
}

function lengthOf(record: Buffer): Buffer {
  const length = Buffer.alloc(2)
  length.writeUInt16BE(record.length)
  return length
}

/**
 * The root over each range of leaves, out of stored hashes: for a proof in a million entries some hundred rows are read.
 * @throws ledger/tree-has-gap
 */
export async function hashRanges(tx: Tx, ranges: readonly LeafRange[]): Promise<Buffer[]> {
  const slices = ranges.map(slicesOf)
  const hashes = await readSlices(tx, slices.flat())
  let next = 0
  return slices.map((ofRange) => {
    const rows = hashes.slice(next, (next += ofRange.length))
    for (const [place, row] of rows.entries()) refuseGap(row, ofRange[place]!)
    return joinSlices(rows.map((row) => row.map(({ hash }) => hash)))
  })
}

/** Names the first hash of a slice that is not there. */
function refuseGap(row: readonly StoredHash[], { level, start, end }: TileSlice): void {
  if (row.length === end - start) return
  const place = row.findIndex(({ n }, at) => n !== start + at)
  const index = start + (place < 0 ? row.length : place)
  throw problem(ledgerProblems['tree-has-gap'], { level: String(level), index: String(index) })
}

/** A hash of one level and its number there. */
interface StoredHash {
  readonly n: number
  readonly hash: Buffer
}

/** The hashes of each slice, in order; fewer where the tree ends. */
async function readSlices(tx: Tx, slices: readonly TileSlice[]): Promise<StoredHash[][]> {
  const rows: StoredHash[][] = slices.map(() => [])
  if (slices.length === 0) return rows
  const found = await sql<StoredHash & { place: number }>`with wanted as (
      select * from unnest(${slices.map(({ level }) => level)}::int[], ${slices.map(({ start }) => start)}::bigint[],
        ${slices.map(({ end }) => end)}::bigint[]) with ordinality as slice(level, first, beyond, place))
    select wanted.place, p.position as n, p.leaf_hash as hash
      from wanted join ledger.positions p on p.position >= wanted.first and p.position < wanted.beyond where wanted.level = 0
    union all
    select wanted.place, s.index as n, s.hash
      from wanted join ledger.subtrees s on s.level = wanted.level and s.index >= wanted.first and s.index < wanted.beyond
      where wanted.level > 0
    order by place, n`.execute(tablesOf<unknown>(tx))
  for (const { place, n, hash } of found.rows) rows[place - 1]!.push({ n, hash })
  return rows
}
