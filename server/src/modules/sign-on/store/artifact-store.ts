import { hash } from 'node:crypto'
import type { Selectable } from 'kysely'
import { sql } from 'kysely'
import { tablesOf } from '../../../platform/db/index.ts'
import type { Tx } from '../../../platform/db/index.ts'
import type { Vault } from '../../../platform/vault/vault.ts'
import type { Artifacts, SignOnTables } from './tables.ts'
import type { SealedTable } from '../../../platform/vault/index.ts'

/** What the provider keeps of one code, token, session or request, as it hands it over. */
export interface ArtifactPayload {
  readonly [name: string]: unknown
  readonly uid?: string
  readonly userCode?: string
  readonly grantId?: string
  readonly accountId?: string
  readonly clientId?: string
  readonly scope?: string
}

export interface ArtifactRow {
  readonly kind: string
  readonly digest: Buffer
  readonly payload: ArtifactPayload
  readonly accountId?: string
  readonly clientId?: string
  readonly sessionId?: string
  readonly expiresAt: Date
  readonly consumedAt?: Date
}

const CONTEXT = 'sign_on.artifact'

export const sealed: SealedTable = { table: 'sign_on.artifacts', columns: { payload: CONTEXT } }

/** Ids are the tokens themselves, of 256 random bits; the table knows their digests alone. */
export function digestOf(kind: string, id: string): Buffer {
  return hash('sha256', `${kind}\0${id}`, 'buffer')
}

export interface Keeping {
  readonly tx: Tx
  readonly vault: Vault
}

export async function find({ tx, vault }: Keeping, kind: string, id: string): Promise<ArtifactRow | undefined> {
  const row = await all(tx).where('kind', '=', kind).where('digest', '=', digestOf(kind, id)).executeTakeFirst()
  return row && fromRow(vault, row)
}

export async function findByUid({ tx, vault }: Keeping, kind: string, uid: string): Promise<ArtifactRow | undefined> {
  const row = await all(tx).where('kind', '=', kind).where('uid_digest', '=', digestOf('uid', uid)).executeTakeFirst()
  return row && fromRow(vault, row)
}

/** Codes that people type are short: their index is keyed. */
export async function findByUserCode({ tx, vault }: Keeping, userCode: string): Promise<ArtifactRow | undefined> {
  const row = await all(tx)
    .where('kind', '=', 'DeviceCode')
    .where('user_code_blind', '=', vault.blind(userCode, CONTEXT))
    .executeTakeFirst()
  return row && fromRow(vault, row)
}

export interface Kept {
  readonly kind: string
  readonly id: string
  readonly payload: ArtifactPayload
  readonly expiresAt: Date
  readonly sessionId?: string
}

function values(vault: Vault, { kind, id, payload, expiresAt, sessionId }: Kept) {
  const { grantId, uid, userCode, accountId, clientId } = payload
  return {
    kind,
    digest: digestOf(kind, id),
    payload: vault.seal(JSON.stringify(payload), CONTEXT),
    grant_digest: grantId === undefined ? null : digestOf('Grant', grantId),
    uid_digest: uid === undefined ? null : digestOf('uid', uid),
    user_code_blind: userCode === undefined ? null : vault.blind(userCode, CONTEXT),
    account_id: accountId ?? null,
    client_id: clientId ?? null,
    session_id: sessionId ?? null,
    expires_at: expiresAt,
    consumed_at: null,
  }
}

/** False when it is there already. */
export async function insert({ tx, vault }: Keeping, kept: Kept): Promise<boolean> {
  const result = await tablesOf<SignOnTables>(tx)
    .insertInto('sign_on.artifacts')
    .values(values(vault, kept))
    .onConflict((conflict) => conflict.columns(['jurisdiction', 'kind', 'digest']).doNothing())
    .executeTakeFirst()
  return result.numInsertedOrUpdatedRows === 1n
}

/** Keeps the sign-in that a session stands on unless another is given. */
export async function save({ tx, vault }: Keeping, kept: Kept): Promise<void> {
  const { kind: _kind, digest: _digest, session_id, consumed_at: _consumed, ...changes } = values(vault, kept)
  await tablesOf<SignOnTables>(tx)
    .insertInto('sign_on.artifacts')
    .values(values(vault, kept))
    .onConflict((conflict) =>
      conflict
        .columns(['jurisdiction', 'kind', 'digest'])
        .doUpdateSet(session_id === null ? changes : { ...changes, session_id }),
    )
    .execute()
}

