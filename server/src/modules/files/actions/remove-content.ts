import type { RunAct } from '../../../platform/module/index.ts'
import type { BlobStore } from '../store/blob-store.ts'
import * as fileStore from '../store/file-store.ts'

export interface FilesDeps {
  readonly blobs: BlobStore
}

/**
 * Removes a content that belongs to erased files only. It is put aside first and looked for after: who stored the same content
 * meanwhile gets it back.
 */
export async function removeUnused({ blobs }: FilesDeps, act: RunAct, sha256: string): Promise<void> {
  const isUsed = () => act((ctx) => fileStore.isUsed(ctx.tx, sha256))
  if (await isUsed()) return
  const aside = await blobs.putAside(sha256)
  if (await isUsed()) await aside.putBack()
  else await aside.remove()
}
