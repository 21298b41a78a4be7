import { Logger } from 'graphile-worker'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTestApp } from '../../../test/harness.ts'
import type { TestApp } from '../../../test/harness.ts'
import { keepRunning } from './runner.ts'
import type { JobRunner } from './runner.ts'

let app: TestApp
let done: string[]
let runner: JobRunner
beforeAll(async () => {
  app = await openTestApp()
  done = []
  const taskList = { write: (payload: unknown) => void done.push((payload as { name: string }).name) }
  runner = keepRunning({
    pool: app.database.pool('yiwang_worker'),
    queue: {
      pgPool: app.database.pool('yiwang_worker'),
      taskList,
      parsedCronItems: [],
      noHandleSignals: true,
      logger: new Logger(() => () => undefined),
    },
    log: { warn: () => undefined },
  })
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
})
