import { masterNameOf } from '../vault/file-provider.ts'

/** A name for a root key by which a wrong one is noticed; nothing of the key follows from it. */
export function rootKeyId(rootKey: Buffer): string {
  return masterNameOf(rootKey).slice('file:'.length)
}
