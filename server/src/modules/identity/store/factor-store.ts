import type { Selectable } from 'kysely'
import { joinPublicId, splitPublicId } from '../../../kernel/index.ts'
import { tablesOf } from '../../../platform/db/index.ts'
import type { Tx } from '../../../platform/db/index.ts'
import type { Factors, IdentityTables } from './tables.ts'

interface SharedPart {
  readonly id: string
  readonly accountId: string
  readonly label: string
  readonly createdAt: Date
  readonly usedAt?: Date
  readonly blockedAt?: Date
  readonly version: number
}

/** 通行密钥 as it is kept: nothing of it is secret. */
export interface Passkey extends SharedPart {
  readonly kind: 'passkey'
  readonly credentialId: Buffer
  readonly publicKey: Buffer
  readonly counter: number
  readonly transports: readonly string[]
  readonly isSynced: boolean
}

/** 动态口令 as it is kept: its secret sealed. */
export interface CodeSource extends SharedPart {
  readonly kind: 'totp'
  readonly secret: Buffer
  readonly usedStep?: number
}

export type Factor = Passkey | CodeSource

export async function listOf(tx: Tx, accountId: string): Promise<Factor[]> {
  const rows = await ofAccount(tx, accountId).orderBy('created_at').orderBy('id').execute()
  return rows.map(factorOf)
}

/** Locked until the transaction ends: a counter or a step is looked at and moved on by one at a time. */
export async function lockAllOf(tx: Tx, accountId: string): Promise<Factor[]> {
  const rows = await ofAccount(tx, accountId).orderBy('created_at').orderBy('id').forUpdate().execute()
  return rows.map(factorOf)
}

/** How many each of the accounts has; those without are left out. */
export async function countFor(tx: Tx, accountIds: readonly string[]): Promise<Map<string, number>> {
  if (accountIds.length === 0) return new Map()
  const keys = accountIds.map(splitPublicId)
  const rows = await tablesOf<IdentityTables>(tx)
    .selectFrom('identity.factors')
    .select((eb) => ['jurisdiction', 'account_id', eb.fn.countAll<string>().as('n')])
    .where('jurisdiction', 'in', [...new Set(keys.map(({ jurisdiction }) => jurisdiction))])
    .where(
      'account_id',
      'in',
      keys.map(({ id }) => id),
    )
    .groupBy(['jurisdiction', 'account_id'])
    .execute()
  return new Map(rows.map((row) => [joinPublicId(row.jurisdiction, row.account_id), Number(row.n)]))
}

function ofAccount(tx: Tx, accountId: string) {
  const { jurisdiction, id } = splitPublicId(accountId)
  return tablesOf<IdentityTables>(tx)
    .selectFrom('identity.factors')
    .selectAll()
    .where('jurisdiction', '=', jurisdiction)
    .where('account_id', '=', id)
}

