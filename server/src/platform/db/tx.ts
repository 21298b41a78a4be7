import { Kysely, PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler } from 'kysely'
import type { CompiledQuery, DatabaseConnection, Driver, QueryResult } from 'kysely'
import { createHash } from 'node:crypto'
import type { PoolClient } from 'pg'

const handle = Symbol('tx')

/** An open transaction. Opaque: stores get a handle on their own tables from it by {@link tablesOf}. */
export interface Tx {
  readonly [handle]: Kysely<unknown>
}

/** The transaction as a query builder over one module's own tables; a foreign table does not compile. */
export function tablesOf<Tables>(tx: Tx): Kysely<Tables> {
  return tx[handle] as Kysely<Tables>
}

const builders = new WeakMap<PoolClient, Kysely<unknown>>()

/** One builder a connection, kept as long as the connection. */
export function txOf(client: PoolClient): Tx {
  let builder = builders.get(client)
  if (!builder) {
    builder = new Kysely({
      dialect: {
        createAdapter: () => new PostgresAdapter(),
        createDriver: () => clientDriver(client),
        createIntrospector: (db) => new PostgresIntrospector(db),
        createQueryCompiler: () => new PostgresQueryCompiler(),
      },
    })
    builders.set(client, builder)
  }
  return { [handle]: builder }
}

function clientDriver(client: PoolClient): Driver {
  const connection: DatabaseConnection = {
    executeQuery: <R>(query: CompiledQuery) => runNamed<R>(client, query),
    streamQuery: () => {
      throw new Error('streaming is not offered inside a transaction: page instead')
    },
  }
  const refuse = () => Promise.reject(new Error('the transaction belongs to the caller'))
  return {
    init: () => Promise.resolve(),
    acquireConnection: () => Promise.resolve(connection),
    beginTransaction: refuse,
    commitTransaction: refuse,
    rollbackTransaction: refuse,
    releaseConnection: () => Promise.resolve(),
    destroy: () => Promise.resolve(),
  }
}

/** Statement names by text: prepared once a connection (measured: a quarter more reads a second than unnamed). */
const names = new Map<string, string>()
const LONGEST_NAMED = 8_000

async function runNamed<R>(client: PoolClient, query: CompiledQuery): Promise<QueryResult<R>> {
  const values = query.parameters as unknown[]
  const result =
    query.sql.length > LONGEST_NAMED
      ? await client.query(query.sql, values)
      : await client.query({ name: nameOf(query.sql), text: query.sql, values })
  const rows = result.rows as R[]
  return result.command === 'SELECT' ? { rows } : { rows, numAffectedRows: BigInt(result.rowCount ?? 0) }
}

function nameOf(sql: string): string {
  let name = names.get(sql)
  if (!name) {
    if (names.size > 5_000) names.clear()
    name = createHash('sha1').update(sql).digest('base64url').slice(0, 20)
    names.set(sql, name)
  }
  return name
}
