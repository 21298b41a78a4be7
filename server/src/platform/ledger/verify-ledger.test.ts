import { Type } from 'typebox'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openTestApp } from '../../../test/harness.ts'
import type { TestApp } from '../../../test/harness.ts'
import { event, newPublicId, streamOf, systemActor } from '../../kernel/index.ts'
import { canonical, entryDigest } from './entry.ts'
import type { LedgerEntry } from './entry.ts'
import { remakeTree } from './fixtures.ts'

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
  const tables = [
    'entries',
    'streams',
    'positions',
    'tree',
    'personal',
    'subtrees',
    'checkpoints',
    'cosignatures',
  ] as const
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

  it('finds a record rewritten from its beginning against the checkpoints that were signed, and tells between where', async () => {
    await app.ledger.checkpoint()
    const [first] = await app.sql<{ position: string }>(
      'select min(position) as position from ledger.positions where stream = $1',
      [stream],
    )
    await attacked(rewriteEverything, async () => {
      const [said] = await messages()
      const [, from, to] = /条时签名的检查点不符：第 (\d+) 至 (\d+) 号之间有记录被改写$/.exec(said ?? '') ?? []
      expect(Number(from)).toBeLessThanOrEqual(Number(first!.position) + 1)
      expect(Number(to)).toBeGreaterThanOrEqual(Number(first!.position) + 1)
    })
  })

  it('finds it, when those are gone too, only against a checkpoint that was kept elsewhere', async () => {
    const note = await app.ledger.checkpoint()
    expect(await messages(note)).toEqual([])
    const rewriteAll = async () => {
      await rewriteEverything()
      await app.sql('delete from ledger.cosignatures')
      await app.sql('delete from ledger.checkpoints')
    }
    await attacked(rewriteAll, async () => {
      expect(await messages()).toEqual([])
      expect(await messages(note)).toEqual([
        expect.stringMatching(/^与早先的检查点（\d+ 条）不符：其中已有记录被改写$/),
      ])
    })
  })

  it('does not take a kept checkpoint’s word that nobody signed', async () => {
    await app.ledger.checkpoint()
    await attacked(
      () => app.sql(`update ledger.checkpoints set root = sha256(root)`),
      async () => expect((await messages())[0]).toContain('没有本账本的签名，或者被改动'),
    )
  })

  it('refuses a checkpoint that another key signed', async () => {
    const note = (await app.ledger.checkpoint()).replace(/\n\d+\n/, '\n1\n')
    await expect(app.ledger.verify(note)).rejects.toThrow('not signed by the key')
  })
})

/** The first that is found against the record, with its kind. */
async function first(): Promise<{ kind: string | undefined; message: string | undefined }> {
  const [finding] = (await app.ledger.verify()).findings
  return { kind: finding?.kind, message: finding?.message }
}

const columns = 'id, recorded_at, jurisdiction, stream, seq, kind, canonical, salt, digest'
const swapSeq = (one: number, other: number) =>
  app.sql('update ledger.entries set seq = $2::int + $3::int - seq where stream = $1 and seq in ($2, $3)', [
    stream,
    one,
    other,
  ])
const AN_HOUR = 3_600_000

describe('an entry that was back-dated', () => {
  const earlier = (at: Date) => new Date(at.getTime() - 24 * AN_HOUR)
  const changedEntry = async () => {
    const [row] = await app.sql<EntryRow>(`select ${columns} from ledger.entries where stream = $1 and seq = 3`, [
      stream,
    ])
    return row!
  }

  it('is named when only its column was changed', () =>
    attacked(
      async () => {
        const { id, recorded_at } = await changedEntry()
        await app.sql('update ledger.entries set recorded_at = $2 where id = $1', [id, earlier(recorded_at)])
      },
      async () =>
        expect(await first()).toMatchObject({
          kind: 'back-dated',
          message: expect.stringContaining(`${stream} 第 3 条被倒签`) as string,
        }),
    ))

  it('is named when its text, its digest and the chain after it were made anew', () =>
    attacked(
      async () => {
        const { id, recorded_at } = await changedEntry()
        await app.sql('update ledger.entries set recorded_at = $2 where id = $1', [id, earlier(recorded_at)])
        await rechain((entry) => (entry.seq === 3 ? dated(entry, earlier(recorded_at)) : entry))
      },
      async () =>
        expect(await first()).toMatchObject({
          kind: 'back-dated',
          message: expect.stringContaining('入账时间从') as string,
        }),
    ))

  it('is named when leaves and tree were made anew as well', () =>
    attacked(
      async () => {
        await backDateAll(3, earlier)
        await app.sql('delete from ledger.cosignatures')
        await app.sql('delete from ledger.checkpoints')
      },
      async () =>
        expect(await first()).toMatchObject({
          kind: 'back-dated',
          message: expect.stringContaining('早于它前面的记录') as string,
        }),
    ))

  it('is not mistaken for one that was recorded while the machine’s clock was behind: that one says so', async () => {
    const late = newPublicId('450721')
    app.at(new Date(Date.now() - 24 * AN_HOUR).toISOString())
    await app.as(systemActor('test'), (ctx) => Promise.resolve(ctx.emit(LampLit.of({ lampId: late, n: 1 }))))
    await app.as(systemActor('test'), (ctx) => Promise.resolve(ctx.emit(LampLit.of({ lampId: late, n: 2 }))))
    app.at(new Date().toISOString())
    const { findings, setBacks } = await app.ledger.verify()
    expect(findings).toEqual([])
    expect(setBacks.filter((one) => one.stream === `lamp:${late}`)).toMatchObject([{ seq: 1 }])
  })
})

