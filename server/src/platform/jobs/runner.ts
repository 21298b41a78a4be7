import { EventEmitter } from 'node:events'
import { setTimeout as pause } from 'node:timers/promises'
import { run } from 'graphile-worker'
import type { Runner, RunnerOptions, WorkerEvents } from 'graphile-worker'
import type pg from 'pg'

export interface JobRunnerOptions {
  readonly pool: pg.Pool
  readonly queue: RunnerOptions
  readonly log: { warn(details: object, message: string): void }
}

export interface JobRunner {
  stop(): Promise<void>
}

const RETRY_AFTER = 1_000
/** How often the jobs of programs that are gone are taken up: a job waits at most this and {@link TAKEN_FOR_GOOD} longer. */
const SWEEP_EVERY = 15_000
/** A pool of workers takes its first jobs a moment before it can say that it lives. */
const TAKEN_FOR_GOOD = '10 seconds'
/** Attempts that a job has at most, those that were cut off among them. */
const MOST_CUT_OFF = 100

/**
 * Keeps the queue's workers running for as long as the program does. The queue itself ends its workers when the database goes away,
 * and holds the jobs of a killed program back for four hours; here a lost connection starts the workers afresh, and every pool of
 * workers holds an advisory lock by which others see that it lives.
 */
export function keepRunning(options: JobRunnerOptions): JobRunner {
  const stopping = new AbortController()
  const working = (async () => {
    while (!stopping.signal.aborted) {
      await workUntilLost(options, stopping.signal).catch((error: unknown) =>
        options.log.warn({ reason: String(error) }, 'the job workers ended; they start again'),
      )
      if (!stopping.signal.aborted) await pause(RETRY_AFTER, undefined, { ref: false })
    }
  })()
  return {
    stop: async () => {
      stopping.abort()
      await working
    },
  }
}

/** @throws Error when the database is lost, or the workers end by themselves */
async function workUntilLost({ pool, queue, log }: JobRunnerOptions, stopping: AbortSignal): Promise<void> {
  const sign = await pool.connect()
  const end = Promise.withResolvers<undefined>()
  end.promise.catch(() => undefined) // Whichever of several failures comes first is the one that is thrown.
  sign.on('error', end.reject)
  stopping.addEventListener('abort', () => end.resolve(undefined), { once: true })
  const sweeping = setInterval(() => void takeUpJobsOfTheDead(sign).catch(end.reject), SWEEP_EVERY)
  let runner: Runner | undefined
  try {
    await takeUpJobsOfTheDead(sign)
    const events: WorkerEvents = new EventEmitter()
    events.on('pool:create', ({ workerPool }) => void giveSignOfLife(sign, workerPool.id).catch(end.reject))
    runner = await run({
      ...queue,
      pgPool: releasingOnce(queue.pgPool ?? pool),
      events,
      preset: { ...queue.preset, plugins: [endsQuietly(log)] },
    })
    runner.promise.then(() => end.reject(new Error('the workers ended')), end.reject)
    if (stopping.aborted) end.resolve(undefined)
    await end.promise
  } finally {
    clearInterval(sweeping)
    const ended = runner?.stop().catch((error: unknown) => log.warn({ reason: String(error) }, 'workers stopped badly'))
    // Only an orderly end is waited for: workers that lost their database may try for minutes to give their jobs back.
    if (stopping.aborted) await ended
    sign.release(true)
  }
}

/**
 * The pool for the queue's listener. When the database goes away while the listener asks to be told of jobs and its workers
 * are being ended, it gives its connection back twice (graphile-worker 0.18.0, `release` in main.js), and the pool's protest
 * would end the program: nobody catches it. The second time is nothing here.
 */
function releasingOnce(pool: pg.Pool): pg.Pool {
  const connect = (callback?: Connected): Promise<pg.PoolClient> | undefined => {
    if (callback === undefined) return pool.connect()
    pool.connect((error, client, release) => {
      let isReleased = false
      // Where there is no client there is nothing to give back, whatever the types say.
      callback(error, client, (reason) => {
        if (client && !isReleased) release(reason)
        isReleased = true
      })
    })
    return undefined
  }
  return new Proxy(pool, {
    get: (target, name) => {
      if (name === 'connect') return connect
      const member: unknown = Reflect.get(target, name)
      return typeof member === 'function' ? (member.bind(target) as unknown) : member
    },
  })
}

type Connected = Parameters<pg.Pool['connect']>[0]

/** An end that fails is told through the runner's promise; the queue's own copy of that failure is caught by nobody. */
const endsQuietly = (log: JobRunnerOptions['log']): GraphileConfig.Plugin => ({
  name: 'EndsQuietly',
  worker: {
    middleware: {
      poolGracefulShutdown: async (next) => {
        try {
          await next()
        } catch (error) {
          log.warn({ reason: String(error) }, 'the job workers did not end in order')
        }
      },
    },
  },
})

const giveSignOfLife = (client: pg.ClientBase, poolId: string) =>
  client.query('select pg_advisory_lock(hashtextextended($1, 0))', [poolId])

/**
 * Jobs whose workers give no sign of life any more are free again at once. Being cut off is no failure of the job, so that its attempt
 * does not count; up to {@link MOST_CUT_OFF}, for the job may be what ends the program. Both statements are one transaction.
 */
const takeUpJobsOfTheDead = (client: pg.ClientBase) =>
  client.query(`
    update graphile_worker._private_jobs set max_attempts = greatest(max_attempts, least(max_attempts + 1, ${MOST_CUT_OFF}))
    where locked_by in (${WORKERS_GONE});
    select graphile_worker.force_unlock_workers(array(${WORKERS_GONE}))`)

const WORKERS_GONE = `select locked_by from (
    select distinct locked_by from graphile_worker.jobs where locked_at < now() - interval '${TAKEN_FOR_GOOD}') taken
  where pg_try_advisory_xact_lock(hashtextextended(locked_by, 0))`
