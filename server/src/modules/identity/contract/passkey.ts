import { Type } from 'typebox'
import type { Static } from 'typebox'

/** Bytes in base64url, as WebAuthn's JSON forms carry them. */
const Bytes = Type.String({ pattern: '^[A-Za-z0-9_-]+$', maxLength: 16_384 })
const Transports = Type.Array(Type.String({ maxLength: 20 }), { maxItems: 8 })
const KnownPasskey = Type.Object({
  id: Type.String(),
  type: Type.Literal('public-key'),
  transports: Type.Optional(Type.Array(Type.String())),
})
const UserVerification = Type.Literal('required')

/** What a browser asks its authenticator for at sign-in: WebAuthn's PublicKeyCredentialRequestOptionsJSON. */
export const PasskeyRequest = Type.Object({
  challenge: Type.String(),
  rpId: Type.String(),
  timeout: Type.Integer(),
  userVerification: UserVerification,
  allowCredentials: Type.Array(KnownPasskey),
})
export type PasskeyRequest = Static<typeof PasskeyRequest>

/** The same for a new passkey: PublicKeyCredentialCreationOptionsJSON. */
export const PasskeyWish = Type.Object({
  challenge: Type.String(),
  rp: Type.Object({ id: Type.String(), name: Type.String() }),
  user: Type.Object({ id: Type.String(), name: Type.String(), displayName: Type.String() }),
  pubKeyCredParams: Type.Array(Type.Object({ type: Type.Literal('public-key'), alg: Type.Integer() })),
  timeout: Type.Integer(),
  attestation: Type.Literal('none'),
  authenticatorSelection: Type.Object({
    residentKey: Type.Literal('required'),
    requireResidentKey: Type.Boolean(),
    userVerification: UserVerification,
  }),
  excludeCredentials: Type.Array(KnownPasskey),
})
export type PasskeyWish = Static<typeof PasskeyWish>

/** 通行密钥: a signature over the challenge; AuthenticationResponseJSON. */
export const PasskeyAssertion = Type.Object({
  id: Bytes,
  rawId: Bytes,
  type: Type.Literal('public-key'),
  response: Type.Object({
    clientDataJSON: Bytes,
    authenticatorData: Bytes,
    signature: Bytes,
    userHandle: Type.Optional(Bytes),
  }),
})
export type PasskeyAssertion = Static<typeof PasskeyAssertion>

/** A new passkey with its public key; RegistrationResponseJSON. */
export const PasskeyRegistration = Type.Object({
  id: Bytes,
  rawId: Bytes,
  type: Type.Literal('public-key'),
  response: Type.Object({
    clientDataJSON: Bytes,
    attestationObject: Bytes,
    transports: Type.Optional(Transports),
  }),
})
export type PasskeyRegistration = Static<typeof PasskeyRegistration>
