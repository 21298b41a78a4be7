import { INSTALLATION } from '../../../kernel/index.ts'
import { tablesOf } from '../../../platform/db/index.ts'
import type { Tx } from '../../../platform/db/index.ts'
import type { LookUpThrottle } from '../domain/look-up-throttle.ts'
import type { CasesTables } from './tables.ts'

const NEVER = new Date(0)

/** Locks the rows, making those that are not there, in the order of their keys: tries at once are counted one by one. */
export async function lock(tx: Tx, keys: readonly Buffer[]): Promise<(LookUpThrottle | undefined)[]> {
  const sorted = [...keys].sort(Buffer.compare)
  await tablesOf<CasesTables>(tx)
    .insertInto('cases.look_up_throttles')
    .values(sorted.map((key) => ({ key, failures: 0, since: NEVER })))
    .onConflict((conflict) => conflict.columns(['jurisdiction', 'key']).doNothing())
    .execute()
  const rows = await tablesOf<CasesTables>(tx)
    .selectFrom('cases.look_up_throttles')
    .selectAll()
    .where('jurisdiction', '=', INSTALLATION)
    .where('key', 'in', sorted)
    .orderBy('key')
    .forUpdate()
    .execute()
  return keys.map((key) => {
    const row = rows.find((one) => one.key.equals(key))
    if (!row) return undefined
    const { failures, since, blocked_until: blockedUntil, known_until: knownUntil } = row
    return { failures, since, ...(blockedUntil && { blockedUntil }), ...(knownUntil && { knownUntil }) }
  })
}

export async function save(tx: Tx, key: Buffer, throttle: LookUpThrottle): Promise<void> {
  const { failures, since, blockedUntil, knownUntil } = throttle
  await tablesOf<CasesTables>(tx)
    .updateTable('cases.look_up_throttles')
    .set({ failures, since, blocked_until: blockedUntil ?? null, known_until: knownUntil ?? null })
    .where('jurisdiction', '=', INSTALLATION)
    .where('key', '=', key)
    .execute()
}

export async function deleteOlder(tx: Tx, before: Date): Promise<void> {
  await tablesOf<CasesTables>(tx).deleteFrom('cases.look_up_throttles').where('since', '<', before).execute()
}
