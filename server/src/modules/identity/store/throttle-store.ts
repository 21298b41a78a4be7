import { tablesOf } from '../../../platform/db/index.ts'
import type { Tx } from '../../../platform/db/index.ts'
import type { Throttle } from '../domain/throttle.ts'
import type { IdentityTables } from './tables.ts'

export async function findMany(tx: Tx, keys: readonly Buffer[]): Promise<(Throttle | undefined)[]> {
  return inOrder(keys, await byKeys(tx, keys).execute())
}

/** The same, locked until the transaction ends: attempts that have something in common take turns. */
export async function lockExisting(tx: Tx, keys: readonly Buffer[]): Promise<(Throttle | undefined)[]> {
  return inOrder(keys, await byKeys(tx, keys).orderBy('key').forUpdate().execute())
}

/** Makes the rows that are not there and locks all, in the order of their keys, so that two failures at once are both counted. */
export async function lockMany(tx: Tx, keys: readonly Buffer[]): Promise<(Throttle | undefined)[]> {
  await tablesOf<IdentityTables>(tx)
    .insertInto('identity.throttles')
    .values(
      [...keys].sort(Buffer.compare).map((key) => ({ key, failures: 0, since: new Date(0), blocked_until: null })),
    )
    .onConflict((conflict) => conflict.columns(['jurisdiction', 'key']).doNothing())
    .execute()
  return lockExisting(tx, keys)
}

export async function save(tx: Tx, key: Buffer, throttle: Throttle): Promise<void> {
  await tablesOf<IdentityTables>(tx)
    .updateTable('identity.throttles')
    .set({ failures: throttle.failures, since: throttle.since, blocked_until: throttle.blockedUntil ?? null })
    .where('jurisdiction', '=', '000000')
    .where('key', '=', key)
    .execute()
}

export async function deleteOlder(tx: Tx, before: Date): Promise<void> {
  await tablesOf<IdentityTables>(tx).deleteFrom('identity.throttles').where('since', '<', before).execute()
}

function byKeys(tx: Tx, keys: readonly Buffer[]) {
  return tablesOf<IdentityTables>(tx)
    .selectFrom('identity.throttles')
    .selectAll()
    .where('jurisdiction', '=', '000000')
    .where('key', 'in', [...keys])
}

function inOrder(
  keys: readonly Buffer[],
  rows: readonly { key: Buffer; failures: number; since: Date; blocked_until: Date | null }[],
): (Throttle | undefined)[] {
  return keys.map((key) => {
    const row = rows.find((one) => one.key.equals(key))
    if (!row || row.failures === 0) return undefined
    const { failures, since, blocked_until: blockedUntil } = row
    return { failures, since, ...(blockedUntil !== null && { blockedUntil }) }
  })
}
