import { problem } from '../../../kernel/index.ts'
import type { ProblemDefinition } from '../../../kernel/index.ts'
import type { GivenProof, ProofKind } from '../contract/factor.ts'
import { identityProblems } from '../contract/problems.ts'
import type { Method } from '../domain/authentication.ts'
import { matchingStep } from './totp.ts'
import type { IdentityContext } from '../queries/identity-context.ts'
import { usablePasskeys } from '../queries/passkey-options.ts'
import { recoveryDigest } from '../queries/present-factors.ts'
import type { AccountRow } from '../store/account-store.ts'
import * as factorStore from '../store/factor-store.ts'
import type { CodeSource, Factor } from '../store/factor-store.ts'
import { verifyAssertion } from './verify-passkey.ts'
import type { SealedTable } from '../../../platform/vault/index.ts'

export const TOTP_SECRET = 'identity.factor_secret'
export const sealedFactors: SealedTable = { table: 'identity.factors', columns: { secret: TOTP_SECRET } }

/** By which factor somebody was found to be who they are, or which refusal they get. */
export type Judgement = { readonly method: Method } | { readonly refusal: ProblemDefinition }

/** What of an account's factors may be used now; recovery codes stand in for a factor that is there, and for none. */
export async function proofKinds(
  ctx: IdentityContext,
  account: AccountRow,
  factors: readonly Factor[],
): Promise<ProofKind[]> {
  const kinds: ProofKind[] = []
  if (ctx.relyingParty && usablePasskeys(factors).length > 0) kinds.push('passkey')
  if (factors.some((one) => one.kind === 'totp')) kinds.push('totp')
  if (factors.length > 0 && (await factorStore.countRecoveryCodes(ctx.tx, account.id)) > 0) kinds.push('recovery')
  return kinds
}

/**
 * Whether what was given proves the holder of the account; each code and each challenge counts once.
 * @throws identity/factor-needed when the account has no such factor
 */
export async function checkFactor(
  ctx: IdentityContext,
  account: AccountRow,
  { given, purpose }: { given: GivenProof; purpose: 'second-factor' | 'proof' | 'recover' },
): Promise<Judgement> {
  const factors = await factorStore.lockAllOf(ctx.tx, account.id)
  if (given.passkey) {
    const id = Buffer.from(given.passkey.id, 'base64url')
    const passkey = usablePasskeys(factors).find((one) => one.credentialId.equals(id))
    const about = { assertion: given.passkey, purpose, holder: account.id }
    return judged(passkey && (await verifyAssertion(ctx, passkey, about)), 'passkey-refused')
  }
  const source = factors.find((one): one is CodeSource => one.kind === 'totp')
  if (given.code !== undefined && source) return judged(await checkCode(ctx, source, given.code), 'factor-wrong')
  if (given.recoveryCode !== undefined && factors.length > 0) {
    const digest = recoveryDigest(ctx, account.id, given.recoveryCode)
    const isRight = await factorStore.takeRecoveryCode(ctx.tx, account.id, digest)
    return judged(isRight ? 'recovery' : undefined, 'factor-wrong')
  }
  throw problem(identityProblems['factor-needed'])
}

async function checkCode(ctx: IdentityContext, source: CodeSource, code: string): Promise<Method | undefined> {
  const secret = Buffer.from(ctx.vault.open(source.secret, TOTP_SECRET), 'base64')
  const step = matchingStep(secret, code, { now: ctx.now, usedStep: source.usedStep })
  if (step === undefined) return undefined
  await factorStore.noteUse(ctx.tx, source.id, { at: ctx.now, usedStep: step })
  return 'otp'
}

function judged(method: Method | undefined, refusal: 'passkey-refused' | 'factor-wrong'): Judgement {
  return method === undefined ? { refusal: identityProblems[refusal] } : { method }
}
