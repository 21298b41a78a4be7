import { Logger, parseCronItems, runMigrations, runOnce } from 'graphile-worker'
import type { TaskList } from 'graphile-worker'
import { sql } from 'kysely'
import { systemActor } from '../../kernel/index.ts'
import { runAct } from '../act/index.ts'
import type { ActDeps } from '../act/index.ts'
import type { Database, Tx } from '../db/index.ts'
import { tablesOf } from '../db/index.ts'
import type { LedgerEntry } from '../ledger/entry.ts'
import type { EntryJob } from '../ledger/sequencer.ts'
import type { EntryJobHandler, RunAct, Subscriber, Timer } from '../module/index.ts'
import { dropGivenUp, listGivenUp, retryGivenUp } from './given-up.ts'
import type { GivenUpJob } from './given-up.ts'
import { keepRunning } from './runner.ts'
import type { JobRunner } from './runner.ts'

export interface JobsOptions {
  readonly act: ActDeps
  readonly subscribers: readonly Subscriber[]
  readonly handlers: readonly EntryJobHandler[]
  readonly timers: readonly Timer[]
  readonly log: { error(details: object, message: string): void; warn(details: object, message: string): void }
}

export interface Jobs {
  /** For the sequencer: who hears a kind of event. */
  subscribersOf(kind: string): readonly string[]
  enqueue(tx: Tx, jobs: readonly EntryJob[]): Promise<void>
  /** Works until stopped, through any absence of the database. */
  start(): void
  stop(): Promise<void>
  /** What failed as often as it may: it waits for somebody to look at it. */
  givenUp(): Promise<readonly GivenUpJob[]>
  retryGivenUp(): Promise<number>
  dropGivenUp(): Promise<number>
  /** Does everything that is due now, and no more; for tests and for shut-down. */
  drain(): Promise<void>
}

const MOST_ATTEMPTS = 12

/** The one interface to the queue (graphile-worker); a sharded database would want another behind it. */
export function createJobs(options: JobsOptions): Jobs {
  const heardBy = new Map<string, string[]>()
  for (const { name, on } of [...options.subscribers, ...options.handlers]) {
    for (const { kind } of on) heardBy.set(kind, [...(heardBy.get(kind) ?? []), name])
  }
  const attempts = new Map(options.handlers.map((one) => [one.name, one.maxAttempts ?? MOST_ATTEMPTS]))
  const taskList = tasks(options)
  const shared = {
    pgPool: options.act.database.pool('yiwang_worker'),
    taskList,
    parsedCronItems: parseCronItems(options.timers.map((timer) => ({ task: timer.name, match: timer.cron }))),
    logger: new Logger((scope) => (level, message) => {
      if (level === 'error') options.log.error({ scope }, message)
      else if (level === 'warning') options.log.warn({ scope }, message)
    }),
    noHandleSignals: true,
  }
  // The queue refuses to run without a task; an installation of a few modules may have none.
  const idle = Object.keys(taskList).length === 0
  let runner: JobRunner | undefined
  return {
    subscribersOf: (kind) => heardBy.get(kind) ?? [],
    enqueue: (tx, jobs) => enqueue(tx, jobs, attempts),
    start: () => {
      if (idle || runner) return
      // Without the queue's `localQueue`: stopped while it holds jobs, it ends the whole program (docs/decisions/0015).
      const preset = { worker: { completeJobBatchDelay: 0, failJobBatchDelay: 0 } }
      runner = keepRunning({ pool: shared.pgPool, queue: { ...shared, concurrency: 4, preset }, log: options.log })
    },
    stop: async () => {
      await runner?.stop()
      runner = undefined
    },
    givenUp: () => listGivenUp(shared.pgPool),
    retryGivenUp: () => retryGivenUp(shared.pgPool),
    dropGivenUp: () => dropGivenUp(shared.pgPool),
    drain: () => (idle ? Promise.resolve() : runOnce({ ...shared, parsedCronItems: parseCronItems([]) })),
  }
}

