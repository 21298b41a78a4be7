import { spawn, spawnSync } from 'node:child_process'
import {
  chownSync,
  closeSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { StartRefusal } from '../config/start-refusal.ts'
import type { Binaries } from './binaries.ts'
import { dataDirRefusal } from './folders.ts'
import type { Folders } from './folders.ts'
import { commandLineOf, goneWithin, isAlive } from './processes.ts'
import type { RunAs } from './run-as.ts'

/** The superuser of the embedded database. */
export const SUPERUSER = 'yiwang_admin'
/** The data directory's format; another major version cannot read it. */
const MAJOR = '18'

export interface Machine {
  readonly binaries: Binaries
  readonly folders: Folders
  readonly runAs: RunAs
  readonly password: string
  readonly settings: Readonly<Record<string, string>>
}

export interface Postmaster {
  readonly pid: number
  readonly port: number
  /** Resolves with the reason when it ends, however it ends. */
  readonly ended: Promise<string>
}

/**
 * With LC_CTYPE=C pg_trgm sees no letters in Chinese: `show_trgm('行政审批')` is empty and every similarity 0. The builtin C.UTF-8
 * provider sorts by code point, is the same on every machine and release, and knows what a letter is.
 */
const LOCALE = [
  '--encoding=UTF8',
  '--locale-provider=builtin',
  '--builtin-locale=C.UTF-8',
  '--locale=C',
  '--lc-ctype=C.UTF-8',
]

/** Made beside its place and renamed when whole: a start that is killed half-way leaves nothing that looks like a database. */
export function initialise({ binaries, folders, runAs, password }: Machine): void {
  const half = `${folders.pgData}.new`
  rmSync(half, { recursive: true, force: true })
  mkdirSync(half, { recursive: true, mode: 0o700 })
  const secret = mkdtempSync(join(tmpdir(), 'yiwang-initdb-'))
  const passwordFile = join(secret, 'password')
  try {
    writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 })
    for (const path of [half, secret, passwordFile]) giveToOwner(runAs, path)
    const [command, args] = runAs.command(binaries.initdb, [
      ...['-D', half, '-U', SUPERUSER, '--auth=scram-sha-256', `--pwfile=${passwordFile}`, '--no-instructions'],
      ...LOCALE,
    ])
    const { status, stderr, stdout, error } = spawnSync(command, args, {
      ...runAs.spawn,
      env: cleanEnv(),
      encoding: 'utf8',
    })
    if (status !== 0) throw initdbRefusal(folders, error?.message ?? `${stdout}${stderr}`)
    renameSync(half, folders.pgData)
  } finally {
    rmSync(secret, { recursive: true, force: true })
    rmSync(half, { recursive: true, force: true })
  }
}

export function isInitialised(folders: Folders): boolean {
  const file = join(folders.pgData, 'PG_VERSION')
  if (!existsSync(file)) return false
  const version = readFileSync(file, 'utf8').trim()
  if (version === MAJOR) return true
  throw new StartRefusal(
    `数据库目录 ${folders.pgData} 由 PostgreSQL ${version} 建立,内置版本是 ${MAJOR};需先用旧版本导出再导入。`,
    `${folders.pgData} was made by PostgreSQL ${version}, the embedded one is ${MAJOR}; export with the old version first.`,
  )
}

/**
 * A server that was killed leaves PostgreSQL running. It is adopted only after a connection that proves it is ours and alive:
 * a pid in postmaster.pid may be dead but not yet waited for, or by now belong to somebody else.
 */
export async function adopt(machine: Machine): Promise<Postmaster | undefined> {
  const left = readPidFile(machine.folders)
  if (!left) return undefined
  if (await isOurs(machine, left.port)) return { ...left, ended: watchOrphan(left.pid) }
  if (isAlive(left.pid) && isPostmasterOf(machine.folders, left.pid) && !(await goneWithin(left.pid, 10_000))) {
    process.kill(left.pid, 'SIGQUIT') // Alive, ours and deaf. SIGQUIT is PostgreSQL's immediate stop; it recovers at the next start.
    await goneWithin(left.pid, 10_000)
  }
  // PostgreSQL would refuse to start while any process has that pid, even one that has nothing to do with it.
  rmSync(join(machine.folders.pgData, 'postmaster.pid'), { force: true })
  return undefined
}

export async function launch(machine: Machine, port: number): Promise<Postmaster> {
  const deadline = Date.now() + 30_000
  for (;;) {
    const started = Date.now()
    const postmaster = spawnPostmaster(machine, port)
    const over = new AbortController()
    const reason = await Promise.race([postmaster.ended, ready(machine, port, over.signal)]).finally(() => over.abort())
    if (reason === undefined) return postmaster
    // After a kill -9 its children live a moment longer and hold the shared memory: that passes by itself.
    const passing = /pre-existing shared memory block|lock file "postmaster\.pid" already exists/.test(reason)
    if (!passing || Date.now() > deadline) throw startRefusal(machine, reason)
    await pause(Math.max(0, 200 - (Date.now() - started)))
  }
}

/** Fast stop: running transactions are rolled back, everything acknowledged is kept. */
export async function stopPostmaster(machine: Machine, postmaster: Postmaster): Promise<void> {
  if (process.platform === 'win32') {
    spawnSync(machine.binaries.pgCtl, ['stop', '-D', machine.folders.pgData, '-m', 'fast'], { env: cleanEnv() })
    return
  }
  for (const signal of ['SIGINT', 'SIGQUIT'] as const) {
    signalIfAlive(postmaster.pid, signal)
    if (await goneWithin(postmaster.pid, 20_000)) return
  }
}

export function signalIfAlive(pid: number, signal: NodeJS.Signals): void {
  if (isAlive(pid)) process.kill(pid, signal)
}

