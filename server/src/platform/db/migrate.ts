import { createHash } from 'node:crypto'
import { readFile, readdir } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import pg from 'pg'

interface Migration {
  readonly module: string
  readonly name: string
  readonly sql: string
  readonly checksum: string
}

const SOURCE = join(dirname(fileURLToPath(import.meta.url)), '..', '..')
/** Any number, the same for every process: two starting at once take turns. */
export const MIGRATION_LOCK = 7_264_001

/**
 * Brings a database to this version: the roles and extensions first, then every migration that is not there yet,
 * oldest first, each in its own transaction. Forward only; a migration that was changed after it ran is refused.
 * @returns the names of those that ran now
 */
export async function migrate(url: string): Promise<string[]> {
  const client = new pg.Client({ connectionString: url, application_name: 'yiwang migrate' })
  await client.connect()
  try {
    await client.query('select pg_advisory_lock($1)', [MIGRATION_LOCK])
    await client.query(await readFile(join(SOURCE, 'platform', 'db', 'bootstrap.sql'), 'utf8'))
    return await runPending(client, await findMigrations())
  } finally {
    await client.end()
  }
}

async function runPending(client: pg.Client, migrations: readonly Migration[]): Promise<string[]> {
  const rows = await client.query<{ name: string; checksum: string }>('select name, checksum from platform.migrations')
  const done = new Map(rows.rows.map((row) => [row.name, row.checksum]))
  const ran: string[] = []
  for (const migration of migrations) {
    const name = `${migration.module}/${migration.name}`
    const checksum = done.get(name)
    if (checksum === migration.checksum) continue
    if (checksum) throw new Error(`migration ${name} was changed after it ran; write a new one instead`)
    await runOne(client, migration, name)
    ran.push(name)
  }
  return ran
}

async function runOne(client: pg.Client, migration: Migration, name: string): Promise<void> {
  await client.query('begin')
  try {
    await client.query('set local role yiwang_owner')
    await client.query(migration.sql)
    await client.query('insert into platform.migrations (module, name, checksum) values ($1, $2, $3)', [
      migration.module,
      name,
      migration.checksum,
    ])
    await client.query('commit')
  } catch (error) {
    await client.query('rollback')
    throw new Error(`migration ${name} failed: ${(error as Error).message}`, { cause: error })
  }
}

/** All `migrations` folders of the platform and the modules, merged by their time-stamped names; the platform's first. */
async function findMigrations(): Promise<Migration[]> {
  const found: Migration[] = []
  for (const layer of ['platform', 'modules']) {
    const modules = await readdir(join(SOURCE, layer))
    const ofLayer = (await Promise.all(modules.map((module) => migrationsOf(layer, module)))).flat()
    found.push(...ofLayer.sort((a, b) => compare(a.name, b.name) || compare(a.module, b.module)))
  }
  return found
}

async function migrationsOf(layer: string, module: string): Promise<Migration[]> {
  const folder = join(SOURCE, layer, module, 'migrations')
  const files = (await readdir(folder).catch(noFolder)).filter((file) => file.endsWith('.sql'))
  return await Promise.all(
    files.map(async (file) => {
      const sql = await readFile(join(folder, file), 'utf8')
      return { module, name: basename(file, '.sql'), sql, checksum: createHash('sha256').update(sql).digest('hex') }
    }),
  )
}

function noFolder(error: NodeJS.ErrnoException): string[] {
  if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return []
  throw error
}

/** A day's tenth comes after its ninth: the number is read as a number. */
function compare(a: string, b: string): number {
  const [first, second] = [a, b].map((name) => name.replace(/^(\d+-)(\d+)/, (_, day, n) => day + n.padStart(4, '0')))
  return first! < second! ? -1 : first! > second! ? 1 : 0
}
