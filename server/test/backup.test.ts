import { spawn } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { CaseSubmission } from '../src/modules/cases/contract/index.ts'
import { FOOD_ANSWERS } from '../src/modules/cases/fixtures.ts'
import { createRunningServer, postUntilAnswered } from './running-server.ts'
import type { RunningServer } from './running-server.ts'

const MAIN = resolve(import.meta.dirname, '../src/main.ts')
const CLERKS = 3

let home: string
let first: RunningServer
let second: RunningServer
let itemId: string
const place = (name: string) => join(home, name)

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'yiwang-backup-'))
  await writeFile(place('passphrase'), '荔枝红了的时候，请再来灵山看一看\n')
  await writeFile(place('other-passphrase'), '荔枝还没有红的时候，请先不要来看\n')
  first = await createRunningServer(place('first'))
  second = await createRunningServer(place('second'))
  await first.start()
  const found = await fetch(`${first.url}/api/items?q=${encodeURIComponent('食品经营许可')}`)
  itemId = ((await found.json()) as { items: { id: string }[] }).items[0]!.id
}, 180_000)
afterAll(async () => {
  await first.stop()
  await second.stop()
  await rm(home, { recursive: true, force: true })
}, 60_000)

/** `yiwang …` as an operator gives it. */
function yiwang(dataDir: string, ...args: string[]): Promise<{ code: number | null; said: string }> {
  const child = spawn(process.execPath, [MAIN, ...args], {
    env: { ...process.env, NODE_ENV: 'development', DATA_DIR: dataDir, LOG_LEVEL: 'silent' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => void (said += chunk.toString()))
  return new Promise((done, fail) => {
    child.once('error', fail)
    child.once('close', (code) => done({ code, said }))
  })
}

async function signIn(url: string): Promise<Record<string, string>> {
  const answer = await fetch(`${url}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': crypto.randomUUID() },
    body: JSON.stringify({ name: 'chenjing', password: 'yiwang-demo' }),
  })
  const cookie = answer.headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ')
  const session = (await (await fetch(`${url}/api/session`, { headers: { cookie } })).json()) as { csrfToken: string }
  return { cookie, 'x-csrf-token': session.csrfToken }
}

async function register(url: string, headers: Record<string, string>): Promise<CaseSubmission> {
  const applicant = { kind: 'person', name: '陆小梅', code: '999999200001010628', phone: '13900000009' }
  const body = { itemId, applicant, answers: FOOD_ANSWERS }
  const answer = await postUntilAnswered(`${url}/api/cases/register`, body, headers)
  expect(answer.status, JSON.stringify(answer.body)).toBe(200)
  return answer.body as CaseSubmission
}

async function query<Row extends pg.QueryResultRow>(server: RunningServer, text: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: server.databaseUrl() })
  await client.connect()
  return await client
    .query<Row>(text)
    .then(({ rows }) => rows)
    .finally(() => client.end())
}

const caseNumbers = async (server: RunningServer) =>
  (
    await query<{ case_no: string }>(server, 'select case_no from cases.cases where case_no is not null order by 1')
  ).map((row) => row.case_no)
const serialOf = (caseNo: string) => Number(caseNo.slice(-4))

describe('a backup', () => {
  it('of a running system loses no case acknowledged before it, and the restored one goes on without a gap', async () => {
    const headers = await signIn(first.url)
    await mkdir(place('first/archive/2019/tile/0'), { recursive: true })
    await writeFile(place('first/archive/2019/tile/0/000'), 'a year that was taken out')
    await mkdir(place('first/archive/2020.part'))
    const acknowledged: CaseSubmission[] = []
    let isOver = false
    const clerks = Array.from({ length: CLERKS }, async () => {
      while (!isOver) acknowledged.push(await register(first.url, headers))
    })
    while (acknowledged.length < 12) await pause(20)
    const before = [...acknowledged]
    const backup = await yiwang(place('first'), 'backup', place('backup'), '--passphrase-file', place('passphrase'))
    const meanwhile = acknowledged.length - before.length
    isOver = true
    await Promise.all(clerks)
    expect(backup.said).toMatch(/已加密.*主密钥.*file:[0-9a-f]{16}.*口令/)
    expect(backup.code, backup.said).toBe(0)
    expect(meanwhile).toBeGreaterThan(0)

    const restored = await yiwang(place('second'), 'restore', place('backup'), '--passphrase-file', place('passphrase'))
    expect(restored.said).toContain('与备份时的检查点相符')
    expect(restored.code, restored.said).toBe(0)

    await second.start()
    const numbers = await caseNumbers(second)
    expect(numbers).toEqual(expect.arrayContaining(before.map((one) => one.caseNo)))
    expect(numbers.map(serialOf)).toEqual(numbers.map((_, index) => index + 1))
    const again = await signIn(second.url)
    const next = await register(second.url, again)
    expect(serialOf(next.caseNo)).toBe(numbers.length + 1)
    const { caseId, version } = before[0]!
    const accepted = await postUntilAnswered(`${second.url}/api/cases/${caseId}/accept`, { version }, again)
    expect(accepted).toMatchObject({ status: 200, body: { state: 'accepted' } })
    expect(await yiwang(place('second'), 'ledger', 'verify')).toMatchObject({ code: 0 })
  }, 240_000)

  it('holds every file that its database speaks of, and a database password of its own', async () => {
    const stored = await query<{ sha256: string }>(second, `select sha256 from files.files`)
    const missing = stored.filter(
      ({ sha256 }) => !existsSync(join(place('second'), 'files', sha256.slice(0, 2), sha256.slice(2, 4), sha256)),
    )
    expect(stored.length).toBeGreaterThan(0)
    expect(missing).toEqual([])
    expect(readdirSync(place('second/archive'))).toEqual(['2019'])
    expect(readFileSync(place('second/archive/2019/tile/0/000'), 'utf8')).toBe('a year that was taken out')
    const password = (name: string) => readFileSync(join(place(name), 'secrets', 'postgres-password'), 'utf8')
    expect(password('second')).not.toBe(password('first'))
  })

  it('lies there encrypted: nothing of the county can be read in it, and not how its files are called', async () => {
    const files = readdirSync(place('backup'), { recursive: true, withFileTypes: true }).filter((one) => one.isFile())
    const stored = await query<{ sha256: string }>(first, `select sha256 from files.files`)
    expect(files.map(({ name }) => name).filter((name) => stored.some(({ sha256 }) => name.includes(sha256)))).toEqual(
      [],
    )
    for (const { parentPath, name } of files) {
      const bytes = readFileSync(join(parentPath, name))
      for (const word of ['灵山', 'a year that was taken out', 'PG_VERSION', 'PRIVATE KEY'])
        expect(`${name}: ${bytes.includes(word)}`).toBe(`${name}: false`)
    }
  })

  it('is opened by the recovery key alone, whose public half is all that the program knows', async () => {
    const made = await yiwang(place('first'), 'recovery-key', place('recovery'))
    expect(made.code, made.said).toBe(0)
    const [publicKey] = /^yiwang-recovery-\S+$/m.exec(made.said) ?? []
    await yiwang(place('first'), 'recovery-key', place('other-recovery'))
    expect(await yiwang(place('first'), 'recovery-key', place('recovery'))).toMatchObject({ code: 3 })
    process.env['BACKUP_RECIPIENTS'] = publicKey
    const backup = await yiwang(place('first'), 'backup', place('to-recovery')).finally(
      () => delete process.env['BACKUP_RECIPIENTS'],
    )
    expect(backup.code, backup.said).toBe(0)
    const withKey = (word: string[], key: string) =>
      yiwang(place('third'), ...word, place('to-recovery'), '--recovery-key', place(key))
    const wrong = await withKey(['restore'], 'other-recovery')
    expect(wrong.said).toContain('给出的密钥都打不开它')
    expect(wrong.said).toContain(`恢复密钥 ${publicKey}`)
    expect(wrong.code).toBe(3)
    const verified = await withKey(['backup', 'verify'], 'recovery')
    expect(verified.said).toMatch(/✓ .*的备份完整.*加密/)
    expect(verified.code, verified.said).toBe(0)
    expect(existsSync(place('third'))).toBe(false)
    const restored = await withKey(['restore'], 'recovery')
    expect(restored.said).toContain('与备份时的检查点相符')
    expect(restored.code, restored.said).toBe(0)
  }, 240_000)

  it('not encrypted does not hold the keys unless they are sealed: without them nothing is restored', async () => {
    const bare = await yiwang(place('first'), 'backup', place('bare'), '--plain')
    expect(bare.said).toContain('密钥不在备份中')
    expect(readdirSync(place('bare'))).not.toContain('keys.sealed')
    const refused = await yiwang(place('fifth'), 'restore', place('bare'))
    expect(refused).toMatchObject({ code: 3 })
    expect(refused.said).toContain('这份备份里没有密钥')
    const withKeys = await yiwang(place('fifth'), 'restore', place('bare'), '--keys', join(place('first'), 'keys'))
    expect(withKeys.code, withKeys.said).toBe(0)
  }, 240_000)

  it('is not restored with another passphrase, over what is there, or when it is altered, cut off or not whole', async () => {
    const opened = (word: string[], from: string, passphrase = 'passphrase') =>
      yiwang(place('fourth'), ...word, place(from), '--passphrase-file', place(passphrase))
    const refused: [{ code: number | null; said: string }, string][] = []
    refused.push([await opened(['restore'], 'backup', 'other-passphrase'), '给出的密钥都打不开它'])
    refused.push([
      await yiwang(place('second'), 'restore', place('backup'), '--passphrase-file', place('passphrase')),
      '里已有内容，不会覆盖',
    ])
    await cp(place('backup'), place('damaged'), { recursive: true })
    const damage = async (
      file: string,
      change: (bytes: Buffer) => Buffer,
      reason: string,
      word = ['backup', 'verify'],
    ) => {
      const bytes = readFileSync(join(place('damaged'), file))
      await writeFile(join(place('damaged'), file), change(Buffer.from(bytes)))
      refused.push([await opened(word, 'damaged'), reason])
      await writeFile(join(place('damaged'), file), bytes)
    }
    const flip = (bytes: Buffer) => {
      bytes[bytes.length - 9]! ^= 1
      return bytes
    }
    const content = join('contents', '000000', '000000000.sealed')
    await damage('database.sealed', flip, '备份已损坏或者被改动：database', ['restore'])
    await damage('database.sealed', (bytes) => bytes.subarray(0, bytes.length / 2), '备份不完整：database', ['restore'])
    await damage('list.sealed', flip, '备份已损坏或者被改动：list')
    await damage(content, (bytes) => bytes.subarray(0, 20), '备份不完整')
    const other = readFileSync(join(place('damaged'), 'contents', '000000', '000000001.sealed'))
    await damage(content, () => other, '备份已损坏或者被改动')
    await damage(
      'backup.json',
      (bytes) => Buffer.from(bytes.toString().replace('"madeAt": "2', '"madeAt": "3')),
      'backup.json',
    )
    await rm(join(place('damaged'), content))
    refused.push([await opened(['backup', 'verify'], 'damaged'), '备份不完整：缺少'])
    await rm(join(place('damaged'), 'backup.json'))
    refused.push([await opened(['restore'], 'damaged'), '不是完整的备份'])
    for (const [{ code, said }, reason] of refused) {
      expect(said).toContain(reason)
      expect(code, said).toBe(3)
    }
    expect(existsSync(place('fourth')) ? readdirSync(place('fourth')) : []).toEqual([])
  }, 240_000)

  it('of before, not encrypted, is checked against the list of its database', async () => {
    await cp(place('bare'), place('spoilt'), { recursive: true })
    const manifest = readFileSync(join(place('spoilt'), 'postgres.manifest.json'), 'utf8')
    await writeFile(
      join(place('spoilt'), 'postgres.manifest.json'),
      manifest.replace(/"Checksum": "./, '"Checksum": "x'),
    )
    const restore = () => yiwang(place('fourth'), 'restore', place('spoilt'), '--keys', join(place('first'), 'keys'))
    expect((await restore()).said).toContain('备份已损坏')
    const archive = readFileSync(join(place('spoilt'), 'postgres.tar.gz'))
    await writeFile(join(place('spoilt'), 'postgres.tar.gz'), archive.subarray(0, archive.length / 2))
    expect((await restore()).said).toContain('无法解开')
    expect(existsSync(place('fourth')) ? readdirSync(place('fourth')) : []).toEqual([])
  }, 240_000)
})
