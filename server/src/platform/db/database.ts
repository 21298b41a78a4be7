import pg from 'pg'
import type { Pool, PoolClient, QueryResult } from 'pg'
import { GatheringSocket } from './gathering-socket.ts'
import type { Logins } from './logins.ts'
import { NO_WALL_OPEN, wallSettings } from './wall.ts'
import type { WallVariables } from './wall.ts'
import { commit, namedQuery, settle, txOf } from './tx.ts'
import type { Tx } from './tx.ts'

/** The database roles; each pool works under its own, and signs in as it where it has a login of its own. */
export type DatabaseRole = 'yiwang_owner' | 'yiwang_app' | 'yiwang_reader' | 'yiwang_sequencer' | 'yiwang_worker'

export interface DatabaseOptions {
  /** Where a role has no login of its own, its pool signs in here and takes the role (`SET ROLE` at connection start). */
  readonly url: string
  readonly logins?: Logins
  /** Most connections of one role's pool. */
  readonly poolSize?: number
  /** After so many milliseconds without an answer a query is given up and its connection dropped. */
  readonly queryTimeoutMs?: number
  readonly keeping?: KeepingInTime
}

/** What every transaction asks for in its first round trip, and who is told before it goes on: so it works with the state of its own moment. */
export interface KeepingInTime {
  /** An SQL expression that gives a number. */
  readonly asks: string
  follow(value: number, ask: (text: string) => Promise<readonly Record<string, unknown>[]>): Promise<void> | undefined
}

/** Settings of one transaction, sent with its first round trip. */
export interface TxSettings {
  readonly readOnly?: boolean
  /** All statements see one moment (repeatable read): for passes that must agree with each other. */
  readonly snapshot?: boolean
  /** Session variables for this transaction, e.g. who acts: row-level security reads them. */
  readonly variables: Readonly<Record<string, string>>
  /** How far it reaches; absent: nowhere, for roles that the wall lets through as they are. */
  readonly wall?: WallVariables
  /** One more statement to run in the same round trip; its rows are given to `fn`. Parameters are literals already. */
  readonly also?: string
}

export interface Database {
  tx<T>(
    role: DatabaseRole,
    settings: TxSettings,
    fn: (tx: Tx, also: readonly Record<string, unknown>[]) => Promise<T>,
  ): Promise<T>
  /** One reading statement by itself, in one round trip and as nobody: asked before it is known who acts. */
  glance(role: DatabaseRole, text: string, values: readonly unknown[]): Promise<readonly Record<string, unknown>[]>
  pool(role: DatabaseRole): Pool
  close(): Promise<void>
}

/** Dates stay `YYYY-MM-DD`, bigint becomes a number (positions and ids stay far below 2^53). */
const types: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') => {
    if (oid === 1082) return (text: string) => text
    if (oid === 20) return Number
    return pg.types.getTypeParser(oid, format)
  }) as pg.CustomTypesConfig['getTypeParser'],
}

export function createDatabase(options: DatabaseOptions): Database {
  const pools = new Map<DatabaseRole, Pool>()
  const poolOf = (role: DatabaseRole): Pool => {
    let pool = pools.get(role)
    if (!pool) {
      pool = openPool(role, options)
      pools.set(role, pool)
    }
    return pool
  }
  return {
    pool: poolOf,
    tx: (role, settings, fn) => runTx({ pool: poolOf(role), keeping: options.keeping }, settings, fn),
    glance: async (role, text, values) => (await poolOf(role).query(namedQuery(text, values))).rows,
    close: async () => {
      await Promise.all([...pools.values()].map((pool) => pool.end()))
      pools.clear()
    },
  }
}

function openPool(role: DatabaseRole, options: DatabaseOptions): Pool {
  const timeout = options.queryTimeoutMs ?? 8_000
  const patient = role === 'yiwang_owner' || role === 'yiwang_worker'
  const pool = new pg.Pool({
    connectionString: role === 'yiwang_owner' ? options.url : (options.logins?.[role] ?? options.url),
    max: options.poolSize ?? 16,
    types,
    application_name: role,
    // A statement need not wait for the answer to the one before it.
    pipeline: true,
    stream: () => new GatheringSocket(),
    connectionTimeoutMillis: timeout,
    options: `-c role=${role} -c timezone=UTC -c yiwang.actor=nobody -c yiwang.lo= -c yiwang.hi= ${patient ? '' : `-c statement_timeout=${timeout} -c lock_timeout=${timeout}`}`,
    ...(patient ? {} : { query_timeout: timeout }),
  })
  // A connection that breaks is replaced at the next use; the use itself reports what is wrong.
  pool.on('error', () => undefined)
  pool.on('connect', (client) => client.on('error', () => undefined))
  return pool
}

async function runTx<T>(
  { pool, keeping }: { pool: Pool; keeping: KeepingInTime | undefined },
  settings: TxSettings,
  fn: (tx: Tx, also: readonly Record<string, unknown>[]) => Promise<T>,
): Promise<T> {
  const client = await pool.connect()
  const tx = txOf(client, settings.wall ?? NO_WALL_OPEN)
  let broken: Error | undefined
  try {
    const opened = (await client.query(opening(settings, keeping))) as unknown as QueryResult<Record<string, unknown>>[]
    const behind = keeping?.follow(Number(opened[1]!.rows[0]!['kept']), async (text) => (await client.query(text)).rows)
    if (behind) await behind
    const value = await fn(tx, settings.also ? (opened.at(-1)?.rows ?? []) : [])
    await commit(tx)
    return value
  } catch (error) {
    const failure = await firstFailure(tx, error)
    broken = await rollback(client)
    throw failure
  } finally {
    client.release(broken)
  }
}

/** Begins and says who acts in one round trip. */
function opening(settings: TxSettings, keeping: KeepingInTime | undefined): string {
  const variables = Object.entries(settings.variables)
    .map(([name, value]) => `set_config('yiwang.${name}', ${pg.escapeLiteral(value)}, true)`)
    .join(', ')
  return [
    `begin${settings.snapshot ? ' isolation level repeatable read' : ''}${settings.readOnly ? ' read only' : ''}`,
    `select ${[variables, settings.wall ? wallSettings(settings.wall) : '', keeping ? `${keeping.asks} as kept` : ''].filter(Boolean).join(', ') || '1'}`,
    settings.also,
  ]
    .filter(Boolean)
    .join('; ')
}

const TRANSACTION_IS_BROKEN = '25P02'

/** Where a statement was refused because an earlier one, whose answer nobody had waited for, failed: that one's failure. */
async function firstFailure(tx: Tx, error: unknown): Promise<unknown> {
  if ((error as { code?: string }).code !== TRANSACTION_IS_BROKEN) return error
  return settle(tx).then(
    () => error,
    (cause: unknown) => cause,
  )
}

/** A connection whose rollback fails is thrown away: what it still holds is unknown. */
async function rollback(client: PoolClient): Promise<Error | undefined> {
  try {
    await client.query('rollback')
    return undefined
  } catch (error) {
    return error as Error
  }
}
