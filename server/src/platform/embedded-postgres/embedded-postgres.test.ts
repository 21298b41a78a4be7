import { spawn, spawnSync } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import {
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { StartRefusal } from '../config/start-refusal.ts'
import { findBinaries } from './binaries.ts'
import { createCluster } from './index.ts'
import type { Cluster, ClusterEvent, ClusterOptions } from './index.ts'
import { isAlive } from './processes.ts'

const here = import.meta.dirname
let dataDir: string
let cleanUps: (() => Promise<unknown> | unknown)[]

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'yiwang-cluster-'))
  cleanUps = [() => rmSync(dataDir, { recursive: true, force: true })]
})

afterEach(async () => {
  for (const cleanUp of cleanUps.toReversed()) await cleanUp()
})

describe('a cluster', () => {
  it('sees Chinese letters in trigrams, answers on loopback only, and asks for a password', async () => {
    const cluster = await start()
    const rows = await query(
      cluster.url,
      "create extension pg_trgm; select similarity('行政审批局', '行政审批') > 0.5 as alike",
    )
    expect(rows).toEqual([{ alike: true }])
    expect(await query(cluster.url, 'show listen_addresses')).toEqual([{ listen_addresses: '127.0.0.1' }])
    const wrong = cluster.url.replace(/:[^:@]+@/, ':wrong@')
    await expect(query(wrong, 'select 1')).rejects.toMatchObject({ code: '28P01' })
    const secret = join(dataDir, 'secrets', 'postgres-password')
    expect(statSync(secret).mode & 0o777).toBe(0o600)
    expect(cluster.url).toContain(readFileSync(secret, 'utf8').trim())
  })

  it('starts again with its data and its port, and is gone after stop', async () => {
    const first = await start()
    await query(first.url, 'create table kept (id int); insert into kept values (7)')
    await first.stop()
    expect(isAlive(first.pid)).toBe(false)
    const second = await start()
    expect(second.url).toBe(first.url)
    expect(await query(second.url, 'select id from kept')).toEqual([{ id: 7 }])
  })

  it('loses no acknowledged row and comes back by itself each time its postmaster is killed under writers', async () => {
    const events: ClusterEvent[] = []
    const cluster = await start({ onEvent: (event) => events.push(event) })
    await query(cluster.url, 'create table written (writer int, n int, primary key (writer, n))')
    const writers = startWriters(cluster.url, 4)
    for (let round = 1; round <= 3; round += 1) {
      await writers.until(round * 200)
      process.kill(cluster.pid, 'SIGKILL')
      await until(() => events.filter((event) => event.kind === 'restarted').length === round)
    }
    await writers.until(writers.count() + 200)
    const acknowledged = await writers.stop()
    const rows = await query(cluster.url, 'select writer, n from written')
    const stored = new Set(rows.map(({ writer, n }) => `${writer}:${n}`))
    expect(acknowledged.filter((key) => !stored.has(key))).toEqual([])
    expect(acknowledged.length).toBeGreaterThan(800)
  })

  it('keeps its address when it is restarted on purpose', async () => {
    const cluster = await start()
    const before = cluster.pid
    await cluster.restart()
    expect(cluster.pid).not.toBe(before)
    expect(await query(cluster.url, 'select 1 as one')).toEqual([{ one: 1 }])
  })

  it('makes the library links that an installation without scripts lacks', () => {
    const link = join(findBinaries().native, 'lib', process.platform === 'darwin' ? 'libpq.dylib' : 'libpq.so')
    // Moved aside and not deleted first: other tests start PostgreSQL from the same folder at this moment.
    renameSync(link, `${link}.aside`)
    findBinaries()
    expect(lstatSync(link).isSymbolicLink()).toBe(true)
    unlinkSync(`${link}.aside`)
  })
})

describe('a database left running by a killed program', () => {
  it('is adopted, supervised and stopped by the next one', async () => {
    const { program, cluster: left } = await startInOtherProgram()
    program.kill('SIGKILL')
    await once(program, 'exit')
    expect(isAlive(left.pid)).toBe(true)

    const events: ClusterEvent[] = []
    const cluster = await start({ onEvent: (event) => events.push(event) })
    expect(events[0]).toMatchObject({ kind: 'adopted', pid: left.pid })
    process.kill(left.pid, 'SIGKILL')
    await until(() => events.some((event) => event.kind === 'restarted'))
    expect(await query(cluster.url, 'select 1 as one')).toEqual([{ one: 1 }])
    await cluster.stop()
    expect(isAlive(cluster.pid)).toBe(false)
  })

  it('is not taken for alive when only its pid file is left, even if the pid belongs to somebody else now', async () => {
    const first = await start()
    const pidFile = join(dataDir, 'postgres', 'postmaster.pid')
    const lines = readFileSync(pidFile, 'utf8').split('\n')
    await first.stop()
    writeFileSync(pidFile, [String(process.pid), ...lines.slice(1)].join('\n'), { mode: 0o600 })
    const second = await start()
    expect(await query(second.url, 'select 1 as one')).toEqual([{ one: 1 }])
  })
})

describe('a data directory that another program supervises', () => {
  it('is refused to a second server, and lent to a command', async () => {
    const { cluster: other } = await startInOtherProgram()
    await expect(start()).rejects.toThrow(/正被另一个一网进程使用.*pid/)
    const guest = await start({ whenInUse: 'attach' })
    expect(guest.url).toBe(other.url)
    expect(await query(guest.url, 'select 1 as one')).toEqual([{ one: 1 }])
    await guest.stop()
    expect(await query(other.url, 'select 1 as one')).toEqual([{ one: 1 }])
  })
})

