import { setImmediate } from 'node:timers/promises'
import { Logger } from 'graphile-worker'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTestApp } from '../../../test/harness.ts'
import type { TestApp } from '../../../test/harness.ts'
import { keepRunning } from './runner.ts'
import type { JobRunner, JobRunnerOptions } from './runner.ts'

let app: TestApp
let done: string[]
let settings: JobRunnerOptions
let runner: JobRunner
beforeAll(async () => {
  app = await openTestApp()
  done = []
  const taskList = { write: (payload: unknown) => void done.push((payload as { name: string }).name) }
  settings = {
    pool: app.database.pool('yiwang_worker'),
    queue: {
      pgPool: app.database.pool('yiwang_worker'),
      taskList,
      parsedCronItems: [],
      noHandleSignals: true,
      logger: new Logger(() => () => undefined),
    },
    log: { warn: () => undefined },
  }
  runner = keepRunning(settings)
})
afterAll(async () => {
  await runner.stop()
  await app.close()
})

const add = (name: string) =>
  app.sql(`select graphile_worker.add_job('write', json_build_object('name', $1::text))`, [name])

/** A job as a worker leaves it that ended a minute ago without a word. */
const begunBy = (poolId: string, name: string) => `
  select graphile_worker.add_job('write', '{"name": "${name}"}', job_key => '${name}');
  update graphile_worker._private_jobs set locked_by = '${poolId}', locked_at = now() - interval '1 minute' where key = '${name}'`

describe('the job workers', () => {
  it('go on after the database has cut every one of their connections', async () => {
    await add('before')
    await expect.poll(() => done, { timeout: 20_000 }).toContain('before')
    await app.sql(
      `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`,
    )
    await add('after')
    await expect.poll(() => done, { timeout: 20_000 }).toContain('after')
  })

  it('take up at once what a killed program had begun, and leave alone what a living one does', async () => {
    const alive = new pg.Client({ connectionString: app.databaseUrl })
    await alive.connect()
    await alive.query(`select pg_advisory_lock(hashtextextended('pool-alive', 0))`)
    await app.sql(`begin; ${begunBy('pool-dead', 'orphan')}; ${begunBy('pool-alive', 'held')}; commit`)
    await expect.poll(() => done, { timeout: 30_000 }).toContain('orphan')
    expect(done).not.toContain('held')
    await alive.end()
  })

  it('do not count an attempt that was cut off, unless a hundred were', async () => {
    await app.sql(`begin; ${begunBy('pool-cut-off', 'last-attempt')};
      update graphile_worker._private_jobs set attempts = 12, max_attempts = 12 where key = 'last-attempt';
      ${begunBy('pool-cut-off', 'ends-the-program')};
      update graphile_worker._private_jobs set attempts = 100, max_attempts = 100 where key = 'ends-the-program'; commit`)
    await expect.poll(() => done, { timeout: 30_000 }).toContain('last-attempt')
    const left = await app.sql(
      `select attempts, max_attempts, locked_by from graphile_worker._private_jobs where key = 'ends-the-program'`,
    )
    expect(left).toEqual([{ attempts: 100, max_attempts: 100, locked_by: null }])
    expect(done).not.toContain('ends-the-program')
  })

  it('end without a word when the database goes away just as they begin to listen', async () => {
    const pool = app.database.pool('yiwang_worker')
    const asked = Promise.withResolvers<undefined>()
    const losing = new Proxy(pool, {
      get: (target, name) => {
        const member: unknown = Reflect.get(target, name)
        if (name !== 'connect') return typeof member === 'function' ? (member.bind(target) as unknown) : member
        return (callback?: Connected) =>
          callback === undefined
            ? target.connect()
            : target.connect((error, client, done) => {
                if (client) loseListen(client, () => asked.resolve(undefined))
                callback(error, client, done)
              })
      },
    })
    const crashes: unknown[] = []
    const note = (reason: unknown) => void crashes.push(reason)
    process.on('unhandledRejection', note)
    const other = keepRunning({ ...settings, queue: { ...settings.queue, pgPool: losing } })
    await asked.promise
    await other.stop()
    await setImmediate()
    process.removeListener('unhandledRejection', note)
    expect(crashes).toEqual([])
  })
})

type Connected = Parameters<pg.Pool['connect']>[0]

/** The answer to LISTEN comes as the workers, told to stop, end their listening, and is a lost connection. */
function loseListen(client: pg.PoolClient, asked: () => void): void {
  const query = client.query.bind(client) as (text: string) => unknown
  const listening = Promise.withResolvers<never>()
  Object.assign(client, {
    query: (text: string) => {
      if (text.startsWith('UNLISTEN')) listening.reject(new Error('Connection terminated unexpectedly'))
      if (!text.startsWith('LISTEN')) return query(text)
      asked()
      return listening.promise
    },
  })
}
