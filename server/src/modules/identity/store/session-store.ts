import { sql } from 'kysely'
import type { Selectable } from 'kysely'
import { joinPublicId, splitPublicId } from '../../../kernel/index.ts'
import { nameKeys, tablesOf } from '../../../platform/db/index.ts'
import type { Database, Tx } from '../../../platform/db/index.ts'
import type { SessionTimes } from '../domain/session.ts'
import { accountOf } from './account-store.ts'
import type { AccountRow } from './account-store.ts'
import type { Accounts, IdentityTables, Sessions } from './tables.ts'

export interface SessionRow {
  readonly id: string
  readonly tokenHash: Buffer
  readonly times: SessionTimes
  readonly methods: readonly string[]
  readonly provedAt: Date
  readonly acting?: Acting
  readonly account: AccountRow
}

/** 正在代办: what a request needs to know of the mandate by which its sender acts. */
export interface Acting {
  readonly mandateId: string
  /** Absent for a principal who has no account. */
  readonly principalAccountId?: string
  readonly validFrom: string
  readonly validTo: string
  /** Of everything that is the principal's; otherwise of what was begun by the mandate. */
  readonly seesAll: boolean
  readonly isRevoked?: boolean
}

/** A session as it is shown: what it says of its device and place, the latter sealed. */
export interface SessionEntry extends Omit<SessionRow, 'account' | 'tokenHash'> {
  readonly device: string
  readonly network?: Buffer
}

/** The session and its account by the digest of the token, from the one function to which the wall in front of both is open. */
const FIND = `select (f.session).id as session_id, (f.session).token_hash, (f.session).created_at as session_created_at, (f.session).seen_at,
  (f.session).idle_expires_at, (f.session).expires_at, (f.session).methods, (f.session).proved_at, (f.session).acting, (f.account).*
  from identity.session_of($1) as f`

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
  methods: string[]
  proved_at: Date
  acting: unknown
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
    methods: row.methods,
    provedAt: row.proved_at,
    ...actingOf(row),
    account: accountOf(row),
  }
}

