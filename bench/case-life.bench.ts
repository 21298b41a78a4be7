// Whole lives of cases over HTTP by sixteen clients, against pgbench replaying the very statements, one by one, in the same four
// transactions; then among a million cases against among a thousand.
import { mkdtemp } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'
import { median, report, rounded, withCluster } from './bench.ts'
import { fillCases } from './fill-cases.ts'
import { signInClients } from './case-clients.ts'
import type { CaseClients } from './case-clients.ts'
import { startProgram } from './program.ts'
import { freshValues, pgbenchScript, recordTransactions, runPgbench } from './replay.ts'

const CLIENTS = 16
const WARM_UP_LIVES = 100
const SECONDS = 6
const ROUNDS = 5
const RATIO_BUDGET = 0.35
const GROWTH_BUDGET = 0.9
const FEW = 1_000
const MANY = 1_000_000

await withCluster(async (cluster, folder) => {
  const beside = new pg.Pool({ connectionString: cluster.url, max: CLIENTS })
  // Positions and jobs are another process's work: what follows from an act is not the act, and pgbench has none of it.
  const program = await startProgram({ dataDir: folder, databaseUrl: cluster.url, role: 'web' })
  try {
    const clients = await signInClients(program.url, beside, CLIENTS)
    for (let life = 0; life < WARM_UP_LIVES; life += 1) await clients.life()
    const script = await recordScript(clients, beside, join(folder, 'logs', 'postgres.log'))
    await compareWithPgbench(clients, beside, { script, url: cluster.url, folder })
    await compareSizes(clients, beside)
    clients.close()
  } finally {
    await program.stop()
    await beside.end()
  }
})

async function recordScript(clients: CaseClients, beside: pg.Pool, log: string): Promise<string> {
  const other = await recordTransactions(beside, log, () => clients.life())
  let caseId = ''
  const life = await recordTransactions(beside, log, async () => {
    caseId = await clients.life()
  })
  if (life.length !== 4) throw new Error(`a life took ${life.length} transactions`)
  return pgbenchScript(life, await freshValues(beside, { life, other, caseId }))
}

async function compareWithPgbench(
  clients: CaseClients,
  beside: pg.Pool,
  yardstick: { script: string; url: string; folder: string },
): Promise<void> {
  const ours: number[] = []
  const theirs: number[] = []
  for (let round = 0; round < ROUNDS; round += 1) {
    await clearWaiting(beside)
    const folder = await mkdtemp(join(yardstick.folder, 'pgbench-'))
    theirs.push(await runPgbench(yardstick.script, { url: yardstick.url, folder, clients: CLIENTS, seconds: SECONDS }))
    await clearWaiting(beside)
    ours.push(await livesASecond(clients))
  }
  const ratio = median(ours.map((rate, round) => rate / theirs[round]!))
  report({
    bench: 'case life over HTTP, 16 clients',
    value: rounded(median(ours), 1),
    unit: 'lives/s',
    yardstick: `pgbench -M prepared, the same statements one by one: ${rounded(median(theirs), 1)} lives/s`,
    ratio: rounded(ratio),
    budget: `>= ${RATIO_BUDGET}`,
    holds: ratio >= RATIO_BUDGET,
    statements: yardstick.script.split('\n').filter((line) => /^(select|insert|update|with)\b/.test(line)).length,
  })
}

/** The same program and database, first with few cases in it and then with many; in between nothing else changes. */
async function compareSizes(clients: CaseClients, beside: pg.Pool): Promise<void> {
  await fillCases(beside, FEW)
  const few = await several(clients, beside)
  await fillCases(beside, MANY)
  const many = await several(clients, beside)
  const ratio = median(many) / median(few)
  report({
    bench: 'case life over HTTP, among 1,000,000 cases',
    value: rounded(median(many), 1),
    unit: 'lives/s',
    yardstick: `the same among ${FEW} cases: ${rounded(median(few), 1)} lives/s`,
    ratio: rounded(ratio),
    budget: `>= ${GROWTH_BUDGET}`,
    holds: ratio >= GROWTH_BUDGET,
  })
}

async function several(clients: CaseClients, beside: pg.Pool): Promise<number[]> {
  await livesASecond(clients)
  const rates: number[] = []
  for (let round = 0; round < ROUNDS; round += 1) {
    await clearWaiting(beside)
    rates.push(await livesASecond(clients))
  }
  return rates
}

async function livesASecond(clients: CaseClients): Promise<number> {
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
