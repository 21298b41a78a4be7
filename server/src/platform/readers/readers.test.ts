import { setTimeout as pause } from 'node:timers/promises'
import { sql } from 'kysely'
import { Type } from 'typebox'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openTestApp } from '../../../test/harness.ts'
import type { TestApp } from '../../../test/harness.ts'
import { event, newPublicId, streamOf, systemActor } from '../../kernel/index.ts'
import { createClock } from '../clock/clock.ts'
import { createDatabase, tablesOf } from '../db/index.ts'
import type { Database } from '../db/index.ts'
import { appendEvents } from '../ledger/append.ts'
import { startSequencer } from '../ledger/index.ts'
import type { LedgerReader } from '../module/index.ts'
import { vaultOfOneKey } from '../vault/index.ts'
import { createReaders } from './readers.ts'
import type { Readers } from './readers.ts'

const LampLit = event('ledger-test/LampLit.v1', Type.Object({ lampId: Type.String(), n: Type.Integer() }), {
  title: '点灯',
  stream: (body) => streamOf('lamp', body.lampId),
})

const WRITERS = 100
const ENTRIES_EACH = 4
const LAMPS = 25

let app: TestApp
let database: Database
beforeAll(async () => {
  app = await openTestApp()
  database = createDatabase({ url: app.databaseUrl, poolSize: WRITERS, queryTimeoutMs: 60_000 })
  await app.sql(`create table public.seen (place bigserial, position bigint, stream text, seq bigint, worth int)`)
  await app.sql('grant all on public.seen to yiwang_worker')
  await app.sql('grant usage on sequence public.seen_place_seq to yiwang_worker')
})
afterAll(async () => {
  await database.close()
  await app.close()
})
beforeEach(async () => {
  await app.sql('truncate public.seen')
  await app.sql(`delete from ledger.readers where reader = 'test/seen'`)
})

/** Keeps what it is given, a row each: what is missed, doubled or out of order stays visible. */
const keeper = (worth = 1, fail: () => boolean = () => false): LedgerReader => ({
  name: 'test/seen',
  version: worth,
  on: [LampLit],
  take: async (ctx, entries) => {
    for (const { position, entry } of entries) {
      await sql`insert into public.seen (position, stream, seq, worth)
        values (${position}, ${entry.stream}, ${entry.seq}, ${worth})`.execute(tablesOf<unknown>(ctx.tx))
    }
    if (fail()) throw new Error('the reader stumbles after it has written')
  },
  clear: async (ctx) => void (await sql`delete from public.seen`.execute(tablesOf<unknown>(ctx.tx))),
})

const log = { error: () => undefined, warn: () => undefined }
const readersWith = (reader: LedgerReader, batchSize = 20): Readers =>
  createReaders({
    act: { database, archives: app.archives, clock: createClock(), vault: vaultOfOneKey(Buffer.alloc(32, 1)) },
    readers: [reader],
    log,
    batchSize,
  })

async function write(lamp: string, n: number): Promise<void> {
  await database.tx('yiwang_app', { variables: { actor: 'writer' } }, async (tx) => {
    const pending = [{ event: LampLit.of({ lampId: lamp, n }), actor: systemActor('writer'), options: {} }]
    await appendEvents(tx, pending, { clock: createClock(), vault: vaultOfOneKey(Buffer.alloc(32, 1)) })
    // The head of the stream is held meanwhile, and ids that were taken later become visible earlier.
    await sql`select pg_sleep(${Math.random() * 0.05})`.execute(tablesOf<unknown>(tx))
  })
}

const seen = () =>
  app.sql<{ position: string; stream: string; seq: string }>('select * from public.seen order by place')
const recorded = async () =>
  (
    await app.sql<{ position: string }>(
      `select p.position from ledger.positions p join ledger.entries e on e.id = p.entry_id and e.kind = $1 order by 1`,
      [LampLit.kind],
    )
  ).map((row) => row.position)

async function until(isSo: () => Promise<boolean>): Promise<void> {
  for (const deadline = Date.now() + 40_000; Date.now() < deadline; await pause(20)) if (await isSo()) return
  throw new Error('it did not come to it')
}

describe('a reader of the ledger', () => {
  it('misses nothing and sees nothing twice while a hundred write and commit late, and its connections are cut', async () => {
    const sequencer = startSequencer({
      database,
      subscribersOf: () => [],
      enqueue: () => Promise.resolve(),
      onError: () => undefined,
      batchSize: 30,
    })
    // Three programs with the same reader, as on three machines.
    const all = [readersWith(keeper()), readersWith(keeper()), readersWith(keeper(), 7)]
    for (const one of all) one.start()
    const lamps = Array.from({ length: LAMPS }, () => newPublicId('450721'))
    let isWriting = true
    const writers = Array.from({ length: WRITERS }, async (_, writer) => {
      for (let n = 0; n < ENTRIES_EACH; n += 1) await write(lamps[(writer + n) % LAMPS]!, n)
    })
    const written = Promise.all(writers).finally(() => (isWriting = false))
    let cuts = 0
    while (isWriting) {
      await pause(30)
      const cut = await app.sql(
        `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and application_name = 'yiwang_worker'`,
      )
      cuts += cut.length
    }
    await written
    await until(async () => (await seen()).length >= WRITERS * ENTRIES_EACH)
    await Promise.all(all.map((one) => one.stop()))
    await sequencer.stop()
    const rows = await seen()
    expect(rows).toHaveLength(WRITERS * ENTRIES_EACH)
    expect(rows.map((row) => row.position)).toEqual(await recorded())
    const last = new Map<string, number>()
    for (const row of rows) {
      expect(Number(row.seq)).toBe((last.get(row.stream) ?? 0) + 1)
      last.set(row.stream, Number(row.seq))
    }
    expect(cuts).toBeGreaterThan(3)
  })

  it('goes on where it was, and leaves nothing of a batch that failed', async () => {
    await app.drain()
    let failures = 0
    const stumbling = readersWith(keeper(1, () => (failures += 1) === 3))
    await expect(stumbling.drain()).rejects.toThrow('stumbles')
    const { next } = await stumbling.standing('test/seen')
    const before = (await seen()).map((row) => row.position)
    expect(before.every((position) => Number(position) < next)).toBe(true)
    await stumbling.drain()
    expect((await seen()).map((row) => row.position)).toEqual(await recorded())
  })

  it('hears of new positions at once, not when it next looks', async () => {
    const readers = readersWith(keeper(), 1_000)
    await readers.drain()
    readers.start()
    await until(async () => (await seen()).length === (await recorded()).length)
    await write(newPublicId('450721'), 1)
    const since = Date.now()
    await app.drain()
    const wanted = (await recorded()).length
    await until(async () => (await seen()).length === wanted)
    expect(Date.now() - since).toBeLessThan(3_000)
    await readers.stop()
  })

  it('makes its tables again from the first entry, on command and when it is another version', async () => {
    const readers = readersWith(keeper(1))
    await readers.drain()
    await app.sql('update public.seen set worth = 99')
    const { next, size } = await readers.rebuild('test/seen')
    expect(next).toBe(size)
    expect(await app.sql('select distinct worth from public.seen')).toEqual([{ worth: 1 }])
    await readersWith(keeper(2)).drain()
    expect(await app.sql('select distinct worth from public.seen')).toEqual([{ worth: 2 }])
    expect((await seen()).map((row) => row.position)).toEqual(await recorded())
  })
})
