import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import { tablesOf } from '../db/index.ts'
import type { Database, Tx } from '../db/index.ts'
import type { KeyProvider } from './key-provider.ts'
import { wrappingContext } from './key-ring.ts'
import type { DataKeyRow } from './key-ring.ts'
import { SUITES } from './sealing.ts'
import type { Suite } from './sealing.ts'
import { LEGACY_KEY, legacyKey } from './vault.ts'

export interface NewDataKey extends Pick<DataKeyRow, 'id' | 'purpose' | 'algorithm' | 'state'> {
  readonly key: Buffer
  readonly at: Date
}

export interface FirstKeys {
  readonly database: Database
  readonly provider: KeyProvider
  readonly suite: Suite
  /** The one key that everything was derived from before data keys were wrapped; read only where values of then are there. */
  readonly rootKey: () => Promise<Buffer>
  readonly now: Date
}

export async function hasDataKeys(database: Database): Promise<boolean> {
  return await database.tx('yiwang_app', { readOnly: true, variables: { actor: 'start' } }, async (tx) => {
    const { rows } = await sql<{ some: boolean }>`select exists (select from vault.data_keys) as some`.execute(
      tablesOf<unknown>(tx),
    )
    return rows[0]!.some
  })
}

/** The first data keys of an installation; of several processes that start at once one makes them. */
export async function makeFirstDataKeys({ database, provider, suite, rootKey, now: at }: FirstKeys): Promise<void> {
  await database.tx('yiwang_owner', { variables: { actor: 'start' } }, async (tx) => {
    await nextGeneration(tx)
    const { rows } = await sql<{ isOld: boolean }>`select exists (select from ledger.entries) as "isOld"
      where not exists (select from vault.data_keys)`.execute(tablesOf<unknown>(tx))
    if (!rows[0]) return
    const keys = rows[0].isOld ? keysOfBefore(await rootKey(), { suite, at }) : freshKeys({ suite, at })
    for (const key of keys) await insertDataKey(tx, provider, key)
  })
}

interface Making {
  readonly suite: Suite
  readonly at: Date
}

function freshKeys({ suite, at }: Making): NewDataKey[] {
  const shared = { state: 'taken', at } as const
  return [
    { ...shared, id: 2, purpose: 'seal', algorithm: SUITES[suite].seal, key: randomBytes(32) },
    { ...shared, id: 3, purpose: 'blind', algorithm: SUITES[suite].blind, key: randomBytes(32) },
    { ...shared, id: 4, purpose: 'secret', algorithm: 'hkdf-sha256', key: randomBytes(32) },
  ]
}

/** Old values stay readable under what the root key gave; new ones have a key of their own. Blind indexes and what else was derived stay. */
function keysOfBefore(rootKey: Buffer, { suite, at }: Making): NewDataKey[] {
  const [sealing] = freshKeys({ suite, at })
  const shared = { state: 'taken', at } as const
  return [
    {
      ...shared,
      ...{ id: LEGACY_KEY, purpose: 'seal', algorithm: 'aes-256-gcm', state: 'former' },
      key: legacyKey(rootKey, 'field encryption'),
    },
    sealing!,
    { ...shared, id: 3, purpose: 'blind', algorithm: 'hmac-sha256', key: legacyKey(rootKey, 'blind index') },
    { ...shared, id: 4, purpose: 'secret', algorithm: 'hkdf-sha256', key: rootKey },
  ]
}

export async function insertDataKey(tx: Tx, provider: KeyProvider, row: NewDataKey): Promise<void> {
  const wrapped = await provider.wrap(row.key, wrappingContext(row))
  const takenAt = row.state === 'known' ? null : row.at
  const formerAt = row.state === 'former' ? row.at : null
  await sql`insert into vault.data_keys (id, purpose, algorithm, state, master, wrapped, made_at, taken_at, former_at)
    values (${row.id}, ${row.purpose}, ${row.algorithm}, ${row.state}, ${provider.master}, ${wrapped}::bytea, ${row.at}::timestamptz,
      ${takenAt}::timestamptz, ${formerAt}::timestamptz)`.execute(tablesOf<unknown>(tx))
}

/** Every process reads the keys again before its next transaction. Two that change keys take turns here. */
export async function nextGeneration(tx: Tx): Promise<void> {
  await sql`update vault.ring set generation = generation + 1`.execute(tablesOf<unknown>(tx))
}
