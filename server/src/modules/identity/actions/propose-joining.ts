import type { CalendarDate, InputOf, OutputOf } from '../../../kernel/index.ts'
import { RecoveryStarted } from '../contract/events.ts'
import type { ProposeJoining } from '../contract/joining.ts'
import { firstSignInUntil } from '../domain/joiner.ts'
import { NO_PASSWORD } from '../domain/password.ts'
import type { IdentityContext } from '../queries/identity-context.ts'
import * as accountStore from '../store/account-store.ts'
import * as recoveryStore from '../store/recovery-store.ts'
import { addStaffAccount } from './open-staff-account.ts'
import { newHalf } from './reset-factors.ts'
import { partDigest } from './start-recovery.ts'

/**
 * 入职: the person, the posts from a day on and the account in one act, confirmed by another. The account has no password: from the first
 * day on its owner sets one with both halves of a code, of which each administrator knows one.
 */
export async function proposeJoining(
  ctx: IdentityContext,
  input: InputOf<typeof ProposeJoining>,
): Promise<OutputOf<typeof ProposeJoining>> {
  const { login, ...joiner } = input
  const { change, staff } = await ctx.organizations.proposeJoining(ctx, joiner)
  const account = await addStaffAccount(ctx, {
    staff,
    login,
    passwordHash: NO_PASSWORD,
    mustChangePassword: false,
    opensOn: change.effectiveOn,
  })
  const codePart = newHalf()
  const startDigest = partDigest(ctx, { accountId: account.id, part: codePart, place: 0 })
  await accountStore.keepHalf(ctx.tx, account.id, startDigest)
  return { change, codePart }
}

/** 入职确认: posts are copied with their first day, and who confirmed gives the other half of the code. */
export async function welcomeJoiner(
  ctx: IdentityContext,
  { staffId, firstDay }: { staffId: string; firstDay: CalendarDate },
): Promise<string> {
  const account = await accountStore.findByStaff(ctx.tx, staffId)
  if (!account?.startDigest) throw new Error(`${staffId} joins and has no account that waits`)
  const { id: accountId, startDigest } = account
  await accountStore.openOn(ctx.tx, accountId, firstDay)
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
    expiresAt: firstSignInUntil(firstDay),
    startedBy: by,
    startDigest: Buffer.concat([startDigest, partDigest(ctx, { accountId, part: codePart, place: 1 })]),
  })
  ctx.emit(RecoveryStarted.of({ accountId, recoveryId, way: 'reset', by }))
  return codePart
}
