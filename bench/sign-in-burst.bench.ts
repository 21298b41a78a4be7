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
  await readInTurn(atMost(WARM_UP))
  await measure()
} finally {
  readers.destroy()
  visitors.destroy()
  await program.stop()
  await rm(folder, { recursive: true, force: true })
}

/** One burst, the pages read in turn while it lasts: a second one within the minute is what the limit on sign-ins refuses. */
async function measure(): Promise<void> {
  const quiet = await readInTurn(atMost(QUIET_READS))
  const began = performance.now()
  let isOver = false
  const burst = Promise.all(
    Array.from({ length: SIGN_INS }, (_, place) => signInAt(program.url, visitors, logins[place % logins.length]!)),
  ).finally(() => (isOver = true))
  const meanwhile = await readInTurn(() => !isOver)
  const signedIn = (await burst).filter(({ cookie }) => cookie !== '').length
  const seconds = (performance.now() - began) / 1000
  for (const page of PAGES) {
    const times = meanwhile[page]
    const value = percentile(times, 0.95)
    const alone = percentile(quiet[page], 0.95)
    report({
      bench: `${SIGN_INS} sign-ins at once, meanwhile ${page === '/' ? 'the portal’s home' : page}, p95`,
      value: rounded(value),
      unit: 'ms',
      yardstick: `the same reading without them: ${rounded(alone)} ms`,
      ratio: rounded(value / alone),
      budget: `<= ${BUDGET_MS} ms, all signed in`,
      holds: value <= BUDGET_MS && signedIn === SIGN_INS,
      p50: rounded(median(times)),
      reads: times.length,
      signedIn,
      burstSeconds: rounded(seconds),
      signInsPerSecond: rounded(SIGN_INS / seconds),
    })
  }
}

/** Milliseconds of each answer, every page read once a round. */
async function readInTurn(goesOn: () => boolean): Promise<Record<(typeof PAGES)[number], number[]>> {
  const times = { '/healthz': [] as number[], '/': [] as number[] }
  while (goesOn()) {
    for (const page of PAGES) {
      times[page].push(await readPage({ agent: readers, url: program.url + page, cookie: '' }))
    }
  }
  return times
}

function atMost(rounds: number): () => boolean {
  let left = rounds
  return () => left-- > 0
}

/** Everybody who works in the demo county: a burst of one account alone would wait for itself. */
async function readLogins(): Promise<string[]> {
  const file = new URL('../data/demo/organizations-450721.json', import.meta.url)
  const { staff } = JSON.parse(await readFile(file, 'utf8')) as { staff: { login: string }[] }
  return staff.map(({ login }) => login)
}
