import { Type } from 'typebox'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTestApp } from '../../../test/harness.ts'
import type { TestApp } from '../../../test/harness.ts'
import { event, newPublicId, streamOf, systemActor } from '../../kernel/index.ts'
import { parseCheckpoint } from '../tlog/checkpoint.ts'
import { appendLeaves, EMPTY, leafHash, rootOf } from '../tlog/merkle.ts'
import { consistencyRanges, inclusionRanges, provesConsistency, provesInclusion } from '../tlog/proofs.ts'
import { isSignedBy, parseNote, parseVerifierKey } from '../tlog/signed-note.ts'
import { tilePath } from '../tlog/tiles.ts'
import type { TileName } from '../tlog/tiles.ts'
import { hashRanges } from './tree-store.ts'

const LampLit = event('ledger-test/LampLit.v1', Type.Object({ lampId: Type.String(), n: Type.Integer() }), {
  title: '点灯',
  stream: (body) => streamOf('lamp', body.lampId),
})

let app: TestApp
beforeAll(async () => {
  app = await openTestApp()
  await lightUntil(700)
})
afterAll(() => app.close())

/** Grows the record to at least so many entries, in acts of fifty. */
async function lightUntil(size: number): Promise<void> {
  const lampId = newPublicId('450721')
  await app.drain()
  const [tree] = await app.sql<{ size: string }>('select size from ledger.tree')
  for (let missing = size - Number(tree!.size); missing > 0; missing -= 50)
    await app.as(systemActor('test'), (ctx) => {
      for (let n = 0; n < Math.min(50, missing); n += 1) ctx.emit(LampLit.of({ lampId, n }))
      return Promise.resolve()
    })
  await app.drain()
}

const get = (path: string) => app.server.inject({ url: `/ledger/${path}` })
const inTree = <T>(fn: Parameters<typeof app.database.tx<T>>[2]): Promise<T> =>
  app.database.tx('yiwang_reader', { readOnly: true, variables: { actor: 'test' } }, fn)

async function published() {
  await app.ledger.publication.publish()
  const note = parseNote((await get('checkpoint')).payload)
  return { note, ...parseCheckpoint(note.text) }
}

/** All files of a level, as a stranger fetches them: full ones, then the partial one that the size calls for. */
async function fetchLevel(level: TileName['level'], size: number): Promise<Buffer[]> {
  const count = level === 'entries' ? size : Math.floor(size / 256 ** level)
  const files: Buffer[] = []
  for (let index = 0; index * 256 < count; index += 1) {
    const answer = await get(`tile/${tilePath({ level, index, width: Math.min(256, count - index * 256) })}`)
    expect(answer.statusCode).toBe(200)
    files.push(answer.rawPayload)
  }
  return files
}

const hashesIn = (files: readonly Buffer[]): Buffer[] => {
  const all = Buffer.concat(files)
  return Array.from({ length: all.length / 32 }, (_, place) => all.subarray(place * 32, place * 32 + 32))
}

it('a checkpoint is signed once, also where the same tree was signed under another name after it', async () => {
  const { origin, size } = await app.ledger.publication.publish()
  await app.sql(
    `insert into ledger.checkpoints (origin, size, root, note, signed_at)
      select 'elsewhere.example/ledger', size, root, note, signed_at + interval '1 second' from ledger.checkpoints where origin = $1 and size = $2`,
    [origin, size],
  )
  expect(await app.ledger.publication.publish()).toMatchObject({ size })
})

