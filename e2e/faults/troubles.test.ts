import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openOffice } from './busy-office.ts'
import type { BusyOffice } from './busy-office.ts'
import { expectWhole } from './expect-whole.ts'
import { createRunningServer } from '../../server/test/running-server.ts'
import type { RunningServer } from '../../server/test/running-server.ts'

const DAY = 86_400_000
const inDays = (days: number) => new Date(Date.now() + days * DAY).toISOString()

let dataDir: string
let server: RunningServer
let office: BusyOffice
beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'yiwang-troubles-'))
  server = await createRunningServer(dataDir)
  await server.start()
  office = await openOffice(server)
}, 180_000)
afterAll(async () => {
  await server.stop()
  await rm(dataDir, { recursive: true, force: true })
}, 60_000)

async function untilSoManyActsMore(acts: number): Promise<void> {
  const before = office.acts()
  while (office.acts() < before + acts) {
    server.assertAlive()
    await pause(20)
  }
}

describe('a busy office', () => {
  it('is answered in Chinese while the database stands still, and goes on when it moves again', async () => {
    office.begin(4)
    await untilSoManyActsMore(8)
    server.signalDatabase('SIGSTOP')
    const refused = await fetch(`${server.url}/api/items?q=${encodeURIComponent('食品')}`)
    expect(refused.status).toBe(503)
    expect(refused.headers.get('retry-after')).toBe('5')
    expect(((await refused.json()) as { detail: string }).detail).toContain('填写的内容没有丢失')
    expect((await fetch(`${server.url}/healthz`)).status).toBe(200)
    expect((await fetch(`${server.url}/readyz`)).status).toBe(503)
    server.signalDatabase('SIGCONT')
    await untilSoManyActsMore(8)
    await office.rest()
    await expectWhole(server, office)
  }, 300_000)

  it('keeps its record whole while the clock jumps forth and back', async () => {
    for (const days of [40, -3, 0.01, -0.5, 0]) {
      office.begin(3)
      await untilSoManyActsMore(3)
      if (days > 0) await server.setClock(inDays(days))
      await untilSoManyActsMore(6)
      // What was begun on a later day can't be ended on an earlier one: backwards it goes between two lives.
      await office.rest()
      await server.setClock(days === 0 ? null : inDays(days))
    }
    await expectWhole(server, office)
  }, 300_000)

  it('tells those who find no connection free to come again, and does every act once', async () => {
    // More acts than connections, and for longer than one waits: none of them can end while the table is held.
    office.begin(20)
    await untilSoManyActsMore(20)
    const before = office.repeats()
    await server.sql(`begin; lock table cases.cases in exclusive mode; select pg_sleep(12); commit`)
    await untilSoManyActsMore(20)
    await office.rest()
    expect(office.repeats()).toBeGreaterThan(before)
    await expectWhole(server, office)
  }, 300_000)

  it('has all its papers after an hour in which none could be stored', async () => {
    const files = join(dataDir, 'files')
    await rename(files, `${files}.aside`)
    await writeFile(files, 'a file where the folder was')
    const caseId = await office.register()
    // An hour in the queue's own steps: what it would have waited for is made due at once.
    let waited = 0
    while (waited < 3_600) {
      const failed = await server.sql<{ seconds: number }>(
        `select extract(epoch from run_at - now())::float as seconds from graphile_worker.jobs
         where attempts > 0 and attempts < max_attempts and locked_at is null and run_at > now()`,
      )
      if (failed.length === 0) {
        await pause(100)
        continue
      }
      waited += Math.max(...failed.map((job) => job.seconds))
      await server.sql(
        `update graphile_worker._private_jobs set run_at = now() where attempts > 0 and locked_at is null`,
      )
    }
    await rm(files)
    await rename(`${files}.aside`, files)
    await server.sql(`update graphile_worker._private_jobs set run_at = now() where attempts > 0 and locked_at is null`)
    await expectWhole(server, office)
    const [papers] = await server.sql<{ set: number }>(
      `select count(*)::int as set from documents.documents where subject = $1 and file_id is not null`,
      [caseId],
    )
    expect(papers?.set).toBeGreaterThan(0)
  }, 300_000)

  it('is not held up by a message that nobody can digest, and is told of it', async () => {
    const poison = '{"entryId": "not a number", "recordedAt": "never"}'
    await server.sql(`select graphile_worker.add_job('documents/render-document', $1::json, max_attempts => 2)`, [
      poison,
    ])
    office.begin(4)
    const givenUp = () => server.sql('select from graphile_worker.jobs where attempts >= max_attempts')
    await expect.poll(givenUp, { timeout: 120_000, interval: 500 }).toHaveLength(1)
    await office.rest()
    await expectWhole(server, office)
    const told = await server.command('jobs')
    expect(told.code).toBe(1)
    expect(told.output).toContain('documents/render-document')
    expect(await (await fetch(`${server.url}/metrics`)).text()).toContain('yiwang_jobs_given_up 1')
    expect((await server.command('jobs', 'drop')).code).toBe(0)
    expect((await server.command('jobs')).code).toBe(0)
  }, 300_000)
})
