import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Vault } from '../vault/vault.ts'

/** A token bound to one session: a page of ours can know it, another site cannot. */
export function csrfTokenOf(vault: Vault, sessionId: string): string {
  return createHmac('sha256', vault.derive('csrf')).update(sessionId).digest('base64url')
}

export function isCsrfToken(vault: Vault, sessionId: string, token: string): boolean {
  const expected = Buffer.from(csrfTokenOf(vault, sessionId))
  const given = Buffer.from(token)
  return expected.length === given.length && timingSafeEqual(expected, given)
}
