import { join } from 'node:path'
import type { Clock } from '../clock/clock.ts'
import { createDatabase } from '../db/index.ts'
import type { Database, DatabaseOptions } from '../db/index.ts'
import { createKeyRing } from './key-ring.ts'
import type { KeyProvider } from './key-provider.ts'
import { hasDataKeys, makeFirstDataKeys } from './make-data-keys.ts'
import { openKeyProvider, rootKeyFile } from './open-key-provider.ts'
import { readRootKey } from './file-provider.ts'
import type { Suite } from './sealing.ts'
import { createVault } from './vault.ts'
import type { Vault } from './vault.ts'

export interface OpenVault {
  readonly database: DatabaseOptions
  readonly dataDir: string
  /** As KEY_PROVIDER names it; absent: a file in the data directory. */
  readonly keyProvider?: string
  /** Other master keys that data keys may still be wrapped under. */
  readonly formerKeyProviders?: readonly string[]
  readonly suite?: Suite
  /** Only put together to be described: the keys are read by the first transaction, if there ever is one. */
  readonly isDescribed?: boolean
  readonly clock: Clock
}

export interface OpenedVault {
  readonly database: Database
  readonly vault: Vault
  /** The first wraps new data keys. */
  readonly providers: readonly KeyProvider[]
}

/**
 * The database and the vault over it: its data keys lie in it, and every transaction works with those of its own moment. Makes the first
 * ones in an installation that has none.
 * @throws StartRefusal when the master key is not there, or another one
 */
export async function openVault(options: OpenVault): Promise<OpenedVault> {
  const providers = options.isDescribed ? [] : await openProviders(options)
  const ring = createKeyRing(providers)
  const database = createDatabase({ ...options.database, keeping: ring })
  if (!options.isDescribed) await readKeys(database)
  return { database, vault: createVault(ring), providers }
}

/** The first is for new keys. Where there are no data keys yet they are made. */
async function openProviders(options: OpenVault): Promise<KeyProvider[]> {
  const { suite = 'aes', keyProvider, formerKeyProviders = [], clock } = options
  const keysFolder = join(options.dataDir, 'keys')
  const settings = (address: string | undefined) => ({ keysFolder, suite, ...(address !== undefined && { address }) })
  const database = createDatabase(options.database)
  try {
    const isNew = !(await hasDataKeys(database))
    const provider = await openKeyProvider(settings(keyProvider), isNew || formerKeyProviders.length > 0)
    const former: KeyProvider[] = []
    for (const address of formerKeyProviders) former.push(await openKeyProvider(settings(address), false))
    if (isNew) {
      const rootKey = () => readRootKey(rootKeyFile(settings(keyProvider)) ?? join(keysFolder, 'root.key'))
      await makeFirstDataKeys({ database, provider, suite, rootKey, now: clock.now() })
    }
    return [provider, ...former]
  } finally {
    await database.close()
  }
}

/** The first transaction reads the keys: what is wrong with them is said at the start. */
async function readKeys(database: Database): Promise<void> {
  try {
    await database.tx('yiwang_app', { readOnly: true, variables: { actor: 'start' } }, () => Promise.resolve())
  } catch (error) {
    await database.close()
    throw error
  }
}
