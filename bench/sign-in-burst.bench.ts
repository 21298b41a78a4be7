// Two hundred sign-ins at once, as on the morning of a deadline: meanwhile somebody else reads. How late is their answer, beside the same reading without the burst?
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { Agent } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { median, percentile, report, rounded } from './bench.ts'
import { signInAt } from './case-clients.ts'
import { startProgram } from './program.ts'
import { readPage } from './read-page.ts'

const SIGN_INS = 200
const WARM_UP = 50
const QUIET_READS = 300
/** A page that comes within a fifth of a second is not felt as waiting. */
const BUDGET_MS = 200
const PAGES = ['/healthz', '/'] as const

const logins = await readLogins()
const folder = await mkdtemp(join(tmpdir(), 'yiwang-bench-'))
const program = await startProgram({ dataDir: folder, role: 'all' })
const readers = new Agent({ keepAlive: true })
const visitors = new Agent({ keepAlive: true, maxSockets: SIGN_INS })
try {
  await readWhile('', WARM_UP)
  for (const page of PAGES) await measure(page)
} finally {
  readers.destroy()
  visitors.destroy()
  await program.stop()
  await rm(folder, { recursive: true, force: true })
}

async function measure(page: (typeof PAGES)[number]): Promise<void> {
  const quiet = await readWhile(page, QUIET_READS)
  const began = performance.now()
  let isOver = false
  const burst = Promise.all(
    Array.from({ length: SIGN_INS }, (_, place) => signInAt(program.url, visitors, logins[place % logins.length]!)),
  ).finally(() => (isOver = true))
  const times: number[] = []
  while (!isOver) times.push(await readPage({ agent: readers, url: program.url + page, cookie: '' }))
  const signedIn = (await burst).filter(({ cookie }) => cookie !== '').length
  const seconds = (performance.now() - began) / 1000
  const value = percentile(times, 0.95)
  report({
    bench: `${SIGN_INS} sign-ins at once, meanwhile ${page === '/' ? 'the portal’s home' : page}, p95`,
    value: rounded(value),
    unit: 'ms',
    yardstick: `the same reading without them: ${rounded(percentile(quiet, 0.95))} ms`,
    ratio: rounded(value / percentile(quiet, 0.95)),
    budget: `<= ${BUDGET_MS} ms, all signed in`,
    holds: value <= BUDGET_MS && signedIn === SIGN_INS,
    p50: rounded(median(times)),
    reads: times.length,
    signedIn,
    burstSeconds: rounded(seconds),
    signInsPerSecond: rounded(SIGN_INS / seconds),
  })
}

async function readWhile(page: string, reads: number): Promise<number[]> {
  const times: number[] = []
  for (let read = 0; read < reads; read += 1) {
    times.push(await readPage({ agent: readers, url: program.url + page, cookie: '' }))
  }
  return times
}

/** Everybody who works in the demo county: a burst of one account alone would wait for itself. */
async function readLogins(): Promise<string[]> {
  const file = new URL('../data/demo/organizations-450721.json', import.meta.url)
  const { staff } = JSON.parse(await readFile(file, 'utf8')) as { staff: { login: string }[] }
  return staff.map(({ login }) => login)
}
