import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { randomBytes } from 'node:crypto'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  freePort,
  launch,
  stopPostmaster,
  SUPERUSER,
  urlOf,
} from '../server/src/platform/embedded-postgres/postmaster.ts'
import type { Machine } from '../server/src/platform/embedded-postgres/postmaster.ts'
import { chooseRunAs, giveTo } from '../server/src/platform/embedded-postgres/run-as.ts'
import { OLDER_POSTGRES } from './debian-packages.ts'
import type { Outcome } from './steps.ts'
import { runVitest } from './test-runners.ts'

/** What differs between releases shows here: all migrations, the record and its guards, one whole case, and who may do what. */
const SUBSET = [
  'server/src/platform/ledger',
  'server/src/platform/readers',
  'server/src/modules/cases/actions/case-life.test.ts',
  'server/test/data-ownership.test.ts',
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
  const machine = machineIn(home)
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

function machineIn(home: string): Machine {
  const file = (name: string) => join(home, name)
  return {
    binaries: {
      native: OLDER_POSTGRES,
      initdb: join(OLDER_POSTGRES, 'initdb'),
      postgres: join(OLDER_POSTGRES, 'postgres'),
      pgCtl: join(OLDER_POSTGRES, 'pg_ctl'),
    },
    folders: {
      pgData: file('data'),
      log: file('log'),
      password: file('password'),
      supervisor: file('supervisor'),
      port: file('port'),
    },
    runAs: chooseRunAs(),
    password: randomBytes(24).toString('base64url'),
    settings: {
      fsync: 'off',
      synchronous_commit: 'off',
      full_page_writes: 'off',
      max_connections: '200',
      timezone: 'UTC',
    },
  }
}

/** As an operator would with a cluster of that release: C.UTF-8 of the operating system, because its own came with 17. */
function initialise({ binaries, folders, runAs, password }: Machine): void {
  mkdirSync(folders.pgData, { mode: 0o700 })
  writeFileSync(folders.password, password, { mode: 0o600 })
  if (runAs.kind === 'other-user') giveTo(runAs.fileOwner, join(folders.pgData, '..'))
  const [command, args] = runAs.command(binaries.initdb, [
    ...['-D', folders.pgData, '-U', SUPERUSER, '--auth=scram-sha-256', `--pwfile=${folders.password}`],
    ...['--encoding=UTF8', '--locale=C.UTF-8', '--no-sync'],
  ])
  const { status, stderr, error } = spawnSync(command, args, { ...runAs.spawn, encoding: 'utf8' })
  if (status !== 0) throw new Error(`initdb of PostgreSQL 15 failed: ${error?.message ?? stderr}`)
}
