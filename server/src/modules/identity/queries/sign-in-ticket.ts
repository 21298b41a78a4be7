import type { Context } from '../../../platform/act/index.ts'
import type { AccountRow } from '../store/account-store.ts'

const CONTEXT = 'identity.sign_in_ticket'
const MINUTES = 5

interface Ticket {
  readonly accountId: string
  readonly password: string
  readonly until: number
}

/** Says, sealed, whose password was right: between the two steps of a sign-in nobody is signed in, so there is no session. */
export function newTicket(ctx: Context, account: AccountRow): string {
  const until = ctx.now.getTime() + MINUTES * 60_000
  const ticket: Ticket = { accountId: account.id, password: passwordMark(ctx, account), until }
  return ctx.vault.seal(JSON.stringify(ticket), CONTEXT).toString('base64url')
}

/** Undefined for what is none of ours, or is too old. */
export function openTicket(ctx: Context, text: string): Ticket | undefined {
  const ticket = unseal<Ticket>(ctx, text, CONTEXT)
  return ticket && ticket.until > ctx.now.getTime() ? ticket : undefined
}

/** A password that was changed meanwhile ends the tickets of the old one. */
export function isTicketFor(ctx: Context, ticket: Ticket, account: AccountRow): boolean {
  return ticket.accountId === account.id && ticket.password === passwordMark(ctx, account)
}

function passwordMark(ctx: Context, account: AccountRow): string {
  return ctx.vault.blind(account.passwordHash, CONTEXT).toString('base64url')
}

/** What the vault sealed and a browser kept for us; undefined when it was altered, or is something else. */
export function unseal<T>(ctx: Context, text: string, context: string): T | undefined {
  try {
    return JSON.parse(ctx.vault.open(Buffer.from(text, 'base64url'), context)) as T
  } catch {
    // The vault does not open what it did not seal, and anybody may send anything.
    return undefined
  }
}
