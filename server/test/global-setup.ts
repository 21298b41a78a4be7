import { mkdtemp, rm } from 'node:fs/promises'
import { randomUUID } from 'node:crypto'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { buildApp } from '../src/app.ts'
import { createDatabase, giveLogins, migrate } from '../src/platform/db/index.ts'
import type { Logins } from '../src/platform/db/index.ts'
import { createCluster } from '../src/platform/embedded-postgres/index.ts'
import { migrateJobs } from '../src/platform/jobs/index.ts'
import { seedDemo } from '../src/seed.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    clusterUrl: string
    template: string
    templateDataDir: string
  }
}

/**
 * One cluster for the whole run; a migrated and seeded template that every test file copies.
 * `YIWANG_TEST_DATABASE_URL` names another cluster, by a superuser's address: so the tests run on an older PostgreSQL.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  process.env.NODE_ENV = 'test'
  const folder = await mkdtemp(join(tmpdir(), 'yiwang-test-'))
  const named = process.env['YIWANG_TEST_DATABASE_URL']
  const cluster = named ? undefined : await createCluster({ dataDir: folder })
  const clusterUrl = named ?? cluster?.url ?? ''
  const template = `yiwang_template_${randomUUID().slice(0, 8)}`
  await onCluster(clusterUrl, `create database ${template}`)
  await migrate(databaseUrl(clusterUrl, template))
  const logins = await giveLogins(databaseUrl(clusterUrl, template), join(folder, 'secrets'))
  await prepareTemplate({ url: databaseUrl(clusterUrl, template), logins }, folder)
  project.provide('clusterUrl', clusterUrl)
  project.provide('template', template)
  project.provide('templateDataDir', folder)
  return async () => {
    await onCluster(clusterUrl, `drop database ${template} with (force)`)
    await cluster?.stop()
    await rm(folder, { recursive: true, force: true })
  }
}

async function onCluster(clusterUrl: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: clusterUrl })
  await client.connect()
  await client.query(statement)
  await client.end()
}

async function prepareTemplate({ url, logins }: { url: string; logins: Logins }, dataDir: string): Promise<void> {
  const database = createDatabase({ url })
  await migrateJobs(database)
  await database.close()
  const app = await buildApp({
    databaseUrl: url,
    logins,
    dataDir,
    filesUrl: `file://${dataDir}/files`,
    publicUrl: 'http://localhost',
    secureCookies: false,
    demo: true,
    logger: false,
    requestsPerMinute: 0,
  })
  await seedDemo(app)
  await app.drain()
  await app.close()
}

export function databaseUrl(clusterUrl: string, name: string): string {
  const url = new URL(clusterUrl)
  url.pathname = `/${name}`
  return url.href
}
