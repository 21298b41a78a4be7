import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { buildApp } from '../src/app.ts'
import { createDatabase, migrate } from '../src/platform/db/index.ts'
import { createCluster } from '../src/platform/embedded-postgres/index.ts'
import { migrateJobs } from '../src/platform/jobs/index.ts'
import { seedDemo } from '../src/seed.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    clusterUrl: string
    templateDataDir: string
  }
}

/** One cluster for the whole run; a migrated and seeded template that every test file copies. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  process.env.NODE_ENV = 'test'
  const folder = await mkdtemp(join(tmpdir(), 'yiwang-test-'))
  const cluster = await createCluster({ dataDir: folder })
  const url = databaseUrl(cluster.url, 'yiwang_template')
  await createTemplate(cluster.url)
  await migrate(url)
  await prepareTemplate(url, folder)
  project.provide('clusterUrl', cluster.url)
  project.provide('templateDataDir', folder)
  return async () => {
    await cluster.stop()
    await rm(folder, { recursive: true, force: true })
  }
}

async function createTemplate(clusterUrl: string): Promise<void> {
  const admin = createDatabase({ url: clusterUrl })
  const { Client } = (await import('pg')).default
  const client = new Client({ connectionString: clusterUrl })
  await client.connect()
  await client.query('create database yiwang_template')
  await client.end()
  await admin.close()
}

async function prepareTemplate(url: string, dataDir: string): Promise<void> {
  const database = createDatabase({ url })
  await migrateJobs(database)
  await database.close()
  const app = await buildApp({
    databaseUrl: url,
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
