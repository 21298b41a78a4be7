import type { Context } from '../../../platform/act/index.ts'
import * as factorStore from '../store/factor-store.ts'
import * as realNameStore from '../store/real-name-store.ts'
import * as recoveryStore from '../store/recovery-store.ts'
import * as sessionStore from '../store/session-store.ts'
import * as throttleStore from '../store/throttle-store.ts'

const DAY_MS = 86_400_000
/** One that its owner stopped is remembered for longer than it counts against the next. */
const RECOVERY_DAYS = 40

/** Sessions a week after they ended of themselves, failed sign-ins after a day; the ledger keeps what happened. */
export async function forgetExpired(ctx: Context): Promise<void> {
  await sessionStore.deleteExpired(ctx.tx, new Date(ctx.now.getTime() - 7 * DAY_MS))
  await factorStore.forgetChallenges(ctx.tx, ctx.now)
  await realNameStore.forgetAttempts(ctx.tx, ctx.now)
  await recoveryStore.forgetOld(ctx.tx, new Date(ctx.now.getTime() - RECOVERY_DAYS * DAY_MS))
  await throttleStore.deleteOlder(ctx.tx, new Date(ctx.now.getTime() - DAY_MS))
}
