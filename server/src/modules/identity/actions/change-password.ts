import { problem, streamOf } from '../../../kernel/index.ts'
import type { IncomingFile, InputOf, OutputOf } from '../../../kernel/index.ts'
import type { Preparation, RequestFacts } from '../../../platform/http/index.ts'
import { PasswordChangeRefused, PasswordChanged } from '../contract/events.ts'
import { identityProblems } from '../contract/problems.ts'
import type { ChangePassword } from '../contract/session.ts'
import { presentAccount } from '../queries/get-session.ts'
import type { IdentityContext } from '../queries/identity-context.ts'
import { lockOwnAccount, ownAccount } from '../queries/own-account.ts'
import { openOwner } from '../queries/sealed-fields.ts'
import * as accountStore from '../store/account-store.ts'
import * as sessionStore from '../store/session-store.ts'
import { hashPassword, verifyPassword } from './password-hash.ts'
import { requireStrong } from './require-strong-password.ts'
import { countFailureOf, requireNoWait, requireNoWaitInTurn, throttleKeys } from './throttle-sign-in.ts'
import type { ThrottleKeys } from './throttle-sign-in.ts'

export interface CheckedChange {
  readonly keys: ThrottleKeys
  readonly oldHash: string
  readonly isRight: boolean
  readonly newHash: string
}

/** Compares and hashes while no connection waits for it. A stolen session must not be a way to guess the password. */
export async function checkPasswordChange(
  work: Preparation<IdentityContext>,
  input: InputOf<typeof ChangePassword>,
  request: RequestFacts,
): Promise<CheckedChange> {
  const { keys, account, person } = await work.act(async (ctx) => {
    const own = await ownAccount(ctx)
    const found = throttleKeys(ctx.vault, ctx.vault.blind(own.id, 'identity.throttle account'), request.network)
    await requireNoWait(ctx, found)
    return { keys: found, account: own, person: openOwner(ctx, own) }
  })
  requireStrong(input.newPassword, '/newPassword', [person.phone, person.citizenId, person.name])
  const isRight = await verifyPassword(input.oldPassword, account.passwordHash)
  return { keys, oldHash: account.passwordHash, isRight, newHash: isRight ? await hashPassword(input.newPassword) : '' }
}

/** 修改密码: all other sessions of the account end, because one of them may be the reason. */
export async function changePassword(
  ctx: IdentityContext,
  input: InputOf<typeof ChangePassword>,
  _file: IncomingFile,
  _request: RequestFacts,
  checked: CheckedChange,
): Promise<OutputOf<typeof ChangePassword>> {
  await requireNoWaitInTurn(ctx, checked.keys)
  const account = await lockOwnAccount(ctx)
  if (account.version !== input.version || account.passwordHash !== checked.oldHash) {
    throw await ctx.stale(streamOf('account', account.id))
  }
  if (!checked.isRight) {
    await countFailureOf(ctx, checked.keys)
    ctx.emit(PasswordChangeRefused.of({ accountId: account.id }))
    throw problem(identityProblems['password-wrong'])
  }
  const change = { passwordHash: checked.newHash, mustChangePassword: false }
  await accountStore.update(ctx.tx, account.id, change)
  const except = ctx.actor.sessionId
  const which = { at: ctx.now, ...(except !== undefined && { except }) }
  const sessionsEnded = await sessionStore.end(ctx.tx, account.id, which)
  ctx.emit(PasswordChanged.of({ accountId: account.id, sessionsEnded: sessionsEnded.length }))
  return presentAccount(ctx, { ...account, ...change, version: account.version + 1 })
}
