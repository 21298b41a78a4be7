import { rootOf, TILE_HEIGHT } from './merkle.ts'
import type { LeafRange } from './proofs.ts'

/** Hashes or leaf records that lie side by side in one file (C2SP tlog-tiles). */
export const TILE_WIDTH = 2 ** TILE_HEIGHT

export interface TileName {
  /** Level of the hashes, or the leaf records themselves. */
  readonly level: number | 'entries'
  readonly index: number
  /** Fewer than 256 at the right edge of the tree. */
  readonly width: number
}

/** `0/x001/x234/067.p/112`. */
export function tilePath({ level, index, width }: TileName): string {
  const digits = String(index)
  const padded = digits.padStart(Math.ceil(digits.length / 3) * 3, '0')
  const groups = padded.match(/\d{3}/g) ?? []
  const name = groups.map((group, place) => (place === groups.length - 1 ? group : `x${group}`)).join('/')
  return `${level}/${name}${width === TILE_WIDTH ? '' : `.p/${width}`}`
}

/** What the path names; undefined for every other spelling of it, so that a file has one address. */
export function parseTilePath(path: string): TileName | undefined {
  const found = /^(entries|\d{1,2})\/((?:x\d{3}\/)*\d{3})(?:\.p\/(\d{1,3}))?$/.exec(path)
  if (!found) return undefined
  const [, level, name, width] = found
  const tile = {
    level: level === 'entries' ? ('entries' as const) : Number(level),
    index: Number(name!.replaceAll(/[x/]/g, '')),
    width: width === undefined ? TILE_WIDTH : Number(width),
  }
  const isInRange = (tile.level === 'entries' || tile.level < 64) && tile.width >= 1 && Number.isSafeInteger(tile.index)
  return isInRange && tilePath(tile) === path ? tile : undefined
}

/** Hashes of one level side by side, from which a complete subtree is computed. */
export interface TileSlice {
  readonly level: number
  readonly start: number
  readonly end: number
}

/** The range as complete subtrees, largest first, each as a slice of one tile: nothing below is hashed again. */
export function slicesOf({ start, end }: LeafRange): TileSlice[] {
  const slices: TileSlice[] = []
  for (let at = start; at < end; ) {
    let height = 0
    while (at % 2 ** (height + 1) === 0 && at + 2 ** (height + 1) <= end) height += 1
    const level = Math.floor(height / TILE_HEIGHT)
    const leaves = TILE_WIDTH ** level
    slices.push({ level, start: at / leaves, end: (at + 2 ** height) / leaves })
    at += 2 ** height
  }
  return slices
}

/** The root over the roots of a range's slices. */
export function joinSlices(slices: readonly (readonly Uint8Array[])[]): Buffer {
  return rootOf({ size: slices.length, roots: slices.map(rootOfComplete) })
}

/** The root of as many hashes as are a power of two. */
function rootOfComplete(hashes: readonly Uint8Array[]): Buffer {
  let row = hashes
  while (row.length > 1) {
    const above: Buffer[] = []
    for (let place = 0; place < row.length; place += 2)
      above.push(rootOf({ size: 2, roots: [row[place]!, row[place + 1]!] }))
    row = above
  }
  return Buffer.from(row[0]!)
}
