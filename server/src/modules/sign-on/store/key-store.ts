import { tablesOf } from '../../../platform/db/index.ts'
import type { Tx } from '../../../platform/db/index.ts'
import type { Vault } from '../../../platform/vault/vault.ts'
import type { SignOnTables } from './tables.ts'
import type { SealedTable } from '../../../platform/vault/index.ts'

export type KeyState = 'next' | 'signing' | 'former'
export type KeyAlgorithm = 'ES256' | 'RS256'

/** A private key as RFC 7517 writes it. */
export type PrivateKey = Readonly<Record<string, string>>

export interface SigningKeyRow {
  readonly keyId: string
  readonly algorithm: KeyAlgorithm
  readonly state: KeyState
  readonly key: PrivateKey
}

const CONTEXT = 'sign_on.signing_key'

export const sealed: SealedTable = { table: 'sign_on.signing_keys', columns: { private_key: CONTEXT } }

/** Those that are published now: the signing ones first, because the provider signs with the first that fits. */
export async function listPublished(keeping: { tx: Tx; vault: Vault }, now: Date): Promise<SigningKeyRow[]> {
  const rows = await tablesOf<SignOnTables>(keeping.tx)
    .selectFrom('sign_on.signing_keys')
    .selectAll()
    .where('jurisdiction', '=', '000000')
    .where((eb) => eb.or([eb('published_until', 'is', null), eb('published_until', '>', now)]))
    .orderBy('made_at')
    .orderBy('key_id')
    .execute()
  const order: KeyState[] = ['signing', 'next', 'former']
  return rows
    .map((row) => ({
      keyId: row.key_id,
      algorithm: row.algorithm,
      state: row.state,
      key: JSON.parse(keeping.vault.open(row.private_key, CONTEXT)) as PrivateKey,
    }))
    .sort((one, other) => order.indexOf(one.state) - order.indexOf(other.state))
}

/** Two that rotate at once take turns. */
export async function lock(tx: Tx): Promise<void> {
  await tablesOf<SignOnTables>(tx)
    .selectFrom('sign_on.signing_keys')
    .select('key_id')
    .where('jurisdiction', '=', '000000')
    .orderBy('key_id')
    .forUpdate()
    .execute()
}

/** False when another process has made one meanwhile. */
export async function insert(
  { tx, vault }: { tx: Tx; vault: Vault },
  key: SigningKeyRow & { madeAt: Date },
): Promise<boolean> {
  const result = await tablesOf<SignOnTables>(tx)
    .insertInto('sign_on.signing_keys')
    .values({
      key_id: key.keyId,
      algorithm: key.algorithm,
      state: key.state,
      private_key: vault.seal(JSON.stringify(key.key), CONTEXT),
      made_at: key.madeAt,
      published_until: null,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return result.numInsertedOrUpdatedRows === 1n
}

export async function move(tx: Tx, change: { from: KeyState; to: KeyState; publishedUntil?: Date }): Promise<string[]> {
  const rows = await tablesOf<SignOnTables>(tx)
    .updateTable('sign_on.signing_keys')
    .set({ state: change.to, published_until: change.publishedUntil ?? null })
    .where('jurisdiction', '=', '000000')
    .where('state', '=', change.from)
    .returning('key_id')
    .execute()
  return rows.map((row) => row.key_id)
}

export async function removeFormer(tx: Tx, before: Date): Promise<void> {
  await tablesOf<SignOnTables>(tx)
    .deleteFrom('sign_on.signing_keys')
    .where('jurisdiction', '=', '000000')
    .where('state', '=', 'former')
    .where('published_until', '<=', before)
    .execute()
}
