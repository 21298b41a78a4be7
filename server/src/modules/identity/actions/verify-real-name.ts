import { problem, streamOf } from '../../../kernel/index.ts'
import type { IncomingFile, InputOf, OutputOf } from '../../../kernel/index.ts'
import type { Context } from '../../../platform/act/index.ts'
import type { Preparation, RequestFacts } from '../../../platform/http/index.ts'
import { RealNameRefused, RealNameVerified } from '../contract/events.ts'
import { identityProblems } from '../contract/problems.ts'
import type { VerifyRealName } from '../contract/registration.ts'
import { PopulationUnavailable } from '../domain/population-register.ts'
import type { PopulationAnswer } from '../domain/population-register.ts'
import { presentAccount } from '../queries/get-session.ts'
import type { IdentityContext } from '../queries/identity-context.ts'
import { openPerson, signInNameBlind } from '../queries/sealed-fields.ts'
import type { Person } from '../queries/sealed-fields.ts'
import * as accountStore from '../store/account-store.ts'
import type { AccountRow } from '../store/account-store.ts'

/** Asks the population base about the person who is signed in, outside the transaction. */
export async function askAboutOwner(work: Preparation<IdentityContext>): Promise<PopulationAnswer> {
  const person = await work.act(async (ctx) => {
    const { person: own } = await ownPerson(ctx, (id) => accountStore.find(ctx.tx, id))
    return own
  })
  const { populationRegister } = work
  if (!populationRegister) throw problem(identityProblems['real-name-unavailable'])
  try {
    return await populationRegister.check(person)
  } catch (error) {
    if (error instanceof PopulationUnavailable) throw problem(identityProblems['real-name-unavailable'])
    throw error
  }
}

/** 实名核验, level 2: the citizen id becomes a sign-in name, because it is proved now. */
export async function verifyRealName(
  ctx: IdentityContext,
  input: InputOf<typeof VerifyRealName>,
  _file: IncomingFile,
  _request: RequestFacts,
  answer: PopulationAnswer,
): Promise<OutputOf<typeof VerifyRealName>> {
  const { account, person } = await ownPerson(ctx, (id) => accountStore.lock(ctx.tx, id))
  if (account.realNameLevel >= 2) throw problem(identityProblems['real-name-done'])
  if (account.version !== input.version) throw await ctx.stale(streamOf('account', account.id))
  const source = ctx.populationRegister?.name ?? ''
  if (answer !== 'match') {
    ctx.emit(RealNameRefused.of({ accountId: account.id, source, answer }))
    throw problem(identityProblems[`real-name-${answer}`])
  }
  const nameBlind = signInNameBlind(ctx.vault, person.citizenId)
  const isFree = await accountStore.claimName(ctx.tx, { nameBlind, accountId: account.id, kind: 'citizen-id' })
  if (!isFree) throw problem(identityProblems['already-registered'])
  const change = { realNameLevel: 2, realNameSource: source }
  await accountStore.update(ctx.tx, account.id, change)
  ctx.emit(RealNameVerified.of({ accountId: account.id, level: 2, source }))
  return presentAccount(ctx.vault, { ...account, ...change, version: account.version + 1 })
}

async function ownPerson(
  ctx: Context,
  find: (id: string) => Promise<AccountRow | undefined>,
): Promise<{ account: AccountRow; person: Person }> {
  const { accountId } = ctx.actor
  const account = accountId === undefined ? undefined : await find(accountId)
  const person = account && openPerson(ctx.vault, account)
  if (!person) throw problem(identityProblems['people-only'])
  return { account, person }
}
