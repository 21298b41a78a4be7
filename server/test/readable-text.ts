import { createDecipheriv, hkdfSync } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { inject } from 'vitest'
import type { TestApp } from './harness.ts'

/** What whoever has the database and the keys can read: every value of every table, sealed ones opened whatever they are bound to. */
export async function readableText(app: TestApp): Promise<string[]> {
  const root = Buffer.from(await readFile(join(inject('templateDataDir'), 'keys', 'root.key'), 'utf8'), 'base64')
  const key = Buffer.from(hkdfSync('sha256', root, 'yiwang', 'field encryption', 32))
  const tables = await app.sql<{ name: string }>(`select format('%I.%I', table_schema, table_name) as name
    from information_schema.tables where table_type = 'BASE TABLE' and table_schema !~ '^(pg_|information_schema)'`)
  const texts: string[] = []
  for (const { name } of tables)
    for (const row of await app.sql(`select * from ${name}`))
      for (const value of Object.values(row)) texts.push(...textsOf(value, { table: name, key }))
  return texts
}

interface From {
  readonly table: string
  readonly key: Buffer
}

function textsOf(value: unknown, from: From): string[] {
  if (Buffer.isBuffer(value)) return [`${from.table}: ${opened(value, from.key)}`]
  if (Array.isArray(value)) return value.flatMap((one) => textsOf(one, from))
  return value === null || value === undefined
    ? []
    : [`${from.table}: ${typeof value === 'string' ? value : JSON.stringify(value)}`]
}

/** AES-256-GCM is a counter mode: with the key it is read without its tag and its binding. */
function opened(sealed: Buffer, key: Buffer): string {
  if (sealed[0] !== 1 || sealed.length < 29) return sealed.toString('utf8')
  const counter = Buffer.concat([sealed.subarray(1, 13), Buffer.from([0, 0, 0, 2])])
  return createDecipheriv('aes-256-ctr', key, counter).update(sealed.subarray(13, -16)).toString('utf8')
}
