import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { migrate } from '../server/src/platform/db/index.ts'
import { createCluster } from '../server/src/platform/embedded-postgres/index.ts'
import { ROOT } from './source-files.ts'

interface Column {
  readonly schema: string
  readonly table: string
  readonly column: string
  readonly type: string
  readonly nullable: boolean
  readonly hasDefault: boolean
  readonly isComputed: boolean
  /** The table's check constraints on this column alone, as PostgreSQL writes them. */
  readonly checks: readonly string[]
}

const MODULES = join(ROOT, 'server/src/modules')
const HEADER = '// Written by `npm run gen` from the migrated database; a change begins with a migration.'

/** What the driver gives for each type (see platform/db) and what it takes where that is more. */
const types: Readonly<Record<string, string>> = {
  bigint: 'number',
  boolean: 'boolean',
  bytea: 'Buffer',
  date: 'string',
  'double precision': 'number',
  integer: 'number',
  jsonb: 'Json',
  smallint: 'number',
  text: 'string',
  'timestamp with time zone': 'Timestamp',
  tsvector: 'string',
  uuid: 'string',
}

/** Types that are read as one thing and written as another. JSON is written as text: the driver takes an array for a PostgreSQL array. */
const twoFaced: Readonly<Record<string, readonly [read: string, written: string]>> = {
  Json: ['unknown', 'string'],
  Timestamp: ['Date', 'Date | string'],
}

const COLUMNS = `
  select n.nspname as schema, c.relname as table, a.attname as column, format_type(a.atttypid, null) as type,
    not a.attnotnull as nullable, a.atthasdef or a.attidentity <> '' as "hasDefault",
    a.attgenerated <> '' or a.attidentity = 'a' as "isComputed",
    array(select pg_get_constraintdef(k.oid) from pg_constraint k
      where k.conrelid = c.oid and k.contype = 'c' and k.conkey = array[a.attnum] order by k.conname) as checks
  from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
  where n.nspname = any($1) and c.relkind in ('r', 'p') and not c.relispartition and a.attnum > 0 and not a.attisdropped
  order by c.oid, a.attnum`

export const tableFiles: readonly { file: string; make: () => Promise<string> }[] = modulesWithTables().map(
  (module) => ({
    file: `server/src/modules/${module}/store/tables.ts`,
    make: async () => describeTables(module, (await (found ??= readColumns())).get(schemaOf(module)) ?? []),
  }),
)

/** Read once for all modules. */
let found: Promise<Map<string, Column[]>> | undefined

/** From a database made for this, brought to this version and thrown away. */
async function readColumns(): Promise<Map<string, Column[]>> {
  const dataDir = mkdtempSync(join(tmpdir(), 'yiwang-tables-'))
  const cluster = await createCluster({ dataDir, durable: false })
  try {
    await migrate(cluster.url)
    const client = new pg.Client({ connectionString: cluster.url })
    await client.connect()
    const { rows } = await client.query<Column>(COLUMNS, [modulesWithTables().map(schemaOf)])
    await client.end()
    return Map.groupBy(rows, ({ schema }) => schema)
  } finally {
    await cluster.stop()
    rmSync(dataDir, { recursive: true, force: true })
  }
}

function describeTables(module: string, all: readonly Column[]): string {
  const tables = Map.groupBy(all, ({ table }) => table)
  const body = [...tables].map(
    ([table, its]) => `export interface ${pascal(table)} {\n${its.map(describeColumn).join('\n')}\n}\n`,
  )
  const list = [...tables.keys()].map((table) => `  '${schemaOf(module)}.${table}': ${pascal(table)}`)
  body.push(`export interface ${pascal(module)}Tables {\n${list.join('\n')}\n}\n`)
  const text = body.join('\n')
  const named = Object.entries(twoFaced)
    .filter(([name]) => new RegExp(`: ${name}\\b`).test(text))
    .map(([name, [read, written]]) => `type ${name} = ColumnType<${read}, ${written}, ${written}>\n`)
  const aliases = named.length > 0 ? `${named.join('')}\n` : ''
  const imported = ['ColumnType', 'Generated', 'GeneratedAlways'].filter((name) =>
    `${aliases}${text}`.includes(`${name}<`),
  )
  const imports = imported.length > 0 ? `import type { ${imported.join(', ')} } from 'kysely'\n\n` : ''
  return layOut(`${HEADER}\n${imports}${aliases}${text}`)
}

function describeColumn(column: Column): string {
  return `  ${column.column}: ${filledBy(column, typeOf(column))}${column.nullable ? ' | null' : ''}`
}

function filledBy({ isComputed, hasDefault, nullable }: Column, type: string): string {
  if (isComputed) return `GeneratedAlways<${type}>`
  if (!hasDefault || nullable) return type
  const [read, written] = twoFaced[type] ?? []
  return read ? `ColumnType<${read}, ${written} | undefined, ${written}>` : `Generated<${type}>`
}

function typeOf({ schema, table, column, type, checks }: Column): string {
  const values = checks.map(valuesOf).find((some) => some.length > 0)
  if (values) return values.map((value) => `'${value}'`).join(' | ')
  const element = types[type.replace(/\[\]$/, '')]
  if (!element) throw new Error(`tools/generate-tables.ts knows no type for ${schema}.${table}.${column}: ${type}`)
  return type.endsWith('[]') ? `${element}[]` : element
}

/** `CHECK ((state = ANY (ARRAY['open'::text, 'done'::text])))` says which values there are. */
function valuesOf(check: string): string[] {
  const list = /^CHECK \(\(\w+ = ANY \(ARRAY\[([^\]]*)\]\)\)\)$/.exec(check)?.[1] ?? ''
  return [...list.matchAll(/'([^']*)'::text/g)].map(([, value = '']) => value)
}

function layOut(text: string): string {
  const biome = join(ROOT, 'node_modules/@biomejs/biome/bin/biome')
  const args = [biome, 'format', '--stdin-file-path=tables.ts']
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: ROOT, input: text, encoding: 'utf8' })
  if (status !== 0) throw new Error(`the tables cannot be laid out: ${stderr}`)
  return stdout
}

function modulesWithTables(): string[] {
  return readdirSync(MODULES)
    .filter((module) => existsSync(join(MODULES, module, 'migrations')))
    .toSorted()
}

function schemaOf(module: string): string {
  return module.replaceAll('-', '_')
}

function pascal(name: string): string {
  return name.replaceAll(/(^|[-_])([a-z])/g, (_, _between, letter: string) => letter.toUpperCase())
}
