import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort, launch, stopPostmaster, urlOf } from '../server/src/platform/embedded-postgres/postmaster.ts'
import { initialise, machineIn, OLDER_POSTGRES } from '../server/test/debian-postgres.ts'
import type { Outcome } from './steps.ts'
import { runVitest } from './test-runners.ts'

/** What differs between releases shows here: all migrations, the record and its guards, one whole case, who may do what, and the wall under it. */
const SUBSET = [
  'server/src/platform/ledger',
  'server/src/platform/readers',
  'server/src/modules/cases/actions/case-life.test.ts',
  'server/test/data-ownership.test.ts',
  'server/src/platform/permits/wall.test.ts',
  'server/test/walls.test.ts',
  'server/test/wall-attacks.test.ts',
]

/** The subset on PostgreSQL 15, where the machine has its programs; elsewhere one test is counted as skipped. */
export async function testOnOlderPostgres(): Promise<Outcome> {
  if (!existsSync(join(OLDER_POSTGRES, 'postgres'))) {
    console.log(`  skipped: no PostgreSQL 15 in ${OLDER_POSTGRES}`)
    return { passed: 0, failed: 0, skipped: 1 }
  }
  return await withCluster(async (url) => {
    const args = ['--project', 'database', ...SUBSET]
    return await runVitest(args, { YIWANG_TEST_DATABASE_URL: url })
  })
}

async function withCluster<T>(work: (url: string) => Promise<T>): Promise<T> {
  const home = mkdtempSync(join(tmpdir(), 'yiwang-postgres-15-'))
  const machine = machineIn(home, { synchronous_commit: 'off' })
  try {
    initialise(machine)
    const postmaster = await launch(machine, await freePort())
    try {
      return await work(urlOf(machine.password, postmaster.port, 'postgres'))
    } finally {
      await stopPostmaster(machine, postmaster)
    }
  } finally {
    rmSync(home, { recursive: true, force: true })
  }
}
