import { randomBytes, timingSafeEqual } from 'node:crypto'
import type { Context } from '../../../platform/act/index.ts'
import type { Vault } from '../../../platform/vault/vault.ts'
import * as factorStore from '../store/factor-store.ts'

/** What a challenge is for: one made for adding a passkey does not sign anybody in. */
export type ChallengePurpose = 'sign-in' | 'add' | 'second-factor' | 'proof' | 'recover'

export const CHALLENGE_MINUTES = 5
const NONCE_BYTES = 16
const TIME_BYTES = 6
const MAC_BYTES = 16

/**
 * A challenge that needs no row before it is answered: a nonce and its end, under our key. A stranger who asks for
 * thousands of them writes nothing. `holder` is the account (or nobody yet) it was made for.
 */
export function newChallenge(vault: Vault, about: { purpose: ChallengePurpose; holder: string; now: Date }): string {
  const head = Buffer.alloc(NONCE_BYTES + TIME_BYTES)
  randomBytes(NONCE_BYTES).copy(head)
  head.writeUIntBE(about.now.getTime() + CHALLENGE_MINUTES * 60_000, NONCE_BYTES, TIME_BYTES)
  return Buffer.concat([head, macOf(vault, head, about)]).toString('base64url')
}

/** Whether it is ours, for this purpose and holder, still in time, and answered for the first time. */
export async function takeChallenge(
  ctx: Context,
  challenge: string,
  about: { purpose: ChallengePurpose; holder: string },
): Promise<boolean> {
  const bytes = Buffer.from(challenge, 'base64url')
  if (bytes.length !== NONCE_BYTES + TIME_BYTES + MAC_BYTES) return false
  const head = bytes.subarray(0, NONCE_BYTES + TIME_BYTES)
  if (!timingSafeEqual(bytes.subarray(-MAC_BYTES), macOf(ctx.vault, head, about))) return false
  const expiresAt = new Date(head.readUIntBE(NONCE_BYTES, TIME_BYTES))
  if (expiresAt <= ctx.now) return false
  return factorStore.useChallenge(ctx.tx, bytes.subarray(-MAC_BYTES), expiresAt)
}

function macOf(vault: Vault, head: Buffer, { purpose, holder }: { purpose: ChallengePurpose; holder: string }): Buffer {
  return vault.blind(`${purpose} ${holder} ${head.toString('base64url')}`, 'identity.challenge')
}
