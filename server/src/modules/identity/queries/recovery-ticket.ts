import type { Context } from '../../../platform/act/index.ts'
import type { RealNameSubject } from '../domain/real-name-provider.ts'
import { unseal } from './sign-in-ticket.ts'

const CONTEXT = 'identity.recovery_ticket'

export const RECOVERY_MINUTES = 30

/**
 * What a browser keeps, sealed, while somebody shows who they are. It is made alike for accounts that exist and for those that
 * do not: then it names a recovery and an account that are nowhere.
 */
export interface RecoveryTicket {
  readonly recoveryId: string
  readonly accountId: string
  /** What was typed; the source of codes is asked about it where there is nobody else to ask about. */
  readonly stated?: RealNameSubject
  readonly until: number
}

export function sealRecoveryTicket(ctx: Context, ticket: Omit<RecoveryTicket, 'until'>): string {
  const until = ctx.now.getTime() + RECOVERY_MINUTES * 60_000
  return ctx.vault.seal(JSON.stringify({ ...ticket, until }), CONTEXT).toString('base64url')
}

export function openRecoveryTicket(ctx: Context, text: string | undefined): RecoveryTicket | undefined {
  const ticket = text === undefined ? undefined : unseal<RecoveryTicket>(ctx, text, CONTEXT)
  return ticket && ticket.until > ctx.now.getTime() ? ticket : undefined
}

export function recoveryCookieName(sessionCookie: string): string {
  return sessionCookie.replace('_session', '_recovery')
}