/** False when the credential, or a source of codes for this account, is there already. */
export async function insert(tx: Tx, factor: Factor): Promise<boolean> {
  const isPasskey = factor.kind === 'passkey'
  const result = await tablesOf<IdentityTables>(tx)
    .insertInto('identity.factors')
    .values({
      ...splitPublicId(factor.id),
      account_id: splitPublicId(factor.accountId).id,
      kind: factor.kind,
      label: factor.label,
      credential_id: isPasskey ? factor.credentialId : null,
      public_key: isPasskey ? factor.publicKey : null,
      counter: isPasskey ? factor.counter : null,
      transports: isPasskey ? [...factor.transports] : null,
      is_synced: isPasskey ? factor.isSynced : null,
      secret: isPasskey ? null : factor.secret,
      used_step: isPasskey ? null : (factor.usedStep ?? null),
      created_at: factor.createdAt,
      used_at: factor.usedAt ?? null,
      blocked_at: null,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return result.numInsertedOrUpdatedRows === 1n
}

/** What a use moves on. It is not the owner's doing that makes a version: the version stays. */
export async function noteUse(
  tx: Tx,
  factorId: string,
  use: { at: Date; counter?: number; isSynced?: boolean; usedStep?: number },
): Promise<void> {
  await byKey(tx, factorId)
    .set({
      used_at: use.at,
      ...(use.counter !== undefined && { counter: use.counter }),
      ...(use.isSynced !== undefined && { is_synced: use.isSynced }),
      ...(use.usedStep !== undefined && { used_step: use.usedStep }),
    })
    .execute()
}

export async function block(tx: Tx, factorId: string, at: Date): Promise<void> {
  await byKey(tx, factorId)
    .set((eb) => ({ blocked_at: at, version: eb('version', '+', 1) }))
    .execute()
}

export async function rename(tx: Tx, factorId: string, label: string): Promise<void> {
  await byKey(tx, factorId)
    .set((eb) => ({ label, version: eb('version', '+', 1) }))
    .execute()
}

function byKey(tx: Tx, factorId: string) {
  const { jurisdiction, id } = splitPublicId(factorId)
  return tablesOf<IdentityTables>(tx)
    .updateTable('identity.factors')
    .where('jurisdiction', '=', jurisdiction)
    .where('id', '=', id)
}

/** Of the account all, or one. The row goes: what it was stands in the ledger. */
export async function remove(tx: Tx, accountId: string, factorId?: string): Promise<number> {
  const { jurisdiction, id } = splitPublicId(accountId)
  let query = tablesOf<IdentityTables>(tx)
    .deleteFrom('identity.factors')
    .where('jurisdiction', '=', jurisdiction)
    .where('account_id', '=', id)
  if (factorId !== undefined) query = query.where('id', '=', splitPublicId(factorId).id)
  return Number((await query.executeTakeFirst()).numDeletedRows)
}

/** Takes a recovery code; false when there is none such (any more). */
export async function takeRecoveryCode(tx: Tx, accountId: string, digest: Buffer): Promise<boolean> {
  const { jurisdiction, id } = splitPublicId(accountId)
  const result = await tablesOf<IdentityTables>(tx)
    .deleteFrom('identity.recovery_codes')
    .where('jurisdiction', '=', jurisdiction)
    .where('account_id', '=', id)
    .where('digest', '=', digest)
    .executeTakeFirst()
  return result.numDeletedRows === 1n
}

/** In place of those that there were; with none, they are gone. */
export async function replaceRecoveryCodes(tx: Tx, accountId: string, digests: readonly Buffer[]): Promise<void> {
  const { jurisdiction, id } = splitPublicId(accountId)
  const db = tablesOf<IdentityTables>(tx)
  await db
    .deleteFrom('identity.recovery_codes')
    .where('jurisdiction', '=', jurisdiction)
    .where('account_id', '=', id)
    .execute()
  if (digests.length === 0) return
  const rows = digests.map((digest) => ({ jurisdiction, account_id: id, digest }))
  await db.insertInto('identity.recovery_codes').values(rows).execute()
}

export async function countRecoveryCodes(tx: Tx, accountId: string): Promise<number> {
  const { jurisdiction, id } = splitPublicId(accountId)
  const row = await tablesOf<IdentityTables>(tx)
    .selectFrom('identity.recovery_codes')
    .select((eb) => eb.fn.countAll<string>().as('n'))
    .where('jurisdiction', '=', jurisdiction)
    .where('account_id', '=', id)
    .executeTakeFirst()
  return Number(row?.n ?? 0)
}

/** A challenge counts once; false when it was answered before. */
export async function useChallenge(tx: Tx, digest: Buffer, expiresAt: Date): Promise<boolean> {
  const result = await tablesOf<IdentityTables>(tx)
    .insertInto('identity.used_challenges')
    .values({ digest, expires_at: expiresAt })
    .onConflict((conflict) => conflict.columns(['jurisdiction', 'digest']).doNothing())
    .executeTakeFirst()
  return result.numInsertedOrUpdatedRows === 1n
}

export async function forgetChallenges(tx: Tx, before: Date): Promise<void> {
  await tablesOf<IdentityTables>(tx).deleteFrom('identity.used_challenges').where('expires_at', '<', before).execute()
}

function factorOf(row: Selectable<Factors>): Factor {
  const shared: SharedPart = {
    id: joinPublicId(row.jurisdiction, row.id),
    accountId: joinPublicId(row.jurisdiction, row.account_id),
    label: row.label,
    createdAt: row.created_at,
    version: row.version,
    ...(row.used_at !== null && { usedAt: row.used_at }),
    ...(row.blocked_at !== null && { blockedAt: row.blocked_at }),
  }
  if (row.kind === 'totp') {
    const usedStep = row.used_step === null ? {} : { usedStep: row.used_step }
    return { ...shared, kind: 'totp', secret: row.secret!, ...usedStep }
  }
  return {
    ...shared,
    kind: 'passkey',
    credentialId: row.credential_id!,
    publicKey: row.public_key!,
    counter: row.counter!,
    transports: row.transports ?? [],
    isSynced: row.is_synced ?? false,
  }
}
