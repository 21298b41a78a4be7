import type { OutputOf } from '../../../kernel/index.ts'
import type { GetProofOptions, ListMyFactors } from '../contract/factor.ts'
import type { BeginPasskeySignIn } from '../contract/session.ts'
import { proofKinds } from '../actions/check-factor.ts'
import { NO_PASSWORD } from '../domain/password.ts'
import * as factorStore from '../store/factor-store.ts'
import type { IdentityContext } from './identity-context.ts'
import { ownAccount } from './own-account.ts'
import { passkeyRequest } from './passkey-options.ts'
import { presentFactors } from './present-factors.ts'

export async function listMyFactors(ctx: IdentityContext): Promise<OutputOf<typeof ListMyFactors>> {
  return presentFactors(ctx, await ownAccount(ctx))
}

/** Open to everybody, and written down nowhere: the challenge proves itself. */
export async function beginPasskeySignIn(ctx: IdentityContext): Promise<OutputOf<typeof BeginPasskeySignIn>> {
  return Promise.resolve(passkeyRequest(ctx, { purpose: 'sign-in', holder: '' }))
}

/** A recovery code is for the day a factor is lost, not for signing; a password is for who has no factor. */
export async function getProofOptions(ctx: IdentityContext): Promise<OutputOf<typeof GetProofOptions>> {
  const account = await ownAccount(ctx)
  const factors = await factorStore.listOf(ctx.tx, account.id)
  const kinds = (await proofKinds(ctx, account, factors)).filter((kind) => kind !== 'recovery')
  // Who comes from upstream and has no password proves by coming from there anew.
  if (factors.length === 0) return { kinds: account.passwordHash === NO_PASSWORD ? [] : ['password'] }
  const about = { purpose: 'proof', holder: account.id, factors } as const
  return { kinds, ...(kinds.includes('passkey') && { passkey: passkeyRequest(ctx, about) }) }
}
