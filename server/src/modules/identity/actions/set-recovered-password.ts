import { problem } from '../../../kernel/index.ts'
import type { IncomingFile, InputOf, OutputOf } from '../../../kernel/index.ts'
import type { Preparation, RequestFacts } from '../../../platform/http/index.ts'
import { PasswordRecovered, RecoveryStopped, RecoveryWaits } from '../contract/events.ts'
import { identityProblems } from '../contract/problems.ts'
import type { SetRecoveredPassword, StopMyRecovery, WaitForRecovery } from '../contract/recovery.ts'
import { presentRecovery } from '../queries/get-recovery.ts'
import type { IdentityContext } from '../queries/identity-context.ts'
import { ownAccount } from '../queries/own-account.ts'
import { heldRecovery, standingOfRecovery } from '../queries/recovery-standing.ts'
import { recoveryCookieName } from '../queries/recovery-ticket.ts'
import { openOwner } from '../queries/sealed-fields.ts'
import * as accountStore from '../store/account-store.ts'
import type { AccountRow } from '../store/account-store.ts'
import * as recoveryStore from '../store/recovery-store.ts'
import type { Recovery } from '../store/recovery-store.ts'
import * as sessionStore from '../store/session-store.ts'
import { hashPassword } from './password-hash.ts'
import { requireStrong } from './require-strong-password.ts'

const HOUR_MS = 3_600_000

/** 等待: a phone alone may be in a stranger's hand. The owner is told everywhere, and may stop it. */
export async function waitForRecovery(
  ctx: IdentityContext,
  _input: InputOf<typeof WaitForRecovery>,
  _file: IncomingFile,
  request: RequestFacts,
): Promise<OutputOf<typeof WaitForRecovery>> {
  const held = await heldRecovery(ctx, request, recoveryStore.lock)
  if (!held.found) throw problem(identityProblems['recovery-more'])
  const { recovery, account } = held.found
  await accountStore.lock(ctx.tx, account.id)
  const { mayWait } = await standingOfRecovery(ctx, held.found)
  if (!mayWait) throw problem(identityProblems['recovery-more'])
  const wait = ctx.recoveryRules.waitHours * HOUR_MS
  const readyAt = new Date(ctx.now.getTime() + wait)
  const waiting: Recovery = { ...recovery, state: 'waiting', readyAt, expiresAt: new Date(readyAt.getTime() + wait) }
  await recoveryStore.save(ctx.tx, recovery, { state: 'waiting', readyAt, expiresAt: waiting.expiresAt })
  ctx.emit(RecoveryWaits.of({ accountId: account.id, recoveryId: recovery.id, readyAt: readyAt.toISOString() }))
  return presentRecovery(ctx, { ...held, found: { account, recovery: waiting } })
}

/** Judges and hashes while no connection waits for it. */
export async function prepareRecoveredPassword(
  work: Preparation<IdentityContext>,
  input: InputOf<typeof SetRecoveredPassword>,
  request: RequestFacts,
): Promise<string> {
  const owner = await work.act(async (given) => {
    const ctx = { ...work, ...given }
    return openOwner(ctx, (await requireReady(ctx, request, recoveryStore.find)).account)
  })
  requireStrong(input.newPassword, '/newPassword', [owner.phone, owner.citizenId, owner.name])
  return hashPassword(input.newPassword)
}

/** 设置新密码: every sign-in of the account ends, and every other recovery. Nobody is signed in by it. */
export async function setRecoveredPassword(
  ctx: IdentityContext,
  _input: InputOf<typeof SetRecoveredPassword>,
  _file: IncomingFile,
  request: RequestFacts,
  passwordHash: string,
): Promise<OutputOf<typeof SetRecoveredPassword>> {
  const { account, recovery } = await requireReady(ctx, request, recoveryStore.lock)
  await accountStore.lock(ctx.tx, account.id)
  await accountStore.update(ctx.tx, account.id, { passwordHash, mustChangePassword: false })
  await recoveryStore.endAll(ctx.tx, account.id, { state: 'done', at: ctx.now })
  const ended = await sessionStore.end(ctx.tx, account.id, { at: ctx.now })
  const about = { accountId: account.id, recoveryId: recovery.id }
  ctx.emit(PasswordRecovered.of({ ...about, by: [...recovery.passed], sessionsEnded: ended.length }))
  request.setCookie(recoveryCookieName(ctx.cookieName), undefined)
  return { kind: account.kind }
}

/** 不是我: whoever is signed in stops whatever is under way for their account. */
export async function stopMyRecovery(ctx: IdentityContext): Promise<OutputOf<typeof StopMyRecovery>> {
  const { id: accountId } = await ownAccount(ctx)
  const ids = await recoveryStore.endAll(ctx.tx, accountId, { state: 'stopped', at: ctx.now })
  for (const recoveryId of ids) ctx.emit(RecoveryStopped.of({ accountId, recoveryId }))
  if (ids.length === 0) ctx.nothingChanged()
  return { stopped: ids.length }
}

/** @throws identity/recovery-over, identity/recovery-more */
async function requireReady(
  ctx: IdentityContext,
  request: RequestFacts,
  find: typeof recoveryStore.find,
): Promise<{ account: AccountRow; recovery: Recovery }> {
  const { found } = await heldRecovery(ctx, request, find)
  if (!found) throw problem(identityProblems['recovery-more'])
  if ((await standingOfRecovery(ctx, found)).step !== 'password') throw problem(identityProblems['recovery-more'])
  return found
}
