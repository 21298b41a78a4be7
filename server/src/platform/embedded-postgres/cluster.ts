import { readFileSync, writeFileSync } from 'node:fs'
import { availableParallelism, totalmem } from 'node:os'
import { resolve } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { StartRefusal } from '../config/start-refusal.ts'
import { findBinaries } from './binaries.ts'
import { prepareFolders, readOrMakePassword, settle } from './folders.ts'
import { livingHolder, releaseHold, takeHold } from './holder.ts'
import {
  adopt,
  clientFor,
  freePort,
  initialise,
  isInitialised,
  launch,
  signalIfAlive,
  stopPostmaster,
  urlOf,
} from './postmaster.ts'
import type { Machine, Postmaster } from './postmaster.ts'
import { chooseRunAs } from './run-as.ts'
import type { RunAs } from './run-as.ts'

export interface ClusterOptions {
  /** DATA_DIR: the database lies in its `postgres`, the password in its `secrets`, the log in its `logs`. */
  readonly dataDir: string
  readonly database?: string
  /** False only for tests: what is acknowledged may then be lost with the machine's power. */
  readonly durable?: boolean
  /** What to do when another running program supervises this data directory: stop here, or use its database as a guest. */
  readonly whenInUse?: 'refuse' | 'attach'
  readonly onEvent?: (event: ClusterEvent) => void
  /** Ways of running PostgreSQL that may be tried; all of them unless a test says otherwise. */
  readonly runAs?: readonly RunAs['kind'][]
}

export type ClusterEvent =
  | { readonly kind: 'initialising' }
  | {
      readonly kind: 'started' | 'adopted' | 'attached' | 'restarted'
      readonly pid: number
      readonly port: number
      readonly ms: number
    }
  | { readonly kind: 'died'; readonly pid: number; readonly reason: string }
  | { readonly kind: 'restart-failed'; readonly attempt: number; readonly reason: string }

/** A PostgreSQL that is kept running until `stop`. Clients notice its restarts only as broken connections: the address stays. */
export interface Cluster {
  readonly url: string
  readonly port: number
  readonly pid: number
  restart(): Promise<void>
  stop(): Promise<void>
}

interface Supervised {
  readonly machine: Machine
  readonly report: (event: ClusterEvent) => void
  postmaster: Postmaster
  /** Set while we stop it ourselves: then its end is no accident. */
  expected: boolean
}

export async function createCluster(options: ClusterOptions): Promise<Cluster> {
  const since = Date.now()
  const report = options.onEvent ?? (() => undefined)
  const machine = prepareMachine(options)
  const other = takeHold(machine.folders.supervisor)
  if (other !== undefined) return await joinOther(machine, other, options, report)
  try {
    const supervised = await begin(machine, report, since)
    await createDatabase(supervised, options.database ?? 'yiwang')
    return supervise(supervised, options.database ?? 'yiwang')
  } catch (error) {
    releaseHold(machine.folders.supervisor)
    throw error
  }
}

export function prepareMachine(options: ClusterOptions): Machine {
  const wanted = prepareFolders(resolve(options.dataDir))
  const runAs = chooseRunAs(options.runAs)
  const { folders, binaries } = settle(runAs, wanted, findBinaries())
  return {
    binaries,
    folders,
    runAs,
    password: readOrMakePassword(folders),
    settings: settingsFor(options.durable ?? true),
  }
}

async function begin(machine: Machine, report: Supervised['report'], since: number): Promise<Supervised> {
  if (!isInitialised(machine.folders)) {
    report({ kind: 'initialising' })
    initialise(machine)
  }
  const orphan = await adopt(machine)
  const postmaster = orphan ?? (await launch(machine, await freePort(lastPort(machine))))
  writeFileSync(machine.folders.port, String(postmaster.port))
  report({ kind: orphan ? 'adopted' : 'started', pid: postmaster.pid, port: postmaster.port, ms: Date.now() - since })
  return { machine, report, postmaster, expected: false }
}

function supervise(supervised: Supervised, database: string): Cluster {
  const { machine } = supervised
  // If the program ends without stop(), PostgreSQL still gets its order to stop: nothing asynchronous runs any more by then.
  const lastOrder = () => signalIfAlive(supervised.postmaster.pid, 'SIGINT')
  process.once('exit', lastOrder)
  void keepAlive(supervised)
  let stopping: Promise<void> | undefined
  const halt = async () => {
    supervised.expected = true
    await stopPostmaster(machine, supervised.postmaster)
  }
  return {
    url: urlOf(machine.password, supervised.postmaster.port, database),
    port: supervised.postmaster.port,
    get pid() {
      return supervised.postmaster.pid
    },
    restart: async () => {
      await halt()
      await comeBack(supervised, Date.now())
      supervised.expected = false
      void keepAlive(supervised)
    },
    stop: () => {
      stopping ??= halt().finally(() => {
        process.removeListener('exit', lastOrder)
        releaseHold(machine.folders.supervisor)
      })
      return stopping
    },
  }
}