describe('an entry that was inserted later', () => {
  const forge = async (change: Partial<LedgerEntry>, id: number): Promise<EntryRow> => {
    const [row] = await app.sql<EntryRow>(`select ${columns} from ledger.entries where stream = $1 and seq = 3`, [
      stream,
    ])
    const text = canonical({ ...(JSON.parse(row!.canonical) as LedgerEntry), id, ...change })
    return {
      ...row!,
      id: String(id),
      canonical: text,
      digest: entryDigest(row!.salt, text),
      seq: String(change.seq ?? 3),
    }
  }
  const insert = (row: EntryRow) =>
    app.sql(`insert into ledger.entries (${columns}) values ($1, $2, '450721', $3, $4, $5, $6, $7, $8)`, [
      row.id,
      row.recorded_at,
      stream,
      row.seq,
      row.kind,
      row.canonical,
      row.salt,
      row.digest,
    ])

  it('is named beside the one whose number it took', () =>
    attacked(
      async () => insert(await forge({ body: { lampId: lamp, n: 33 } }, 9_000_001)),
      async () =>
        expect(await first()).toEqual({ kind: 'inserted', message: `${stream} 第 3 条有两条，其中一条是后来插入的` }),
    ))

  it('is named at the end of a chain that was made to hold it', () =>
    attacked(
      async () => {
        const [head] = await app.sql<{ head_digest: Buffer }>(
          'select head_digest from ledger.streams where stream = $1',
          [stream],
        )
        const row = await forge({ seq: 5, prev: head!.head_digest.toString('hex') }, 9_000_002)
        await insert(row)
        await app.sql('update ledger.streams set head_seq = 5, head_digest = $2 where stream = $1', [
          stream,
          row.digest,
        ])
      },
      async () =>
        expect(await first()).toEqual({ kind: 'inserted', message: `${stream} 第 5 条是后来插入的：它从未入过总账` }),
    ))

  it('is named in the middle, where those after it were moved on', () =>
    attacked(
      async () => {
        const [second] = await app.sql<EntryRow>(
          `select ${columns} from ledger.entries where stream = $1 and seq = 2`,
          [stream],
        )
        const forged = await forge({ seq: 3, prev: second!.digest.toString('hex') }, 9_000_003)
        await app.sql('update ledger.entries set seq = seq + 1 where stream = $1 and seq >= 3', [stream])
        await insert(forged)
        await app.sql('update ledger.streams set head_seq = 5 where stream = $1', [stream])
      },
      async () =>
        expect(await first()).toEqual({
          kind: 'inserted',
          message: `${stream} 第 3 条是后来插入的：它的编号晚于后面一条`,
        }),
    ))
})

describe('entries that were reordered', () => {
  it('are named when their numbers were exchanged', () =>
    attacked(
      () => swapSeq(2, 3),
      async () =>
        expect(await first()).toEqual({ kind: 'reordered', message: `${stream} 第 2 条被调换了顺序：它原是第 3 条` }),
    ))

  it('are named when their positions were exchanged', () =>
    attacked(
      () => exchangePositions(2, 3),
      async () =>
        expect(await first()).toMatchObject({
          kind: 'reordered',
          message: expect.stringContaining('被调换了顺序') as string,
        }),
    ))

  it('are named when leaves and tree were made anew for it', () =>
    attacked(
      async () => {
        await exchangePositions(2, 3)
        await remakeTree(app)
        await app.sql('delete from ledger.cosignatures')
        await app.sql('delete from ledger.checkpoints')
      },
      async () =>
        expect(await first()).toEqual({ kind: 'reordered', message: `${stream} 第 2、3 条在总账中被调换了顺序` }),
    ))
})

