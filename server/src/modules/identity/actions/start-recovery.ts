import { createHmac, randomBytes } from 'node:crypto'
import { problem } from '../../../kernel/index.ts'
import type { InputOf, OutputOf } from '../../../kernel/index.ts'
import { RecoveryRefused, RecoveryStarted } from '../contract/events.ts'
import { identityProblems } from '../contract/problems.ts'
import type { StartRecovery } from '../contract/recovery.ts'
import type { IdentityContext } from '../queries/identity-context.ts'
import { onlyOne } from '../queries/only-one.ts'
import { newRecoveryCodes } from '../queries/present-factors.ts'
import { openPerson, signInNameBlind } from '../queries/sealed-fields.ts'
import * as accountStore from '../store/account-store.ts'
import * as recoveryStore from '../store/recovery-store.ts'
import type { Recovery } from '../store/recovery-store.ts'
import { countFailureOf, requireNoWaitInTurn } from './throttle-sign-in.ts'

/** Long enough to go home from the window, or to take one's own phone out there. */
const START_MINUTES = 30

/**
 * 窗口核对本人: an official saw the person and the document. No password passes through their hands, and what they give is not
 * enough without the person's own phone or another proof.
 */
export async function startRecovery(
  ctx: IdentityContext,
  input: InputOf<typeof StartRecovery>,
): Promise<OutputOf<typeof StartRecovery>> {
  ctx.permit.requireProof()
  const clerk = ctx.actor.accountId ?? ''
  const keys = [{ kind: 'pair', key: ctx.vault.blind(clerk, 'identity.throttle recovery window') }] as const
  await requireNoWaitInTurn(ctx, keys)
  const account = await accountStore.findByName(ctx.tx, signInNameBlind(ctx.vault, input.account))
  const person = account?.state === 'active' ? openPerson(ctx, account) : undefined
  if (!account || person?.name !== input.name || person.citizenId !== input.citizenId) {
    await countFailureOf(ctx, keys)
    ctx.emit(RecoveryRefused.of({ ...(account && { accountId: account.id }), reason: 'document-not-agreed' }))
    throw problem(identityProblems['recovery-person-unknown'])
  }
  const startCode = onlyOne(newRecoveryCodes(randomBytes))
  const expiresAt = new Date(ctx.now.getTime() + START_MINUTES * 60_000)
  const recoveryId = recoveryStore.newRecoveryId(account.id)
  const by = ctx.actor.staffId ?? ''
  await recoveryStore.insert(ctx.tx, {
    id: recoveryId,
    accountId: account.id,
    way: 'window',
    state: 'started',
    passed: [],
    begunAt: ctx.now,
    expiresAt,
    startedBy: by,
    startDigest: startDigest(ctx, { accountId: account.id, way: 'window', code: startCode }),
  })
  ctx.emit(RecoveryStarted.of({ accountId: account.id, recoveryId, way: 'window', by }))
  return { startCode, expiresAt: expiresAt.toISOString() }
}

/** Keyed, of one account; of two administrators each half by itself, because neither ever knows the other's. */
export function startDigest(
  ctx: Pick<IdentityContext, 'vault'>,
  { accountId, way, code }: { accountId: string; way: Recovery['way']; code: string },
): Buffer {
  const plain = code.toUpperCase().replaceAll(/[^0-9A-Z]/g, '')
  const parts = way === 'reset' ? [plain.slice(0, HALF), plain.slice(HALF)] : [plain]
  return Buffer.concat(parts.map((part, place) => partDigest(ctx, { accountId, part, place })))
}

export const HALF = 5

export function partDigest(
  ctx: Pick<IdentityContext, 'vault'>,
  { accountId, part, place }: { accountId: string; part: string; place: number },
): Buffer {
  const key = ctx.vault.derive('recovery starts')
  return createHmac('sha256', key).update(`${accountId}\0${place}\0${part}`).digest()
}