export async function insert(
  tx: Tx,
  session: {
    id: string
    tokenHash: Buffer
    accountId: string
    times: SessionTimes
    device: string
    network: Buffer
    methods: readonly string[]
    upstream?: string
    upstreamSid?: string
  },
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
      device: session.device,
      upstream: session.upstream ?? null,
      upstream_sid: session.upstreamSid ?? null,
      network: session.network,
      methods: [...session.methods],
      proved_at: createdAt,
      acting: null,
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

export async function find(tx: Tx, sessionId: string): Promise<SessionEntry | undefined> {
  const row = await tablesOf<IdentityTables>(tx)
    .selectFrom('identity.sessions')
    .selectAll()
    .where('id', '=', sessionId)
    .executeTakeFirst()
  return row && entryOf(row)
}

/** One more proof of who sits there: it counts from now on. */
export async function prove(tx: Tx, sessionId: string, proof: { methods: readonly string[]; at: Date }): Promise<void> {
  await tablesOf<IdentityTables>(tx)
    .updateTable('identity.sessions')
    .set({ methods: [...proof.methods], proved_at: proof.at })
    .where('id', '=', sessionId)
    .execute()
}

/** For whom the session acts from now on: nobody but its owner when `acting` is null. */
export async function setActing(tx: Tx, sessionId: string, acting: Acting | null): Promise<void> {
  await tablesOf<IdentityTables>(tx)
    .updateTable('identity.sessions')
    .set({ acting: acting && JSON.stringify(acting) })
    .where('id', '=', sessionId)
    .execute()
}

/** The mandate is over: whoever acts by it may do nothing more until they leave it. */
export async function endActing(
  tx: Tx,
  { id: mandateId, agentAccountId }: { id: string; agentAccountId: string },
): Promise<void> {
  nameKeys(tx, [agentAccountId])
  await tablesOf<IdentityTables>(tx)
    .updateTable('identity.sessions')
    .set({ acting: sql`acting || '{"isRevoked": true}'` })
    .where(sql<boolean>`acting ->> 'mandateId' = ${mandateId}`)
    .where('ended_at', 'is', null)
    .execute()
}

/** Those of an account that would let somebody in now, the one used last first. */
export async function listLive(tx: Tx, accountId: string, now: Date): Promise<SessionEntry[]> {
  const { jurisdiction, id } = splitPublicId(accountId)
  const rows = await tablesOf<IdentityTables>(tx)
    .selectFrom('identity.sessions')
    .selectAll()
    .where('account_jurisdiction', '=', jurisdiction)
    .where('account_id', '=', id)
    .where('ended_at', 'is', null)
    .where('idle_expires_at', '>', now)
    .where('expires_at', '>', now)
    .orderBy('seen_at', 'desc')
    .orderBy('id')
    .execute()
  return rows.map(entryOf)
}

/** All that are kept of an account, ended ones too, the newest first. */
export async function listAll(tx: Tx, accountId: string): Promise<SessionEntry[]> {
  const { jurisdiction, id } = splitPublicId(accountId)
  const rows = await tablesOf<IdentityTables>(tx)
    .selectFrom('identity.sessions')
    .selectAll()
    .where('account_jurisdiction', '=', jurisdiction)
    .where('account_id', '=', id)
    .orderBy('created_at', 'desc')
    .orderBy('id')
    .execute()
  return rows.map(entryOf)
}

/** How many live ones each of the accounts has; those without are left out. */
export async function countLiveFor(tx: Tx, accountIds: readonly string[], now: Date): Promise<Map<string, number>> {
  if (accountIds.length === 0) return new Map()
  const keys = accountIds.map(splitPublicId)
  const rows = await tablesOf<IdentityTables>(tx)
    .selectFrom('identity.sessions')
    .select((eb) => ['account_jurisdiction', 'account_id', eb.fn.countAll<string>().as('n')])
    .where('account_jurisdiction', 'in', [...new Set(keys.map(({ jurisdiction }) => jurisdiction))])
    .where(
      'account_id',
      'in',
      keys.map(({ id }) => id),
    )
    .where('ended_at', 'is', null)
    .where('idle_expires_at', '>', now)
    .groupBy(['account_jurisdiction', 'account_id'])
    .execute()
  return new Map(rows.map((row) => [joinPublicId(row.account_jurisdiction, row.account_id), Number(row.n)]))
}

export interface SignInRow {
  readonly accountId: string
  readonly kind: AccountRow['kind']
  readonly signedInAt: Date
  readonly methods: readonly string[]
  readonly mustChangePassword: boolean
}

/** Of a session that was not ended: whose, since when, by what, and whether its password is still a given one. */
export async function findSignIn(tx: Tx, sessionId: string): Promise<SignInRow | undefined> {
  const row = await tablesOf<IdentityTables>(tx)
    .selectFrom('identity.sessions as s')
    .innerJoin('identity.accounts as a', (join) =>
      join.onRef('a.jurisdiction', '=', 's.account_jurisdiction').onRef('a.id', '=', 's.account_id'),
    )
    .select(['a.jurisdiction', 'a.id', 'a.kind', 's.created_at', 's.methods', 'a.must_change_password'])
    .where('s.id', '=', sessionId)
    .where('s.ended_at', 'is', null)
    .executeTakeFirst()
  return (
    row && {
      accountId: joinPublicId(row.jurisdiction, row.id),
      kind: row.kind,
      signedInAt: row.created_at,
      methods: row.methods,
      mustChangePassword: row.must_change_password,
    }
  )
}

/** By which upstream provider a session was opened, if by one. */
export async function upstreamOf(tx: Tx, sessionId: string): Promise<string | undefined> {
  const row = await tablesOf<IdentityTables>(tx)
    .selectFrom('identity.sessions')
    .select('upstream')
    .where('id', '=', sessionId)
    .executeTakeFirst()
  return row?.upstream ?? undefined
}

/** Which of the sessions are neither ended nor expired. */
export async function liveAmong(tx: Tx, sessionIds: readonly string[], now: Date): Promise<Set<string>> {
  if (sessionIds.length === 0) return new Set()
  const rows = await tablesOf<IdentityTables>(tx)
    .selectFrom('identity.sessions')
    .select('id')
    .where('id', 'in', [...sessionIds])
    .where('ended_at', 'is', null)
    .where('idle_expires_at', '>', now)
    .where('expires_at', '>', now)
    .execute()
  return new Set(rows.map((row) => row.id))
}

/** Ends sessions of the account: one of them, or all but one. Returns those that it ended. */
export async function end(
  tx: Tx,
  accountId: string,
  which: { at: Date; only?: string; except?: string },
): Promise<string[]> {
  const { jurisdiction, id } = splitPublicId(accountId)
  let query = tablesOf<IdentityTables>(tx)
    .updateTable('identity.sessions')
    .set({ ended_at: which.at })
    .where('account_jurisdiction', '=', jurisdiction)
    .where('account_id', '=', id)
    .where('ended_at', 'is', null)
  if (which.only !== undefined) query = query.where('id', '=', which.only)
  if (which.except !== undefined) query = query.where('id', '<>', which.except)
  const ended = await query.returning('id').execute()
  return ended.map((row) => row.id)
}

/** Ends sessions that were begun by an upstream provider: of one sign-in there, or all of an account. Returns them by account. */
export async function endOfUpstream(
  tx: Tx,
  which: { upstream: string; at: Date; sid?: string; accountId?: string },
): Promise<Map<string, string[]>> {
  nameKeys(tx, [
    ...(which.sid === undefined ? [] : [which.sid]),
    ...(which.accountId === undefined ? [] : [which.accountId]),
  ])
  let query = tablesOf<IdentityTables>(tx)
    .updateTable('identity.sessions')
    .set({ ended_at: which.at })
    .where('upstream', '=', which.upstream)
    .where('ended_at', 'is', null)
  if (which.sid !== undefined) query = query.where('upstream_sid', '=', which.sid)
  if (which.accountId !== undefined) {
    const { jurisdiction, id } = splitPublicId(which.accountId)
    query = query.where('account_jurisdiction', '=', jurisdiction).where('account_id', '=', id)
  }
  const ended = new Map<string, string[]>()
  for (const row of await query.returning(['id', 'account_jurisdiction', 'account_id']).execute()) {
    const accountId = joinPublicId(row.account_jurisdiction, row.account_id)
    ended.set(accountId, [...(ended.get(accountId) ?? []), row.id])
  }
  return ended
}

/** Where and on what somebody signed in is theirs: it goes with the account. */
export async function forgetPlaces(tx: Tx, accountId: string): Promise<void> {
  const { jurisdiction, id } = splitPublicId(accountId)
  await tablesOf<IdentityTables>(tx)
    .updateTable('identity.sessions')
    .set({ device: '', network: null })
    .where('account_jurisdiction', '=', jurisdiction)
    .where('account_id', '=', id)
    .execute()
}

/** Takes away sessions that ended of themselves before the given time. */
export async function deleteExpired(tx: Tx, before: Date): Promise<void> {
  await tablesOf<IdentityTables>(tx).deleteFrom('identity.sessions').where('expires_at', '<', before).execute()
}

function entryOf(row: Selectable<Sessions>): SessionEntry {
  return {
    id: row.id,
    times: {
      createdAt: row.created_at,
      seenAt: row.seen_at,
      idleExpiresAt: row.idle_expires_at,
      expiresAt: row.expires_at,
    },
    methods: row.methods,
    provedAt: row.proved_at,
    ...actingOf(row),
    device: row.device,
    ...(row.network !== null && { network: row.network }),
  }
}

function actingOf({ acting }: { acting: unknown }): { acting?: Acting } {
  return acting === null ? {} : { acting: acting as Acting }
}