describe('a data directory that cannot be used', () => {
  it('is refused when it is a file', async () => {
    const file = join(dataDir, 'a-file')
    writeFileSync(file, '')
    await expectRefusal(createCluster({ dataDir: file }), /是一个文件/, /it is a file/)
    await expectRefusal(
      createCluster({ dataDir: join(file, 'below') }),
      /是文件而不是文件夹/,
      /is a file, not a folder/,
    )
  })

  it('is refused when its database was made by another major version', async () => {
    await (await start()).stop()
    writeFileSync(join(dataDir, 'postgres', 'PG_VERSION'), '17\n')
    await expectRefusal(createCluster({ dataDir }), /由 PostgreSQL 17 建立/, /made by PostgreSQL 17/)
  })

  it('is refused when the password file is gone', async () => {
    await (await start()).stop()
    rmSync(join(dataDir, 'secrets', 'postgres-password'))
    await expectRefusal(createCluster({ dataDir }), /密码文件/, /password file/)
  })

  it.skipIf(process.getuid?.() === 0)('is refused when the account may not write there', async () => {
    const closed = join(dataDir, 'closed')
    mkdirSync(closed, { mode: 0o500 })
    await expectRefusal(createCluster({ dataDir: closed }), /没有读写权限/, /may not read and write/)
  })

  const canMount =
    spawnSync('unshare', ['--user', '--map-root-user', '--mount', 'true'], { stdio: 'ignore' }).status === 0
  it.skipIf(!canMount)('is refused on a read-only file system and on a full disk', () => {
    expect(startOnMount('ro,size=64m')).toMatch(/是只读的.*its file system is read-only/s)
    expect(startOnMount('size=8m')).toMatch(/空间不足.*short of space/s)
  })
})

async function start(options: Partial<ClusterOptions> = {}): Promise<Cluster> {
  const cluster = await createCluster({ dataDir, ...options })
  cleanUps.push(() => cluster.stop())
  return cluster
}

async function startInOtherProgram(): Promise<{ program: ChildProcess; cluster: { pid: number; url: string } }> {
  const code = `
    const { createCluster } = await import(${JSON.stringify(join(here, 'index.ts'))})
    const { pid, url } = await createCluster({ dataDir: ${JSON.stringify(dataDir)} })
    process.stdout.write(JSON.stringify({ pid, url }))
    process.stdin.resume()`
  const program = spawn(process.execPath, ['--input-type=module', '-e', code], { stdio: ['pipe', 'pipe', 'inherit'] })
  cleanUps.push(async () => {
    if (program.exitCode !== null || program.signalCode !== null) return
    const exited = once(program, 'exit')
    program.stdin?.end()
    await exited
  })
  const [answer] = (await once(program.stdout, 'data')) as [Buffer]
  return { program, cluster: JSON.parse(answer.toString('utf8')) as { pid: number; url: string } }
}

/** Starts a cluster below a file system of its own, mounted where no other process sees it; gives what the refusal said. */
function startOnMount(options: string): string {
  const code = `
    const { createCluster } = await import(${JSON.stringify(join(here, 'index.ts'))})
    await createCluster({ dataDir: ${JSON.stringify(join(dataDir, 'mounted', 'data'))} }).catch((error) => process.stdout.write(error.message))`
  mkdirSync(join(dataDir, 'mounted'), { recursive: true })
  const script = `mount -t tmpfs -o ${options} tmpfs '${join(dataDir, 'mounted')}' && exec "$0" --input-type=module -e "$1"`
  const { stdout } = spawnSync(
    'unshare',
    ['--user', '--map-root-user', '--mount', 'sh', '-c', script, process.execPath, code],
    {
      encoding: 'utf8',
    },
  )
  return stdout
}

function startWriters(url: string, count: number) {
  const acknowledged: string[] = []
  let stopped = false
  const running = Array.from({ length: count }, async (_, writer) => {
    for (let n = 0; !stopped; ) {
      const client = new pg.Client({ connectionString: url })
      client.on('error', () => undefined)
      try {
        await client.connect()
        for (; !stopped; n += 1) {
          await client.query('insert into written values ($1, $2)', [writer, n])
          acknowledged.push(`${writer}:${n}`)
        }
      } catch {
        n += 1 // The server was killed meanwhile: whether that row is there is open, so the next one gets a new number.
        await pause(10)
      } finally {
        await client.end().catch(() => undefined)
      }
    }
  })
  return {
    count: () => acknowledged.length,
    until: (rows: number) => until(() => acknowledged.length >= rows),
    stop: async () => {
      stopped = true
      await Promise.all(running)
      return acknowledged
    },
  }
}

async function until(holds: () => boolean): Promise<void> {
  for (const deadline = Date.now() + 20_000; !holds(); await pause(5)) {
    if (Date.now() > deadline) throw new Error('did not come about within 20 s')
  }
}

async function query(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    const result = (await client.query(sql)) as pg.QueryResult | pg.QueryResult[]
    return (Array.isArray(result) ? result.at(-1) : result)?.rows ?? []
  } finally {
    await client.end()
  }
}

async function expectRefusal(starting: Promise<Cluster>, zh: RegExp, en: RegExp): Promise<void> {
  const refusal = await starting.then(
    () => undefined,
    (error: unknown) => error,
  )
  expect(refusal).toBeInstanceOf(StartRefusal)
  expect((refusal as StartRefusal).zh).toMatch(zh)
  expect((refusal as StartRefusal).en).toMatch(en)
}
