import { randomBytes } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { sql } from 'kysely'
import type { Pool } from 'pg'
import { problem } from '../../kernel/index.ts'
import type { ActSettings, Context } from '../act/index.ts'
import { tablesOf } from '../db/index.ts'
import type { Database, Tx } from '../db/index.ts'
import type { KeyProvider } from './key-provider.ts'
import { insertDataKey, nextGeneration } from './make-data-keys.ts'
import { SUITES } from './sealing.ts'
import type { Suite } from './sealing.ts'
import { DataKeyMade, DataKeyTaken } from './vault-events.ts'
import { vaultProblems } from './vault-problems.ts'

/** Keys are written by the owner of the database alone: by an operator's command, never by the serving program. */
export type ActAsOwner = <T>(
  settings: Pick<ActSettings, 'mode' | 'role'>,
  fn: (ctx: Context) => Promise<T>,
) => Promise<T>

export interface KeyChange {
  readonly database: Database
  readonly act: ActAsOwner
  readonly provider: KeyProvider
  readonly suite: Suite
}

/** So long a transaction from before is waited for. */
const PATIENCE_SECONDS = 30

/**
 * A new data key seals every value from now on, in all processes. Known first, used later: when the first value is sealed under it, no
 * transaction is left that began without knowing it. Interrupted, it is run again and goes on with the same key.
 * @throws vault/transactions-open
 */
export async function rotateDataKey(change: KeyChange): Promise<{ id: number; former: number }> {
  const { act, database, provider, suite } = change
  const id = await act({ mode: 'write', role: 'yiwang_owner' }, async (ctx) => {
    await nextGeneration(ctx.tx)
    const { algorithm, id: waiting, next } = await readNext(ctx.tx, SUITES[suite].seal)
    if (waiting !== undefined) {
      ctx.nothingChanged()
      return waiting
    }
    const key = { id: next, purpose: 'seal', algorithm, state: 'known', key: randomBytes(32), at: ctx.now } as const
    await insertDataKey(ctx.tx, provider, key)
    ctx.emit(DataKeyMade.of({ keyId: next, algorithm, master: provider.master }))
    return next
  })
  await untilOlderTransactionsEnd(database.pool('yiwang_owner'))
  const former = await act({ mode: 'write', role: 'yiwang_owner' }, async (ctx) => {
    await nextGeneration(ctx.tx)
    const { rows } = await sql<{
      id: number
    }>`update vault.data_keys set state = 'former', former_at = ${ctx.now}::timestamptz
      where purpose = 'seal' and state = 'taken' returning id`.execute(tablesOf<unknown>(ctx.tx))
    await sql`update vault.data_keys set state = 'taken', taken_at = ${ctx.now}::timestamptz where id = ${id}`.execute(
      tablesOf<unknown>(ctx.tx),
    )
    ctx.emit(DataKeyTaken.of({ keyId: id, formerKeyId: rows[0]!.id }))
    return rows[0]!.id
  })
  return { id, former }
}

/** A key that an interrupted rotation made already, or the number of the next. */
async function readNext(
  tx: Tx,
  algorithm: string,
): Promise<{ algorithm: string; id: number | undefined; next: number }> {
  const { rows } = await sql<{ id: number | null; next: number }>`select
      max(id) filter (where purpose = 'seal' and state = 'known' and algorithm = ${algorithm}) as id, max(id) + 1 as next
    from vault.data_keys`.execute(tablesOf<unknown>(tx))
  return { algorithm, id: rows[0]!.id ?? undefined, next: rows[0]!.next }
}

/** Roles that seal or open values. */
const ROLES = ['yiwang_app', 'yiwang_worker', 'yiwang_owner']

const OPEN = `select l.pid || ' ' || l.virtualtransaction as one from pg_locks l join pg_stat_activity a using (pid)
  where l.locktype = 'virtualxid' and l.mode = 'ExclusiveLock' and a.application_name = any($1) and a.pid <> pg_backend_pid()
    and a.datid = (select oid from pg_database where datname = current_database())`

/**
 * Waits until every transaction that is open now has ended: those that begin later know the keys of now.
 * @throws vault/transactions-open
 */
export async function untilOlderTransactionsEnd(pool: Pool, patience = PATIENCE_SECONDS): Promise<void> {
  const open = async () => {
    const { rows } = await pool.query<{ one: string }>(OPEN, [ROLES])
    return rows.map(({ one }) => one)
  }
  const until = Date.now() + patience * 1_000
  let left = await open()
  while (left.length > 0 && Date.now() < until) {
    await pause(20)
    const now = new Set(await open())
    left = left.filter((one) => now.has(one))
  }
  if (left.length > 0) throw problem(vaultProblems['transactions-open'], { count: left.length, seconds: patience })
}
