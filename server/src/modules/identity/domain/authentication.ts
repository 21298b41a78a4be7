/** How a person proved who they are (RFC 8176): a password, a one-time code, a passkey of one device or a synced one, a recovery code, the word of an upstream provider, the key of a certificate. */
export type Method = 'pwd' | 'otp' | 'hwk' | 'swk' | 'recovery' | 'fed' | 'cert'

/**
 * 双因素: a passkey is always asked to check its holder (finger, face, PIN), so it is two by itself. What an upstream provider
 * asked we do not know, nor where the key of a certificate lies: either is one, and not another one beside a password.
 */
export function isTwoFactor(methods: readonly string[]): boolean {
  const own = new Set(methods.map((method) => (method === 'fed' || method === 'cert' ? 'pwd' : method)))
  return methods.some((method) => method === 'hwk' || method === 'swk') || own.size > 1
}

/** The `amr` of a session: its methods, and `mfa` where they are two factors. */
export function amrOf(methods: readonly string[]): string[] {
  return isTwoFactor(methods) ? [...new Set([...methods, 'mfa'])] : [...methods]
}

/** The methods of a session after one more proof: what was proved before still stands. */
export function withMethod(methods: readonly string[], method: Method): string[] {
  return [...new Set([...methods, method])]
}

/** A counter that did not go up belongs to a copy; authenticators that do not count say nought always (WebAuthn 6.1.1). */
export function isCounterSound(known: number, given: number): boolean {
  return given > known || (given === 0 && known === 0)
}

/** Officials must have two factors where the installation says so; people may. */
export function needsSecondFactor(
  installation: { readonly requiresSecondFactor: boolean },
  account: { readonly kind: string },
): boolean {
  return installation.requiresSecondFactor && account.kind === 'staff'
}
