import { sql } from 'kysely'
import { tablesOf } from '../db/index.ts'
import type { Tx } from '../db/index.ts'
import { leafRecord } from '../tlog/merkle.ts'
import type { LeafRange } from '../tlog/proofs.ts'
import { joinSlices, slicesOf, TILE_WIDTH } from '../tlog/tiles.ts'
import type { TileName, TileSlice } from '../tlog/tiles.ts'

/** The bytes of one published file; undefined unless the tree has all of it. */
export async function readTile(tx: Tx, tile: TileName): Promise<Buffer | undefined> {
  const start = tile.index * TILE_WIDTH
  const end = start + tile.width
  if (tile.level === 'entries') return readBundle(tx, { start, end })
  const [hashes] = await readSlices(tx, [{ level: tile.level, start, end }])
  return hashes?.length === tile.width ? Buffer.concat(hashes) : undefined
}

/** Leaf records, each with its length before it: they prove, they do not publish. */
async function readBundle(tx: Tx, { start, end }: LeafRange): Promise<Buffer | undefined> {
  const found = await sql<{ position: number; digest: Buffer }>`select p.position, e.digest
    from ledger.positions p join ledger.entries e on e.id = p.entry_id and e.recorded_at = p.recorded_at
    where p.position >= ${start} and p.position < ${end} order by p.position`.execute(tablesOf<unknown>(tx))
  if (found.rows.length < end - start) return undefined
  return Buffer.concat(
    found.rows.flatMap(({ position, digest }) => {
      const record = leafRecord(position, digest)
      const length = Buffer.alloc(2)
      length.writeUInt16BE(record.length)
      return [length, record]
    }),
  )
}

/**
 * The root over each range of leaves, out of stored hashes: for a proof in a million entries some hundred rows are read.
 * @throws Error when the tree does not have all of a range
 */
export async function hashRanges(tx: Tx, ranges: readonly LeafRange[]): Promise<Buffer[]> {
  const slices = ranges.map(slicesOf)
  const hashes = await readSlices(tx, slices.flat())
  let next = 0
  return slices.map((ofRange) => {
    const rows = hashes.slice(next, (next += ofRange.length))
    if (rows.some((row, place) => row.length !== ofRange[place]!.end - ofRange[place]!.start))
      throw new Error('the stored tree has a gap')
    return joinSlices(rows)
  })
}

/** The hashes of each slice, in order; fewer where the tree ends. */
async function readSlices(tx: Tx, slices: readonly TileSlice[]): Promise<Buffer[][]> {
  const rows: Buffer[][] = slices.map(() => [])
  if (slices.length === 0) return rows
  const found = await sql<{ place: number; hash: Buffer }>`with wanted as (
      select * from unnest(${slices.map(({ level }) => level)}::int[], ${slices.map(({ start }) => start)}::bigint[],
        ${slices.map(({ end }) => end)}::bigint[]) with ordinality as slice(level, first, beyond, place))
    select wanted.place, p.position as n, p.leaf_hash as hash
      from wanted join ledger.positions p on p.position >= wanted.first and p.position < wanted.beyond where wanted.level = 0
    union all
    select wanted.place, s.index as n, s.hash
      from wanted join ledger.subtrees s on s.level = wanted.level and s.index >= wanted.first and s.index < wanted.beyond
      where wanted.level > 0
    order by place, n`.execute(tablesOf<unknown>(tx))
  for (const { place, hash } of found.rows) rows[place - 1]!.push(hash)
  return rows
}
