import { problem } from '../../../kernel/index.ts'
import type { Context } from '../../../platform/act/index.ts'
import { identityProblems } from '../contract/problems.ts'
import { currentLevel } from '../domain/real-name.ts'
import * as accountStore from '../store/account-store.ts'
import { openOwner, openPerson, signInNameBlind } from './sealed-fields.ts'
import type { AccountOwner, Person } from './sealed-fields.ts'

/**
 * A person's data in clear, for a module that needs it to act (an application). Whoever shows it to somebody other than
 * its owner owes the ledger an entry. @throws identity/account-unknown, identity/people-only
 */
export async function personOf(ctx: Context, accountId: string): Promise<Person> {
  const account = await accountStore.find(ctx.tx, accountId)
  if (!account) throw problem(identityProblems['account-unknown'])
  const person = openPerson(ctx, account)
  if (!person) throw problem(identityProblems['people-only'])
  return person
}

/** Whoever owns the account, an official too. */
export async function ownerOf(ctx: Context, accountId: string): Promise<AccountOwner> {
  const account = await accountStore.find(ctx.tx, accountId)
  if (!account) throw problem(identityProblems['account-unknown'])
  return openOwner(ctx, account)
}

/** The active account of the person who proved this citizen id; what they do at a window is found there. */
export async function findAccountByCode(ctx: Context, citizenId: string): Promise<string | undefined> {
  const account = await accountStore.findByName(ctx.tx, signInNameBlind(ctx.vault, citizenId))
  return account?.kind === 'person' && account.state === 'active' && currentLevel(account, ctx.now) >= 2
    ? account.id
    : undefined
}

/** Whether this installation holds accounts whose password everybody knows. */
export async function hasDemoAccounts(ctx: Context): Promise<boolean> {
  return accountStore.hasDemoAccounts(ctx.tx)
}
