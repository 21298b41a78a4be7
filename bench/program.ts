import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { readdir, readFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join, resolve } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'

const ROOT = resolve(import.meta.dirname, '..')

/** The program in a process of its own, as an operator runs it. */
export interface Program {
  readonly url: string
  readonly pid: number
  stop(): Promise<void>
}

export interface ProgramOptions {
  readonly dataDir: string
  /** Absent: the program supervises an embedded PostgreSQL of its own. */
  readonly databaseUrl?: string
  /** `web` answers requests only; `all` also gives positions and does the jobs that follow. */
  readonly role: 'all' | 'web'
  /** Options of Node, such as `--cpu-prof`. */
  readonly nodeArgs?: readonly string[]
}

/** Starts it with the demo county and waits until it is ready. */
export async function startProgram(options: ProgramOptions): Promise<Program> {
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const child = spawn(process.execPath, [...(options.nodeArgs ?? []), join(ROOT, 'server/src/main.ts'), 'start'], {
    cwd: ROOT,
    env: environment(options, port),
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  // Where the benchmark ends before its time, so does what it started.
  const kill = () => child.kill('SIGKILL')
  process.once('exit', kill)
  child.once('exit', () => process.removeListener('exit', kill))
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => void (output += chunk))
  while (!(await isReady(url))) {
    if (child.exitCode !== null) throw new Error(`the program ended before it was ready:\n${output}`)
    await pause(100)
  }
  return { url, pid: child.pid ?? 0, stop: () => stop(child) }
}

function environment({ dataDir, databaseUrl, role }: ProgramOptions, port: number): NodeJS.ProcessEnv {
  return {
    ...process.env,
    NODE_ENV: 'development',
    DEMO: 'on',
    DATA_DIR: dataDir,
    ...(databaseUrl !== undefined && { DATABASE_URL: databaseUrl }),
    PORT: String(port),
    PUBLIC_URL: `http://127.0.0.1:${port}`,
    ROLE: role,
    LOG_LEVEL: 'error',
    REQUESTS_PER_MINUTE: '0',
    // Clients sign in once and decide for an hour, as no person does.
    PROOF_MINUTES: '600',
    SESSIONS_PER_ACCOUNT: '100',
  }
}

function isReady(url: string): Promise<boolean> {
  return fetch(`${url}/readyz`).then(
    (answer) => answer.status === 200,
    () => false,
  )
}

function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve()
  return new Promise((done) => {
    child.once('exit', () => done())
    child.kill('SIGTERM')
  })
}

function freePort(): Promise<number> {
  return new Promise((done, fail) => {
    const server = createServer()
    server.once('error', fail)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => done(typeof address === 'object' && address ? address.port : 0))
    })
  })
}

/** What the program and its own processes hold in memory; PostgreSQL's are left out. */
export async function residentMegabytes(pid: number): Promise<number> {
  const sizes = await Promise.all((await ownProcesses(pid)).map(residentKilobytes))
  return sizes.reduce((sum, size) => sum + size, 0) / 1024
}

async function ownProcesses(pid: number): Promise<number[]> {
  const threads = await readdir(`/proc/${pid}/task`)
  const lists = await Promise.all(threads.map((thread) => readFile(`/proc/${pid}/task/${thread}/children`, 'utf8')))
  const children = lists.flatMap((list) => list.split(' ').filter(Boolean).map(Number))
  const names = await Promise.all(children.map(async (child) => await readFile(`/proc/${child}/comm`, 'utf8')))
  const own = children.filter((_, index) => names[index]?.trim() !== 'postgres')
  return [pid, ...(await Promise.all(own.map(ownProcesses))).flat()]
}

async function residentKilobytes(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8')
  return Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1])
}