describe('the published tree', () => {
  it('is verified by a stranger from nothing but its files: records, leaves, tiles, root, signature', async () => {
    const { note, size, root } = await published()
    expect(size).toBeGreaterThanOrEqual(700)
    expect(isSignedBy(note, parseVerifierKey((await get('verifier-key')).payload))).toBe(true)
    const leaves = hashesIn(await fetchLevel(0, size))
    expect(rootOf(appendLeaves(EMPTY, leaves))).toEqual(root)
    const above = hashesIn(await fetchLevel(1, size))
    expect(above).toHaveLength(Math.floor(size / 256))
    for (const [index, hash] of above.entries())
      expect(hash).toEqual(rootOf(appendLeaves(EMPTY, leaves.slice(index * 256, index * 256 + 256))))
    const bundle = Buffer.concat(await fetchLevel('entries', size))
    for (const [position, leaf] of leaves.entries()) {
      const at = position * 43
      expect(bundle.readUInt16BE(at)).toBe(41)
      expect(bundle.readBigUInt64BE(at + 3)).toBe(BigInt(position))
      expect(leafHash(bundle.subarray(at + 2, at + 43))).toEqual(leaf)
    }
  })

  it('may be kept for ever where it is whole, for a minute at its edge, and for seconds at its head', async () => {
    const { size } = await published()
    const kept = async (path: string) => (await get(path)).headers['cache-control']
    expect(await kept('tile/0/000')).toBe('public, max-age=31536000, immutable')
    expect(await kept(`tile/0/002.p/${size % 256}`)).toBe('public, max-age=60')
    expect(await kept('checkpoint')).toBe('public, max-age=2')
    expect((await get('checkpoint')).headers['content-type']).toBe('text/plain; charset=utf-8')
    expect((await get('tile/entries/000')).headers['content-type']).toBe('application/octet-stream')
  })

  it.each([
    'tile/0/009',
    'tile/0/002',
    'tile/1/000',
    'tile/entries/009',
    'tile/0/000.p/0',
    'tile/0/0',
    'tile/64/000',
    'tile/0/x000/000',
    'tile/x',
  ])('has nothing at %s, and lets nobody keep that answer', async (path) => {
    const answer = await get(path)
    expect(answer.statusCode).toBe(404)
    expect(answer.headers['cache-control']).toBe('no-store')
  })

  it('gives proofs out of stored hashes: of each entry, and of each earlier state', async () => {
    const { size, root } = await published()
    const leaves = hashesIn(await fetchLevel(0, size))
    for (const index of [0, 1, 255, 256, 300, 511, 512, size - 1]) {
      const proof = await inTree((tx) => hashRanges(tx, inclusionRanges(index, size)))
      expect(
        provesInclusion({ index, within: { start: 0, end: size }, leaf: leaves[index]!, proof, root }),
        `${index}`,
      ).toBe(true)
    }
    for (const before of [1, 2, 255, 256, 257, 512, 699, size]) {
      const proof = await inTree((tx) => hashRanges(tx, consistencyRanges(before, size)))
      const rootBefore = rootOf(appendLeaves(EMPTY, leaves.slice(0, before)))
      expect(provesConsistency({ before, rootBefore, size, root, proof }), `${before}`).toBe(true)
    }
  })

  it('signs one checkpoint for one state, however often and by how many it is asked', async () => {
    await lightUntil(800)
    const notes = await Promise.all([1, 2, 3].map(() => app.ledger.publication.publish()))
    expect(new Set(notes.map(({ note }) => note)).size).toBe(1)
    const kept = await app.sql('select from ledger.checkpoints where size = $1', [notes[0]!.size])
    expect(kept).toHaveLength(1)
  })

  it('signs nothing that contradicts what it signed: neither a smaller record nor another one', async () => {
    await app.ledger.checkpoint()
    const [leaf] = await app.sql<{ leaf_hash: Buffer }>('select leaf_hash from ledger.positions where position = 3')
    await app.sql('update ledger.positions set leaf_hash = $1 where position = 3', [Buffer.alloc(32, 7)])
    const [subtree] = await app.sql<{ hash: Buffer }>('select hash from ledger.subtrees where level = 1 and index = 0')
    await app.sql('update ledger.subtrees set hash = $1 where level = 1 and index = 0', [Buffer.alloc(32, 7)])
    await expect(app.ledger.checkpoint()).rejects.toMatchObject({
      definition: { code: 'ledger/contradicts-checkpoint' },
    })
    await app.sql('update ledger.positions set leaf_hash = $1 where position = 3', [leaf!.leaf_hash])
    await app.sql('update ledger.subtrees set hash = $1 where level = 1 and index = 0', [subtree!.hash])
    await app.sql('update ledger.tree set size = size - 1')
    await expect(app.ledger.checkpoint()).rejects.toMatchObject({
      definition: { code: 'ledger/contradicts-checkpoint' },
    })
    await app.sql('update ledger.tree set size = size + 1')
    expect(await app.ledger.checkpoint()).toContain('localhost/ledger\n')
  })
})

describe('a stored tree with a gap', () => {
  it('is not signed: what is missing is named, and what to do', async () => {
    const [gone] = await app.sql<{ level: number; index: string; hash: Buffer }>(
      'delete from ledger.subtrees where level = 1 and index = 1 returning level, index, hash',
    )
    const answer = await lightUntil(800).then(() => app.ledger.publication.publish().catch((error: unknown) => error))
    expect(answer).toMatchObject({
      definition: { code: 'ledger/tree-has-gap', status: 503 },
      detail: '账本树缺少第 1 层第 1 个哈希，算不出根和证明。请系统管理员核验总账（yiwang ledger verify）。',
    })
    expect((await app.ledger.verify()).findings).toEqual([
      expect.objectContaining({ kind: 'tree-altered', position: 256 }),
    ])
    await app.sql('insert into ledger.subtrees values ($1, $2, $3)', [gone!.level, gone!.index, gone!.hash])
    expect(await app.ledger.publication.publish()).toMatchObject({ size: 800 })
  })
})
