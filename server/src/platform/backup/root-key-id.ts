import { createVault } from '../vault/vault.ts'

/** A name for a root key by which a wrong one is noticed; nothing of the key follows from it. */
export function rootKeyId(rootKey: Buffer): string {
  return createVault(rootKey).derive('name of the root key').toString('hex').slice(0, 16)
}
