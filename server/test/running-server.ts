import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'

const ROOT = resolve(import.meta.dirname, '../..')

/** The program as an operator runs it: its own process, its own data directory, its embedded PostgreSQL. */
export interface RunningServer {
  readonly url: string
  /** Starts the process; done when it is ready. */
  start(): Promise<void>
  /** kill -9 of the program; PostgreSQL is left as it was. */
  killServer(): Promise<void>
  /** kill -9 of PostgreSQL's postmaster; the program notices and starts it again. */
  killDatabase(): void
  /** SIGSTOP or SIGCONT to PostgreSQL and all of its processes. */
  signalDatabase(signal: 'SIGSTOP' | 'SIGCONT'): void
  /** Sets the legal time; null gives the machine's back. */
  setClock(instant: string | null): Promise<void>
  /** What an operator types: `yiwang …` beside the running program. */
  command(...args: string[]): Promise<{ code: number | null; output: string }>
  /** @throws Error with all it printed, if the program ended without being told to */
  assertAlive(): void
  /** Done when it says that it is ready; it may have to bring its database back first. */
  untilReady(): Promise<void>
  /** PostgreSQL's own address, for looking beside the program. */
  databaseUrl(): string
  /** As the database's superuser, past the program. */
  sql<Row extends pg.QueryResultRow>(text: string, values?: readonly unknown[]): Promise<Row[]>
  stop(): Promise<void>
}

const SETTINGS = {
  NODE_ENV: 'test',
  ROLE: 'all',
  LOG_LEVEL: 'silent',
  REQUESTS_PER_MINUTE: '0',
  PROOF_MINUTES: '600',
  SESSIONS_PER_ACCOUNT: '100',
}

export async function createRunningServer(dataDir: string): Promise<RunningServer> {
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const environment = { ...process.env, ...SETTINGS, DATA_DIR: dataDir, PORT: String(port) }
  let child: ChildProcess | undefined
  let output = ''
  const assertAlive = () => {
    if (child && !isRunning(child))
      throw new Error(`the server ended by itself (${child.exitCode ?? child.signalCode}):\n${output}`)
  }
  const untilReady = () => untilOk(`${url}/readyz`, assertAlive, () => output)
  return {
    url,
    start: async () => {
      output = ''
      child = spawn(process.execPath, [join(import.meta.dirname, 'serve-api.ts')], {
        cwd: ROOT,
        env: environment,
        stdio: ['ignore', 'pipe', 'pipe'],
      })
      for (const stream of [child.stdout, child.stderr])
        stream?.on('data', (chunk: Buffer) => void (output += chunk.toString()))
      await untilReady()
    },
    killServer: () => ended(child, 'SIGKILL'),
    killDatabase: () => process.kill(postmasterPid(dataDir), 'SIGKILL'),
    signalDatabase: (signal) => {
      for (const pid of processTree(postmasterPid(dataDir))) process.kill(pid, signal)
    },
    setClock: (clock) => order(join(dataDir, 'control.sock'), { clock }),
    command: (...args) => run(args, environment),
    assertAlive,
    untilReady,
    databaseUrl: () => databaseUrl(dataDir),
    sql: (text, values) => query(databaseUrl(dataDir), text, values),
    stop: () => ended(child, 'SIGTERM'),
  }
}

export interface Answer {
  readonly status: number
  readonly body: unknown
  /** How often it was sent. */
  readonly tries: number
}

/** One of several officials may be unlucky through many restarts. */
const PATIENCE_MS = 300_000

/** Again and again under one key until an answer comes: what a page does when the line breaks. Without a body it reads. */
export async function postUntilAnswered(
  url: string,
  body: object | undefined,
  headers: Record<string, string>,
): Promise<Answer> {
  const request = body
    ? {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'idempotency-key': randomUUID(), ...headers },
        body: JSON.stringify(body),
      }
    : { headers }
  const until = Date.now() + PATIENCE_MS
  for (let tries = 1; ; tries += 1) {
    const answer = await answerOf(url, request)
    if (answer.status < 500 || Date.now() > until) return { ...answer, tries }
    await pause(50)
  }
}

