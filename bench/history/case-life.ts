import { mkdtemp } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'
import { median, rounded } from '../bench.ts'
import type { BenchLine } from '../bench.ts'
import { signInClients } from '../case-clients.ts'
import type { CaseClients } from '../case-clients.ts'
import { startProgram } from '../program.ts'
import { freshValues, pgbenchScript, recordTransactions, runPgbench } from '../replay.ts'
import { inTurn } from './in-turn.ts'
import type { History, Sized } from './with-history.ts'

const CLIENTS = 16
const WARM_UP_LIVES = 100
const SECONDS = 6
const ROUNDS = 5
const RATIO_BUDGET = 0.35
const GROWTH_BUDGET = 0.9

/**
 * Whole lives of cases over HTTP by sixteen clients, against pgbench replaying the very statements, one by one, in the same four
 * transactions; then among many cases against among a thousand, in turn.
 */
export async function caseLife(history: History): Promise<BenchLine[]> {
  const lanes: Lanes[] = []
  try {
    const thousand = await openLanes(history.folder, history.thousand)
    lanes.push(thousand)
    const replayed = await compareWithPgbench(thousand, history)
    const many = await openLanes(history.folder, history.many)
    lanes.push(many)
    return [replayed, await compareSizes(thousand, many, history)]
  } finally {
    for (const one of lanes) await one.close()
  }
}

/** A program of its own on one of the databases, and the people who work with it. */
interface Lanes {
  readonly clients: CaseClients
  readonly beside: pg.Pool
  close(): Promise<void>
}

async function openLanes(folder: string, { url }: Sized): Promise<Lanes> {
  const beside = new pg.Pool({ connectionString: url, max: CLIENTS })
  // Positions and jobs are another process's work: what follows from an act is not the act, and pgbench has none of it.
  const program = await startProgram({ dataDir: folder, databaseUrl: url, role: 'web' })
  const clients = await signInClients(program.url, beside, CLIENTS)
  for (let life = 0; life < WARM_UP_LIVES; life += 1) await clients.life()
  return {
    clients,
    beside,
    close: async () => {
      clients.close()
      await program.stop()
      await beside.end()
    },
  }
}

async function recordScript({ clients, beside }: Lanes, log: string): Promise<string> {
  const other = await recordTransactions(beside, log, () => clients.life())
  let caseId = ''
  const life = await recordTransactions(beside, log, async () => {
    caseId = await clients.life()
  })
  if (life.length !== 4) throw new Error(`a life took ${life.length} transactions`)
  return pgbenchScript(life, await freshValues(beside, { life, other, caseId }))
}

async function compareWithPgbench(lanes: Lanes, { folder, thousand }: History): Promise<BenchLine> {
  const script = await recordScript(lanes, join(folder, 'logs', 'postgres.log'))
  const ours: number[] = []
  const theirs: number[] = []
  for (let round = 0; round < ROUNDS; round += 1) {
    await clearWaiting(lanes.beside)
    const scripts = await mkdtemp(join(folder, 'pgbench-'))
    theirs.push(await runPgbench(script, { url: thousand.url, folder: scripts, clients: CLIENTS, seconds: SECONDS }))
    ours.push(await livesASecond(lanes))
  }
  const ratio = median(ours.map((rate, round) => rate / theirs[round]!))
  return {
    bench: 'case life over HTTP, 16 clients',
    value: rounded(median(ours), 1),
    unit: 'lives/s',
    yardstick: `pgbench -M prepared, the same statements one by one: ${rounded(median(theirs), 1)} lives/s, among ${thousand.cases} cases`,
    ratio: rounded(ratio),
    budget: `>= ${RATIO_BUDGET}`,
    holds: ratio >= RATIO_BUDGET,
    statements: script.split('\n').filter((line) => /^(select|insert|update|with)\b/.test(line)).length,
  }
}

async function compareSizes(thousand: Lanes, many: Lanes, history: History): Promise<BenchLine> {
  const lives = await inTurn(
    ROUNDS,
    () => livesASecond(thousand),
    () => livesASecond(many),
  )
  const ratio = lives.many / lives.few
  return {
    bench: 'case life over HTTP, among 1,000,000 cases',
    value: rounded(lives.many, 1),
    unit: 'lives/s',
    yardstick: `the same among ${history.thousand.cases} cases: ${rounded(lives.few, 1)} lives/s; this is among ${history.many.cases}, ${history.entriesEach} entries each`,
    ratio: rounded(ratio),
    budget: `>= ${GROWTH_BUDGET}`,
    holds: ratio >= GROWTH_BUDGET,
  }
}

async function livesASecond({ clients, beside }: Lanes): Promise<number> {
  await clearWaiting(beside)
  const began = performance.now()
  const end = began + SECONDS * 1000
  let lives = 0
  const lane = async () => {
    for (; performance.now() < end; lives += 1) await clients.life()
  }
  await Promise.all(Array.from({ length: CLIENTS }, lane))
  return lives / ((performance.now() - began) / 1000)
}

/** Nobody gives positions here, and a program whose record falls behind too far says that it is not ready. */
async function clearWaiting(beside: pg.Pool): Promise<void> {
  await beside.query('truncate ledger.pending')
}