export async function freePort(wanted?: number): Promise<number> {
  const server = createServer()
  try {
    return await new Promise<number>((resolve, reject) => {
      server.once('error', reject)
      server.listen({ host: '127.0.0.1', port: wanted ?? 0, exclusive: true }, () =>
        resolve((server.address() as { port: number }).port),
      )
    })
  } catch (error) {
    if (wanted === undefined) throw error
    return await freePort()
  } finally {
    server.close()
  }
}

export function clientFor(machine: Machine, port: number, database: string): pg.Client {
  return new pg.Client({ connectionString: urlOf(machine.password, port, database), connectionTimeoutMillis: 3_000 })
}

/** `sslmode` is said, because a PGSSLMODE in the operator's environment would otherwise apply. */
export function urlOf(password: string, port: number, database: string): string {
  return `postgres://${SUPERUSER}:${encodeURIComponent(password)}@127.0.0.1:${port}/${database}?sslmode=disable`
}

function spawnPostmaster({ binaries, folders, runAs, settings }: Machine, port: number): Postmaster {
  const all = { ...settings, port: String(port), listen_addresses: '127.0.0.1', unix_socket_directories: '' }
  const [command, args] = runAs.command(binaries.postgres, [
    ...['-D', folders.pgData],
    ...Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
  ])
  // A file and not a pipe: PostgreSQL may outlive us, and would die writing into a pipe that nobody reads.
  const log = openSync(folders.log, 'a', 0o600)
  const before = statSync(folders.log).size
  // Detached, or a Ctrl-C in the terminal would stop it at once while the server still drains its requests.
  const child = spawn(command, args, { ...runAs.spawn, env: cleanEnv(), detached: true, stdio: ['ignore', log, log] })
  closeSync(log)
  child.unref()
  const ended = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(error.message))
    child.once('exit', (code, signal) => {
      resolve(`PostgreSQL ended (${signal ?? code}): ${tail(folders.log, before)}`)
    })
  })
  return { pid: child.pid ?? -1, port, ended }
}

/** What it wrote since it was started; nothing if the folder has been removed meanwhile. */
function tail(log: string, from: number): string {
  return existsSync(log) ? readFileSync(log).subarray(from).toString('utf8').slice(-2_000).trim() : ''
}

/** Ready is when it answers. Its log line differs by kind of server, and crash recovery may take long: only its end ends the wait. */
async function ready(machine: Machine, port: number, over: AbortSignal): Promise<undefined> {
  while (!over.aborted) {
    const client = clientFor(machine, port, 'postgres')
    try {
      await client.connect()
      return
    } catch (error) {
      if (!isNotYet(error)) throw passwordRefusal(machine, error)
    } finally {
      await client.end().catch(() => undefined)
    }
    await pause(20)
  }
  return undefined
}

function isNotYet(error: unknown): boolean {
  const code = (error as { code?: string }).code
  return code === undefined || code === 'ECONNREFUSED' || code === 'ECONNRESET' || code === '57P03'
}

/** Our password opens it and it says that it lies in our folder: another cluster may have taken the port. */
async function isOurs(machine: Machine, port: number): Promise<boolean> {
  const client = clientFor(machine, port, 'postgres')
  try {
    await client.connect()
    const { rows } = await client.query<{ data_directory: string }>('show data_directory')
    return rows[0]?.data_directory === machine.folders.pgData
  } catch {
    return false // Whatever is wrong with it, it cannot be adopted.
  } finally {
    await client.end().catch(() => undefined)
  }
}

function readPidFile({ pgData }: Folders): { pid: number; port: number } | undefined {
  const file = join(pgData, 'postmaster.pid')
  if (!existsSync(file)) return undefined
  const lines = readFileSync(file, 'utf8').split('\n')
  return { pid: Number(lines[0]), port: Number(lines[3]) }
}

function isPostmasterOf({ pgData }: Folders, pid: number): boolean {
  return commandLineOf(pid)?.includes(pgData) ?? false
}

/** It is not our child, so nobody tells us when it ends. */
function watchOrphan(pid: number): Promise<string> {
  return new Promise((resolve) => {
    const timer = setInterval(() => {
      if (isAlive(pid)) return
      clearInterval(timer)
      resolve('PostgreSQL ended')
    }, 200)
    timer.unref()
  })
}

function giveToOwner(runAs: RunAs, path: string): void {
  if (runAs.kind === 'other-user') chownSync(path, runAs.fileOwner.uid, runAs.fileOwner.gid)
}

/** Nothing of the operator's environment: PGPORT, PGDATA, LC_ALL and their like would change what we start. */
export function cleanEnv(): NodeJS.ProcessEnv {
  return { PATH: process.env.PATH ?? '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' }
}

function initdbRefusal(folders: Folders, output: string): StartRefusal {
  if (/No space left on device/i.test(output))
    return dataDirRefusal(dirname(folders.pgData), Object.assign(new Error(output), { code: 'ENOSPC' }))
  return new StartRefusal(`建立数据库失败:${output.trim()}`, `The database could not be initialised: ${output.trim()}`)
}

function startRefusal(machine: Machine, reason: string): StartRefusal {
  return new StartRefusal(
    `内置 PostgreSQL 无法启动(日志 ${machine.folders.log}):${reason}`,
    `The embedded PostgreSQL does not start (log ${machine.folders.log}).`,
  )
}

function passwordRefusal(machine: Machine, cause: unknown): StartRefusal {
  return new StartRefusal(
    `无法登录内置 PostgreSQL:${(cause as Error).message}。密码文件 ${machine.folders.password} 是否与数据库同属一份备份?`,
    `Cannot sign in to the embedded PostgreSQL: ${(cause as Error).message}. Do ${machine.folders.password} and the database come from one backup?`,
    cause,
  )
}