/** A line that breaks or stays silent counts as a server that is away. */
async function answerOf(url: string, request: RequestInit): Promise<{ status: number; body: unknown }> {
  try {
    const answer = await fetch(url, { ...request, signal: AbortSignal.timeout(15_000) })
    return { status: answer.status, body: await answer.json() }
  } catch (error) {
    return { status: 503, body: String(error) }
  }
}

const isRunning = (child: ChildProcess): boolean => child.exitCode === null && child.signalCode === null

async function untilOk(url: string, assertAlive: () => void, output: () => string): Promise<void> {
  for (let tries = 0; tries < 2_400; tries += 1) {
    assertAlive()
    const ready = await fetch(url, { signal: AbortSignal.timeout(10_000) }).then(
      (answer) => answer.status === 200,
      () => false,
    )
    if (ready) return
    await pause(50)
  }
  throw new Error(`the server was not ready within two minutes:\n${output()}`)
}

function ended(child: ChildProcess | undefined, signal: NodeJS.Signals): Promise<void> {
  if (!child || !isRunning(child)) return Promise.resolve()
  return new Promise((done) => {
    child.once('exit', () => done())
    child.kill(signal)
  })
}

function run(args: readonly string[], env: NodeJS.ProcessEnv): Promise<{ code: number | null; output: string }> {
  const child = spawn(process.execPath, [join(ROOT, 'server/src/main.ts'), ...args], { cwd: ROOT, env })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => void (output += chunk))
  return new Promise((done, fail) => {
    child.once('error', fail)
    child.once('close', (code) => done({ code, output }))
  })
}

/** One line to the control socket, one line back. */
function order(path: string, what: object): Promise<void> {
  return new Promise((done, fail) => {
    const socket = connect(path)
    socket.once('error', fail)
    createInterface({ input: socket }).once('line', (line) => {
      socket.end()
      const { problem } = JSON.parse(line) as { problem?: string }
      if (problem === undefined) done()
      else fail(new Error(problem))
    })
    socket.write(`${JSON.stringify(what)}\n`)
  })
}

function databaseUrl(dataDir: string): string {
  const password = readFileSync(join(dataDir, 'secrets', 'postgres-password'), 'utf8').trim()
  const port = readFileSync(findPidFile(dataDir), 'utf8').split('\n')[3]
  return `postgres://yiwang_admin:${encodeURIComponent(password)}@127.0.0.1:${port}/yiwang`
}

async function query<Row extends pg.QueryResultRow>(
  connectionString: string,
  text: string,
  values: readonly unknown[] = [],
): Promise<Row[]> {
  const client = new pg.Client({ connectionString })
  await client.connect()
  try {
    return (await client.query<Row>(text, [...values])).rows
  } finally {
    await client.end()
  }
}

function postmasterPid(dataDir: string): number {
  return Number(readFileSync(findPidFile(dataDir), 'utf8').split('\n')[0])
}

function findPidFile(dataDir: string): string {
  const found = readdirSync(dataDir, { recursive: true, withFileTypes: true }).find(
    (entry) => entry.name === 'postmaster.pid',
  )
  if (!found) throw new Error(`no postmaster.pid below ${dataDir}`)
  return join(found.parentPath, found.name)
}

function processTree(root: number): number[] {
  const parents = new Map<number, number>()
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue
    try {
      const stat = readFileSync(`/proc/${name}/stat`, 'utf8')
      parents.set(Number(name), Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]))
    } catch (error) {
      // The process ended while the list was read.
      if (!['ENOENT', 'ESRCH'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error
    }
  }
  const isBelow = (pid: number): boolean => pid === root || (parents.has(pid) && pid > 1 && isBelow(parents.get(pid)!))
  return [...parents.keys()].filter(isBelow)
}

function freePort(): Promise<number> {
  return new Promise((done, fail) => {
    const probe = createServer()
    probe.once('error', fail)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => (address && typeof address === 'object' ? done(address.port) : fail(new Error('no port'))))
    })
  })
}
