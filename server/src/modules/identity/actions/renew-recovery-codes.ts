import { randomBytes } from 'node:crypto'
import { problem } from '../../../kernel/index.ts'
import type { OutputOf } from '../../../kernel/index.ts'
import { RecoveryCodesRenewed } from '../contract/events.ts'
import type { RenewRecoveryCodes } from '../contract/factor.ts'
import { identityProblems } from '../contract/problems.ts'
import type { IdentityContext } from '../queries/identity-context.ts'
import { lockOwnAccount } from '../queries/own-account.ts'
import { newRecoveryCodes, recoveryDigest } from '../queries/present-factors.ts'
import * as factorStore from '../store/factor-store.ts'
import { requireStaff } from './add-totp.ts'

/** 恢复码: shown to their owner once and to nobody else ever; nobody at a desk can make them for somebody. */
export async function renewRecoveryCodes(ctx: IdentityContext): Promise<OutputOf<typeof RenewRecoveryCodes>> {
  ctx.permit.requireProof()
  const account = requireStaff(await lockOwnAccount(ctx))
  if ((await factorStore.listOf(ctx.tx, account.id)).length === 0) throw problem(identityProblems['factor-needed'])
  const codes = newRecoveryCodes(randomBytes)
  const digests = codes.map((code) => recoveryDigest(ctx, account.id, code))
  await factorStore.replaceRecoveryCodes(ctx.tx, account.id, digests)
  ctx.emit(RecoveryCodesRenewed.of({ accountId: account.id, count: codes.length }))
  return { codes }
}
