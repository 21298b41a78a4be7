import { problem, streamOf } from '../../../kernel/index.ts'
import type { InputOf, OutputOf } from '../../../kernel/index.ts'
import type { Context } from '../../../platform/act/index.ts'
import { permitProblems } from '../../../platform/permits/index.ts'
import { ConsentWithdrawn } from '../contract/events.ts'
import type { WithdrawConsent } from '../contract/mine.ts'
import { signOnProblems } from '../contract/problems.ts'
import * as artifactStore from '../store/artifact-store.ts'
import * as consentStore from '../store/consent-store.ts'
import type { SignOnContext } from './sign-on-context.ts'

/** 撤回同意 (个人信息保护法 art. 15): tokens are worth nothing from now on; the application is told by the job that follows. */
export async function withdrawConsent(
  ctx: SignOnContext,
  { consentId, version }: InputOf<typeof WithdrawConsent>,
): Promise<OutputOf<typeof WithdrawConsent>> {
  const { accountId } = ctx.actor
  if (accountId === undefined) throw problem(permitProblems['sign-in-required'])
  const consent = await consentStore.lockOwn(ctx.tx, accountId, consentId)
  if (!consent) throw problem(signOnProblems['consent-unknown'])
  if (consent.version !== version) throw await ctx.stale(streamOf('sign-on', accountId))
  await end(ctx, consent)
  return { consentId }
}

/** 注销账号: nothing that was consented to outlives the account. */
export async function withdrawAll(ctx: Context, accountId: string): Promise<void> {
  for (const consent of await consentStore.listFor(ctx.tx, accountId)) await end(ctx, consent)
}

async function end(ctx: Context, { id: consentId, accountId, clientId }: consentStore.ConsentRow): Promise<void> {
  await consentStore.withdraw(ctx.tx, consentId, ctx.now)
  const gone = await artifactStore.removeOfAccount(ctx.tx, accountId, clientId)
  ctx.emit(ConsentWithdrawn.of({ accountId, clientId, consentId, revoked: gone.length }))
}
