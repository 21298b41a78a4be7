import { EMPTY, nodeHash, rootOf } from './merkle.ts'

/** The leaves from `start` up to, not including, `end`. */
export interface LeafRange {
  readonly start: number
  readonly end: number
}

/** Proofs are about 50 hashes long at the most that fits a number; 63 is what C2SP allows. */
export const MOST_PROOF_HASHES = 63

/** What hashes prove that leaf `index` is in the tree of `size`, nearest first (RFC 6962, 2.1.1). */
export function inclusionRanges(index: number, size: number): LeafRange[] {
  if (!isCount(index) || !isCount(size) || index >= size) throw new RangeError(`no leaf ${index} in a tree of ${size}`)
  const ranges: LeafRange[] = []
  for (let start = 0, end = size; end - start > 1; ) {
    const middle = start + largestPowerBelow(end - start)
    if (index < middle) {
      ranges.push({ start: middle, end })
      end = middle
    } else {
      ranges.push({ start, end: middle })
      start = middle
    }
  }
  return ranges.reverse()
}

/** What hashes prove that the tree of `before` leaves is the beginning of the tree of `size` (RFC 6962, 2.1.2). */
export function consistencyRanges(before: number, size: number): LeafRange[] {
  if (!isCount(before) || !isCount(size) || before > size) throw new RangeError(`no tree of ${before} within ${size}`)
  if (before === 0 || before === size) return []
  const ranges: LeafRange[] = []
  let [start, end] = [0, size]
  while (end !== before) {
    const middle = start + largestPowerBelow(end - start)
    if (before <= middle) {
      ranges.push({ start: middle, end })
      end = middle
    } else {
      ranges.push({ start, end: middle })
      start = middle
    }
  }
  if (start > 0) ranges.push({ start, end })
  return ranges.reverse()
}

export interface InclusionClaim {
  readonly index: number
  /** The tree whose root is given is the one over these leaves; all from 0, unless it is a subtree. */
  readonly within: LeafRange
  readonly leaf: Uint8Array
  readonly proof: readonly Uint8Array[]
  readonly root: Uint8Array
}

/** RFC 9162, 2.1.3.2, for subtrees as well. Whatever is malformed proves nothing. */
export function provesInclusion({ index, within, leaf, proof, root }: InclusionClaim): boolean {
  const { start, end } = within
  if (!isSubtree(within) || !isCount(index) || index < start || index >= end) return false
  if (!areHashes([leaf, root, ...proof])) return false
  let at = index - start
  let last = end - start - 1
  let hash = leaf
  for (const sibling of proof) {
    if (last === 0) return false
    if (isOdd(at) || at === last) {
      hash = nodeHash(sibling, hash)
      while (!isOdd(at) && at !== 0) [at, last] = [half(at), half(last)]
    } else {
      hash = nodeHash(hash, sibling)
    }
    ;[at, last] = [half(at), half(last)]
  }
  return last === 0 && equal(hash, root)
}

export interface ConsistencyClaim {
  readonly before: number
  readonly rootBefore: Uint8Array
  readonly size: number
  readonly root: Uint8Array
  readonly proof: readonly Uint8Array[]
}

/** Whether the tree of `before` leaves is the beginning of the tree of `size` (RFC 9162, 2.1.4.2). Of an empty tree nothing is said. */
export function provesConsistency({ before, rootBefore, ...tree }: ConsistencyClaim): boolean {
  return before !== 0 && provesSubtree({ ...tree, part: { start: 0, end: before }, partRoot: rootBefore })
}

export interface SubtreeClaim {
  readonly part: LeafRange
  readonly partRoot: Uint8Array
  readonly size: number
  readonly root: Uint8Array
  readonly proof: readonly Uint8Array[]
}

/** Whether a subtree is part of the tree (draft-ietf-plants-merkle-tree-certs, 4.4): a tree's beginning is one such. */
export function provesSubtree({ part, partRoot, size, root, proof }: SubtreeClaim): boolean {
  if (!isSubtree(part) || !isCount(size) || part.end > size) return false
  if (part.start === part.end) return proof.length === 0 && equal(partRoot, rootOf(EMPTY))
  if (!areHashes(proof.length > 0 ? [partRoot, ...proof] : [])) return false
  const place = { first: part.start, last: part.end - 1, tree: size - 1 }
  const endsTogether = place.last === place.tree
  while (place.first !== place.last && (endsTogether || isOdd(place.last))) climb(place)
  const rest = [...proof]
  const seed = place.first === place.last ? partRoot : rest.shift()
  return seed !== undefined && leadsToBoth({ place, seed, rest, partRoot, root })
}

/** Goes on from a node that both have: to the root of the part, and to the root of the tree. */
function leadsToBoth(way: {
  place: { first: number; last: number; tree: number }
  seed: Uint8Array
  rest: readonly Uint8Array[]
  partRoot: Uint8Array
  root: Uint8Array
}): boolean {
  const { place } = way
  let [partHash, treeHash] = [way.seed, way.seed]
  for (const sibling of way.rest) {
    if (place.tree === 0) return false
    if (isOdd(place.last) || place.last === place.tree) {
      if (place.first < place.last) partHash = nodeHash(sibling, partHash)
      treeHash = nodeHash(sibling, treeHash)
      while (!isOdd(place.last)) climb(place)
    } else {
      treeHash = nodeHash(treeHash, sibling)
    }
    climb(place)
  }
  return place.tree === 0 && equal(partHash, way.partRoot) && equal(treeHash, way.root)
}

/** Whether the range can be one node of a larger tree: it begins at a multiple of the next power of two. */
function isSubtree({ start, end }: LeafRange): boolean {
  if (!isCount(start) || !isCount(end) || start > end) return false
  let power = 1
  while (power < end - start) power *= 2
  return start % power === 0
}

function climb(place: { first: number; last: number; tree: number }): void {
  place.first = half(place.first)
  place.last = half(place.last)
  place.tree = half(place.tree)
}

function largestPowerBelow(count: number): number {
  let power = 1
  while (power * 2 < count) power *= 2
  return power
}

// Counts pass 2^31, which the bit operators do not.
const isOdd = (count: number): boolean => count % 2 === 1
const half = (count: number): number => Math.floor(count / 2)
const isCount = (count: number): boolean => Number.isSafeInteger(count) && count >= 0
const areHashes = (hashes: readonly Uint8Array[]): boolean => hashes.every((hash) => hash.length === 32)
const equal = (one: Uint8Array, other: Uint8Array): boolean => Buffer.compare(one, other) === 0
