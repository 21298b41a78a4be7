import { randomBytes } from 'node:crypto'
import { newPublicId, problem, streamOf } from '../../../kernel/index.ts'
import type { InputOf, OutputOf } from '../../../kernel/index.ts'
import type {
  AskFactorReset,
  EndStaffSessions,
  FactorResetView,
  GrantFactorReset,
  RefuseFactorReset,
} from '../contract/administration.ts'
import {
  FactorResetAsked,
  FactorResetRefused,
  FactorsReset,
  RecoveryStarted,
  SessionEnded,
} from '../contract/events.ts'
import { identityPermits } from '../contract/permits.ts'
import { identityProblems } from '../contract/problems.ts'
import type { IdentityContext } from '../queries/identity-context.ts'
import { hasOpened } from '../domain/joiner.ts'
import { isSecondPerson, presentResets, requireStaffAccount } from '../queries/list-staff-accounts.ts'
import { onlyOne } from '../queries/only-one.ts'
import { newRecoveryCodes } from '../queries/present-factors.ts'
import { jurisdictionOfAccount } from '../queries/sealed-fields.ts'
import * as accountStore from '../store/account-store.ts'
import * as factorResetStore from '../store/factor-reset-store.ts'
import type { FactorReset } from '../store/factor-reset-store.ts'
import * as factorStore from '../store/factor-store.ts'
import * as recoveryStore from '../store/recovery-store.ts'
import * as sessionStore from '../store/session-store.ts'
import { HALF, partDigest } from './start-recovery.ts'

/** Two administrators and the official are seldom in one room. */
const START_HOURS = 8

/**
 * 提出重置: somebody stands at the administrator's desk and has lost their device, or forgot the password. Nothing happens before a
 * second person agrees; of a password who asks gives one half of the start code, and who grants the other.
 */
export async function askFactorReset(
  ctx: IdentityContext,
  input: InputOf<typeof AskFactorReset>,
): Promise<OutputOf<typeof AskFactorReset>> {
  const account = await requireStaffAccount(ctx, input.accountId, identityPermits.manageAccounts.name)
  ctx.permit.requireProof()
  if (account.id === ctx.actor.accountId) throw problem(identityProblems['own-account'])
  if (!hasOpened(account, ctx.today)) throw problem(identityProblems['not-begun'])
  const { what = 'factors', reason } = input
  const codePart = what === 'password' ? newHalf() : undefined
  const reset: FactorReset = {
    id: newPublicId(jurisdictionOfAccount(account.id)),
    accountId: account.id,
    division: account.division,
    state: 'asked',
    askedBy: ctx.actor.staffId ?? '',
    askedAt: ctx.now,
    version: 1,
    what,
    ...(codePart && { startDigest: partDigest(ctx, { accountId: account.id, part: codePart, place: 0 }) }),
  }
  if (!(await factorResetStore.insert(ctx.tx, reset))) throw problem(identityProblems['reset-asked'])
  ctx.emit(FactorResetAsked.of({ accountId: account.id, resetId: reset.id, what }), { personal: { reason } })
  return present(ctx, reset, codePart)
}

/** 确认重置: factors and recovery codes go, and every session with them. The password alone then leads to adding a new factor, and nowhere else. */
export async function grantFactorReset(
  ctx: IdentityContext,
  input: InputOf<typeof GrantFactorReset>,
): Promise<OutputOf<typeof GrantFactorReset>> {
  const reset = await takeReset(ctx, input)
  if (reset.what === 'password') return startStaffRecovery(ctx, reset)
  const { accountId, id: resetId } = reset
  const factorsRemoved = await factorStore.remove(ctx.tx, accountId)
  await factorStore.replaceRecoveryCodes(ctx.tx, accountId, [])
  await sessionStore.end(ctx.tx, accountId, { at: ctx.now })
  ctx.emit(FactorsReset.of({ accountId, resetId, askedBy: reset.askedBy, factorsRemoved }))
  return present(ctx, await decide(ctx, reset, 'granted'))
}

/** 忘记密码: the old one holds until the official sets a new one, with both halves and the second factor, if there is one. */
async function startStaffRecovery(ctx: IdentityContext, reset: FactorReset): Promise<FactorResetView> {
  const { accountId, startDigest } = reset
  if (!startDigest) throw new Error('a reset of a password without the half of who asked for it')
  const codePart = newHalf()
  const recoveryId = recoveryStore.newRecoveryId(accountId)
  const by = ctx.actor.staffId ?? ''
  await recoveryStore.insert(ctx.tx, {
    id: recoveryId,
    accountId,
    way: 'reset',
    state: 'started',
    passed: [],
    begunAt: ctx.now,
    expiresAt: new Date(ctx.now.getTime() + START_HOURS * 3_600_000),
    startedBy: by,
    startDigest: Buffer.concat([startDigest, partDigest(ctx, { accountId, part: codePart, place: 1 })]),
  })
  ctx.emit(RecoveryStarted.of({ accountId, recoveryId, way: 'reset', by }))
  return present(ctx, await decide(ctx, reset, 'granted'), codePart)
}

export async function refuseFactorReset(
  ctx: IdentityContext,
  input: InputOf<typeof RefuseFactorReset>,
): Promise<OutputOf<typeof RefuseFactorReset>> {
  const reset = await takeReset(ctx, input)
  const body = { accountId: reset.accountId, resetId: reset.id }
  ctx.emit(FactorResetRefused.of(body), { personal: { reason: input.reason } })
  return present(ctx, await decide(ctx, reset, 'refused'))
}

/** 强制退出: by security, when an account behaves as its owner would not. */
export async function endStaffSessions(
  ctx: IdentityContext,
  input: InputOf<typeof EndStaffSessions>,
): Promise<OutputOf<typeof EndStaffSessions>> {
  const { id: accountId } = await requireStaffAccount(ctx, input.accountId, identityPermits.endSessions.name)
  const sessionIds = await sessionStore.end(ctx.tx, accountId, { at: ctx.now })
  const personal = { reason: input.reason }
  ctx.emit(SessionEnded.of({ accountId, sessionIds, reason: 'by-security' }), { personal })
  return { ended: sessionIds.length }
}

async function takeReset(
  ctx: IdentityContext,
  { resetId, version }: { resetId: string; version: number },
): Promise<FactorReset> {
  const reset = await factorResetStore.lock(ctx.tx, resetId)
  if (!reset) throw problem(identityProblems['reset-unknown'])
  ctx.permit.require(identityPermits.grantResets.name, { division: reset.division })
  const owner = await accountStore.find(ctx.tx, reset.accountId)
  if (!isSecondPerson(ctx, reset, owner)) throw problem(identityProblems['second-person'])
  if (reset.state !== 'asked') throw problem(identityProblems['reset-decided'])
  if (reset.version !== version) throw await ctx.stale(streamOf('account', reset.accountId))
  ctx.permit.requireProof()
  return reset
}

async function decide(ctx: IdentityContext, reset: FactorReset, state: 'granted' | 'refused'): Promise<FactorReset> {
  const by = ctx.actor.staffId ?? ''
  await factorResetStore.decide(ctx.tx, reset.id, { state, by, at: ctx.now })
  return { ...reset, state, decidedBy: by, version: reset.version + 1 }
}

async function present(ctx: IdentityContext, reset: FactorReset, codePart?: string): Promise<FactorResetView> {
  const view = onlyOne(await presentResets(ctx, [reset]))
  return { ...view, ...(codePart !== undefined && { codePart }) }
}

export function newHalf(): string {
  return onlyOne(newRecoveryCodes(randomBytes)).slice(0, HALF)
}
