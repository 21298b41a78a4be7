import type pg from 'pg'

/**
 * Takes the indexes of some tables away that guard nothing: made after the rows are in they cost a fraction, and are as dense as
 * indexes get. @returns what makes them again
 */
export async function setIndexesAside(client: pg.Client, tables: readonly string[]): Promise<() => Promise<void>> {
  // An index of a partition goes and comes with that of its whole table.
  const found = await client.query<{ name: string; definition: string }>(
    `select i.indexrelid::regclass::text as name, pg_get_indexdef(i.indexrelid) as definition
    from pg_index i where i.indrelid = any($1::regclass[]) and not i.indisunique`,
    [tables],
  )
  for (const { name } of found.rows) await client.query(`drop index ${name}`)
  return async () => {
    await client.query(`set maintenance_work_mem = '1GB'`)
    // Of a partitioned table the definition says ONLY, which would leave its partitions without.
    for (const { definition } of found.rows) await client.query(definition.replace(/ ON ONLY /, ' ON '))
  }
}
