import type { Selectable } from 'kysely'
import { joinPublicId, splitPublicId } from '../../../kernel/index.ts'
import type { Reach } from '../../../kernel/index.ts'
import { tablesOf } from '../../../platform/db/index.ts'
import type { Tx } from '../../../platform/db/index.ts'
import { withinReach } from '../../../platform/permits/index.ts'
import type { FactorResets, IdentityTables } from './tables.ts'

/** 因素重置 as it is kept. */
export interface FactorReset {
  readonly id: string
  readonly accountId: string
  readonly division: string
  readonly state: 'asked' | 'granted' | 'refused'
  /** Public ids of the members of staff. */
  readonly askedBy: string
  readonly askedAt: Date
  readonly decidedBy?: string
  readonly version: number
  readonly what: 'factors' | 'password'
  /** Of a password, as long as it is asked for: the half of a start code that who asked has given. */
  readonly startDigest?: Buffer
}

/** False when one is asked for already. */
export async function insert(tx: Tx, reset: FactorReset): Promise<boolean> {
  const result = await tablesOf<IdentityTables>(tx)
    .insertInto('identity.factor_resets')
    .values({
      ...splitPublicId(reset.id),
      account_id: splitPublicId(reset.accountId).id,
      division: reset.division,
      asked_by: reset.askedBy,
      asked_at: reset.askedAt,
      what: reset.what,
      start_digest: reset.startDigest ?? null,
      decided_by: null,
      decided_at: null,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return result.numInsertedOrUpdatedRows === 1n
}

/** Locks the row until the transaction ends. */
export async function lock(tx: Tx, resetId: string): Promise<FactorReset | undefined> {
  const { jurisdiction, id } = splitPublicId(resetId)
  const row = await tablesOf<IdentityTables>(tx)
    .selectFrom('identity.factor_resets')
    .selectAll()
    .where('jurisdiction', '=', jurisdiction)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  return row && fromRow(row)
}

export async function decide(
  tx: Tx,
  resetId: string,
  decision: { state: 'granted' | 'refused'; by: string; at: Date },
): Promise<void> {
  const { jurisdiction, id } = splitPublicId(resetId)
  await tablesOf<IdentityTables>(tx)
    .updateTable('identity.factor_resets')
    .set((eb) => ({
      state: decision.state,
      start_digest: null,
      decided_by: decision.by,
      decided_at: decision.at,
      version: eb('version', '+', 1),
    }))
    .where('jurisdiction', '=', jurisdiction)
    .where('id', '=', id)
    .execute()
}

/** The newest first. */
export async function list(
  tx: Tx,
  page: { reach: Reach; state: 'asked' | 'decided' | undefined; after: FactorReset | undefined; limit: number },
): Promise<FactorReset[]> {
  let query = tablesOf<IdentityTables>(tx)
    .selectFrom('identity.factor_resets')
    .selectAll()
    .where(withinReach(page.reach, { division: 'division' }))
    .orderBy('asked_at', 'desc')
    .orderBy('id')
    .limit(page.limit)
  if (page.state !== undefined) query = query.where('state', page.state === 'asked' ? '=' : '<>', 'asked')
  if (page.after) {
    const { askedAt, id } = { ...page.after, id: splitPublicId(page.after.id).id }
    query = query.where((eb) =>
      eb.or([eb('asked_at', '<', askedAt), eb.and([eb('asked_at', '=', askedAt), eb('id', '>', id)])]),
    )
  }
  return (await query.execute()).map(fromRow)
}

export async function find(tx: Tx, resetId: string): Promise<FactorReset | undefined> {
  const { jurisdiction, id } = splitPublicId(resetId)
  const row = await tablesOf<IdentityTables>(tx)
    .selectFrom('identity.factor_resets')
    .selectAll()
    .where('jurisdiction', '=', jurisdiction)
    .where('id', '=', id)
    .executeTakeFirst()
  return row && fromRow(row)
}

function fromRow(row: Selectable<FactorResets>): FactorReset {
  return {
    id: joinPublicId(row.jurisdiction, row.id),
    accountId: joinPublicId(row.jurisdiction, row.account_id),
    division: row.division,
    state: row.state,
    askedBy: row.asked_by,
    askedAt: row.asked_at,
    version: row.version,
    what: row.what,
    ...(row.start_digest !== null && { startDigest: row.start_digest }),
    ...(row.decided_by !== null && { decidedBy: row.decided_by }),
  }
}
