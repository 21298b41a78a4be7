import { problem, streamOf } from '../../../kernel/index.ts'
import type { IncomingFile, InputOf, OutputOf } from '../../../kernel/index.ts'
import type { Preparation, RequestFacts } from '../../../platform/http/index.ts'
import { erasePersonal } from '../../../platform/ledger/index.ts'
import type { EraseAccount } from '../contract/erase-account.ts'
import { AccountErased, AccountErasureRefused, MandateRevoked } from '../contract/events.ts'
import { identityProblems } from '../contract/problems.ts'
import { NO_PASSWORD } from '../domain/password.ts'
import { hindrancesOf } from '../queries/get-account-erasure.ts'
import type { IdentityContext } from '../queries/identity-context.ts'
import { lockOwnAccount, ownAccount } from '../queries/own-account.ts'
import { sealPerson } from '../queries/sealed-fields.ts'
import * as accountStore from '../store/account-store.ts'
import * as companyStore from '../store/company-store.ts'
import * as factorStore from '../store/factor-store.ts'
import type { AccountRow } from '../store/account-store.ts'
import * as mandateStore from '../store/mandate-store.ts'
import * as realNameStore from '../store/real-name-store.ts'
import * as recoveryStore from '../store/recovery-store.ts'
import * as personMandateStore from '../store/person-mandate-store.ts'
import * as sessionStore from '../store/session-store.ts'
import * as upstreamStore from '../store/upstream-store.ts'
import { verifyPassword } from './password-hash.ts'
import { countFailureOf, requireNoWait, requireNoWaitInTurn, throttleKeys } from './throttle-sign-in.ts'
import type { ThrottleKeys } from './throttle-sign-in.ts'

export interface CheckedPassword {
  readonly keys: ThrottleKeys
  readonly hash: string
  readonly isRight: boolean
}

/** Compares while no connection waits for it: a stolen session must not be able to erase an account. */
export async function checkAccountPassword(
  work: Preparation<IdentityContext>,
  input: InputOf<typeof EraseAccount>,
  request: RequestFacts,
): Promise<CheckedPassword> {
  const { keys, hash } = await work.act(async (ctx) => {
    const own = await ownAccount(ctx)
    const found = throttleKeys(ctx.vault, ctx.vault.blind(own.id, 'identity.throttle account'), request.network)
    await requireNoWait(ctx, found)
    return { keys: found, hash: own.passwordHash }
  })
  return { keys, hash, isRight: await verifyPassword(input.password ?? '', hash) }
}

/** What stands where the name stood. */
const ERASED_NAME = '已注销'
const GROUND = 'account-closed'

/**
 * 注销账号并删除个人信息 (个人信息保护法 arts. 15, 47): name, phone, citizen id, names of sign-in, notices, drafts, and the values
 * beside the account's entries. The row stays without anything of the person, because the record names it.
 * @throws identity/account-needed, identity/password-wrong
 */
export async function eraseAccount(
  ctx: IdentityContext,
  input: InputOf<typeof EraseAccount>,
  _file: IncomingFile,
  _request: RequestFacts,
  checked: CheckedPassword,
): Promise<OutputOf<typeof EraseAccount>> {
  await requireNoWaitInTurn(ctx, checked.keys)
  const account = await lockOwnAccount(ctx)
  if (account.kind !== 'person') throw problem(identityProblems['people-only'])
  if (account.version !== input.version || account.passwordHash !== checked.hash)
    throw await ctx.stale(streamOf('account', account.id))
  if (account.passwordHash === NO_PASSWORD) ctx.permit.requireProof()
  else if (!checked.isRight) {
    await countFailureOf(ctx, checked.keys)
    ctx.emit(AccountErasureRefused.of({ accountId: account.id }))
    throw problem(identityProblems['password-wrong'])
  }
  const keepers = ctx.accountKeepers()
  const [why] = await hindrancesOf(ctx, keepers, account.id)
  if (why !== undefined) throw problem(identityProblems['account-needed'], { why })
  for (const keeper of keepers) await keeper.erase(ctx, account.id)
  const values = (await eraseMandates(ctx, account)) + (await eraseStreams(ctx, account.id))
  await accountStore.releaseNames(ctx.tx, account.id)
  await accountStore.erase(ctx.tx, account.id, { at: ctx.now, name: sealPerson(ctx.vault, { name: ERASED_NAME }).name })
  await factorStore.remove(ctx.tx, account.id)
  await realNameStore.forget(ctx.tx, account.id)
  await recoveryStore.forget(ctx.tx, account.id)
  await upstreamStore.unlink(ctx.tx, account.id)
  await companyStore.release(ctx.tx, account.id)
  await sessionStore.end(ctx.tx, account.id, { at: ctx.now })
  await sessionStore.forgetPlaces(ctx.tx, account.id)
  ctx.emit(AccountErased.of({ accountId: account.id, values }))
  return { erased: true }
}

async function eraseStreams(ctx: IdentityContext, accountId: string): Promise<number> {
  const own = await erasePersonal(ctx, streamOf('account', accountId), GROUND)
  return own + (await erasePersonal(ctx, streamOf('session', accountId), GROUND))
}

/**
 * Nobody acts by an account that is gone, nor for its owner, whose name goes out of the mandates; what was written in
 * revoking may name the person.
 */
async function eraseMandates(ctx: IdentityContext, account: AccountRow): Promise<number> {
  let values = 0
  const held = await mandateStore.listAllForAgent(ctx.tx, account.id)
  for (const mandate of [...held, ...(await personMandateStore.listAllOf(ctx.tx, account))]) {
    const { id, revokedOn } = mandate
    const by = { reason: '当事人注销账号', by: 'agent' as const }
    if (revokedOn === undefined) {
      await mandateStore.revoke(ctx.tx, { id, on: ctx.today, ...by })
      await sessionStore.endActing(ctx.tx, mandate)
      ctx.emit(MandateRevoked.of({ mandateId: id, revokedOn: ctx.today }))
    }
    values += await erasePersonal(ctx, streamOf('mandate', id), GROUND)
  }
  if (account.citizenIdBlind) await personMandateStore.forgetPrincipal(ctx, account.citizenIdBlind)
  return values
}
