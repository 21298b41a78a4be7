import { globSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTestApp } from './harness.ts'
import type { TestApp } from './harness.ts'

const SOURCE = resolve(import.meta.dirname, '../src')

/** What `tables.ts` says of one table: its columns, and whether they may be null; nothing where the type cannot say. */
type Said = ReadonlyMap<string, boolean | undefined>

let app: TestApp

beforeAll(async () => {
  app = await openTestApp()
})

afterAll(async () => {
  await app.close()
})

describe('the table types of the modules', () => {
  const files = globSync('modules/*/store/tables.ts', { cwd: SOURCE }).toSorted()

  it.each(files)('%s says what the migrated database has', async (file) => {
    const said = tablesIn(readFileSync(resolve(SOURCE, file), 'utf8'))
    expect(said.size).toBeGreaterThan(0)
    for (const [table, columns] of said) {
      const found = await columnsOf(table)
      const open = (column: string) => columns.get(column) ?? found.get(column)
      const expected = Object.fromEntries([...columns.keys()].map((column) => [column, open(column)]))
      expect({ table, columns: expected }).toEqual({ table, columns: Object.fromEntries(found) })
    }
  })
})

async function columnsOf(table: string): Promise<Map<string, boolean>> {
  const [schema, name] = table.split('.')
  // A column that the database computes is null only if its parts are: their types say so.
  const rows = await app.sql<{ name: string; nullable: boolean }>(
    `select column_name as name, is_nullable = 'YES' and is_generated = 'NEVER' as nullable
       from information_schema.columns where table_schema = $1 and table_name = $2`,
    [schema, name],
  )
  return new Map(rows.map(({ name: column, nullable }) => [column, nullable]))
}

/** `'cases.cases': CasesTable` in the module's map, and the fields of that interface. */
function tablesIn(text: string): Map<string, Said> {
  const interfaces = new Map(
    [...text.matchAll(/interface (\w+)[^{]*\{([^}]*)\}/g)].map((found) => [found[1] ?? '', found[2] ?? '']),
  )
  const tables = new Map<string, Said>()
  for (const [, table = '', name = ''] of text.matchAll(/^\s*'?([a-z_]+\.[a-z_]+)'?: (\w+)$/gm)) {
    const body = interfaces.get(name)
    if (body !== undefined) tables.set(table, columnsIn(body))
  }
  return tables
}

function columnsIn(body: string): Said {
  const fields = body.replaceAll(/\/\*[\s\S]*?\*\/|\/\/[^\n]*/g, '').matchAll(/^\s*(?:readonly )?(\w+)\??: (.+)$/gm)
  return new Map(
    [...fields].map(([, name = '', type = '']) => [name, type === 'unknown' ? undefined : /\bnull\b/.test(type)]),
  )
}
