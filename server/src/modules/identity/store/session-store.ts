import type { Selectable } from 'kysely'
import { splitPublicId } from '../../../kernel/index.ts'
import { tablesOf } from '../../../platform/db/index.ts'
import type { Database, Tx } from '../../../platform/db/index.ts'
import type { SessionTimes } from '../domain/session.ts'
import { accountOf } from './account-store.ts'
import type { AccountRow } from './account-store.ts'
import type { Accounts, IdentityTables } from './tables.ts'

export interface SessionRow {
  readonly id: string
  readonly tokenHash: Buffer
  readonly times: SessionTimes
  readonly account: AccountRow
}

/** The session and its account by the digest of the token: one look-up by primary key each, joined. */
const FIND = `select s.id as session_id, s.token_hash, s.created_at as session_created_at, s.seen_at, s.idle_expires_at, s.expires_at, a.*
  from identity.sessions s join identity.accounts a on a.jurisdiction = s.account_jurisdiction and a.id = s.account_id
  where s.token_hash = $1 and s.ended_at is null and a.state = 'active'`

/** Asked before anybody is known to act, so outside a transaction of theirs. */
export async function findByToken(database: Database, tokenHash: Buffer): Promise<SessionRow | undefined> {
  return sessionOf(await database.glance('yiwang_app', FIND, [tokenHash]))
}

type FoundRow = Selectable<Accounts> & {
  session_id: string
  token_hash: Buffer
  session_created_at: Date
  seen_at: Date
  idle_expires_at: Date
  expires_at: Date
}

function sessionOf(rows: readonly Record<string, unknown>[]): SessionRow | undefined {
  const row = rows[0] as FoundRow | undefined
  if (!row) return undefined
  return {
    id: row.session_id,
    tokenHash: row.token_hash,
    times: {
      createdAt: row.session_created_at,
      seenAt: row.seen_at,
      idleExpiresAt: row.idle_expires_at,
      expiresAt: row.expires_at,
    },
    account: accountOf(row),
  }
}

export async function insert(
  tx: Tx,
  session: { id: string; tokenHash: Buffer; accountId: string; times: SessionTimes },
): Promise<void> {
  const { jurisdiction, id } = splitPublicId(session.accountId)
  const { createdAt, seenAt, idleExpiresAt, expiresAt } = session.times
  await tablesOf<IdentityTables>(tx)
    .insertInto('identity.sessions')
    .values({
      token_hash: session.tokenHash,
      id: session.id,
      account_jurisdiction: jurisdiction,
      account_id: id,
      created_at: createdAt,
      seen_at: seenAt,
      idle_expires_at: idleExpiresAt,
      expires_at: expiresAt,
      ended_at: null,
    })
    .execute()
}

export async function renew(tx: Tx, tokenHash: Buffer, times: SessionTimes): Promise<void> {
  await tablesOf<IdentityTables>(tx)
    .updateTable('identity.sessions')
    .set({ seen_at: times.seenAt, idle_expires_at: times.idleExpiresAt })
    .where('token_hash', '=', tokenHash)
    .where('ended_at', 'is', null)
    .execute()
}

export async function find(tx: Tx, sessionId: string): Promise<{ expiresAt: Date } | undefined> {
  const row = await tablesOf<IdentityTables>(tx)
    .selectFrom('identity.sessions')
    .select('expires_at')
    .where('id', '=', sessionId)
    .executeTakeFirst()
  return row && { expiresAt: row.expires_at }
}

/** Ends sessions of the account: one of them, or all but one. Returns how many it ended. */
export async function end(
  tx: Tx,
  accountId: string,
  which: { at: Date; only?: string; except?: string },
): Promise<number> {
  const { jurisdiction, id } = splitPublicId(accountId)
  let query = tablesOf<IdentityTables>(tx)
    .updateTable('identity.sessions')
    .set({ ended_at: which.at })
    .where('account_jurisdiction', '=', jurisdiction)
    .where('account_id', '=', id)
    .where('ended_at', 'is', null)
  if (which.only !== undefined) query = query.where('id', '=', which.only)
  if (which.except !== undefined) query = query.where('id', '<>', which.except)
  const result = await query.executeTakeFirst()
  return Number(result.numUpdatedRows)
}

/** Takes away sessions that ended of themselves before the given time. */
export async function deleteExpired(tx: Tx, before: Date): Promise<void> {
  await tablesOf<IdentityTables>(tx).deleteFrom('identity.sessions').where('expires_at', '<', before).execute()
}
