import { problem } from '../../../kernel/index.ts'
import type { Context } from '../../../platform/act/index.ts'
import { identityProblems } from '../contract/problems.ts'
import * as accountStore from '../store/account-store.ts'
import { openPerson } from './sealed-fields.ts'
import type { Person } from './sealed-fields.ts'

/**
 * An account's personal data in clear, for a module that needs it to act (an application, a notice). Whoever shows it to
 * somebody other than its owner owes the ledger an entry.
 */
export async function personOf(ctx: Context, accountId: string): Promise<Person> {
  const account = await accountStore.find(ctx.tx, accountId)
  if (!account) throw problem(identityProblems['account-unknown'])
  return openPerson(ctx.vault, account)
}

/** Whether this installation holds accounts whose password everybody knows. */
export async function hasDemoAccounts(ctx: Context): Promise<boolean> {
  return accountStore.hasDemoAccounts(ctx.tx)
}
