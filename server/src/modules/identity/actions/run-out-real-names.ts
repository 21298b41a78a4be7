import { RealNameRanOut } from '../contract/events.ts'
import { standingOf } from '../domain/real-name.ts'
import type { IdentityContext } from '../queries/identity-context.ts'
import { jurisdictionOfAccount } from '../queries/sealed-fields.ts'
import * as accountStore from '../store/account-store.ts'
import * as realNameStore from '../store/real-name-store.ts'
import { rowOf } from './check-real-name.ts'

const AT_ONCE = 500

/** Writes down levels that have run out; for whoever asks they had ended at their minute already. */
export async function runOutRealNames(ctx: Pick<IdentityContext, 'tx' | 'now' | 'emit' | 'realNames'>): Promise<void> {
  for (const account of await accountStore.lockRunOut(ctx.tx, ctx.now, AT_ONCE)) {
    const checks = await realNameStore.listChecks(ctx.tx, account.id)
    const standing = standingOf(checks, ctx.realNames.rulesFor(jurisdictionOfAccount(account.id)), ctx.now)
    await accountStore.saveStanding(ctx.tx, account.id, rowOf(standing))
    ctx.emit(RealNameRanOut.of({ accountId: account.id, before: account.realNameLevel, level: standing.level }))
  }
}
