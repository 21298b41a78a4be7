// A hall at work for an hour: whole lives of cases and readers at a steady pace. Memory and latency at the end are those of the beginning.
import { setTimeout as pause } from 'node:timers/promises'
import { Agent } from 'node:http'
import pg from 'pg'
import { median, percentile, report, rounded, withCluster } from './bench.ts'
import { registerCaseOfWangfang, signInAt, signInClients } from './case-clients.ts'
import type { CaseClients } from './case-clients.ts'
import { residentMegabytes, startProgram } from './program.ts'
import { readPage } from './read-page.ts'
import type { PageRequest } from './read-page.ts'
import { createDatabase } from '../server/src/platform/db/index.ts'
import { verifyLedger } from '../server/src/platform/ledger/index.ts'

const MINUTES = Number(process.env['YIWANG_SOAK_MINUTES'] ?? 60)
/** Twice the busiest minute of a busy county's hall (80,000 cases a month). */
const LIVES_PER_SECOND = 1
const READS_PER_SECOND = 4
/** Until caches, pools and the compiler have what they need. */
const WARM_UP_MINUTES = Math.min(10, Math.ceil(MINUTES / 6))
const BUDGET_MEMORY = 1.1
const BUDGET_LATENCY = 1.2

/** What was seen in one minute. */
interface Minute {
  readonly megabytes: number
  readonly lifeMs: readonly number[]
  readonly readMs: readonly number[]
  /** Of the same piece of arithmetic each second, in this process: how busy the machine was with other things. */
  readonly yardstickMs: readonly number[]
}

/** What has to stay as it was. Latency is held against the arithmetic of the same minute: the machine has other things to do, too. */
const MEASURES: readonly { what: string; budget: number; isTime: boolean; of: (minute: Minute) => number }[] = [
  { what: 'memory', budget: BUDGET_MEMORY, isTime: false, of: ({ megabytes }) => megabytes },
  { what: 'a life, median', budget: BUDGET_LATENCY, isTime: true, of: ({ lifeMs }) => median(lifeMs) },
  { what: 'a life, p95', budget: BUDGET_LATENCY, isTime: true, of: ({ lifeMs }) => percentile(lifeMs, 0.95) },
  { what: 'a page or list, median', budget: BUDGET_LATENCY, isTime: true, of: ({ readMs }) => median(readMs) },
  { what: 'a page or list, p95', budget: BUDGET_LATENCY, isTime: true, of: ({ readMs }) => percentile(readMs, 0.95) },
]

await withCluster(async (cluster, folder) => {
  const program = await startProgram({ dataDir: folder, databaseUrl: cluster.url, role: 'all' })
  const beside = new pg.Pool({ connectionString: cluster.url, max: 4 })
  const agent = new Agent({ keepAlive: true, maxSockets: 16 })
  try {
    const clients = await signInClients(program.url, beside, 16)
    const minutes: Minute[] = []
    const pages = await pagesToRead(program.url, agent)
    for (let minute = 0; minute < MINUTES; minute += 1) {
      minutes.push(await oneMinute(clients, pages, program.pid))
      console.error(sayMinute(minute, minutes.at(-1)!))
    }
    clients.close()
    await untilJobsAreDone(beside)
    judge(minutes, await verified(cluster.url))
  } finally {
    agent.destroy()
    await beside.end()
    await program.stop()
  }
})

/** What the public and the desks look at: without signing in, as an applicant, as a clerk. */
async function pagesToRead(url: string, agent: Agent): Promise<PageRequest[]> {
  const { caseId, itemId, cookie } = await registerCaseOfWangfang(url, agent)
  const clerk = await signInAt(url, agent, 'chenjing')
  return [
    { url: `${url}/`, agent, cookie: '' },
    { url: `${url}/items/${itemId}`, agent, cookie: '' },
    { url: `${url}/cases/${caseId}`, agent, cookie },
    { url: `${url}/api/inbox`, agent, cookie: clerk.cookie },
  ]
}

