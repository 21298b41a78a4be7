import { problem } from '../../../kernel/index.ts'
import type { Context } from '../../../platform/act/index.ts'
import { permitProblems } from '../../../platform/permits/index.ts'
import * as accountStore from '../store/account-store.ts'
import type { AccountRow } from '../store/account-store.ts'

/** The account that acts. @throws permit/sign-in-required */
export async function ownAccount(ctx: Context): Promise<AccountRow> {
  const { accountId } = ctx.actor
  const account = accountId === undefined ? undefined : await accountStore.find(ctx.tx, accountId)
  if (!account) throw problem(permitProblems['sign-in-required'])
  return account
}

/** The same, locked until the transaction ends. */
export async function lockOwnAccount(ctx: Context): Promise<AccountRow> {
  const { accountId } = ctx.actor
  const account = accountId === undefined ? undefined : await accountStore.lock(ctx.tx, accountId)
  if (!account) throw problem(permitProblems['sign-in-required'])
  return account
}
