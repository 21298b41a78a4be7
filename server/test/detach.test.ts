import { cp, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'
import { Type } from 'typebox'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { changeArchivedLines } from './change-archive.ts'
import { actorWith, openTestApp } from './harness.ts'
import type { TestApp } from './harness.ts'
import { event, newPublicId, streamOf, systemActor } from '../src/kernel/index.ts'
import type { Actor, OutputOf } from '../src/kernel/index.ts'
import { act, signInCast, received, viewOf } from '../src/modules/cases/fixtures.ts'
import type { Cast } from '../src/modules/cases/fixtures.ts'
import { signIn } from '../src/modules/identity/fixtures.ts'
import type { CaseStanding, CaseView } from '../src/modules/cases/contract/index.ts'
import type { GetLedgerStanding, GetStream } from '../src/modules/supervision/contract/index.ts'
import { archiveProblems, detachYear } from '../src/platform/archive/index.ts'
import { nameKeys } from '../src/platform/db/index.ts'
import { erasePersonal, readStream } from '../src/platform/ledger/index.ts'
import type { Finding } from '../src/platform/ledger/index.ts'
import { ledgerProblems } from '../src/platform/ledger/ledger-problems.ts'
import { verifyReceipt } from '../src/platform/ledger/receipt.ts'
import { parseVerifierKey } from '../src/platform/tlog/signed-note.ts'
import { tilePath } from '../src/platform/tlog/tiles.ts'

const LampLit = event('detach-test/LampLit.v1', Type.Object({ lampId: Type.String(), n: Type.Integer() }), {
  title: '点灯',
  stream: (body) => streamOf('lamp', body.lampId),
})
const LAMPS = Array.from({ length: 7 }, () => newPublicId('450721'))
/** Lit in the first year and never again. */
const OLD = newPublicId('450721')
/** Lit first in the second year. */
const NEW = newPublicId('450721')

let app: TestApp
let first: number
let cast: Cast
let theCase: CaseStanding
type Watched = OutputOf<typeof GetStream>
let before: {
  timeline: CaseView['timeline']
  tiles: Map<string, Buffer>
  acts: unknown[]
  end: number
  watched?: Watched['entries']
}
beforeAll(async () => {
  app = await openTestApp()
  first = new Date().getUTCFullYear()
  cast = await signInCast(app)
  theCase = await received(app, cast)
  await light([...LAMPS, OLD], 600)
  app.at(`${first + 1}-01-05T02:00:00Z`)
  await light([...LAMPS, NEW], 300)
  cast = await signInCast(app)
  theCase = await act(cast.clerk, theCase, 'accept', { opinion: '材料齐全' })
  app.at(`${first + 2}-02-05T02:00:00Z`)
  await light([NEW, LAMPS[0]!], 60)
  cast = await signInCast(app)
}, 180_000)
afterAll(() => app.close())

async function light(lamps: readonly string[], times: number): Promise<void> {
  await app.as(systemActor('detach test'), (ctx) => {
    for (let n = 0; n < times; n += 1)
      ctx.emit(
        LampLit.of({ lampId: lamps[n % lamps.length]!, n }),
        n % 40 === 0 ? { personal: { wish: `愿${n}` } } : {},
      )
    return Promise.resolve()
  })
}

const folder = () => join(app.dataDir, 'archive', String(first))
const detach = async (year = first) =>
  detachYear({
    ...{ database: app.database, archives: app.archives, act: app.act, dataDir: app.dataDir, year },
    readers: app.readers.names,
    now: app.clock.now(),
    checkpoint: await app.ledger.checkpoint(),
    key: parseVerifierKey(await app.ledger.verifierKey()),
  })
const refusal = (name: keyof typeof archiveProblems) => ({ definition: { code: archiveProblems[name].code } })
const lampStream = (lampId: string) => streamOf('lamp', lampId)
const readLamp = (lampId: string) =>
  app.as(systemActor('detach test'), (ctx) => readStream(ctx, lampStream(lampId)), 'read')
const countOf = async (text: string): Promise<number> => (await app.sql<{ n: number }>(text))[0]!.n
const here = () => countOf('select count(*)::int as n from ledger.entries')
const supervisorReads = async (path: string) => (await signIn(app, 'mozhengming')).get(`/api/supervision/${path}`)
const asWatched = async () => (await supervisorReads(`streams/case/${theCase.caseId}`)).json<Watched>()
const archivesShown = async () => (await supervisorReads('ledger')).json<OutputOf<typeof GetLedgerStanding>>().archives
const acts = () => app.sql('select * from supervision.daily_acts order by 1, 2, 3, 4')
const findings = async () => (await app.ledger.verify()).findings

async function tiles(): Promise<Map<string, Buffer>> {
  const size = Number((await app.sql<{ size: string }>('select size from ledger.tree'))[0]!.size)
  const files = new Map<string, Buffer>()
  for (const level of ['entries', 0] as const)
    for (let index = 0; (index + 1) * 256 <= size; index += 1) {
      const path = tilePath({ level, index, width: 256 })
      const answer = await app.server.inject({ url: `/ledger/tile/${path}` })
      expect(answer.statusCode, path).toBe(200)
      files.set(path, answer.rawPayload)
    }
  return files
}

/** The archive changed, verified by the program, and put back. */
async function withArchive(change: () => Promise<unknown>): Promise<readonly Finding[]> {
  const whole = `${folder()}.whole`
  await cp(folder(), whole, { recursive: true })
  try {
    await change()
    return await findings()
  } finally {
    await rm(folder(), { recursive: true, force: true })
    await rename(whole, folder())
  }
}
const changed = (change: (lines: string[]) => string[]) => withArchive(() => changeArchivedLines(folder(), change))
const found = (kind: Finding['kind'], message: string) =>
  expect.objectContaining({ kind, message: expect.stringContaining(message) })

describe('a year that cannot be taken out yet', () => {
  it('is refused while a reader or a job still needs it, while an older one is there, and before it is over', async () => {
    await expect(detach()).rejects.toMatchObject(refusal('reader-behind'))
    await app.readers.drain()
    await expect(detach()).rejects.toMatchObject(refusal('jobs-waiting'))
    await app.drain()
    await expect(detach(first + 1)).rejects.toMatchObject(refusal('earlier-years-first'))
    await expect(detach(first + 2)).rejects.toMatchObject(refusal('year-not-over'))
    expect(await countOf('select count(*)::int as n from ledger.archives')).toBe(0)
  })

  it('stays as it was when the taking out is interrupted, and a half-written archive is thrown away', async () => {
    await rm(folder(), { recursive: true })
    await mkdir(`${folder()}.part`)
    await writeFile(join(`${folder()}.part`, 'entries.jsonl.gz'), 'half')
    const count = await here()
    const reading = new pg.Client({ connectionString: app.databaseUrl })
    await reading.connect()
    await reading.query('begin; select from ledger.entries limit 1')
    await expect(detach()).rejects.toMatchObject(refusal('entries-in-use'))
    await reading.end()
    expect(await here()).toBe(count)
    expect(await findings()).toEqual([])
  })

  it('is not taken out when its archive does not verify, or is of other positions', async () => {
    const changeLine = (line: string) => line.replace(String.raw`\"v\":1`, String.raw`\"v\":2`)
    await changeArchivedLines(folder(), (lines) => lines.with(20, changeLine(lines[20]!)))
    expect(await detach()).toMatchObject({ done: 'refused', findings: [expect.stringContaining('第 20 号')] })
    const note = join(folder(), 'archive.json')
    await writeFile(note, (await readFile(note, 'utf8')).replace(/"to": \d+/, '"to": 500'))
    await expect(detach()).rejects.toMatchObject(refusal('other-archive'))
    await rm(folder(), { recursive: true })
    expect(await countOf('select count(*)::int as n from ledger.archives')).toBe(0)
  })
})

describe('a year that was taken out', () => {
  beforeAll(async () => {
    before = {
      timeline: (await viewOf(cast.clerk, theCase.caseId)).timeline,
      tiles: await tiles(),
      acts: await acts(),
      end: await countOf(
        `select min(p.position)::int as n from ledger.positions p where p.recorded_at >= '${first + 1}-01-01T00:00:00Z'`,
      ),
    }
    expect(await detach()).toMatchObject({ done: 'detached', entries: before.end })
    await app.drain()
  }, 120_000)

  it('is gone from the tables, and the act stands in the ledger', async () => {
    expect(
      await countOf(`select count(*)::int as n from ledger.entries where recorded_at < '${first + 1}-01-01T00:00:00Z'`),
    ).toBe(0)
    expect(await app.sql(`select to_regclass('ledger.entries_${first}12') as part`)).toEqual([{ part: null }])
    const [row] = await app.sql('select year, first_position, last_position, folder from ledger.archives')
    expect(row).toEqual({
      year: first,
      first_position: '0',
      last_position: String(before.end - 1),
      folder: `archive/${first}`,
    })
    const recorded = await app.sql<{ canonical: string }>(
      `select canonical from ledger.entries where stream = 'archive:${first}'`,
    )
    expect(JSON.parse(recorded[0]!.canonical)).toMatchObject({ kind: 'ledger/YearDetached.v1', body: { year: first } })
  })

  it('leaves nothing to do to a second run', async () => {
    const count = await here()
    expect(await detach()).toMatchObject({ done: 'already', entries: before.end })
    expect(await here()).toBe(count)
  })

  it('holds, with the database, as one record', async () => {
    const { findings: none, entries, positions } = await app.ledger.verify(await app.ledger.checkpoint())
    expect(none).toEqual([])
    expect(entries).toBe(positions)
  })

  it('is in the page of a case that goes on, and in its verification', async () => {
    expect((await viewOf(cast.clerk, theCase.caseId)).timeline).toEqual(before.timeline)
    const watched = await asWatched()
    expect(watched.findings).toEqual([])
    expect(watched.gap).toBeUndefined()
    expect(watched.entries.map(({ seq }) => seq)).toEqual(watched.entries.map((_, place) => place + 1))
    before.watched = watched.entries
    const read = await readLamp(LAMPS[0]!)
    expect(read.map(({ entry }) => entry.seq)).toEqual(read.map((_, place) => place + 1))
    expect(read[0]!.beside).toEqual({ wish: '愿0' })
    expect((await readLamp(OLD)).length).toBe(75)
  })

  it('is given out only to whom the wall lets through to its stream, with what lies beside it', async () => {
    const readAs = (actor: Actor, named: readonly string[] = []) =>
      app.as(
        actor,
        async (ctx) => {
          nameKeys(ctx.tx, named)
          const entries = await readStream(ctx, lampStream(LAMPS[0]!))
          return entries.map(({ entry, beside }) => ({ seq: entry.seq, beside }))
        },
        'read',
      )
    const whole = await readAs(systemActor('detach test'))
    expect(whole[0]).toEqual({ seq: 1, beside: { wish: '愿0' } })
    expect(await readAs(actorWith(app, ['window-clerk']))).toEqual(whole)
    expect(await readAs(actorWith(app, ['window-clerk'], { division: '620423' }))).toEqual([])
    const resident = actorWith(app, ['resident'])
    expect(await readAs(resident)).toEqual([])
    expect(await readAs(resident, [lampStream(LAMPS[0]!).name])).toEqual(whole)
  })

  it('gives receipts that verify with nothing but the key, from both sides and across', async () => {
    const log = parseVerifierKey(await app.ledger.verifierKey())
    const receipt = (lampId: string, seq?: number) =>
      app.as(
        systemActor('detach test'),
        (ctx) => app.ledger.receipt(ctx.tx, { stream: lampStream(lampId), seq }),
        'read',
      )
    const across = verifyReceipt(await receipt(LAMPS[0]!), { log })
    expect(across.entries.length).toBe((await readLamp(LAMPS[0]!)).length)
    expect(verifyReceipt(await receipt(LAMPS[0]!, 3), { log }).entries.map(({ seq }) => seq)).toEqual([3])
    expect(verifyReceipt(await receipt(LAMPS[0]!, 100), { log }).entries.map(({ seq }) => seq)).toEqual([100])
    const old = await receipt(OLD)
    expect(verifyReceipt(old, { log }).entries).toHaveLength(75)
    expect(await app.ledger.verifyReceipt(old)).toMatchObject({ isHeldNow: true })
  })

  it('is published under /ledger/ byte by byte as before', async () => {
    const now = await tiles()
    for (const [path, bytes] of before.tiles) expect(now.get(path)?.equals(bytes), path).toBe(true)
  })

  it('is read by a reader that begins from nothing', async () => {
    const { next, size } = await app.readers.rebuild('supervision/daily-acts')
    expect(next).toBe(size)
    expect(await acts()).toEqual(expect.arrayContaining(before.acts))
  })

  it('loses what lies beside it by erasure, and the chain holds', async () => {
    const erased = await app.as(systemActor('detach test'), async (ctx) => {
      ctx.emit(LampLit.of({ lampId: NEW, n: -1 }))
      return await erasePersonal(ctx, lampStream(LAMPS[0]!), 'test')
    })
    expect(erased).toBeGreaterThan(1)
    expect((await readLamp(LAMPS[0]!)).every(({ beside }) => Object.keys(beside).length === 0)).toBe(true)
    expect((await readLamp(LAMPS[0]!))[0]!.erased).toBeDefined()
    await app.drain()
    expect(await findings()).toEqual([])
  })
})

describe('whoever tampers with it', () => {
  it('in the archive is found by the cause: altered, removed, inserted, exchanged, back-dated', async () => {
    const altered = await changed((lines) => lines.with(300, lines[300]!.replace('LampLit', 'LampOut')))
    expect(altered).toEqual(
      expect.arrayContaining([found('leaf-altered', '第 300 号'), found('archive-altered', 'entries.jsonl.gz')]),
    )
    expect(await changed((lines) => lines.toSpliced(300, 1))).toContainEqual(found('entry-missing', '第 300 号'))
    expect(await changed((lines) => lines.toSpliced(301, 0, lines[300]!))).toContainEqual(
      found('inserted', '第 300 号'),
    )
    const exchanged = await changed((lines) =>
      lines
        .with(300, lines[302]!.replace('"position":302', '"position":300'))
        .with(302, lines[300]!.replace('"position":300', '"position":302')),
    )
    expect(exchanged).toContainEqual(found('reordered', '第 300 号'))
    const earlier = await changed((lines) =>
      lines.with(
        300,
        lines[300]!.replace(
          new RegExp(String.raw`recordedAt\\":\\"${first}-\d\d`),
          String.raw`recordedAt\":\"${first}-01`,
        ),
      ),
    )
    expect(earlier).toContainEqual(found('back-dated', '第 300 号'))
  })

  it('in its files, its list or its blocks is found', async () => {
    expect(await withArchive(() => writeFile(join(folder(), 'tile/entries/000'), 'other'))).toEqual([
      found('archive-altered', 'tile/entries/000'),
    ])
    expect(await withArchive(() => writeFile(join(folder(), 'files.sha256'), 'other'))).toEqual([
      found('archive-altered', '文件清单'),
    ])
    const broken = await withArchive(() => writeFile(join(folder(), 'entries.jsonl.gz'), 'other'))
    expect(broken).toContainEqual(found('archive-altered', '读不出来'))
  })

  it('in the database behind it is found: where the chain goes on, and where a stream ended', async () => {
    const stream = `lamp:${LAMPS[1]!}`
    const [row] = await app.sql<Record<string, never>>(
      `delete from ledger.entries where id = (select id from ledger.entries where stream = '${stream}' order by seq limit 1) returning *`,
    )
    const seq = Number(row!.seq)
    expect(await findings()).toContainEqual(expect.objectContaining({ kind: 'entry-missing', stream, seq }))
    const put = (values: Record<string, unknown>) =>
      app.sql(
        `insert into ledger.entries (id, recorded_at, jurisdiction, stream, seq, kind, canonical, salt, digest) values ($1,$2,$3,$4,$5,$6,$7,$8,$9)`,
        [
          values.id,
          values.recorded_at,
          values.jurisdiction,
          values.stream,
          values.seq,
          values.kind,
          values.canonical,
          values.salt,
          values.digest,
        ],
      )
    await put(row!)
    expect(await findings()).toEqual([])
    await put({ ...row!, id: 999_999_999, seq: 2 })
    expect(await findings()).toContainEqual(expect.objectContaining({ kind: 'inserted', stream, seq: 2 }))
    await app.sql('delete from ledger.entries where id = 999999999')
    await app.sql('update ledger.streams set head_seq = head_seq + 1 where stream = $1', [`lamp:${OLD}`])
    expect(await findings()).toEqual([found('end-cut', '归档的 75 条')])
    await app.sql('update ledger.streams set head_seq = head_seq - 1 where stream = $1', [`lamp:${OLD}`])
  })

  it('is not shown what was altered: reading it is refused', async () => {
    const whole = await readFile(join(folder(), 'entries.jsonl.gz'))
    const index = await readFile(join(folder(), 'entries.index'))
    await changeArchivedLines(folder(), (lines) => lines.map((line) => line.replace('LampLit', 'LampOut')))
    await expect(readLamp(OLD)).rejects.toMatchObject({ definition: { code: ledgerProblems['archive-altered'].code } })
    await writeFile(join(folder(), 'entries.jsonl.gz'), whole)
    await writeFile(join(folder(), 'entries.index'), index)
    expect(await readLamp(OLD)).toHaveLength(75)
  })
})

describe('an archive that was taken elsewhere', () => {
  it('is asked for by year and place; what lies in the database is read and verified without it', async () => {
    const shown = { year: first, entries: before.end, folder: `archive/${first}`, isInPlace: true }
    expect(await archivesShown()).toEqual([shown])
    const away = `${folder()}.away`
    await rename(folder(), away)
    expect(await archivesShown()).toEqual([{ ...shown, isInPlace: false }])
    await expect(readLamp(OLD)).rejects.toMatchObject({
      definition: { code: ledgerProblems['archive-away'].code },
      params: { year: String(first), folder: `archive/${first}` },
    })
    expect((await readLamp(NEW)).length).toBeGreaterThan(30)
    const page = await viewOf(cast.clerk, theCase.caseId)
    expect(page.timelineGap).toContain(`请系统管理员把${first}年的归档放回那里`)
    expect(page.timeline).toEqual(before.timeline.slice(-page.timeline.length))
    expect(page.abilities).toBeDefined()
    const watched = await asWatched()
    expect(watched).toMatchObject({ findings: [], gap: page.timelineGap })
    expect(watched.entries[0]!.seq).toBeGreaterThan(1)
    const kept = watched.entries.filter(({ seq }) => seq <= before.watched!.length)
    expect(kept).toEqual(before.watched!.slice(-kept.length))
    expect(await findings()).toEqual([found('archive-missing', `${first} 年的归档不在数据目录的 archive/${first} 下`)])
    await rename(away, folder())
    expect(await readLamp(OLD)).toHaveLength(75)
    expect(await findings()).toEqual([])
  })
})

describe('the year after it', () => {
  it('is taken out in its turn, what lies in the default partition too', async () => {
    await app.drain()
    const outcome = await detach(first + 1)
    expect(outcome).toMatchObject({ done: 'detached' })
    await app.drain()
    expect(
      await countOf(`select count(*)::int as n from ledger.entries where recorded_at < '${first + 2}-01-01T00:00:00Z'`),
    ).toBe(0)
    expect(await findings()).toEqual([])
    const read = await readLamp(LAMPS[0]!)
    expect(read.map(({ entry }) => entry.seq)).toEqual(read.map((_, place) => place + 1))
  })
})
