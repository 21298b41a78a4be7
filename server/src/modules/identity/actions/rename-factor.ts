import { problem, streamOf } from '../../../kernel/index.ts'
import type { InputOf, OutputOf } from '../../../kernel/index.ts'
import { FactorRenamed } from '../contract/events.ts'
import type { RenameFactor } from '../contract/factor.ts'
import { identityProblems } from '../contract/problems.ts'
import type { IdentityContext } from '../queries/identity-context.ts'
import { lockOwnAccount } from '../queries/own-account.ts'
import { presentFactors } from '../queries/present-factors.ts'
import type { AccountRow } from '../store/account-store.ts'
import * as factorStore from '../store/factor-store.ts'
import type { Factor } from '../store/factor-store.ts'

export async function renameFactor(
  ctx: IdentityContext,
  input: InputOf<typeof RenameFactor>,
): Promise<OutputOf<typeof RenameFactor>> {
  const account = await lockOwnAccount(ctx)
  const factor = await takeFactor(ctx, account, input)
  await factorStore.rename(ctx.tx, factor.id, input.label)
  ctx.emit(FactorRenamed.of({ accountId: account.id, factorId: factor.id }))
  return presentFactors(ctx, account)
}

/** @throws identity/factor-unknown, http/stale-version */
export async function takeFactor(
  ctx: IdentityContext,
  account: AccountRow,
  { factorId, version }: { factorId: string; version: number },
): Promise<Factor> {
  const factor = (await factorStore.lockAllOf(ctx.tx, account.id)).find((one) => one.id === factorId)
  if (!factor) throw problem(identityProblems['factor-unknown'])
  if (factor.version !== version) throw await ctx.stale(streamOf('account', account.id))
  return factor
}
