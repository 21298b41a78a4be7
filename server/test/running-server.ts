import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join, resolve } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'

const ROOT = resolve(import.meta.dirname, '../..')

/** The program as an operator runs it: its own process, its own data directory, its embedded PostgreSQL. */
export interface RunningServer {
  readonly url: string
  readonly dataDir: string
  /** Starts the process; done when it is ready. */
  start(): Promise<void>
  /** kill -9 of the program; PostgreSQL is left as it was. */
  killServer(): Promise<void>
  /** kill -9 of PostgreSQL's postmaster; the program notices and starts it again. */
  killDatabase(): void
  /** SIGSTOP or SIGCONT to PostgreSQL and all of its processes. */
  signalDatabase(signal: 'SIGSTOP' | 'SIGCONT'): void
  /** @throws Error with all it printed, if the program ended without being told to */
  assertAlive(): void
  /** PostgreSQL's own address, for looking beside the program. */
  databaseUrl(): string
  stop(): Promise<void>
}

const SETTINGS = { NODE_ENV: 'development', ROLE: 'all', LOG_LEVEL: 'silent', REQUESTS_PER_MINUTE: '0' }

export async function createRunningServer(dataDir: string): Promise<RunningServer> {
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const env = { ...process.env, ...SETTINGS, DATA_DIR: dataDir, PORT: String(port) }
  let child: ChildProcess | undefined
  let output = ''
  const start = async (): Promise<void> => {
    output = ''
    const started = spawn(process.execPath, [join(ROOT, 'server/test/serve-api.ts')], {
      cwd: ROOT,
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    child = started
    for (const stream of [started.stdout, started.stderr])
      stream?.on('data', (chunk: Buffer) => void (output += chunk.toString()))
    await untilReady(
      url,
      () => hasNotEnded(started),
      () => output,
    )
  }
  return {
    url,
    dataDir,
    start,
    killServer: () => ended(child, 'SIGKILL'),
    assertAlive: () => {
      if (child && !hasNotEnded(child))
        throw new Error(`the server ended by itself (${child.exitCode ?? child.signalCode}):\n${output}`)
    },
    killDatabase: () => process.kill(postmasterPid(dataDir), 'SIGKILL'),
    signalDatabase: (signal) => {
      for (const pid of processTree(postmasterPid(dataDir))) process.kill(pid, signal)
    },
    databaseUrl: () => {
      const password = readFileSync(join(dataDir, 'secrets', 'postgres-password'), 'utf8').trim()
      const port = readFileSync(findPidFile(dataDir), 'utf8').split('\n')[3]
      return `postgres://yiwang_admin:${encodeURIComponent(password)}@127.0.0.1:${port}/yiwang`
    },
    stop: () => ended(child, 'SIGTERM'),
  }
}

/** Sends a request again and again under one key until an answer comes: what a page does when the line breaks. */
export async function postUntilAnswered(
  url: string,
  body: object,
  headers: Record<string, string>,
): Promise<{ status: number; body: unknown; tries: number }> {
  const key = randomUUID()
  for (let tries = 1; tries <= 600; tries += 1) {
    try {
      const answer = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'idempotency-key': key, ...headers },
        body: JSON.stringify(body),
        signal: AbortSignal.timeout(15_000),
      })
      const text = await answer.text()
      if (answer.status < 500) return { status: answer.status, body: JSON.parse(text) as unknown, tries }
    } catch (error) {
      if (tries === 600) throw error
    }
    await pause(50)
  }
  throw new Error('no answer after 600 tries')
}

async function untilReady(url: string, isAlive: () => boolean, output: () => string): Promise<void> {
  for (let tries = 0; tries < 2_400; tries += 1) {
    if (!isAlive()) throw new Error(`the server ended before it was ready:\n${output()}`)
    const ready = await fetch(`${url}/readyz`).then(
      (answer) => answer.status === 200,
      () => false,
    )
    if (ready) return
    await pause(50)
  }
  throw new Error(`the server was not ready within two minutes:\n${output()}`)
}

const hasNotEnded = (child: ChildProcess): boolean => child.exitCode === null && child.signalCode === null

function ended(child: ChildProcess | undefined, signal: NodeJS.Signals): Promise<void> {
  if (!child || !hasNotEnded(child)) return Promise.resolve()
  return new Promise((done) => {
    child.once('exit', () => done())
    child.kill(signal)
  })
}

function postmasterPid(dataDir: string): number {
  const file = findPidFile(dataDir)
  return Number(readFileSync(file, 'utf8').split('\n')[0])
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
