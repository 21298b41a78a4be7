/** Whose passkeys these are: the host of the public address, whatever name a request came by. */
export interface RelyingParty {
  readonly id: string
  readonly origin: string
}

/** Undefined where the address is a number: WebAuthn knows names only. */
export function relyingPartyOf(publicUrl: string): RelyingParty | undefined {
  const { hostname, origin } = new URL(publicUrl)
  return hostname.startsWith('[') || /^[\d.]+$/.test(hostname) ? undefined : { id: hostname, origin }
}
