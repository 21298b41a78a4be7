import type { Context } from '../../../platform/act/index.ts'
import * as artifactStore from '../store/artifact-store.ts'
import * as keyStore from '../store/key-store.ts'

/** Codes, tokens and requests that have expired, and keys that nothing valid was signed with; the ledger keeps what happened. */
export async function sweepExpired(ctx: Context): Promise<number> {
  await keyStore.removeFormer(ctx.tx, ctx.now)
  return artifactStore.sweep(ctx.tx, ctx.now)
}
