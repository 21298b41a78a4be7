import { Type } from 'typebox'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openTestApp } from '../../../test/harness.ts'
import type { TestApp } from '../../../test/harness.ts'
import { event, newPublicId, streamOf, systemActor } from '../../kernel/index.ts'
import { canonical, entryDigest } from './entry.ts'
import type { LedgerEntry } from './entry.ts'
import { appendLeaves, EMPTY, leafHash, leafRecord } from '../tlog/merkle.ts'

const LampLit = event('ledger-test/LampLit.v1', Type.Object({ lampId: Type.String(), n: Type.Integer() }), {
  title: '点灯',
  stream: (body) => streamOf('lamp', body.lampId),
})

let app: TestApp
let lamp: string
let stream: string
beforeAll(async () => {
  app = await openTestApp()
})
afterAll(() => app.close())
beforeEach(async () => {
  lamp = newPublicId('450721')
  stream = `lamp:${lamp}`
  for (let n = 1; n <= 4; n += 1)
    await app.as(systemActor('test'), (ctx) => Promise.resolve(ctx.emit(LampLit.of({ lampId: lamp, n }))))
  await app.drain()
})

/** Changes made beside the program are undone, so that each test starts from a record that holds. */
async function attacked(change: () => Promise<unknown>, look: () => Promise<void>): Promise<void> {
  const tables = ['entries', 'streams', 'positions', 'tree', 'personal'] as const
  for (const table of tables) await app.sql(`create table public.kept_${table} as table ledger.${table}`)
  try {
    await change()
    await look()
  } finally {
    for (const table of [...tables].reverse()) await app.sql(`delete from ledger.${table}`)
    for (const table of tables) await app.sql(`insert into ledger.${table} select * from public.kept_${table}`)
    for (const table of tables) await app.sql(`drop table public.kept_${table}`)
  }
}

const messages = async (note?: string) => (await app.ledger.verify(note)).findings.map((finding) => finding.message)

describe('verification of the ledger', () => {
  it('finds nothing wrong with a record that nobody touched', async () => {
    expect(await messages()).toEqual([])
  })

  it('names an entry whose content was altered', () =>
    attacked(
      () =>
        app.sql(
          `update ledger.entries set canonical = replace(canonical, '"n":2', '"n":9') where stream = $1 and seq = 2`,
          [stream],
        ),
      async () => expect((await messages())[0]).toBe(`${stream} 第 2 条被改动：内容与摘要不符`),
    ))

  it('names an entry whose kind was changed in its column only', () =>
    attacked(
      () =>
        app.sql(`update ledger.entries set kind = 'ledger-test/LampBroken.v1' where stream = $1 and seq = 3`, [stream]),
      async () => expect((await messages())[0]).toBe(`${stream} 第 3 条被改动：表中列与记录原文不一致`),
    ))

  it('names an entry that was deleted, in its stream and in the whole', () =>
    attacked(
      () => app.sql('delete from ledger.entries where stream = $1 and seq = 2', [stream]),
      async () => {
        const said = await messages()
        expect(said).toContain(`${stream} 缺少第 2 条，记录被删除`)
        expect(said.some((one) => one.startsWith(`${stream} 在总账第`) && one.endsWith('号位置的记录被删除'))).toBe(
          true,
        )
      },
    ))

  it('names a stream whose last entries were cut off', () =>
    attacked(
      () => app.sql('delete from ledger.entries where stream = $1 and seq > 2', [stream]),
      async () => expect(await messages()).toContain(`${stream} 的末尾被截去：应有 4 条，只剩 2 条`),
    ))

  it('names what is gone even when the head of the stream was set back too', () =>
    attacked(
      async () => {
        const [second] = await app.sql<{ digest: Buffer }>(
          'select digest from ledger.entries where stream = $1 and seq = 2',
          [stream],
        )
        await app.sql('delete from ledger.entries where stream = $1 and seq > 2', [stream])
        await app.sql('update ledger.streams set head_seq = 2, head_digest = $2 where stream = $1', [
          stream,
          second!.digest,
        ])
      },
      async () => expect((await messages()).filter((one) => one.startsWith(`${stream} 在总账第`))).toHaveLength(2),
    ))

  it('names a stream that was removed whole, entries and head', () =>
    attacked(
      async () => {
        await app.sql('delete from ledger.entries where stream = $1', [stream])
        await app.sql('delete from ledger.streams where stream = $1', [stream])
      },
      async () => expect((await messages()).filter((one) => one.startsWith(`${stream} 在总账第`))).toHaveLength(4),
    ))

  it('finds a record rewritten from its beginning only against a checkpoint printed earlier', async () => {
    const note = await app.ledger.checkpoint()
    expect(await messages(note)).toEqual([])
    await attacked(rewriteEverything, async () => {
      expect(await messages()).toEqual([])
      expect(await messages(note)).toEqual([
        expect.stringMatching(/^与早先的检查点（\d+ 条）不符：其中已有记录被改写$/),
      ])
    })
  })

  it('refuses a checkpoint that another key signed', async () => {
    const note = (await app.ledger.checkpoint()).replace(/\n\d+\n/, '\n1\n')
    await expect(app.ledger.verify(note)).rejects.toThrow('not signed by the key')
  })
})

/** What an operator with every right in the database could do: another content for one entry, then all digests anew. */
async function rewriteEverything(): Promise<void> {
  const rows = await app.sql<{ id: string; recorded_at: Date; stream: string; canonical: string; salt: Buffer }>(
    'select id, recorded_at, stream, canonical, salt from ledger.entries order by stream, seq',
  )
  const digests = new Map<string, Buffer>()
  let last = { stream: '', digest: '' }
  for (const row of rows) {
    const entry = JSON.parse(row.canonical) as LedgerEntry & { body: { n?: number } }
    const body = row.stream === stream && entry.body.n === 2 ? { ...entry.body, n: 9 } : entry.body
    const text = canonical({ ...entry, body, prev: last.stream === row.stream ? last.digest : '0'.repeat(64) })
    const digest = entryDigest(row.salt, text)
    digests.set(row.id, digest)
    last = { stream: row.stream, digest: digest.toString('hex') }
    await app.sql('update ledger.entries set canonical = $2, digest = $3 where id = $1', [row.id, text, digest])
    await app.sql('update ledger.streams set head_digest = $2 where stream = $1', [row.stream, digest])
  }
  const positions = await app.sql<{ position: string; entry_id: string }>(
    'select position, entry_id from ledger.positions order by position',
  )
  const leaves = positions.map((row) => leafHash(leafRecord(Number(row.position), digests.get(row.entry_id)!)))
  for (const [index, row] of positions.entries()) {
    await app.sql('update ledger.positions set leaf_hash = $2 where position = $1', [row.position, leaves[index]!])
  }
  await app.sql('update ledger.tree set frontier = $1', [appendLeaves(EMPTY, leaves).roots])
}
