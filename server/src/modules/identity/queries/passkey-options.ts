import { problem } from '../../../kernel/index.ts'
import type { PasskeyRequest, PasskeyWish } from '../contract/passkey.ts'
import { identityProblems } from '../contract/problems.ts'
import type { RelyingParty } from '../domain/relying-party.ts'
import type { Factor, Passkey } from '../store/factor-store.ts'
import type { IdentityContext } from './identity-context.ts'
import { CHALLENGE_MINUTES, newChallenge } from './passkey-challenge.ts'
import type { ChallengePurpose } from './passkey-challenge.ts'

/** ES256, EdDSA and RS256: what phones, security keys and Windows Hello make. */
export const ALGORITHMS = [-7, -8, -257]

const TIMEOUT_MS = CHALLENGE_MINUTES * 60_000

/** @throws identity/passkeys-need-a-name */
export function requireRelyingParty(ctx: Pick<IdentityContext, 'relyingParty'>): RelyingParty {
  if (!ctx.relyingParty) throw problem(identityProblems['passkeys-need-a-name'])
  return ctx.relyingParty
}

/** Of somebody not known yet the authenticator offers what it has for this site. */
export function passkeyRequest(
  ctx: IdentityContext,
  about: { purpose: ChallengePurpose; holder: string; factors?: readonly Factor[] },
): PasskeyRequest {
  const { id } = requireRelyingParty(ctx)
  return {
    challenge: newChallenge(ctx.vault, { ...about, now: ctx.now }),
    rpId: id,
    timeout: TIMEOUT_MS,
    userVerification: 'required',
    allowCredentials: usablePasskeys(about.factors ?? []).map(knownPasskey),
  }
}

export function passkeyWish(
  ctx: IdentityContext,
  about: { accountId: string; name: string; factors: readonly Factor[] },
): PasskeyWish {
  const { id } = requireRelyingParty(ctx)
  const { accountId, name, factors } = about
  return {
    challenge: newChallenge(ctx.vault, { purpose: 'add', holder: accountId, now: ctx.now }),
    rp: { id, name: '一网政务服务' },
    user: { id: userHandleOf(accountId), name, displayName: name },
    pubKeyCredParams: ALGORITHMS.map((alg) => ({ type: 'public-key', alg })),
    timeout: TIMEOUT_MS,
    attestation: 'none',
    authenticatorSelection: { residentKey: 'required', requireResidentKey: true, userVerification: 'required' },
    excludeCredentials: factors.filter((one) => one.kind === 'passkey').map(knownPasskey),
  }
}

export function usablePasskeys(factors: readonly Factor[]): Passkey[] {
  return factors.filter((one): one is Passkey => one.kind === 'passkey' && one.blockedAt === undefined)
}

/** The account's public id: no personal data, and it finds the account without a name being typed. */
export function userHandleOf(accountId: string): string {
  return Buffer.from(accountId).toString('base64url')
}

export function accountOfHandle(handle: string | undefined): string | undefined {
  const text = handle === undefined ? '' : Buffer.from(handle, 'base64url').toString('utf8')
  return /^\d{6}-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text) ? text : undefined
}

function knownPasskey(passkey: Passkey): PasskeyRequest['allowCredentials'][number] {
  return {
    id: passkey.credentialId.toString('base64url'),
    type: 'public-key',
    ...(passkey.transports.length > 0 && { transports: [...passkey.transports] }),
  }
}
