import { problem } from '../../../kernel/index.ts'
import type { OutputOf } from '../../../kernel/index.ts'
import type { Context } from '../../../platform/act/index.ts'
import { permitProblems } from '../../../platform/permits/index.ts'
import type { GetAccountErasure } from '../contract/erase-account.ts'
import { identityProblems } from '../contract/problems.ts'
import { NO_PASSWORD } from '../domain/password.ts'
import * as accountStore from '../store/account-store.ts'
import type { AccountKeeper, IdentityContext } from './identity-context.ts'

/** Whether the account may go now, and if not, all that stands against it. */
export async function getAccountErasure(ctx: IdentityContext): Promise<OutputOf<typeof GetAccountErasure>> {
  const { accountId } = ctx.actor
  const account = accountId === undefined ? undefined : await accountStore.find(ctx.tx, accountId)
  if (!account) throw problem(permitProblems['sign-in-required'])
  if (account.kind !== 'person') throw problem(identityProblems['people-only'])
  return {
    version: account.version,
    needsPassword: account.passwordHash !== NO_PASSWORD,
    hindrances: await hindrancesOf(ctx, ctx.accountKeepers(), account.id),
  }
}

export async function hindrancesOf(
  ctx: Context,
  keepers: readonly AccountKeeper[],
  accountId: string,
): Promise<string[]> {
  const found: string[] = []
  for (const keeper of keepers) found.push(...(await keeper.hindrances(ctx, accountId)))
  return found
}
