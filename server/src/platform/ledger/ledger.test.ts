import { Type } from 'typebox'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTestApp } from '../../../test/harness.ts'
import type { TestApp } from '../../../test/harness.ts'
import { event, newPublicId, streamOf, systemActor } from '../../kernel/index.ts'
import type { LedgerEntry } from './entry.ts'
import { canonical, entryDigest } from './entry.ts'
import { appendLeaves, EMPTY, leafHash, leafRecord, rootOf } from '../tlog/merkle.ts'

const LampLit = event('ledger-test/LampLit.v1', Type.Object({ lampId: Type.String(), colour: Type.String() }), {
  title: '点灯',
  stream: (body) => streamOf('lamp', body.lampId),
})

let app: TestApp
beforeAll(async () => {
  app = await openTestApp()
})
afterAll(() => app.close())

const actor = systemActor('ledger test')
const light = (
  lampId: string,
  colour: string,
  options?: { occurredAt?: Date; lateReason?: string; personal?: Record<string, string> },
) => app.as(actor, (ctx) => Promise.resolve(ctx.emit(LampLit.of({ lampId, colour }), options)))

interface EntryRow extends Record<string, unknown> {
  id: string
  seq: string
  canonical: string
  salt: Buffer
  digest: Buffer
}
const entriesOf = (lampId: string) =>
  app.sql<EntryRow>('select * from ledger.entries where stream = $1 order by seq', [`lamp:${lampId}`])