/** Begun at a steady pace, whether what was begun before has ended or not; all of it has ended when the minute is told. */
async function oneMinute(clients: CaseClients, pages: readonly PageRequest[], pid: number): Promise<Minute> {
  const [lifeMs, readMs, yardstickMs]: [number[], number[], number[]] = [[], [], []]
  const until = performance.now() + 60_000
  const pace = async (perSecond: number, times: number[], one: (turn: number) => Promise<unknown>) => {
    const under: Promise<unknown>[] = []
    for (let turn = 0, next = performance.now(); next < until; turn += 1, next += 1000 / perSecond) {
      await pause(Math.max(0, next - performance.now()))
      under.push(timed(times, () => one(turn)))
    }
    await Promise.all(under)
  }
  await Promise.all([
    pace(LIVES_PER_SECOND, lifeMs, () => clients.life()),
    pace(READS_PER_SECOND, readMs, (turn) => readPage(pages[turn % pages.length]!)),
    pace(1, yardstickMs, arithmetic),
  ])
  return { megabytes: await residentMegabytes(pid), lifeMs, readMs, yardstickMs }
}

async function timed(times: number[], run: () => Promise<unknown>): Promise<void> {
  const began = performance.now()
  await run()
  times.push(performance.now() - began)
}

function arithmetic(): Promise<number> {
  let sum = 0
  for (let step = 1; step < 3_000_000; step += 1) sum += Math.sqrt(step)
  return Promise.resolve(sum)
}

function sayMinute(minute: number, { megabytes, lifeMs, readMs, yardstickMs }: Minute): string {
  const times = (all: readonly number[]) => `${rounded(median(all))} / ${rounded(percentile(all, 0.95))} ms`
  return `minute ${minute + 1}: ${rounded(megabytes, 0)} MB; life ${times(lifeMs)}; read ${times(readMs)}; yardstick ${times(yardstickMs)}`
}

async function untilJobsAreDone(beside: pg.Pool): Promise<void> {
  for (;;) {
    const found = await beside.query<{ left: number }>(
      `select (select count(*) from graphile_worker.jobs where attempts < max_attempts)::int
        + (select count(*) from documents.documents where rendered_at is null)::int as left`,
    )
    if (found.rows[0]?.left === 0) return
    await pause(1_000)
  }
}

async function verified(url: string): Promise<{ entries: number; finding: string | undefined }> {
  const database = createDatabase({ url, poolSize: 2 })
  const { entries, findings } = await verifyLedger(database)
  await database.close()
  return { entries, finding: findings[0]?.message }
}

/** The last third against the first, after the warm-up. */
function judge(minutes: readonly Minute[], record: { entries: number; finding: string | undefined }): void {
  const steady = minutes.slice(WARM_UP_MINUTES)
  const third = Math.max(1, Math.floor(steady.length / 3))
  const ends = (of: (minute: Minute) => number) =>
    [steady.slice(0, third), steady.slice(-third)].map((some) => median(some.map(of))) as [number, number]
  for (const { what, budget, isTime, of } of MEASURES) {
    const [then, now] = ends(of)
    const [heldThen, heldNow] = isTime ? ends((minute) => of(minute) / median(minute.yardstickMs)) : [then, now]
    const unit = isTime ? 'ms' : 'MB'
    report({
      bench: `${MINUTES} minutes of a busy hall, ${what}`,
      value: rounded(now),
      unit,
      yardstick: `its first ${third} minutes after ${WARM_UP_MINUTES} of warming up: ${rounded(then)} ${unit}${isTime ? ', each held against arithmetic of the same minute' : ''}; ${LIVES_PER_SECOND} life and ${READS_PER_SECOND} reads a second`,
      ratio: rounded(heldNow / heldThen),
      budget: `<= ${budget}, and the record holds`,
      holds: heldNow / heldThen <= budget && record.finding === undefined,
      ...record,
    })
  }
}
