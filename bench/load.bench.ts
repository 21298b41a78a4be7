// A county's history, made: a million whole lives of cases with their record, in which every chain, position and the tree hold.
import pg from 'pg'
import { report, rounded, withCluster } from './bench.ts'
import { signInClients } from './case-clients.ts'
import { loadCases } from './load-cases.ts'
import { startProgram } from './program.ts'
import { createDatabase } from '../server/src/platform/db/index.ts'
import { verifyLedger } from '../server/src/platform/ledger/index.ts'

const CASES = Number(process.env['YIWANG_BENCH_CASES'] ?? 1_000_000)
const BUDGET_MINUTES = 30

await withCluster(async (cluster, folder) => {
  await liveOneLife(cluster.url, folder)
  const began = performance.now()
  const entries = await loadCases(cluster.url, CASES)
  const loaded = performance.now()
  const database = createDatabase({ url: cluster.url, poolSize: 2 })
  const { findings, entries: verified } = await verifyLedger(database)
  const minutes = (loaded - began) / 60_000
  await database.close()
  report({
    bench: `loading ${CASES} cases with their record`,
    value: rounded(minutes),
    unit: 'min',
    yardstick: 'none; chains, positions and tree included',
    ratio: null,
    budget: `<= ${BUDGET_MINUTES} min, and the record holds`,
    holds: minutes <= BUDGET_MINUTES && findings.length === 0,
    entries,
    verified,
    finding: findings[0]?.message,
    verifyMinutes: rounded((performance.now() - loaded) / 60_000),
  })
})

/** By officials at their desks; then nobody writes any more. */
async function liveOneLife(url: string, folder: string): Promise<void> {
  const beside = new pg.Pool({ connectionString: url, max: 2 })
  const program = await startProgram({ dataDir: folder, databaseUrl: url, role: 'web' })
  try {
    const clients = await signInClients(program.url, beside, 1)
    await clients.life()
    clients.close()
  } finally {
    await program.stop()
    await beside.end()
  }
}
