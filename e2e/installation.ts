import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import pg from 'pg'

export const YIWANG = resolve(import.meta.dirname, '../bin/yiwang.mjs')

/** The program as an operator starts it, in a data directory of its own, with its embedded PostgreSQL. */
export interface Installation {
  readonly url: string
  /** Sets the legal time; from there it runs on. */
  setClock(instant: string): Promise<void>
  /** Does all jobs that wait: positions, documents, notices. */
  drain(): Promise<void>
  /** What an operator types who kept a checkpoint in a file. */
  verifyAgainst(note: string): Promise<{ code: number | null; output: string }>
  /** What an operator types who got a file of items from above. */
  importItems(file: object): Promise<{ code: number | null; output: string }>
  /** As the database's superuser, past the program. */
  sql<Row extends pg.QueryResultRow>(text: string, values?: readonly unknown[]): Promise<Row[]>
  stop(): Promise<void>
}

export async function startInstallation(): Promise<Installation> {
  const dataDir = mkdtempSync(join(tmpdir(), 'yiwang-e2e-'))
  const port = await freePort()
  const environment = {
    ...process.env,
    NODE_ENV: 'test',
    DATA_DIR: dataDir,
    PORT: String(port),
    LOG_LEVEL: 'error',
    REQUESTS_PER_MINUTE: '0',
    // Another office's website stands on this machine.
    OUTGOING_ALLOWED: '127.0.0.1',
  }
  const program = spawn(process.execPath, [YIWANG, 'start'], {
    env: environment,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  await untilItServes(program)
  const control = join(dataDir, 'control.sock')
  let database: pg.Pool | undefined
  return {
    url: `http://localhost:${port}`,
    setClock: (clock) => order(control, { clock }),
    drain: () => order(control, { drain: true }),
    verifyAgainst: (note) => {
      const file = join(dataDir, 'checkpoint.txt')
      writeFileSync(file, note)
      return run(['ledger', 'verify', '--against', file], environment)
    },
    importItems: (items) => {
      const file = join(dataDir, 'items.json')
      writeFileSync(file, JSON.stringify(items))
      return run(['catalogue', 'import', file], environment)
    },
    sql: async <Row extends pg.QueryResultRow>(text: string, values: readonly unknown[] = []) => {
      database ??= new pg.Pool({ connectionString: databaseUrl(dataDir), max: 1 })
      return (await database.query<Row>(text, [...values])).rows
    },
    stop: async () => {
      await database?.end()
      await ended(program)
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

/** The line that names the addresses is the last thing the program does before it serves. */
function untilItServes(program: ChildProcess): Promise<void> {
  return new Promise((done, fail) => {
    const lines: string[] = []
    for (const stream of [program.stdout!, program.stderr!]) {
      createInterface({ input: stream }).on('line', (line) => {
        lines.push(line)
        if (line.includes('Yiwang is ready')) done()
      })
    }
    program.once('error', fail)
    program.once('exit', (code) => fail(new Error(`the program ended with ${code}:\n${lines.join('\n')}`)))
  })
}

function ended(program: ChildProcess): Promise<void> {
  if (program.exitCode !== null || program.signalCode !== null) return Promise.resolve()
  return new Promise((done) => {
    program.once('exit', () => done())
    program.kill('SIGTERM')
  })
}

function order(path: string, what: object): Promise<void> {
  return new Promise((done, fail) => {
    const line = connect(path)
    line.once('error', fail)
    createInterface({ input: line }).once('line', (text) => {
      line.destroy()
      const { problem } = JSON.parse(text) as { problem?: string }
      if (problem === undefined) done()
      else fail(new Error(problem))
    })
    line.write(`${JSON.stringify(what)}\n`)
  })
}

function run(args: readonly string[], env: NodeJS.ProcessEnv): Promise<{ code: number | null; output: string }> {
  return new Promise((done, fail) => {
    const child = spawn(process.execPath, [YIWANG, ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] })
    const output: Buffer[] = []
    child.stdout.on('data', (chunk: Buffer) => output.push(chunk))
    child.stderr.resume()
    child.once('error', fail)
    child.once('close', (code) => done({ code, output: Buffer.concat(output).toString('utf8') }))
  })
}

function databaseUrl(dataDir: string): string {
  const password = readFileSync(join(dataDir, 'secrets', 'postgres-password'), 'utf8').trim()
  const found = readdirSync(dataDir, { recursive: true, withFileTypes: true }).find(
    (entry) => entry.name === 'postmaster.pid',
  )
  if (!found) throw new Error(`no database runs below ${dataDir}`)
  const port = readFileSync(join(found.parentPath, found.name), 'utf8').split('\n')[3]
  return `postgres://yiwang_admin:${encodeURIComponent(password)}@127.0.0.1:${port}/yiwang`
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
