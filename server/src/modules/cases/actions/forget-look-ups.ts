import type { Context } from '../../../platform/act/index.ts'
import * as throttleStore from '../store/look-up-throttle-store.ts'

const KEPT_MS = 31 * 86_400_000

/** Who looked up what from where is nobody's business for longer than it protects the owner. */
export async function forgetLookUps(ctx: Context): Promise<void> {
  ctx.nothingChanged()
  await throttleStore.deleteOlder(ctx.tx, new Date(ctx.now.getTime() - KEPT_MS))
}
