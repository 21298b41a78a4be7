import { joinPublicId, newPublicId, splitPublicId } from '../../../kernel/index.ts'
import { nameKeys, tablesOf } from '../../../platform/db/index.ts'
import type { Tx } from '../../../platform/db/index.ts'
import type { PassedCheck } from '../domain/real-name.ts'
import type { IdentityTables } from './tables.ts'

export async function listChecks(tx: Tx, accountId: string): Promise<PassedCheck[]> {
  const { jurisdiction, id } = splitPublicId(accountId)
  nameKeys(tx, [accountId])
  const rows = await tablesOf<IdentityTables>(tx)
    .selectFrom('identity.real_name_checks')
    .selectAll()
    .where('jurisdiction', '=', jurisdiction)
    .where('account_id', '=', id)
    .orderBy('kind')
    .execute()
  return rows.map((row) => ({
    kind: row.kind,
    source: row.source,
    passedAt: row.passed_at,
    ...(row.valid_until !== null && { validUntil: row.valid_until }),
    ...(row.gives !== null && { gives: row.gives }),
  }))
}

/** The newest answer of a kind stands in the place of the one before. */
export async function saveCheck(
  tx: Tx,
  accountId: string,
  { kind, source, passedAt, validUntil, gives, provider }: PassedCheck & { provider: string },
): Promise<void> {
  const { jurisdiction, id } = splitPublicId(accountId)
  nameKeys(tx, [accountId])
  const values = { provider, source, passed_at: passedAt, valid_until: validUntil ?? null, gives: gives ?? null }
  await tablesOf<IdentityTables>(tx)
    .insertInto('identity.real_name_checks')
    .values({ jurisdiction, account_id: id, kind, ...values })
    .onConflict((conflict) => conflict.columns(['jurisdiction', 'account_id', 'kind']).doUpdateSet(values))
    .execute()
}

/** A question that was begun and waits for its end. */
export interface Attempt {
  readonly id: string
  readonly accountId: string
  readonly provider: string
  readonly reference: Buffer
  readonly expiresAt: Date
}

export async function insertAttempt(
  tx: Tx,
  attempt: Omit<Attempt, 'id'> & { begunAt: Date; recoveryId?: string },
): Promise<string> {
  const attemptId = newPublicId(splitPublicId(attempt.accountId).jurisdiction)
  nameKeys(tx, [attempt.accountId])
  await tablesOf<IdentityTables>(tx)
    .insertInto('identity.real_name_attempts')
    .values({
      ...splitPublicId(attemptId),
      account_id: splitPublicId(attempt.accountId).id,
      provider: attempt.provider,
      reference: attempt.reference,
      begun_at: attempt.begunAt,
      expires_at: attempt.expiresAt,
      ended_at: null,
      recovery_id: attempt.recoveryId === undefined ? null : splitPublicId(attempt.recoveryId).id,
    })
    .execute()
  return attemptId
}

/** One of the account's own that is neither ended nor too old. */
export async function findAttempt(
  tx: Tx,
  key: { attemptId: string; accountId: string; now: Date },
): Promise<Attempt | undefined> {
  const { jurisdiction, id } = splitPublicId(key.attemptId)
  nameKeys(tx, [key.accountId])
  const row = await tablesOf<IdentityTables>(tx)
    .selectFrom('identity.real_name_attempts')
    .selectAll()
    .where('jurisdiction', '=', jurisdiction)
    .where('id', '=', id)
    .where('ended_at', 'is', null)
    .where('expires_at', '>', key.now)
    .where('recovery_id', 'is', null)
    .executeTakeFirst()
  if (!row) return undefined
  const accountId = joinPublicId(row.jurisdiction, row.account_id)
  if (accountId !== key.accountId) return undefined
  const { provider, reference } = row
  return { id: key.attemptId, accountId, provider, reference, expiresAt: row.expires_at }
}

/** The newest open question of each source. */
export async function openAttempts(tx: Tx, accountId: string, now: Date): Promise<Map<string, string>> {
  const { jurisdiction, id } = splitPublicId(accountId)
  nameKeys(tx, [accountId])
  const rows = await tablesOf<IdentityTables>(tx)
    .selectFrom('identity.real_name_attempts')
    .select(['id', 'provider'])
    .where('jurisdiction', '=', jurisdiction)
    .where('account_id', '=', id)
    .where('ended_at', 'is', null)
    .where('expires_at', '>', now)
    .where('recovery_id', 'is', null)
    .orderBy('begun_at')
    .execute()
  return new Map(rows.map((row) => [row.provider, joinPublicId(jurisdiction, row.id)]))
}

/** The newest open question of each source within one recovery of the password. */
export async function attemptsOfRecovery(
  tx: Tx,
  key: { recoveryId: string; accountId: string; now: Date },
): Promise<Map<string, Attempt>> {
  nameKeys(tx, [key.accountId])
  const { jurisdiction, id } = splitPublicId(key.accountId)
  const rows = await tablesOf<IdentityTables>(tx)
    .selectFrom('identity.real_name_attempts')
    .selectAll()
    .where('jurisdiction', '=', jurisdiction)
    .where('account_id', '=', id)
    .where('recovery_id', '=', splitPublicId(key.recoveryId).id)
    .where('ended_at', 'is', null)
    .where('expires_at', '>', key.now)
    .orderBy('begun_at')
    .execute()
  return new Map(
    rows.map(({ id: one, provider, reference, expires_at: expiresAt }) => [
      provider,
      { id: joinPublicId(jurisdiction, one), accountId: key.accountId, provider, reference, expiresAt },
    ]),
  )
}

/** False when it was ended before: an answer counts once. */
export async function endAttempt(tx: Tx, attemptId: string, at: Date): Promise<boolean> {
  const { jurisdiction, id } = splitPublicId(attemptId)
  const result = await tablesOf<IdentityTables>(tx)
    .updateTable('identity.real_name_attempts')
    .set({ ended_at: at })
    .where('jurisdiction', '=', jurisdiction)
    .where('id', '=', id)
    .where('ended_at', 'is', null)
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

export async function forgetAttempts(tx: Tx, before: Date): Promise<void> {
  await tablesOf<IdentityTables>(tx)
    .deleteFrom('identity.real_name_attempts')
    .where('expires_at', '<', before)
    .execute()
}

/** Nothing of an account that is gone stays. */
export async function forget(tx: Tx, accountId: string): Promise<void> {
  const { jurisdiction, id } = splitPublicId(accountId)
  nameKeys(tx, [accountId])
  const db = tablesOf<IdentityTables>(tx)
  for (const table of ['identity.real_name_checks', 'identity.real_name_attempts'] as const) {
    await db.deleteFrom(table).where('jurisdiction', '=', jurisdiction).where('account_id', '=', id).execute()
  }
}
