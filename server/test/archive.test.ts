import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { Type } from 'typebox'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { changeArchivedLines as changeLines } from './change-archive.ts'
import { openTestApp } from './harness.ts'
import type { TestApp } from './harness.ts'
import { runCli } from '../src/cli/run-cli.ts'
import { ledgerVerify } from '../src/cli/ledger-verify.ts'
import { event, newPublicId, streamOf, systemActor } from '../src/kernel/index.ts'
import { parseVerifierKey } from '../src/platform/tlog/signed-note.ts'
import { archiveProblems, verifyArchive, writeArchive } from '../src/platform/archive/index.ts'
import type { ArchiveNote } from '../src/platform/archive/index.ts'

const LampLit = event('archive-test/LampLit.v1', Type.Object({ lampId: Type.String(), n: Type.Integer() }), {
  title: '点灯',
  stream: (body) => streamOf('lamp', body.lampId),
})
/** Several tiles, and a level above them. */
const ENTRIES = 700

let app: TestApp
let home: string
let whole: string
let key: string
let year: number
let checkpoint: string
let note: ArchiveNote
beforeAll(async () => {
  app = await openTestApp()
  home = await mkdtemp(join(tmpdir(), 'yiwang-archive-'))
  whole = join(home, 'whole')
  year = new Date().getUTCFullYear()
  await light(ENTRIES)
  app.at(`${year + 1}-01-05T02:00:00Z`)
  await light(3)
  key = await app.ledger.verifierKey()
  checkpoint = await app.ledger.checkpoint()
  note = await writeArchive({
    database: app.database,
    archives: app.archives,
    folder: whole,
    year,
    now: app.clock.now(),
    checkpoint,
  })
})
afterAll(async () => {
  await app.close()
  await rm(home, { recursive: true, force: true })
})

async function light(times: number): Promise<void> {
  const lamps = Array.from({ length: 7 }, () => newPublicId('450721'))
  await app.as(systemActor('archive test'), (ctx) => {
    for (let n = 0; n < times; n += 1) ctx.emit(LampLit.of({ lampId: lamps[n % lamps.length]!, n }))
    return Promise.resolve()
  })
}

const archiveOf = (wanted: { year?: number; checkpoint?: string; now?: Date }) =>
  writeArchive({
    database: app.database,
    archives: app.archives,
    folder: join(home, 'refused'),
    year,
    now: app.clock.now(),
    checkpoint,
    ...wanted,
  })
const findingsOf = async (folder: string) => (await verifyArchive(folder, parseVerifierKey(key))).findings

/** A copy of the archive that somebody has changed. */
async function changed(name: string, change: (folder: string) => Promise<void>): Promise<readonly string[]> {
  const folder = join(home, name)
  await cp(whole, folder, { recursive: true })
  await change(folder)
  return await findingsOf(folder)
}

async function flipByte(file: string, place: number): Promise<void> {
  const bytes = await readFile(file)
  bytes[place]! ^= 1
  await writeFile(file, bytes)
}

describe('an archived year', () => {
  it('holds every entry of the year and none of the next, and verifies without a database', async () => {
    const [{ count } = { count: 0 }] = await app.sql<{ count: number }>(
      'select count(*)::int as count from ledger.entries where recorded_at >= $1 and recorded_at < $2',
      [`${year}-01-01T00:00:00Z`, `${year + 1}-01-01T00:00:00Z`],
    )
    expect(note).toMatchObject({ year, entries: count })
    expect(count).toBeGreaterThan(ENTRIES)
    expect(await findingsOf(whole)).toEqual([])
    const out: string[] = []
    const say = (line: string) => void out.push(line)
    const surroundings = { commands: [ledgerVerify], environment: {}, out: say, say }
    expect(await runCli(['ledger', 'verify', '--archive', whole, '--key', key], surroundings)).toBe(0)
    expect(out.join('\n')).toContain('归档与已签名的检查点相符')
  })

  it('holds nothing of what lies beside the chain', async () => {
    const text = gunzipSync(await readFile(join(whole, 'entries.jsonl.gz'))).toString('utf8')
    const fields = new Set(
      text
        .trimEnd()
        .split('\n')
        .flatMap((line) => Object.keys(JSON.parse(line) as object)),
    )
    expect([...fields].toSorted()).toEqual(['canonical', 'position', 'salt'])
  })

  it('names an entry that was altered, taken out, added or moved', async () => {
    const altered = await changed('altered', (folder) =>
      changeLines(folder, (lines) =>
        lines.map((line, place) => (place === 300 ? line.replace('LampLit', 'LampOut') : line)),
      ),
    )
    expect(altered).toEqual(['归档中第 300 号位置的记录被改动：与账本树不符'])
    const removed = await changed('removed', (folder) => changeLines(folder, (lines) => lines.toSpliced(300, 1)))
    expect(removed).toEqual(['归档中缺少第 300 至 300 号位置的记录，记录被删除'])
    const doubled = await changed('doubled', (folder) =>
      changeLines(folder, (lines) => lines.toSpliced(300, 0, lines[300]!)),
    )
    expect(doubled[0]).toContain('不在它的位置上')
  })

  it('names a leaf, a hash, a tree or a checkpoint that is another', async () => {
    const leaf = await changed('leaf', (folder) => flipByte(join(folder, 'tile/entries/001'), 43 * 10 + 20))
    expect(leaf).toEqual(['归档中第 266 号位置的叶子被改动'])
    const hash = await changed('hash', (folder) => flipByte(join(folder, 'tile/0/001'), 40))
    expect(hash).toContain('归档中第 256 号位置起的一块哈希与上一层不符')
    const upper = await changed('upper', async (folder) => {
      const tiles = Math.floor(Number(checkpoint.split('\n')[1]) / 256)
      await flipByte(join(folder, `tile/1/000.p/${tiles}`), 1)
    })
    expect(upper).toContain('归档中的账本树与已签名的检查点不符')
    const resigned = changed('resigned', (folder) =>
      writeFile(join(folder, 'checkpoint'), checkpoint.replace(/\n\d+\n/, '\n300\n')),
    )
    await expect(resigned).rejects.toThrow('not signed by the key')
  })

  it('is not written before the year is over, of a year without entries, over another, or beyond what is signed', async () => {
    const code = (name: keyof typeof archiveProblems) => ({ definition: { code: archiveProblems[name].code } })
    await expect(archiveOf({ year: year + 1 })).rejects.toMatchObject(code('year-not-over'))
    await expect(archiveOf({ year: 2019 })).rejects.toMatchObject(code('nothing-recorded'))
    const early = checkpoint.replace(/\n\d+\n/, '\n300\n')
    await expect(archiveOf({ checkpoint: early })).rejects.toMatchObject(code('not-signed-yet'))
    const again = writeArchive({
      database: app.database,
      archives: app.archives,
      folder: whole,
      year,
      now: app.clock.now(),
      checkpoint,
    })
    await expect(again).rejects.toThrow('里已有内容')
  })
})
