import { createDecipheriv } from 'node:crypto'
import { join } from 'node:path'
import { unwrap } from '../src/platform/vault/key-ring.ts'
import type { DataKeyRow } from '../src/platform/vault/key-ring.ts'
import { openKeyProvider } from '../src/platform/vault/open-key-provider.ts'
import type { TestApp } from './harness.ts'

/** What whoever has the database and the keys can read: every value of every table, sealed ones opened whatever they are bound to. */
export async function readableText(app: TestApp): Promise<string[]> {
  const keys = await dataKeys(app)
  const tables = await app.sql<{ name: string }>(`select format('%I.%I', table_schema, table_name) as name
    from information_schema.tables where table_type = 'BASE TABLE' and table_schema !~ '^(pg_|information_schema)'`)
  const texts: string[] = []
  for (const { name } of tables)
    for (const row of await app.sql(`select * from ${name}`))
      for (const value of Object.values(row)) texts.push(...textsOf(value, { table: name, keys }))
  return texts
}

/** The data keys that seal, by their numbers. */
async function dataKeys(app: TestApp): Promise<ReadonlyMap<number, Buffer>> {
  const provider = await openKeyProvider({ keysFolder: join(app.dataDir, 'keys'), suite: 'aes' }, false)
  const rows = await app.sql<DataKeyRow & Record<string, unknown>>(
    `select * from vault.data_keys where purpose = 'seal' and wrapped is not null`,
  )
  const keys = new Map<number, Buffer>()
  for (const row of rows) keys.set(row.id, await unwrap(row, [provider]))
  return keys
}

interface From {
  readonly table: string
  readonly keys: ReadonlyMap<number, Buffer>
}

function textsOf(value: unknown, from: From): string[] {
  if (Buffer.isBuffer(value)) return [`${from.table}: ${opened(value, from.keys)}`]
  if (Array.isArray(value)) return value.flatMap((one) => textsOf(one, from))
  return value === null || value === undefined
    ? []
    : [`${from.table}: ${typeof value === 'string' ? value : JSON.stringify(value)}`]
}

/** AES-256-GCM is a counter mode: with the key it is read without its tag and its binding. */
function opened(sealed: Buffer, keys: ReadonlyMap<number, Buffer>): string {
  const key = sealed[0] === 2 && sealed.length >= 33 ? keys.get(sealed.readUInt32BE(1)) : undefined
  if (!key) return sealed.toString('utf8')
  const counter = Buffer.concat([sealed.subarray(5, 17), Buffer.from([0, 0, 0, 2])])
  return createDecipheriv('aes-256-ctr', key, counter).update(sealed.subarray(17, -16)).toString('utf8')
}