/** False when somebody used it before: of two at once one is too late. */
export async function consume(tx: Tx, kind: string, id: string, at: Date): Promise<boolean> {
  const result = await tablesOf<SignOnTables>(tx)
    .updateTable('sign_on.artifacts')
    .set({ consumed_at: at })
    .where('jurisdiction', '=', '000000')
    .where('kind', '=', kind)
    .where('digest', '=', digestOf(kind, id))
    .where('consumed_at', 'is', null)
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

export interface Removed {
  readonly kind: string
  readonly accountId?: string
  readonly clientId?: string
  readonly sessionId?: string
}

export async function remove(tx: Tx, kind: string, id: string): Promise<Removed | undefined> {
  return (await removed(tx, sql`kind = ${kind} and digest = ${digestOf(kind, id)}`))[0]
}

export async function removeByDigest(tx: Tx, kind: string, digest: Buffer): Promise<void> {
  await removed(tx, sql`kind = ${kind} and digest = ${digest}`)
}

/** What was issued on a grant: of one kind, or all of it. */
export async function removeByGrant(tx: Tx, grantId: string, kind?: string): Promise<Removed[]> {
  const ofKind = kind === undefined ? sql`true` : sql`kind = ${kind}`
  return removed(tx, sql`grant_digest = ${digestOf('Grant', grantId)} and ${ofKind}`)
}

/** All that one application holds of one person, sessions of the provider apart. */
export async function removeOfAccount(tx: Tx, accountId: string, clientId: string): Promise<Removed[]> {
  return removed(tx, sql`account_id = ${accountId} and client_id = ${clientId} and kind <> 'Session'`)
}

export async function removeOfClient(tx: Tx, clientId: string): Promise<Removed[]> {
  return removed(tx, sql`client_id = ${clientId}`)
}

const SWEPT_AT_ONCE = 5_000

/** Takes away what expired before; how many. */
export async function sweep(tx: Tx, before: Date): Promise<number> {
  const { rows } = await sql`delete from sign_on.artifacts where (jurisdiction, kind, digest) in
    (select jurisdiction, kind, digest from sign_on.artifacts where expires_at < ${before} order by expires_at
      limit ${SWEPT_AT_ONCE} for update skip locked) returning 1`.execute(tablesOf<SignOnTables>(tx))
  return rows.length
}

/** The provider's sessions of one account that stand on a sign-in. */
export async function listSessions({ tx, vault }: Keeping, accountId: string): Promise<ArtifactRow[]> {
  const rows = await sessions(tx).where('account_id', '=', accountId).execute()
  return rows.map((row) => fromRow(vault, row))
}

/** The provider's sessions that stand on these sign-ins. */
export async function listSessionsOn({ tx, vault }: Keeping, sessionIds: readonly string[]): Promise<ArtifactRow[]> {
  if (sessionIds.length === 0) return []
  const rows = await sessions(tx)
    .where('session_id', 'in', [...sessionIds])
    .execute()
  return rows.map((row) => fromRow(vault, row))
}

/** On which sign-ins the provider has sessions. */
export async function listSignIns(tx: Tx): Promise<string[]> {
  const rows = await tablesOf<SignOnTables>(tx)
    .selectFrom('sign_on.artifacts')
    .select('session_id')
    .distinct()
    .where('session_id', 'is not', null)
    .execute()
  return rows.flatMap((row) => row.session_id ?? [])
}

/** Takes one application out of a session, if it is still there. */
export async function forgetAuthorization(
  { tx, vault }: Keeping,
  session: { kind: string; digest: Buffer },
  clientId: string,
): Promise<void> {
  const row = await all(tx)
    .where('kind', '=', session.kind)
    .where('digest', '=', session.digest)
    .forUpdate()
    .executeTakeFirst()
  if (!row) return
  const { payload } = fromRow(vault, row)
  const { [clientId]: _gone, ...authorizations } = (payload.authorizations ?? {}) as Record<string, unknown>
  await tablesOf<SignOnTables>(tx)
    .updateTable('sign_on.artifacts')
    .set({ payload: vault.seal(JSON.stringify({ ...payload, authorizations }), CONTEXT) })
    .where('jurisdiction', '=', '000000')
    .where('kind', '=', session.kind)
    .where('digest', '=', session.digest)
    .execute()
}

async function removed(tx: Tx, condition: ReturnType<typeof sql>): Promise<Removed[]> {
  const rows = await tablesOf<SignOnTables>(tx)
    .deleteFrom('sign_on.artifacts')
    .where('jurisdiction', '=', '000000')
    .where(sql<boolean>`(${condition})`)
    .returning(['kind', 'account_id', 'client_id', 'session_id'])
    .execute()
  return rows.map((row) => ({
    kind: row.kind,
    ...(row.account_id !== null && { accountId: row.account_id }),
    ...(row.client_id !== null && { clientId: row.client_id }),
    ...(row.session_id !== null && { sessionId: row.session_id }),
  }))
}

function sessions(tx: Tx) {
  return all(tx).where('kind', '=', 'Session').where('session_id', 'is not', null)
}

function all(tx: Tx) {
  return tablesOf<SignOnTables>(tx).selectFrom('sign_on.artifacts').selectAll().where('jurisdiction', '=', '000000')
}

function fromRow(vault: Vault, row: Selectable<Artifacts>): ArtifactRow {
  return {
    kind: row.kind,
    digest: row.digest,
    expiresAt: row.expires_at,
    payload: JSON.parse(vault.open(row.payload, CONTEXT)) as ArtifactPayload,
    ...(row.account_id !== null && { accountId: row.account_id }),
    ...(row.client_id !== null && { clientId: row.client_id }),
    ...(row.session_id !== null && { sessionId: row.session_id }),
    ...(row.consumed_at !== null && { consumedAt: row.consumed_at }),
  }
}
