import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { appendLeaves, EMPTY, rootOf } from './merkle.ts'
import type { CompleteSubtree } from './merkle.ts'
import { joinSlices, parseTilePath, slicesOf, tilePath } from './tiles.ts'

const leafOf = (place: number): Buffer => createHash('sha256').update(`leaf ${place}`).digest()

describe('tiles', () => {
  it.each([
    ['0/000', { level: 0, index: 0, width: 256 }],
    ['1/x001/x234/067', { level: 1, index: 1_234_067, width: 256 }],
    ['entries/x001/000.p/7', { level: 'entries', index: 1_000, width: 7 }],
  ] as const)('have the address %s', (path, tile) => {
    expect(tilePath(tile)).toBe(path)
    expect(parseTilePath(path)).toEqual(tile)
  })

  it.each([
    '0/0',
    '00/000',
    '0/x000/000',
    '0/001/000',
    '64/000',
    '0/000.p/0',
    '0/000.p/256',
    '0/000.p/07',
    '-1/000',
    '0/000/',
    'x',
  ])('have no other address: %s names nothing', (path) => expect(parseTilePath(path)).toBeUndefined())

  it('give the root of every range that a proof can ask for', () => {
    const leaves = Array.from({ length: 70_000 }, (_, place) => leafOf(place))
    const levels = new Map<number, Buffer[]>([[0, leaves]])
    const keep = ({ level, index, hash }: CompleteSubtree): void => {
      const row = levels.get(level) ?? []
      row[index] = hash
      levels.set(level, row)
    }
    appendLeaves(EMPTY, leaves, keep)
    // As the specification counts for 70,000 entries.
    expect([levels.get(1)!.length, levels.get(2)!.length]).toEqual([273, 1])
    const rootFromTiles = (start: number, end: number): Buffer =>
      joinSlices(slicesOf({ start, end }).map((slice) => levels.get(slice.level)!.slice(slice.start, slice.end)))
    const aligned = fc.tuple(fc.nat({ max: 16 }), fc.nat({ max: 4 }), fc.nat()).map(([height, place, cut]) => {
      // A range begins where a subtree of its size can begin; beyond the last leaf there is none.
      const start = (place % Math.ceil(leaves.length / 2 ** height)) * 2 ** height
      return { start, end: Math.min(leaves.length, start + 1 + (cut % 2 ** height)) }
    })
    fc.assert(
      fc.property(aligned, ({ start, end }) => {
        expect(rootFromTiles(start, end)).toEqual(rootOf(appendLeaves(EMPTY, leaves.slice(start, end))))
      }),
      { numRuns: 60 },
    )
    expect(rootFromTiles(0, 70_000)).toEqual(rootOf(appendLeaves(EMPTY, leaves)))
  })
})
