import { problem } from '../../../kernel/index.ts'
import type { InputOf, OutputOf } from '../../../kernel/index.ts'
import { FactorRemoved } from '../contract/events.ts'
import type { RemoveFactor } from '../contract/factor.ts'
import { identityProblems } from '../contract/problems.ts'
import { needsSecondFactor } from '../domain/authentication.ts'
import type { IdentityContext } from '../queries/identity-context.ts'
import { lockOwnAccount } from '../queries/own-account.ts'
import { presentFactors } from '../queries/present-factors.ts'
import * as factorStore from '../store/factor-store.ts'
import { takeFactor } from './rename-factor.ts'

/** 移除登录因素: the last one stays where there has to be one. With the last the recovery codes go: they stood in for it. */
export async function removeFactor(
  ctx: IdentityContext,
  input: InputOf<typeof RemoveFactor>,
): Promise<OutputOf<typeof RemoveFactor>> {
  ctx.permit.requireProof()
  const account = await lockOwnAccount(ctx)
  const factor = await takeFactor(ctx, account, input)
  const left = (await factorStore.listOf(ctx.tx, account.id)).filter((one) => one.id !== factor.id)
  const isLast = left.every((one) => one.blockedAt !== undefined)
  if (isLast && needsSecondFactor(ctx, account)) throw problem(identityProblems['last-factor'])
  await factorStore.remove(ctx.tx, account.id, factor.id)
  if (left.length === 0) await factorStore.replaceRecoveryCodes(ctx.tx, account.id, [])
  ctx.emit(FactorRemoved.of({ accountId: account.id, factorId: factor.id, kind: factor.kind }))
  return presentFactors(ctx, account)
}
