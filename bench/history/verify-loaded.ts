import { spawn } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { rounded } from '../bench.ts'

export interface VerifiedRecord {
  readonly isSound: boolean
  readonly minutes: number
  /** The most memory that the command had. */
  readonly peakMb: number
  /** What it said last but one: entries, positions and root, or what does not hold. */
  readonly said: string
}

const ROOT = resolve(import.meta.dirname, '../..')
const LOOK_MS = 250

/** As an operator does it: the command in a process of its own. */
export async function verifyLoaded(url: string, dataDir: string): Promise<VerifiedRecord> {
  const began = performance.now()
  const child = spawn(process.execPath, [join(ROOT, 'server/src/main.ts'), 'ledger', 'verify'], {
    cwd: ROOT,
    env: { ...process.env, NODE_ENV: 'development', DATA_DIR: dataDir, DATABASE_URL: url, LOG_LEVEL: 'error' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const kill = () => child.kill('SIGKILL')
  process.once('exit', kill)
  let output = ''
  let peakMb = 0
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => void (output += chunk))
  const look = setInterval(() => {
    void peakMemoryOf(child.pid).then((mb) => void (peakMb = Math.max(peakMb, mb)))
  }, LOOK_MS)
  const code = await new Promise<number>((done, fail) => {
    child.once('error', fail)
    child.once('close', (ended) => done(ended ?? 1))
  })
  clearInterval(look)
  process.removeListener('exit', kill)
  const minutes = rounded((performance.now() - began) / 60_000)
  return { isSound: code === 0, minutes, peakMb, said: output.trim().split('\n').slice(-2)[0] ?? '' }
}

/** Linux keeps the highest; elsewhere 0 says that it is not known. */
async function peakMemoryOf(pid: number | undefined): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '')
  return Math.round(Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1] ?? 0) / 1024)
}
