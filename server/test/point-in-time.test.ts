import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { Type } from 'typebox'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildApp } from '../src/app.ts'
import type { App } from '../src/app.ts'
import { event, newPublicId, streamOf } from '../src/kernel/index.ts'
import { createDatabase, migrate } from '../src/platform/db/index.ts'
import { freePort, launch, stopPostmaster, urlOf } from '../src/platform/embedded-postgres/postmaster.ts'
import type { Machine, Postmaster } from '../src/platform/embedded-postgres/postmaster.ts'
import { giveTo } from '../src/platform/embedded-postgres/run-as.ts'
import { migrateJobs } from '../src/platform/jobs/index.ts'
import { initialise, machineIn, OLDER_POSTGRES } from './debian-postgres.ts'

const LampLit = event('backup-test/LampLit.v1', Type.Object({ lampId: Type.String(), no: Type.Integer() }), {
  title: '点灯',
  stream: (body) => streamOf('lamp', body.lampId),
})
const LAMP = newPublicId('450721')

let home: string
const running: { machine: Machine; postmaster: Postmaster }[] = []
const apps: App[] = []
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'yiwang-point-in-time-'))
})
afterAll(async () => {
  for (const app of apps) await app.close()
  for (const { machine, postmaster } of running) await stopPostmaster(machine, postmaster)
  await rm(home, { recursive: true, force: true })
}, 60_000)

async function start(machine: Machine): Promise<string> {
  if (machine.runAs.kind === 'other-user') giveTo(machine.runAs.fileOwner, home)
  const postmaster = await launch(machine, await freePort())
  running.push({ machine, postmaster })
  return urlOf(machine.password, postmaster.port, 'yiwang')
}

async function stop(): Promise<void> {
  await apps.pop()?.close()
  const { machine, postmaster } = running.pop()!
  await stopPostmaster(machine, postmaster)
}

/** The program on an external database; its keys stay where they are whatever happens to the database. */
async function openApp(databaseUrl: string): Promise<App> {
  const app = await buildApp({
    databaseUrl,
    dataDir: join(home, 'data-dir'),
    filesUrl: `file://${home}/files`,
    publicUrl: 'http://localhost',
    secureCookies: false,
    demo: false,
    logger: false,
    requestsPerMinute: 0,
    poolSize: 4,
  })
  apps.push(app)
  return app
}

/** One act with a number that must be without a gap. */
const light = (app: App): Promise<number> =>
  app.act({ mode: 'write' }, async (ctx) => {
    const no = await ctx.numbers.next('450721', 'lamps')
    ctx.emit(LampLit.of({ lampId: LAMP, no }))
    return no
  })

async function query<Row extends pg.QueryResultRow>(url: string, text: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  return await client
    .query<Row>(text)
    .then(({ rows }) => rows)
    .finally(() => client.end())
}

async function until(isSo: () => Promise<boolean>): Promise<void> {
  for (const deadline = Date.now() + 30_000; Date.now() < deadline; await pause(50)) if (await isSo()) return
  throw new Error('it did not come to it')
}

/** The commands that docs/operations.md gives, on the oldest release that is supported. */
describe.skipIf(!existsSync(join(OLDER_POSTGRES, 'pg_basebackup')))('an external PostgreSQL', () => {
  it('is brought back to the moment before a mistake: the ledger agrees with the checkpoint of then, and numbers go on', async () => {
    const archive = join(home, 'archive')
    await mkdir(archive, { mode: 0o700 })
    const copy = `test ! -f ${archive}/%f && cp %p ${archive}/%f`
    await mkdir(join(home, 'first'))
    const first = machineIn(join(home, 'first'), { archive_mode: 'on', archive_command: copy })
    initialise(first)
    const url = await start(first)
    await query(url.replace('/yiwang?', '/postgres?'), 'create database yiwang')
    await migrate(url)
    const database = createDatabase({ url })
    await migrateJobs(database).finally(() => database.close())
    const app = await openApp(url)
    await light(app)

    const base = join(home, 'second', 'data')
    await mkdir(join(home, 'second'))
    const took = spawnSync(
      join(OLDER_POSTGRES, 'pg_basebackup'),
      ['-D', base, '-d', url.replace('/yiwang?', '/postgres?'), '--checkpoint=fast', '-X', 'none'],
      { encoding: 'utf8' },
    )
    expect(took.stderr.replace(/NOTICE.*|WARNING.*/g, '').trim()).toBe('')
    expect(took.status).toBe(0)

    for (let times = 0; times < 20; times += 1) await light(app)
    const note = await app.ledger.checkpoint()
    const [{ moment } = { moment: '' }] = await query<{ moment: string }>(
      url,
      'select clock_timestamp()::text as moment',
    )
    const late = await light(app)
    await query(url, 'drop schema cases cascade; delete from ledger.entries')
    const [{ wal } = { wal: '' }] = await query<{ wal: string }>(url, 'select pg_walfile_name(pg_switch_wal()) as wal')
    await until(() => Promise.resolve(existsSync(join(archive, wal))))
    await stop()

    await writeFile(join(base, 'recovery.signal'), '')
    const second: Machine = {
      ...machineIn(join(home, 'second'), {
        restore_command: `cp ${archive}/%f %p`,
        recovery_target_time: moment,
        recovery_target_action: 'promote',
      }),
      password: first.password,
    }
    const again = await start(second)
    await until(async () => (await query<{ on: boolean }>(again, 'select pg_is_in_recovery() as on'))[0]?.on === false)
    const restored = await openApp(again)
    expect(await restored.ledger.verify(note)).toMatchObject({ findings: [] })
    expect(await query(again, `select from ledger.entries where kind = '${LampLit.kind}'`)).toHaveLength(21)
    expect(await light(restored)).toBe(late)
    expect(await restored.ledger.verify(note)).toMatchObject({ findings: [] })
  }, 180_000)
})
