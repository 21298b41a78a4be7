// Finding what is due among open limits: 10,000 open, then 1,000,000, the same number due. Budget: 1.5 times.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { calendarDate, systemActor } from '../server/src/kernel/index.ts'
import { createLimits } from '../server/src/modules/limits/index.ts'
import { runAct } from '../server/src/platform/act/index.ts'
import { createClock } from '../server/src/platform/clock/clock.ts'
import { createDatabase, migrate } from '../server/src/platform/db/index.ts'
import { createCluster } from '../server/src/platform/embedded-postgres/index.ts'
import { createVault, loadRootKey } from '../server/src/platform/vault/vault.ts'

const FEW = 10_000
const MANY = 1_000_000
const DUE = 100
const ROUNDS = 300
const WARM_UP = 30
const BUDGET = 1.5
const TODAY = calendarDate('2026-11-23')

const folder = await mkdtemp(join(tmpdir(), 'yiwang-bench-'))
const cluster = await createCluster({ dataDir: folder })
try {
  await run()
} finally {
  await cluster.stop()
  await rm(folder, { recursive: true, force: true })
}

/** The two databases stand side by side and are asked in turn, so that a busy neighbour slows both. */
async function run(): Promise<void> {
  const scans = await Promise.all([scanOf('few', FEW), scanOf('many', MANY)])
  const times: number[][] = scans.map(() => [])
  for (let round = 0; round < ROUNDS + WARM_UP; round += 1) {
    for (const [index, scan] of scans.entries()) {
      const ms = await scan.once()
      if (round >= WARM_UP) times[index]!.push(ms)
    }
  }
  for (const scan of scans) await scan.close()
  print(...(times.map(median) as [number, number]))
}

interface Scan {
  once(): Promise<number>
  close(): Promise<void>
}

/** A database with so many open limits, and one scan of it as the timer does it, in its own transaction. */
async function scanOf(name: string, open: number): Promise<Scan> {
  const url = await createFilled(name, open)
  const database = createDatabase({ url, poolSize: 1 })
  const act = { database, clock: createClock(), vault: createVault(await loadRootKey(join(folder, `${name}.key`))) }
  const settings = { actor: systemActor('bench'), requestId: 'bench', mode: 'read' as const }
  const { api } = createLimits()
  return {
    close: () => database.close(),
    once: async () => {
      const started = performance.now()
      const due = await runAct(act, settings, (ctx) => api.findDue(ctx, { asOf: TODAY, size: 200 }))
      if (due.length !== DUE) throw new Error(`${due.length} due, not ${DUE}`)
      return performance.now() - started
    },
  }
}

async function createFilled(name: string, open: number): Promise<string> {
  const admin = new pg.Client({ connectionString: cluster.url })
  await admin.connect()
  await admin.query(`create database ${name}`)
  await admin.end()
  const url = new URL(cluster.url)
  url.pathname = `/${name}`
  await migrate(url.href)
  const client = new pg.Client({ connectionString: url.href })
  await client.connect()
  await fill(client, { open: open - DUE, nextAlarm: "date '2026-12-01' + (n % 300)" })
  await fill(client, { open: DUE, nextAlarm: "date '2026-11-23' - (n % 20)" })
  await client.query('vacuum analyze limits.limits')
  await client.end()
  return url.href
}

/** Limits as they stand in a county: opened within half a year, most with an alarm still to come. */
async function fill(client: pg.Client, { open, nextAlarm }: { open: number; nextAlarm: string }): Promise<void> {
  await client.query(`insert into limits.limits (jurisdiction, id, subject, subject_kind, division, kind, title, basis, start_on,
      length_value, length_unit, opened_at, state, due_on, provisional, soon_on, red_on, next_alarm_on)
    select j, id, j || '-' || gen_random_uuid(), 'case', j, 'handling-promised', '承诺办结时限', '实施清单',
      alarm - 24, 20, 'workday', now(), 'running', alarm + 4, false, alarm, alarm + 7, alarm
    from (select (450700 + n % 30)::text as j, uuidv7() as id, ${nextAlarm} as alarm from generate_series(1, ${open}) as n) as made`)
}

function median(times: readonly number[]): number {
  return times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)]!
}

function print(few: number, many: number): void {
  const ratio = Number((many / few).toFixed(2))
  const line = {
    bench: 'due search',
    value: Number(many.toFixed(2)),
    unit: 'ms',
    yardstick: `${Number(few.toFixed(2))} ms among ${FEW}; this is among ${MANY}, ${DUE} due in both`,
    ratio,
    budget: `<= ${BUDGET}`,
    holds: ratio <= BUDGET,
  }
  console.log(JSON.stringify(line))
  if (!line.holds) process.exitCode = 1
}