/** The queue's own tables, and who may use them: the worker takes jobs, the sequencer adds them. */
export async function migrateJobs(database: Database): Promise<void> {
  const pool = database.pool('yiwang_owner')
  await runMigrations({ pgPool: pool })
  await pool.query(GRANTS)
}

const GRANTS = `do $$ declare t record; begin
  grant usage on schema graphile_worker to yiwang_worker, yiwang_sequencer;
  grant all on all tables in schema graphile_worker to yiwang_worker, yiwang_sequencer;
  grant all on all sequences in schema graphile_worker to yiwang_worker, yiwang_sequencer;
  grant execute on all functions in schema graphile_worker to yiwang_worker, yiwang_sequencer;
  for t in select tablename from pg_tables where schemaname = 'graphile_worker' and rowsecurity loop
    if not exists (select from pg_policies where schemaname = 'graphile_worker' and tablename = t.tablename) then
      execute format('create policy queue on graphile_worker.%I to yiwang_worker, yiwang_sequencer using (true) with check (true)', t.tablename);
    end if;
  end loop;
end $$`

async function enqueue(tx: Tx, jobs: readonly EntryJob[], attempts: ReadonlyMap<string, number>): Promise<void> {
  if (jobs.length === 0) return
  const payloads = jobs.map((job) => JSON.stringify({ entryId: job.entryId, recordedAt: job.recordedAt }))
  await sql`select count(*) from graphile_worker.add_jobs(array(
    select row(name, payload::json, null, null, most, null, null, null)::graphile_worker.job_spec
    from unnest(${jobs.map((job) => job.subscriber)}::text[], ${payloads}::text[],
      ${jobs.map((job) => attempts.get(job.subscriber) ?? MOST_ATTEMPTS)}::int[]) as wanted(name, payload, most)))`.execute(
    tablesOf<unknown>(tx),
  )
}

interface EntryPayload {
  readonly entryId: number
  readonly recordedAt: string
}

function tasks(options: JobsOptions): TaskList {
  const list: TaskList = {}
  for (const subscriber of options.subscribers) {
    list[subscriber.name] = (payload) =>
      actAs(options, subscriber.name)((ctx) => deliverOnce(ctx, subscriber, payload as EntryPayload))
  }
  for (const handler of options.handlers) {
    const act = actAs(options, handler.name)
    list[handler.name] = async (payload) => {
      const entry = await act((ctx) => readEntry(ctx.tx, payload as EntryPayload))
      if (entry) await handler.work(entry, act)
    }
  }
  for (const timer of options.timers) list[timer.name] = () => timer.work(actAs(options, timer.name))
  return list
}

function actAs(options: JobsOptions, name: string): RunAct {
  return (fn) =>
    runAct(options.act, { actor: systemActor(name), requestId: name, mode: 'record', role: 'yiwang_worker' }, fn)
}

async function deliverOnce(
  ctx: Parameters<Subscriber['run']>[0],
  subscriber: Subscriber,
  payload: EntryPayload,
): Promise<void> {
  const taken =
    await sql`insert into ledger.handled (subscriber, entry_id) values (${subscriber.name}, ${payload.entryId})
    on conflict do nothing`.execute(tablesOf<unknown>(ctx.tx))
  if (taken.numAffectedRows === 0n) return
  const entry = await readEntry(ctx.tx, payload)
  if (entry) await subscriber.run(ctx, entry)
}

async function readEntry(tx: Tx, payload: EntryPayload): Promise<LedgerEntry | undefined> {
  const found = await sql<{ canonical: string }>`select canonical from ledger.entries
    where id = ${payload.entryId} and recorded_at = ${payload.recordedAt}::timestamptz`.execute(tablesOf<unknown>(tx))
  return found.rows[0] && (JSON.parse(found.rows[0].canonical) as LedgerEntry)
}
