import { hash } from 'node:crypto'

/** Fixed leaf record: version (1) ‖ position (8, big-endian) ‖ entry digest (32). It proves, it does not publish. */
export function leafRecord(position: number, digest: Uint8Array): Buffer {
  const record = Buffer.alloc(41)
  record[0] = 1
  record.writeBigUInt64BE(BigInt(position), 1)
  record.set(digest, 9)
  return record
}

/** RFC 6962, 2.1: SHA-256(0x00 ‖ leaf). */
export function leafHash(record: Uint8Array): Buffer {
  return hash('sha256', Buffer.concat([LEAF, record]), 'buffer')
}

/** RFC 6962, 2.1: SHA-256(0x01 ‖ left ‖ right). */
export function nodeHash(left: Uint8Array, right: Uint8Array): Buffer {
  return fromBytes(joined(bytesOf(Buffer.from(left)), bytesOf(Buffer.from(right))))
}

/** Hashes are published in tiles of 256 side by side: a subtree of eight levels (C2SP tlog-tiles). */
export const TILE_HEIGHT = 8

/** The complete subtrees of a tree of `size` leaves, largest first: as many as `size` has ones in binary. */
export interface Frontier {
  readonly size: number
  readonly roots: readonly Uint8Array[]
}

export const EMPTY: Frontier = { size: 0, roots: [] }

/** The root of a complete subtree of 256 to the power of `level` leaves, the `index`-th of its kind: one hash of a published tile. */
export interface CompleteSubtree {
  readonly level: number
  readonly index: number
  readonly hash: Buffer
}

/** Adds leaves at the end: as many joins as the size carries in binary addition. What is completed on the way is told. */
export function appendLeaves(
  frontier: Frontier,
  leaves: readonly Uint8Array[],
  completed?: (subtree: CompleteSubtree) => void,
): Frontier {
  const tree = growTree(frontier, completed)
  for (const leaf of leaves) tree.append(bytesOf(Buffer.from(leaf)))
  return tree.frontier()
}

/** The tree's root; of no leaves, SHA-256 of nothing. */
export function rootOf(frontier: Frontier): Buffer {
  if (frontier.roots.length === 0) return hash('sha256', '', 'buffer')
  return Buffer.from(frontier.roots.reduceRight((right, left) => nodeHash(left, right)))
}

/**
 * Bytes as a string of as many characters: verification hashes millions, and a string costs a third of a buffer
 * (measured).
 */
export type Bytes = string

export function bytesOf(buffer: Buffer): Bytes {
  return buffer.toString('latin1')
}

/** A tree that leaves are added to one by one. */
export interface GrowingTree {
  append(leaf: Bytes): void
  size(): number
  frontier(): Frontier
}

export function growTree(from: Frontier, completed?: (subtree: CompleteSubtree) => void): GrowingTree {
  const roots = from.roots.map((root) => bytesOf(Buffer.from(root)))
  let { size } = from
  return {
    append: (leaf) => {
      let root = leaf
      let height = 0
      let carry = size
      for (; carry % 2 === 1; carry = Math.floor(carry / 2)) {
        root = joined(roots.pop()!, root)
        height += 1
        if (completed && height % TILE_HEIGHT === 0)
          completed({ level: height / TILE_HEIGHT, index: Math.floor(carry / 2), hash: fromBytes(root) })
      }
      roots.push(root)
      size += 1
    },
    size: () => size,
    frontier: () => ({ size, roots: roots.map(fromBytes) }),
  }
}

const LEAF = Buffer.of(0)
/** What is hashed is put together here; nothing keeps it. */
const leafInput = Buffer.from([0, ...leafRecord(0, new Uint8Array(32))])
const nodeInput = Buffer.alloc(1 + 32 + 32, 1)

/** {@link leafHash} of {@link leafRecord}. */
export function leafBytes(position: number, digest: Uint8Array): Bytes {
  if (digest.length !== 32) throw new Error('an entry digest has 32 bytes')
  leafInput.writeUInt32BE(Math.floor(position / 2 ** 32), 2)
  leafInput.writeUInt32BE(position % 2 ** 32, 6)
  leafInput.set(digest, 10)
  return hash('sha256', leafInput, 'binary')
}

function joined(left: Bytes, right: Bytes): Bytes {
  if (left.length !== 32 || right.length !== 32) throw new Error('a node joins two hashes of 32 bytes')
  nodeInput.write(left, 1, 'latin1')
  nodeInput.write(right, 33, 'latin1')
  return hash('sha256', nodeInput, 'binary')
}

function fromBytes(bytes: Bytes): Buffer {
  return Buffer.from(bytes, 'latin1')
}
