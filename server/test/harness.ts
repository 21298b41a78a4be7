import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { randomUUID } from 'node:crypto'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { inject } from 'vitest'
import { buildApp } from '../src/app.ts'
import type { App } from '../src/app.ts'
import type { AppOptions } from '../src/app-options.ts'
import type { Actor, Role } from '../src/kernel/index.ts'
import { newPublicId } from '../src/kernel/index.ts'
import type { Context } from '../src/platform/act/index.ts'
import { createClock } from '../src/platform/clock/clock.ts'
import type { AdjustableClock } from '../src/platform/clock/clock.ts'
import { loginsAt, readOrMakePasswords } from '../src/platform/db/index.ts'
import { grantsOf } from '../src/platform/permits/index.ts'

/** An app on a database of its own, with the demo county in it, and a clock that can be moved. */
export interface TestApp extends App {
  readonly clock: AdjustableClock
  readonly databaseUrl: string
  readonly dataDir: string
  /** Sets the legal time; the ledger's time follows. */
  at(instant: string): void
  /** Runs one act as the given actor in its own transaction. */
  as<T>(actor: Actor, fn: (ctx: Context) => Promise<T>, mode?: 'read' | 'write' | 'record'): Promise<T>
  /** As the database's superuser, beside the program: for attacks and for looking. */
  sql<Row extends pg.QueryResultRow = Record<string, unknown>>(text: string, values?: unknown[]): Promise<Row[]>
}

type TestSettings = Pick<
  AppOptions,
  | 'witnesses'
  | 'itemUpstreams'
  | 'scanner'
  | 'outgoingAllowed'
  | 'secondFactor'
  | 'sessionsPerAccount'
  | 'identityPartners'
  | 'syslog'
> &
  Partial<Pick<AppOptions, 'publicUrl' | 'secureCookies' | 'tls' | 'certificateDoor'>>

/** Call in `beforeAll`; close it in `afterAll`. With `ledgerKey` (PEM) two apps sign as one and the same ledger. */
export async function openTestApp({
  ledgerKey,
  ...settings
}: TestSettings & { ledgerKey?: string } = {}): Promise<TestApp> {
  process.env.NODE_ENV = 'test'
  const clusterUrl = inject('clusterUrl')
  const name = `test_${randomUUID().replaceAll('-', '')}`
  const admin = new pg.Client({ connectionString: clusterUrl })
  await admin.connect()
  await admin.query(`create database ${name} template ${inject('template')}`)
  const url = new URL(clusterUrl)
  url.pathname = `/${name}`
  const dataDir = await copyDataDir(ledgerKey)
  const clock = createClock()
  const app = await buildApp({
    databaseUrl: url.href,
    logins: loginsAt(url.href, await readOrMakePasswords(join(inject('templateDataDir'), 'secrets'))),
    dataDir,
    filesUrl: `file://${dataDir}/files`,
    publicUrl: 'http://localhost',
    secureCookies: false,
    demo: true,
    logger: false,
    requestsPerMinute: 0,
    clock,
    poolSize: 8,
    ...settings,
  })
  const direct = new pg.Pool({ connectionString: url.href, max: 2 })
  return {
    ...app,
    clock,
    databaseUrl: url.href,
    dataDir,
    at: (instant) => clock.setOffsetMs(new Date(instant).getTime() - Date.now()),
    as: (actor, fn, mode = 'write') => app.act({ actor, mode, requestId: 'test' }, fn),
    sql: async <Row extends pg.QueryResultRow>(text: string, values: unknown[] = []) =>
      (await direct.query<Row>(text, values)).rows,
    close: async () => {
      await app.close()
      await direct.end()
      await untilUnused(admin, name)
      await admin.query(`drop database ${name} with (force)`)
      await admin.end()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}

/** An actor with the given roles, made without an account: for action tests of modules that know no accounts. */
export function actorWith(
  app: App,
  roles: readonly Role[],
  place: { division?: string; organizationId?: string; accountId?: string } = {},
): Actor {
  const division = place.division ?? '450721'
  const accountId = place.accountId ?? newPublicId('000000')
  const isStaff = roles.some((role) => role !== 'resident')
  const organizationId = place.organizationId ?? newPublicId(division.slice(0, 6))
  const posts = roles.filter((role) => role !== 'resident').map((role) => ({ role, division, organizationId }))
  return {
    kind: isStaff ? 'staff' : 'person',
    accountId,
    ...(isStaff && { staffId: accountId, organizationId }),
    jurisdiction: division.slice(0, 6),
    roles,
    grants: grantsOf(app.permits, { posts, roles, accountId }),
  }
}

async function copyDataDir(ledgerKey: string | undefined): Promise<string> {
  const dataDir = await mkdtemp(join(tmpdir(), 'yiwang-app-'))
  await cp(join(inject('templateDataDir'), 'keys'), join(dataDir, 'keys'), { recursive: true })
  await cp(join(inject('templateDataDir'), 'files'), join(dataDir, 'files'), { recursive: true }).catch(noFiles)
  if (ledgerKey) await writeFile(join(dataDir, 'keys', 'ledger.pem'), ledgerKey)
  return dataDir
}

function noFiles(error: NodeJS.ErrnoException): void {
  if (error.code !== 'ENOENT') throw error
}

/** A pool has ended before its connections have: one that is cut off while it says goodbye fails the test run. */
async function untilUnused(admin: pg.Client, database: string): Promise<void> {
  for (let tries = 0; tries < 1_000; tries += 1) {
    const used = await admin.query('select from pg_stat_activity where datname = $1', [database])
    if (used.rowCount === 0) return
  }
}
