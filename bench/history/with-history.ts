import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import pg from 'pg'
import type { BenchLine } from '../bench.ts'
import { report, rounded, withCluster } from '../bench.ts'
import { liveModels } from './live-models.ts'
import { loadHistory } from './load-history.ts'
import { showProgress, tell } from './progress.ts'
import type { Life } from './read-model.ts'
import { verifyLoaded } from './verify-loaded.ts'

/** One installation's cases, in three databases of one PostgreSQL that differ in how many there are. */
export interface History {
  /** The program's data folder: all three have the keys that lie there. */
  readonly folder: string
  readonly thousand: Sized
  readonly few: Sized
  readonly many: Sized
  /** Ledger entries a case. */
  readonly entriesEach: number
  /** The organization that a third of all cases belong to. */
  readonly organizationId: string
}

export interface Sized {
  readonly url: string
  readonly cases: number
}

export type Measurement = (history: History) => Promise<readonly BenchLine[]>

const MILLION = 1_000_000
const ALONE = 50_000
const THOUSAND = 1_000
const FEW = 10_000
const BUDGET_MINUTES = 30

/** All that the budgets say of a million cases, on one history that is loaded once. */
export function measureMillion(measurements: readonly Measurement[]): Promise<void> {
  return measure({ usual: MILLION, measurements, beside: ['thousand', 'few'], isVerified: true })
}

/** One of them by itself, among fewer cases and against one database: its line is printed, and not kept as the budget's. */
export function measureAlone(measurement: Measurement, against: Beside): Promise<void> {
  return measure({ usual: ALONE, measurements: [measurement], beside: [against], isVerified: false })
}

type Beside = 'thousand' | 'few'

interface Measuring {
  readonly usual: number
  readonly measurements: readonly Measurement[]
  readonly beside: readonly Beside[]
  readonly isVerified: boolean
}

async function measure({ usual, measurements, beside, isVerified }: Measuring): Promise<void> {
  const cases = Number(process.env['YIWANG_BENCH_CASES'] ?? usual)
  const say = (line: BenchLine) => report({ ...line, ...(cases < MILLION && { isTrial: true }) })
  await withCluster(async (cluster, folder) => {
    const lives = await liveModels(cluster.url, folder)
    const loaded = await load(cluster.url, { cases, lives, folder, beside })
    if (isVerified) say(await loadingLine(loaded, folder))
    for (const measurement of measurements) {
      tell(`measuring: ${measurement.name}`)
      for (const line of await measurement(loaded.history)) say(line)
    }
  })
}

interface Loaded {
  readonly history: History
  readonly entries: number
  readonly minutes: number
}

async function load(
  url: string,
  {
    cases,
    lives,
    folder,
    beside,
  }: { cases: number; lives: readonly Life[]; folder: string; beside: readonly Beside[] },
): Promise<Loaded> {
  const admin = new pg.Client({ connectionString: urlOf(url, 'postgres') })
  await admin.connect()
  try {
    const organizationId = await organizationOf(url, lives)
    await setLoading(admin)
    for (const name of beside) await admin.query(`create database ${name} template yiwang`)
    const sized = (name: string, wanted: number): Sized => ({ url: urlOf(url, name), cases: wanted })
    const databases = { thousand: sized('thousand', THOUSAND), few: sized('few', FEW), many: sized('yiwang', cases) }
    let entries = 0
    let began = 0
    for (const database of [...beside.map((name) => databases[name]), databases.many]) {
      began = performance.now()
      entries = await loadHistory(database.url, {
        cases: database.cases,
        lives,
        onProgress: showProgress(database.cases),
      })
    }
    const minutes = (performance.now() - began) / 60_000
    await setMeasuring(admin)
    const entriesEach = rounded(entries / cases, 1)
    return { history: { folder, ...databases, entriesEach, organizationId }, entries, minutes }
  } finally {
    await admin.end()
  }
}

/** A load that fails is begun anew: until it is done nothing need outlast the machine's power. */
const LOADING = {
  fsync: 'off',
  full_page_writes: 'off',
  autovacuum: 'off',
  checkpoint_timeout: '30min',
  max_wal_size: '3GB',
}

async function setLoading(admin: pg.Client): Promise<void> {
  for (const [name, value] of Object.entries(LOADING)) await admin.query(`alter system set ${name} = '${value}'`)
  await admin.query('select pg_reload_conf()')
}

/** As durable as the product's, and with everything on the disk that was left to be written. */
async function setMeasuring(admin: pg.Client): Promise<void> {
  tell('writing to the disk')
  for (const name of Object.keys(LOADING)) await admin.query(`alter system reset ${name}`)
  await admin.query('select pg_reload_conf()')
  await admin.query('checkpoint')
  await promisify(execFile)('sync')
}

async function organizationOf(url: string, lives: readonly Life[]): Promise<string> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const found = await client.query<{ organization_id: string }>(
    `select organization_id from cases.cases where jurisdiction || '-' || id = $1`,
    [lives.at(-1)?.subject],
  )
  await client.end()
  return found.rows[0]?.organization_id ?? ''
}

function urlOf(url: string, database: string): string {
  const changed = new URL(url)
  changed.pathname = `/${database}`
  return changed.href
}

async function loadingLine({ history, entries, minutes }: Loaded, folder: string): Promise<BenchLine> {
  const { cases, url } = history.many
  tell('verifying')
  const verified = await verifyLoaded(url, folder)
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const size = await client.query<{ gb: number }>(`select pg_database_size(current_database()) / 1e9::float8 as gb`)
  await client.end()
  return {
    bench: 'loading a million cases with their record',
    value: rounded(minutes),
    unit: 'min',
    yardstick: `none; ${cases} cases with ${history.entriesEach} entries each, then \`yiwang ledger verify\`: ${verified.minutes} min, ${verified.peakMb} MB`,
    ratio: null,
    budget: `<= ${BUDGET_MINUTES} min, and the record holds`,
    holds: minutes <= BUDGET_MINUTES && verified.isSound,
    entries,
    gigabytes: rounded(size.rows[0]?.gb ?? 0, 1),
    verified: verified.said,
  }
}