describe('the published tree', () => {
  it('is found to differ from the record it was made of', async () => {
    for (let n = 0; n < 6; n += 1)
      await app.as(systemActor('test'), (ctx) => {
        for (let more = 0; more < 50; more += 1) ctx.emit(LampLit.of({ lampId: lamp, n: more }))
        return Promise.resolve()
      })
    await app.drain()
    await attacked(
      () => app.sql('update ledger.subtrees set hash = sha256(hash) where level = 1 and index = 0'),
      async () =>
        expect(await first()).toEqual({ kind: 'tree-altered', message: '公布的摘要树与记录不符：第 1 层第 0 个' }),
    )
  })
})

interface EntryRow extends Record<string, unknown> {
  readonly id: string
  readonly recorded_at: Date
  readonly seq: string
  readonly kind: string
  readonly canonical: string
  readonly salt: Buffer
  readonly digest: Buffer
}

const dated = (entry: LedgerEntry, at: Date): LedgerEntry => ({
  ...entry,
  occurredAt: at.toISOString(),
  recordedAt: at.toISOString(),
})

/** Writes the stream's texts, digests, links and head anew; leaves and tree stay. */
async function rechain(change: (entry: LedgerEntry) => LedgerEntry): Promise<void> {
  const rows = await app.sql<EntryRow>(`select ${columns} from ledger.entries where stream = $1 order by seq`, [stream])
  let prev = '0'.repeat(64)
  for (const row of rows) {
    const text = canonical({ ...change(JSON.parse(row.canonical) as LedgerEntry), prev })
    const digest = entryDigest(row.salt, text)
    prev = digest.toString('hex')
    await app.sql('update ledger.entries set canonical = $2, digest = $3 where id = $1', [row.id, text, digest])
    await app.sql('update ledger.streams set head_digest = $2 where stream = $1', [stream, digest])
  }
}

async function backDateAll(seq: number, earlier: (at: Date) => Date): Promise<void> {
  const [row] = await app.sql<EntryRow>(`select ${columns} from ledger.entries where stream = $1 and seq = $2`, [
    stream,
    seq,
  ])
  const at = earlier(row!.recorded_at)
  await app.sql('update ledger.entries set recorded_at = $2 where id = $1', [row!.id, at])
  await app.sql('update ledger.positions set recorded_at = $2 where entry_id = $1', [row!.id, at])
  await rechain((entry) => (entry.seq === seq ? dated(entry, at) : entry))
  await remakeTree(app)
}

async function exchangePositions(one: number, other: number): Promise<void> {
  const [from, to] = await app.sql<{ position: string; entry_id: string; recorded_at: Date }>(
    `select p.position, p.entry_id, p.recorded_at from ledger.positions p join ledger.entries e on e.id = p.entry_id
    where e.stream = $1 and e.seq in ($2, $3) order by e.seq`,
    [stream, one, other],
  )
  await app.sql('update ledger.positions set entry_id = -entry_id where position in ($1, $2)', [
    from!.position,
    to!.position,
  ])
  for (const [here, there] of [
    [from!, to!],
    [to!, from!],
  ] as const)
    await app.sql('update ledger.positions set entry_id = $2, recorded_at = $3 where position = $1', [
      here.position,
      there.entry_id,
      there.recorded_at,
    ])
}

/** What an operator with every right in the database could do: another content for one entry, then all digests anew. */
async function rewriteEverything(): Promise<void> {
  const rows = await app.sql<{ id: string; recorded_at: Date; stream: string; canonical: string; salt: Buffer }>(
    'select id, recorded_at, stream, canonical, salt from ledger.entries order by stream, seq',
  )
  let last = { stream: '', digest: '' }
  for (const row of rows) {
    const entry = JSON.parse(row.canonical) as LedgerEntry & { body: { n?: number } }
    const body = row.stream === stream && entry.body.n === 2 ? { ...entry.body, n: 9 } : entry.body
    const text = canonical({ ...entry, body, prev: last.stream === row.stream ? last.digest : '0'.repeat(64) })
    const digest = entryDigest(row.salt, text)
    last = { stream: row.stream, digest: digest.toString('hex') }
    await app.sql('update ledger.entries set canonical = $2, digest = $3 where id = $1', [row.id, text, digest])
    await app.sql('update ledger.streams set head_digest = $2 where stream = $1', [row.stream, digest])
  }
  await remakeTree(app)
}