describe('the ledger', () => {
  it('chains the entries of a stream by digest, in canonical form', async () => {
    const lamp = newPublicId('450721')
    for (const colour of ['红"灯', 'yellow\n', '𠮷绿']) await light(lamp, colour)
    const rows = await entriesOf(lamp)
    const entries = rows.map((row) => JSON.parse(row.canonical) as LedgerEntry)
    expect(entries.map((entry) => entry.seq)).toEqual([1, 2, 3])
    expect(entries.map((entry) => (entry.body as { colour: string }).colour)).toEqual(['红"灯', 'yellow\n', '𠮷绿'])
    for (const [index, row] of rows.entries()) {
      expect(canonical(JSON.parse(row.canonical))).toBe(row.canonical)
      expect(entryDigest(row.salt, row.canonical)).toEqual(row.digest)
      expect(entries[index]!.prev).toBe(index === 0 ? '0'.repeat(64) : rows[index - 1]!.digest.toString('hex'))
    }
  })

  it('keeps both times when an act is entered after the fact', async () => {
    const lamp = newPublicId('450721')
    await light(lamp, 'late', { occurredAt: new Date('2026-01-05T01:00:00Z'), lateReason: '停电补录' })
    const [row] = await entriesOf(lamp)
    const entry = JSON.parse(row!.canonical) as LedgerEntry
    expect(entry.occurredAt).toBe('2026-01-05T01:00:00.000Z')
    expect(entry.lateReason).toBe('停电补录')
    expect(entry.recordedAt > entry.occurredAt).toBe(true)
    expect(canonical(entry)).toBe(row!.canonical)
  })

  it('says in an entry that the clock was set back, and not where acts at once differ by less', async () => {
    const lamp = newPublicId('450721')
    const start = Date.now() + 3_600_000
    for (const ms of [0, 400, -2_600, -2_200, -2_600]) {
      app.at(new Date(start + ms).toISOString())
      await light(lamp, 'white')
    }
    app.at(new Date().toISOString())
    const entries = (await entriesOf(lamp)).map((row) => JSON.parse(row.canonical) as LedgerEntry)
    expect(entries.map((entry) => entry.clockSetBack ?? false)).toEqual([false, false, true, false, false])
  })

  it('keeps personal values beside the chain, sealed, and only their digests in it', async () => {
    const lamp = newPublicId('450721')
    await light(lamp, 'x', { personal: { name: '王芳' } })
    const [row] = await entriesOf(lamp)
    expect(row!.canonical).not.toContain('王芳')
    expect((JSON.parse(row!.canonical) as LedgerEntry).personal?.name).toMatch(/^[0-9a-f]{64}$/)
    const [kept] = await app.sql<{ sealed: Buffer }>('select sealed from ledger.personal where entry_id = $1', [
      row!.id,
    ])
    expect(kept!.sealed.includes(Buffer.from('王芳'))).toBe(false)
  })

  it('gives positions without gaps while many write, and a tree over them', async () => {
    const lamps = Array.from({ length: 8 }, () => newPublicId('450721'))
    await Promise.all(lamps.flatMap((lamp) => [1, 2, 3, 4].map((n) => light(lamp, String(n)))))
    await app.drain()
    const rows = await app.sql<{ position: string; digest: Buffer; leaf_hash: Buffer }>(
      'select p.position, p.leaf_hash, e.digest from ledger.positions p join ledger.entries e on e.id = p.entry_id order by p.position',
    )
    expect(rows.map((row) => Number(row.position))).toEqual(rows.map((_, index) => index))
    const leaves = rows.map((row, index) => leafHash(leafRecord(index, row.digest)))
    expect(leaves).toEqual(rows.map((row) => row.leaf_hash))
    const [tree] = await app.sql<{ size: string; frontier: Buffer[] }>('select size, frontier from ledger.tree')
    expect(rootOf({ size: Number(tree!.size), roots: tree!.frontier })).toEqual(rootOf(appendLeaves(EMPTY, leaves)))
    expect(await app.sql('select * from ledger.pending')).toEqual([])
  })

  it('keeps the order of a stream in its positions', async () => {
    const rows = await app.sql<{ stream: string; seq: string }>(
      'select e.stream, e.seq from ledger.positions p join ledger.entries e on e.id = p.entry_id order by p.position',
    )
    const last = new Map<string, number>()
    for (const row of rows) {
      expect(Number(row.seq)).toBe((last.get(row.stream) ?? 0) + 1)
      last.set(row.stream, Number(row.seq))
    }
  })

  it.each(['yiwang_app', 'yiwang_worker', 'yiwang_reader', 'yiwang_sequencer'] as const)(
    'refuses the role %s any change of what is recorded',
    async (role) => {
      const client = await app.database.pool(role).connect()
      const forbidden = [
        "update ledger.entries set kind = 'x'",
        'delete from ledger.entries',
        'truncate ledger.entries',
        'delete from ledger.entries_202611',
        "update ledger.entries_other set kind = 'x'",
        'insert into ledger.entries select * from ledger.entries limit 1',
        "update ledger.streams set head_digest = decode(repeat('00', 32), 'hex')",
        'delete from ledger.streams',
        'update ledger.positions set position = position + 1',
        'delete from ledger.positions',
        'delete from ledger.personal',
        'drop table ledger.entries',
        'alter table ledger.entries disable trigger all',
      ]
      try {
        for (const statement of forbidden) {
          await expect(client.query(statement), statement).rejects.toThrow(/permission denied|must be owner/)
        }
      } finally {
        client.release()
      }
    },
  )

  it('takes time and place itself: an entry cannot be put in with a time of its own', async () => {
    const client = await app.database.pool('yiwang_app').connect()
    try {
      const forged =
        "insert into ledger.entries (id, recorded_at, jurisdiction, stream, seq, kind, canonical, salt, digest) values (9, now() - interval '1 year', '450721', 'lamp:x', 1, 'x', '{}', decode(repeat('00', 16), 'hex'), decode(repeat('00', 32), 'hex'))"
      await expect(client.query(forged)).rejects.toThrow(/permission denied/)
    } finally {
      client.release()
    }
  })

  it('refuses what is too large for one entry in words, before the database would', async () => {
    const lamp = newPublicId('450721')
    await expect(light(lamp, '红'.repeat(11_000))).rejects.toMatchObject({
      definition: { code: 'ledger/entry-too-large' },
    })
    expect(await entriesOf(lamp)).toEqual([])
    await light(lamp, '红'.repeat(10_000))
    expect(await entriesOf(lamp)).toHaveLength(1)
  })

  it('fails a write that leaves no entry', async () => {
    await expect(app.as(actor, () => Promise.resolve())).rejects.toThrow('a write emitted no ledger entry')
  })
})
