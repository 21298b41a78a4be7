import { hash } from 'node:crypto'

/** Fixed leaf record: version (1) ‖ position (8, big-endian) ‖ entry digest (32). It proves, it does not publish. */
export function leafRecord(position: number, digest: Uint8Array): Buffer {
  const record = Buffer.alloc(41)
  record[0] = 1
  record.writeBigUInt64BE(BigInt(position), 1)
  record.set(digest, 9)
  return record
}

const LEAF = Buffer.of(0)
const NODE = Buffer.of(1)

/** RFC 6962, 2.1: SHA-256(0x00 ‖ leaf). */
export function leafHash(record: Uint8Array): Buffer {
  return hash('sha256', Buffer.concat([LEAF, record]), 'buffer')
}

/** RFC 6962, 2.1: SHA-256(0x01 ‖ left ‖ right). */
export function nodeHash(left: Uint8Array, right: Uint8Array): Buffer {
  return hash('sha256', Buffer.concat([NODE, left, right]), 'buffer')
}

/** The complete subtrees of a tree of `size` leaves, largest first: as many as `size` has ones in binary. */
export interface Frontier {
  readonly size: number
  readonly roots: readonly Uint8Array[]
}

export const EMPTY: Frontier = { size: 0, roots: [] }

/** Adds leaves at the end: as many joins as the size carries in binary addition. */
export function appendLeaves(frontier: Frontier, leaves: readonly Uint8Array[]): Frontier {
  const roots = [...frontier.roots]
  let size = frontier.size
  for (const leaf of leaves) {
    let root = leaf
    for (let carry = size; carry % 2 === 1; carry = Math.floor(carry / 2)) root = nodeHash(roots.pop()!, root)
    roots.push(root)
    size += 1
  }
  return { size, roots }
}

/** The tree's root; of no leaves, SHA-256 of nothing. */
export function rootOf(frontier: Frontier): Buffer {
  if (frontier.roots.length === 0) return hash('sha256', '', 'buffer')
  return Buffer.from(frontier.roots.reduceRight((right, left) => nodeHash(left, right)))
}
