import type {
  AuthenticationResponseJSON,
  RegistrationResponseJSON,
  VerifiedRegistrationResponse,
} from '@simplewebauthn/server'
import { isCounterSound } from '../domain/authentication.ts'
import type { Method } from '../domain/authentication.ts'
import { FactorBlocked } from '../contract/events.ts'
import type { PasskeyAssertion, PasskeyRegistration } from '../contract/passkey.ts'
import type { IdentityContext } from '../queries/identity-context.ts'
import { takeChallenge } from '../queries/passkey-challenge.ts'
import type { ChallengePurpose } from '../queries/passkey-challenge.ts'
import { ALGORITHMS, requireRelyingParty } from '../queries/passkey-options.ts'
import * as factorStore from '../store/factor-store.ts'
import type { Passkey } from '../store/factor-store.ts'

type NewPasskey = NonNullable<VerifiedRegistrationResponse['registrationInfo']>

/** The library is loaded when the first passkey is looked at: it brings half a hundred files. */
const library = () => import('@simplewebauthn/server')

/**
 * Whether the passkey signed our challenge for our site, having checked its holder. One whose counter went back is taken
 * for copied: it is blocked, for its owner and whoever copied it alike.
 */
export async function verifyAssertion(
  ctx: IdentityContext,
  passkey: Passkey,
  { assertion, purpose, holder }: { assertion: PasskeyAssertion; purpose: ChallengePurpose; holder: string },
): Promise<Method | undefined> {
  const { id, origin } = requireRelyingParty(ctx)
  const { verifyAuthenticationResponse } = await library()
  const response: AuthenticationResponseJSON = { ...assertion, clientExtensionResults: {} }
  const answer = await orRefused(() =>
    verifyAuthenticationResponse({
      response,
      expectedChallenge: (challenge) => takeChallenge(ctx, challenge, { purpose, holder }),
      expectedOrigin: origin,
      expectedRPID: id,
      requireUserVerification: true,
      // The counter is ours to judge: the library would refuse and not say why.
      credential: { id: passkey.credentialId.toString('base64url'), publicKey: bytesOf(passkey.publicKey), counter: 0 },
    }),
  )
  if (!answer?.verified) return undefined
  const { newCounter, credentialDeviceType, credentialBackedUp } = answer.authenticationInfo
  if (!isCounterSound(passkey.counter, newCounter)) {
    await factorStore.block(ctx.tx, passkey.id, ctx.now)
    const counters = { knownCounter: passkey.counter, givenCounter: newCounter }
    ctx.emit(FactorBlocked.of({ accountId: passkey.accountId, factorId: passkey.id, ...counters }))
    return undefined
  }
  await factorStore.noteUse(ctx.tx, passkey.id, { at: ctx.now, counter: newCounter, isSynced: credentialBackedUp })
  return credentialDeviceType === 'singleDevice' ? 'hwk' : 'swk'
}

/** What a new passkey says of itself, if it answers our challenge for our site. */
export async function verifyRegistration(
  ctx: IdentityContext,
  { credential, holder }: { credential: PasskeyRegistration; holder: string },
): Promise<NewPasskey | undefined> {
  const { id, origin } = requireRelyingParty(ctx)
  const { verifyRegistrationResponse } = await library()
  const response = { ...credential, clientExtensionResults: {} } as RegistrationResponseJSON
  const answer = await orRefused(() =>
    verifyRegistrationResponse({
      response,
      expectedChallenge: (challenge) => takeChallenge(ctx, challenge, { purpose: 'add', holder }),
      expectedOrigin: origin,
      expectedRPID: id,
      requireUserVerification: true,
      supportedAlgorithmIDs: ALGORITHMS,
    }),
  )
  return answer?.verified ? answer.registrationInfo : undefined
}

/** The library throws for whatever does not fit; a failure of the database among it is no matter of the passkey. */
async function orRefused<T>(verify: () => Promise<T>): Promise<T | undefined> {
  try {
    return await verify()
  } catch (error) {
    if (error instanceof Error && !('code' in error && 'severity' in error)) return undefined
    throw error
  }
}

function bytesOf(buffer: Buffer): Uint8Array<ArrayBuffer> {
  return new Uint8Array(buffer)
}
