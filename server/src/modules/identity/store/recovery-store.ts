import type { Selectable } from 'kysely'
import { joinPublicId, newPublicId, splitPublicId } from '../../../kernel/index.ts'
import { nameKeys, send, tablesOf } from '../../../platform/db/index.ts'
import type { Tx } from '../../../platform/db/index.ts'
import type { IdentityTables, Recoveries } from './tables.ts'

/** 找回密码 as it is kept. */
export interface Recovery {
  readonly id: string
  readonly accountId: string
  readonly way: Recoveries['way']
  readonly state: 'started' | 'open' | 'waiting' | 'done' | 'stopped'
  readonly passed: readonly string[]
  readonly begunAt: Date
  readonly expiresAt: Date
  readonly readyAt?: Date
  readonly endedAt?: Date
  readonly startDigest?: Buffer
}

export function newRecoveryId(accountId: string): string {
  return newPublicId(splitPublicId(accountId).jurisdiction)
}

/** Sent and not waited for: whether a row was written does not show in the time of the answer. */
export function insert(
  tx: Tx,
  recovery: Omit<Recovery, 'endedAt' | 'readyAt'> & { startedBy?: string },
): Promise<void> {
  nameKeys(tx, [recovery.accountId])
  return send(
    tx,
    tablesOf<IdentityTables>(tx)
      .insertInto('identity.recoveries')
      .values({
        ...splitPublicId(recovery.id),
        account_id: splitPublicId(recovery.accountId).id,
        way: recovery.way,
        state: recovery.state,
        passed: [...recovery.passed],
        begun_at: recovery.begunAt,
        expires_at: recovery.expiresAt,
        ready_at: null,
        ended_at: null,
        started_by: recovery.startedBy ?? null,
        start_digest: recovery.startDigest ?? null,
      }),
  )
}

export async function find(tx: Tx, key: { id: string; accountId: string }): Promise<Recovery | undefined> {
  const row = await byKey(tx, key).executeTakeFirst()
  return row && recoveryOf(row)
}

/** Locks the row until the transaction ends. */
export async function lock(tx: Tx, key: { id: string; accountId: string }): Promise<Recovery | undefined> {
  const row = await byKey(tx, key).forUpdate().executeTakeFirst()
  return row && recoveryOf(row)
}

/** The newest of an account in one of these states, locked. */
export async function lockNewest(
  tx: Tx,
  accountId: string,
  states: readonly Recovery['state'][],
): Promise<Recovery | undefined> {
  const row = await ofAccount(tx, accountId)
    .where('state', 'in', [...states])
    .orderBy('begun_at', 'desc')
    .limit(1)
    .forUpdate()
    .executeTakeFirst()
  return row && recoveryOf(row)
}

/** All of an account that may still lead somewhere or did so lately, the newest first. */
export async function listOf(tx: Tx, accountId: string): Promise<Recovery[]> {
  const rows = await ofAccount(tx, accountId).orderBy('begun_at', 'desc').limit(MOST_LOOKED_AT).execute()
  return rows.map(recoveryOf)
}

const MOST_LOOKED_AT = 200

export async function save(
  tx: Tx,
  recovery: Pick<Recovery, 'id' | 'accountId'>,
  change: { state?: Recovery['state']; passed?: readonly string[]; expiresAt?: Date; readyAt?: Date; endedAt?: Date },
): Promise<void> {
  nameKeys(tx, [recovery.accountId])
  const { jurisdiction, id } = splitPublicId(recovery.id)
  const { state, passed, expiresAt, readyAt, endedAt } = change
  await tablesOf<IdentityTables>(tx)
    .updateTable('identity.recoveries')
    .set({
      ...(state !== undefined && { state }),
      ...(state !== undefined && state !== 'started' && { start_digest: null }),
      ...(passed && { passed: [...passed] }),
      ...(expiresAt && { expires_at: expiresAt }),
      ...(readyAt && { ready_at: readyAt }),
      ...(endedAt && { ended_at: endedAt }),
    })
    .where('jurisdiction', '=', jurisdiction)
    .where('id', '=', id)
    .execute()
}

/** Ends all of the account that are not over: one led to a password, or the owner wants none. */
export async function endAll(
  tx: Tx,
  accountId: string,
  end: { state: 'done' | 'stopped'; at: Date },
): Promise<string[]> {
  nameKeys(tx, [accountId])
  const { jurisdiction, id } = splitPublicId(accountId)
  const rows = await tablesOf<IdentityTables>(tx)
    .updateTable('identity.recoveries')
    .set({ state: end.state, ended_at: end.at, start_digest: null })
    .where('jurisdiction', '=', jurisdiction)
    .where('account_id', '=', id)
    .where('state', 'in', ['started', 'open', 'waiting'])
    .returning('id')
    .execute()
  return rows.map((row) => joinPublicId(jurisdiction, row.id))
}

/** Nothing of an account that is gone stays. */
export async function forget(tx: Tx, accountId: string): Promise<void> {
  nameKeys(tx, [accountId])
  const { jurisdiction, id } = splitPublicId(accountId)
  await tablesOf<IdentityTables>(tx)
    .deleteFrom('identity.recoveries')
    .where('jurisdiction', '=', jurisdiction)
    .where('account_id', '=', id)
    .execute()
}

export async function forgetOld(tx: Tx, before: Date): Promise<void> {
  await tablesOf<IdentityTables>(tx).deleteFrom('identity.recoveries').where('expires_at', '<', before).execute()
}

function byKey(tx: Tx, key: { id: string; accountId: string }) {
  return ofAccount(tx, key.accountId).where('id', '=', splitPublicId(key.id).id)
}

function ofAccount(tx: Tx, accountId: string) {
  nameKeys(tx, [accountId])
  const { jurisdiction, id } = splitPublicId(accountId)
  return tablesOf<IdentityTables>(tx)
    .selectFrom('identity.recoveries')
    .selectAll()
    .where('jurisdiction', '=', jurisdiction)
    .where('account_id', '=', id)
}

function recoveryOf(row: Selectable<Recoveries>): Recovery {
  return {
    id: joinPublicId(row.jurisdiction, row.id),
    accountId: joinPublicId(row.jurisdiction, row.account_id),
    way: row.way,
    state: row.state,
    passed: row.passed,
    begunAt: row.begun_at,
    expiresAt: row.expires_at,
    ...(row.ready_at !== null && { readyAt: row.ready_at }),
    ...(row.ended_at !== null && { endedAt: row.ended_at }),
    ...(row.start_digest !== null && { startDigest: row.start_digest }),
  }
}
