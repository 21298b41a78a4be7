import { isAbsolute, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { fileProvider, makeRootKey, readRootKey } from './file-provider.ts'
import type { KeyProvider } from './key-provider.ts'
import type { Suite } from './sealing.ts'

export interface KeyProviderSettings {
  /** As KEY_PROVIDER names it; absent: `root.key` in the folder of keys. */
  readonly address?: string
  readonly keysFolder: string
  readonly suite: Suite
}

/** Where the root key lies, if it is a file. */
export function rootKeyFile({
  address,
  keysFolder,
}: Pick<KeyProviderSettings, 'address' | 'keysFolder'>): string | undefined {
  if (address === undefined || address === 'file') return join(keysFolder, 'root.key')
  if (isAbsolute(address)) return address
  return address.startsWith('file:') ? fileURLToPath(address) : undefined
}

/**
 * @param mayMake a missing master key is made: where there are no data keys yet, or where they are about to be wrapped under it
 * @throws StartRefusal
 */
export async function openKeyProvider(settings: KeyProviderSettings, mayMake: boolean): Promise<KeyProvider> {
  const file = rootKeyFile(settings)
  if (file === undefined) {
    // Loaded here: most installations never need it.
    const { parsePkcs11Address, pkcs11Provider } = await import('./pkcs11-provider.ts')
    return await pkcs11Provider(parsePkcs11Address(settings.address ?? ''), mayMake)
  }
  if (mayMake) await makeRootKey(file)
  return fileProvider(await readRootKey(file), settings.suite)
}

/** From a copy of the root key: who may read that is its keeper's matter, a memory stick knows no permissions. @throws StartRefusal */
export async function rootKeyProvider(file: string, suite: Suite): Promise<KeyProvider> {
  return fileProvider(await readRootKey(file, { isCopy: true }), suite)
}
