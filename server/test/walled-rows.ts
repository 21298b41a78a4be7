import type { TestApp } from './harness.ts'

/** A table behind the wall under the permits, and what the application role may do with it at all. */
export interface WalledTable {
  readonly name: string
  readonly key: readonly string[]
  /** Those that can be written: not the generated ones. */
  readonly columns: readonly string[]
  /** Everybody reads it; everybody adds to it. */
  readonly isPublic: boolean
  readonly isGiven: boolean
  readonly adds: boolean
  readonly locks: boolean
  readonly removes: boolean
  /** One column that may be changed. */
  readonly changes: string | null
}

const WALLED = `pg_class c join pg_namespace n on n.oid = c.relnamespace
  where c.relrowsecurity and c.relkind in ('r', 'p') and not c.relispartition and n.nspname not in ('graphile_worker', 'public')`

export async function walledTables(app: TestApp): Promise<WalledTable[]> {
  const open = (command: string, column: string) =>
    `exists (select from pg_policy p where p.polrelid = c.oid and p.polcmd = '${command}' and p.polpermissive
      and pg_get_expr(p.${column}, c.oid) = 'true' and 'yiwang_app'::regrole = any (p.polroles))`
  const columns = `array(select attname::text from pg_attribute a
    where a.attrelid = c.oid and attnum > 0 and not attisdropped and attgenerated = '' order by attnum)`
  return await app.sql<WalledTable & Record<string, unknown>>(
    `select c.oid::regclass::text as name, ${columns} as columns,
      array(select a.attname::text from pg_index i join pg_attribute a on a.attrelid = c.oid and a.attnum = any (i.indkey)
        where i.indrelid = c.oid and i.indisprimary) as key,
      ${open('r', 'polqual')} as "isPublic", ${open('a', 'polwithcheck')} as "isGiven",
      has_any_column_privilege('yiwang_app', c.oid, 'insert') as adds,
      has_table_privilege('yiwang_app', c.oid, 'delete') as removes,
      has_any_column_privilege('yiwang_app', c.oid, 'update') as locks,
      (select attname::text from pg_attribute a where a.attrelid = c.oid and attnum > 0 and not attisdropped and attgenerated = ''
        and has_column_privilege('yiwang_app', c.oid, attnum, 'update') order by attnum desc limit 1) as changes
     from ${WALLED} order by 1`,
  )
}

/** Every row behind the wall that belongs to a county; of tables that know no place all rows. As the superuser sees them. */
export async function walledRows(app: TestApp, county: string): Promise<Map<string, Set<string>>> {
  const all = new Map<string, Set<string>>()
  for (const { name, columns } of await walledTables(app)) {
    if (name === 'http.idempotency') continue // An answer of the program's own to whoever asked: every request adds one.
    const places = ['division', 'jurisdiction'].filter((column) => columns.includes(column))
    const where = places.length === 0 ? 'true' : `coalesce(${places.join(', ')}) like '${county}%'`
    const rows = await app.sql<{ row: string }>(`select t::text as row from ${name} t where ${where}`)
    all.set(name, new Set(rows.map(({ row }) => row)))
  }
  return all
}
