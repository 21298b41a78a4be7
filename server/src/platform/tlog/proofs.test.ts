import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { consistencyRanges, inclusionRanges, provesConsistency, provesInclusion, provesSubtree } from './proofs.ts'
import type { LeafRange } from './proofs.ts'

interface Vector {
  readonly name: string
  readonly leafIdx: number
  readonly treeSize: number
  readonly size1: number
  readonly size2: number
  readonly size: number
  readonly start: number
  readonly end: number
  readonly root: string
  readonly root1: string
  readonly root2: string
  readonly leafHash: string
  readonly proof: readonly string[] | null
  readonly wantErr: boolean
}

const file = join(import.meta.dirname, '../../../../data/conformance/merkle-rfc6962/vectors.json')
const vectors = JSON.parse(readFileSync(file, 'utf8')) as Vector[]
const bytes = (text: string): Buffer => Buffer.from(text, 'base64')

const holds: Readonly<Record<string, (vector: Vector, proof: Buffer[]) => boolean>> = {
  inclusion: (v, proof) =>
    provesInclusion({
      index: v.leafIdx,
      within: { start: 0, end: v.treeSize },
      leaf: bytes(v.leafHash),
      proof,
      root: bytes(v.root),
    }),
  subtreeinclusion: (v, proof) =>
    provesInclusion({
      index: v.leafIdx,
      within: { start: v.start, end: v.end },
      leaf: bytes(v.leafHash),
      proof,
      root: bytes(v.root),
    }),
  consistency: (v, proof) =>
    provesConsistency({
      before: v.size1,
      rootBefore: bytes(v.root1),
      size: v.size2,
      root: bytes(v.root2),
      proof,
    }),
  subtreeconsistency: (v, proof) =>
    provesSubtree({
      part: { start: v.start, end: v.end },
      partRoot: bytes(v.root1),
      size: v.size,
      root: bytes(v.root2),
      proof,
    }),
}

describe('proofs of others (transparency-dev/merkle)', () => {
  it('are all there: 36 that hold, 482 that do not', () => {
    expect(vectors.filter((vector) => !vector.wantErr)).toHaveLength(36)
    expect(vectors).toHaveLength(518)
  })

  it.each(['inclusion', 'consistency', 'subtreeinclusion', 'subtreeconsistency'])(
    '%s: each is judged right',
    (kind) => {
      const ours = vectors.filter(({ name }) => name.startsWith(`${kind}/`))
      expect(ours.length).toBeGreaterThan(90)
      for (const vector of ours)
        expect(holds[kind]!(vector, (vector.proof ?? []).map(bytes)), vector.name).toBe(!vector.wantErr)
    },
  )
})

/** The tree as RFC 6962 defines it, word by word. */
function rootOfLeaves(leaves: readonly Buffer[]): Buffer {
  if (leaves.length === 0) return createHash('sha256').digest()
  if (leaves.length === 1) return leaves[0]!
  let power = 1
  while (power * 2 < leaves.length) power *= 2
  return createHash('sha256')
    .update(Buffer.of(1))
    .update(rootOfLeaves(leaves.slice(0, power)))
    .update(rootOfLeaves(leaves.slice(power)))
    .digest()
}

const leavesOf = (count: number): Buffer[] =>
  Array.from({ length: count }, (_, place) => createHash('sha256').update(`\0leaf ${place}`).digest())
const hashesOf = (leaves: readonly Buffer[], ranges: readonly LeafRange[]): Buffer[] =>
  ranges.map(({ start, end }) => rootOfLeaves(leaves.slice(start, end)))
const flipped = (hash: Buffer): Buffer => Buffer.from(hash.map((byte, place) => (place === 7 ? byte ^ 4 : byte)))

const TREES = fc.integer({ min: 1, max: 90 }).map(leavesOf)

describe('proofs of ours', () => {
  it('prove each leaf of any tree, and no other leaf, position or root', () => {
    fc.assert(
      fc.property(TREES, fc.nat(), (leaves, at) => {
        const index = at % leaves.length
        const claim = {
          index,
          within: { start: 0, end: leaves.length },
          leaf: leaves[index]!,
          proof: hashesOf(leaves, inclusionRanges(index, leaves.length)),
          root: rootOfLeaves(leaves),
        }
        expect(provesInclusion(claim)).toBe(true)
        expect(provesInclusion({ ...claim, leaf: flipped(claim.leaf) })).toBe(false)
        expect(provesInclusion({ ...claim, root: flipped(claim.root) })).toBe(false)
        expect(provesInclusion({ ...claim, proof: [...claim.proof, claim.leaf] })).toBe(false)
        if (leaves.length > 1) {
          expect(provesInclusion({ ...claim, index: (index + 1) % leaves.length })).toBe(false)
          expect(provesInclusion({ ...claim, proof: claim.proof.slice(1) })).toBe(false)
          expect(provesInclusion({ ...claim, proof: claim.proof.with(0, flipped(claim.proof[0]!)) })).toBe(false)
        }
      }),
    )
  })

  it('prove that any tree grew out of any earlier one, and not out of one that differs', () => {
    fc.assert(
      fc.property(TREES, fc.nat(), (leaves, at) => {
        const before = 1 + (at % leaves.length)
        const claim = {
          before,
          rootBefore: rootOfLeaves(leaves.slice(0, before)),
          size: leaves.length,
          root: rootOfLeaves(leaves),
          proof: hashesOf(leaves, consistencyRanges(before, leaves.length)),
        }
        expect(provesConsistency(claim)).toBe(true)
        const other = leaves.with(before - 1, flipped(leaves[before - 1]!))
        expect(provesConsistency({ ...claim, rootBefore: rootOfLeaves(other.slice(0, before)) })).toBe(false)
        expect(provesConsistency({ ...claim, root: rootOfLeaves(other) })).toBe(false)
        expect(provesConsistency({ ...claim, proof: [...claim.proof, claim.root] })).toBe(false)
        for (const [place, hash] of claim.proof.entries())
          expect(provesConsistency({ ...claim, proof: claim.proof.with(place, flipped(hash)) })).toBe(false)
      }),
    )
  })

  it('cannot be asked for what is not in the tree', () => {
    expect(() => inclusionRanges(3, 3)).toThrow(RangeError)
    expect(() => consistencyRanges(4, 3)).toThrow(RangeError)
  })
})