/** Waits for PostgreSQL's end and starts it again, as often as it takes: a server that answers 503 is better than one that is gone. */
async function keepAlive(supervised: Supervised): Promise<void> {
  const { report } = supervised
  for (;;) {
    const watched = supervised.postmaster
    const reason = await watched.ended
    if (supervised.expected || supervised.postmaster !== watched) return
    report({ kind: 'died', pid: watched.pid, reason })
    const since = Date.now()
    for (let attempt = 1; !supervised.expected; attempt += 1) {
      try {
        await comeBack(supervised, since)
        break
      } catch (error) {
        report({ kind: 'restart-failed', attempt, reason: (error as Error).message })
        await pause(Math.min(5_000, 100 * 2 ** attempt), undefined, { ref: false })
      }
    }
    // A stop that was ordered while it was coming back must not leave it behind.
    if (supervised.expected) return await stopPostmaster(supervised.machine, supervised.postmaster)
  }
}

/** The same port as before, so that clients need no more than to connect again. */
async function comeBack(supervised: Supervised, since: number): Promise<void> {
  const { port } = supervised.postmaster
  supervised.postmaster = await launch(supervised.machine, port)
  supervised.report({ kind: 'restarted', pid: supervised.postmaster.pid, port, ms: Date.now() - since })
}

async function joinOther(
  machine: Machine,
  other: number,
  options: ClusterOptions,
  report: Supervised['report'],
): Promise<Cluster> {
  if (options.whenInUse !== 'attach') {
    throw new StartRefusal(
      `数据目录 DATA_DIR=${options.dataDir} 正被另一个一网进程使用(pid ${other})。请先停止它,或另设 DATA_DIR。`,
      `DATA_DIR=${options.dataDir} is in use by another Yiwang (pid ${other}). Stop it first, or set another DATA_DIR.`,
    )
  }
  const since = Date.now()
  const port = await portOfOther(machine, other)
  report({ kind: 'attached', pid: other, port, ms: Date.now() - since })
  const url = urlOf(machine.password, port, options.database ?? 'yiwang')
  return { url, port, pid: other, restart: () => Promise.resolve(), stop: () => Promise.resolve() }
}

/** The other program may itself be starting at this moment. */
async function portOfOther(machine: Machine, other: number): Promise<number> {
  let cause: unknown
  for (const deadline = Date.now() + 15_000; Date.now() < deadline; await pause(100)) {
    const port = lastPort(machine)
    if (livingHolder(machine.folders.supervisor) === undefined) break
    if (port === undefined) continue
    const client = clientFor(machine, port, 'postgres')
    try {
      await client.connect()
      return port
    } catch (error) {
      cause = error
    } finally {
      await client.end().catch(() => undefined)
    }
  }
  throw new StartRefusal(`进程 ${other} 的数据库没有应答。`, `The database of process ${other} does not answer.`, cause)
}

async function createDatabase({ machine, postmaster }: Supervised, database: string): Promise<void> {
  const client = clientFor(machine, postmaster.port, 'postgres')
  await client.connect()
  try {
    const { rowCount } = await client.query('select from pg_database where datname = $1', [database])
    if (rowCount === 0) await client.query(`create database ${pg.escapeIdentifier(database)}`)
  } finally {
    await client.end()
  }
}

function lastPort({ folders }: Machine): number | undefined {
  try {
    return Number(readFileSync(folders.port, 'utf8')) || undefined
  } catch {
    return undefined // The first start has no last port.
  }
}

function settingsFor(durable: boolean): Record<string, string> {
  const megabytes = Math.floor(totalmem() / 1024 / 1024)
  const settings: Record<string, string> = {
    // Five pools (one a role) of sixteen, twice, and room for the operator's own tools.
    max_connections: '200',
    // PostgreSQL's manual names a quarter of memory for a dedicated machine; this one is shared with the server, and 2 GB serve a county.
    shared_buffers: `${Math.min(2_048, Math.max(64, Math.floor(megabytes / 10)))}MB`,
    effective_cache_size: `${Math.max(256, Math.floor(megabytes / 2))}MB`,
    // Short statements only: compiling them costs more than running them.
    jit: 'off',
    max_parallel_workers_per_gather: availableParallelism() > 2 ? '2' : '0',
    random_page_cost: '1.1',
    wal_compression: 'on',
    max_wal_size: '2GB',
    log_line_prefix: '%m [%p] %q%a ',
    log_checkpoints: 'off',
    timezone: 'UTC',
  }
  if (durable) return settings
  return {
    ...settings,
    shared_buffers: '128MB',
    fsync: 'off',
    synchronous_commit: 'off',
    full_page_writes: 'off',
    autovacuum: 'off',
  }
}
